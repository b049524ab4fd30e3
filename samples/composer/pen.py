"""What people add to a printed paper: digits by hand, a signature, a red specimen seal.

Everything is drawn on a transparent sheet (BGRA) at the size of the scan; the seal says that it is a specimen and worth
nothing, the signature is nobody's.
"""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.composer.fonts import font_path
from samples.composer.sheet import Ink, Sheet
from samples.composer.source import Stamp

Pixels = NDArray[np.uint8]

BLUE_BGR = (150, 60, 25)
RED_BGR = (45, 35, 205)
VIOLET_BGR = (150, 40, 95)
SEAL_PT = 102.0  # 36 mm, as for bodies of state
_SEAL_TEXT = "MẪU THỬ - KHÔNG CÓ GIÁ TRỊ"

# Digits as strokes of a quick pen: points in hundredths of a square, from its top left corner; "/" lifts the pen.
_STROKES = {
    "0": "55,2 25,15 15,50 25,90 50,100 75,85 82,45 70,10 50,3",
    "1": "25,30 52,2 50,50 48,100",
    "2": "18,25 35,3 68,5 75,30 50,65 15,97 50,93 85,98",
    "3": "20,12 50,0 75,15 65,40 42,47 72,58 78,82 50,100 18,90",
    "4": "55,0 15,62 85,60 / 66,30 62,102",
    "5": "75,2 32,4 26,42 60,40 80,65 60,97 20,92",
    "6": "70,2 35,30 20,70 40,99 72,88 74,62 45,55 24,75",
    "7": "15,6 55,5 82,4 55,50 40,100 / 32,52 72,48",
    "8": "68,12 40,0 25,20 50,46 78,75 50,100 22,80 48,48 72,22 62,6",
    "9": "75,20 45,2 22,25 40,50 74,30 76,20 70,60 50,100",
}


def overlay(
    sheet: Sheet, *, width: int, height: int, px_per_pt: float, rng: np.random.Generator, stamps: Sequence[Stamp] = ()
) -> Pixels | None:
    """Return everything that is written on a sheet by hand as a BGRA image, None when nothing is."""
    written = [ink for ink in sheet.inks if ink.pen]
    if not (written or stamps) and sheet.signed_at is None:
        return None
    layer: Pixels = np.zeros((height, width, 4), np.uint8)
    for stamp in stamps:
        _stamp(layer, stamp, px_per_pt * 72 / 25.4, rng)
    for ink in written:
        _write(layer, ink, px_per_pt, rng)
    if sheet.signed_at is not None:
        x, y = (value * px_per_pt for value in sheet.signed_at)
        _sign(layer, x, y, px_per_pt, rng)
        if sheet.sealed:
            _press(layer, _seal(px_per_pt), x - 58 * px_per_pt, y, rng)
    return layer


def lay_on(page: Pixels, layer: Pixels) -> Pixels:
    """Return a BGR page with ink over it; ink darkens what it covers, as on paper."""
    alpha = layer[:, :, 3:].astype(np.float32) / 255
    tint = 255 - alpha * (255 - layer[:, :, :3].astype(np.float32))
    return np.asarray(page.astype(np.float32) * tint / 255, dtype=np.uint8)


def _write(layer: Pixels, ink: Ink, px_per_pt: float, rng: np.random.Generator) -> None:
    size = ink.size * px_per_pt
    x, lean = ink.x * px_per_pt, rng.uniform(0.05, 0.22)
    for digit in ink.text.strip():
        tall = size * rng.uniform(0.8, 0.95)
        base = ink.base * px_per_pt + rng.uniform(-0.05, 0.08) * size
        for stroke in _strokes(digit):
            shake = rng.normal(0, 0.015, (len(stroke), 2))
            points = [
                (x + (px * 0.55 + (1 - py) * lean + dx) * tall, base + (py - 1 + dy) * tall)
                for (px, py), (dx, dy) in zip(stroke, shake, strict=True)
            ]
            _draw(layer, _smooth(points), width_px=size * 0.085, color=BLUE_BGR)
        x += size * 0.62


def _strokes(digit: str) -> list[list[tuple[float, float]]]:
    drawn = _STROKES.get(digit, "")
    strokes = [
        [tuple(int(part) / 100 for part in point.split(",")) for point in one.split()] for one in drawn.split("/")
    ]
    return [[(x, y) for x, y in stroke] for stroke in strokes if stroke]


def _sign(layer: Pixels, x: float, y: float, px_per_pt: float, rng: np.random.Generator) -> None:
    """Draw a name nobody has: a capital with loops after it and a flourish back, a new hand for every seed."""
    loops, per_loop = int(rng.integers(3, 8)), int(rng.integers(4, 7))
    wide, tall, lean = rng.uniform(4, 14), rng.uniform(7, 18), rng.uniform(-0.5, 0.9)
    count = loops * per_loop
    points = []
    for step in range(count):
        turn = step / per_loop * math.tau
        swing = tall * rng.uniform(0.5, 1.2) * (1.3 - step / count)
        down = swing * math.cos(turn * rng.uniform(0.9, 1.0)) + rng.normal(0, 1.5)
        across = -44 + step * 88 / count + wide * math.sin(turn) - lean * down + rng.normal(0, 2)
        points.append((x + px_per_pt * across, y + px_per_pt * down))
    if rng.random() < 0.7:
        points += [(x + 60 * px_per_pt, y + rng.uniform(-10, 10) * px_per_pt), (x - 32 * px_per_pt, y + 19 * px_per_pt)]
    _draw(layer, _smooth(points), width_px=rng.uniform(0.9, 1.5) * px_per_pt, color=BLUE_BGR)


def _smooth(points: Sequence[tuple[float, float]]) -> NDArray[np.float32]:
    """Return a dense Catmull-Rom curve through the points."""
    ends = [points[0], *points, points[-1]]
    curve = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for t in np.linspace(0, 1, 12, endpoint=False):
            curve.append([
                0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3)
                for p, q, r, s in zip(a, b, c, d, strict=True)
            ])  # fmt: skip
    return np.array([*curve, list(points[-1])], np.float32)


def _draw(layer: Pixels, curve: NDArray[np.float32], *, width_px: float, color: tuple[int, int, int]) -> None:
    fixed = np.round(curve * 16).astype(np.int32).reshape(-1, 1, 2)
    cv2.polylines(layer, [fixed], False, (*color, 225), max(1, round(width_px)), cv2.LINE_AA, 4)


def _seal(px_per_pt: float) -> Pixels:
    """Return a round red specimen seal, drawn at four times its size and scaled down."""
    big = round(SEAL_PT * px_per_pt) * 4
    middle, ink = big / 2, (*reversed(RED_BGR), 215)
    image = Image.new("RGBA", (big, big), (*reversed(RED_BGR), 0))
    draw = ImageDraw.Draw(image)
    for share, width in ((0.495, 0.014), (0.465, 0.006), (0.30, 0.006)):
        radius = share * big
        box = (middle - radius, middle - radius, middle + radius, middle + radius)
        draw.ellipse(box, outline=ink, width=round(width * big))
    star = [
        (middle + big * r * math.sin(k * math.pi / 5), middle - big * r * math.cos(k * math.pi / 5))
        for k in range(10)
        for r in [0.16 if k % 2 == 0 else 0.062]
    ]
    draw.polygon(star, fill=ink)
    font = ImageFont.truetype(str(font_path("sans_bold")), round(big * 0.085))
    for index, letter in enumerate(_SEAL_TEXT):
        angle = (index - (len(_SEAL_TEXT) - 1) / 2) * (330 / len(_SEAL_TEXT))
        glyph = Image.new("RGBA", (big, big), (*reversed(RED_BGR), 0))
        ImageDraw.Draw(glyph).text((middle, middle - big * 0.345), letter, font=font, fill=ink, anchor="ms")
        image.alpha_composite(glyph.rotate(-angle, resample=Image.Resampling.BICUBIC))
    small = image.resize((big // 4, big // 4), Image.Resampling.LANCZOS)
    return np.asarray(cv2.cvtColor(np.array(small), cv2.COLOR_RGBA2BGRA), dtype=np.uint8)


def _press(
    layer: Pixels, seal: Pixels, x: float, y: float, rng: np.random.Generator, *, color: tuple[int, int, int] = RED_BGR,
    lean_deg: float = 12,
) -> None:  # fmt: skip
    size = seal.shape[0]
    turn = cv2.getRotationMatrix2D((size / 2, size / 2), float(rng.uniform(-lean_deg, lean_deg)), 1.0)
    pressed = cv2.warpAffine(seal, turn, (size, size), borderValue=(*color, 0)).astype(np.float32)
    blotch = cv2.resize(rng.uniform(0.55, 1.0, (7, 7)).astype(np.float32), (size, size), interpolation=cv2.INTER_CUBIC)
    alpha = pressed[:, :, 3:] / 255 * np.clip(blotch, 0, 1)[:, :, None]
    left, top = round(x - size / 2), round(y - size / 2)
    under = layer[top : top + size, left : left + size].astype(np.float32)
    covered = under[:, :, 3:] / 255
    total = alpha + covered * (1 - alpha)
    mixed = (pressed[:, :, :3] * alpha + under[:, :, :3] * covered * (1 - alpha)) / np.maximum(total, 1e-6)
    layer[top : top + size, left : left + size] = np.dstack([mixed, total * 255]).clip(0, 255).astype(np.uint8)


def _stamp(layer: Pixels, stamp: Stamp, px_per_mm: float, rng: np.random.Generator) -> None:
    """Press a rubber stamp onto a layer: words in a frame, unevenly inked."""
    color = RED_BGR if stamp.red else VIOLET_BGR
    ink = (*reversed(color), 205)
    line_px = stamp.height_mm * px_per_mm * 4 / (len(stamp.lines) + 0.5)
    font = ImageFont.truetype(str(font_path("sans_bold")), round(line_px * 0.72))
    wide = max(font.getlength(text) for text in stamp.lines) + line_px
    side = round(math.hypot(wide, line_px * (len(stamp.lines) + 1)))
    image = Image.new("RGBA", (side, side), (*reversed(color), 0))
    draw = ImageDraw.Draw(image)
    top = side / 2 - line_px * (len(stamp.lines) + 0.5) / 2
    frame = ((side - wide) / 2, top, (side + wide) / 2, side - top)
    draw.rectangle(frame, outline=ink, width=max(2, round(line_px * 0.07)))
    for index, text in enumerate(stamp.lines):
        draw.text((side / 2, top + line_px * (index + 0.75)), text, font=font, fill=ink, anchor="mm")
    small = image.resize((side // 4, side // 4), Image.Resampling.LANCZOS)
    turned = small.rotate(stamp.degrees, resample=Image.Resampling.BICUBIC)
    pressed: Pixels = np.asarray(cv2.cvtColor(np.array(turned), cv2.COLOR_RGBA2BGRA), dtype=np.uint8)
    _press(layer, pressed, stamp.at_mm[0] * px_per_mm, stamp.at_mm[1] * px_per_mm, rng, color=color, lean_deg=2)
