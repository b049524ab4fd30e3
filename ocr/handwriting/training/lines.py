"""Lines of print with pen figures in them, and without: number lines, date lines, blanks, lines of print alone."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ocr.handwriting.training.hands import Hands, pick
from ocr.handwriting.training.strokes import Mask

BASE = 2.3  # capitals above the base line that a drawn line shows, and with the rest below
TALL = 3.6  # capitals that a drawn line shows in all
_CODES = ("KH", "QĐ", "BC", "TB", "CT", "TTr", "HD", "CTr", "NQ", "PA", "UBND", "HĐND", "SNV", "VP", "NV", "BCĐ", "STC",
          "TTHC", "KSTT", "CAX", "TCT", "ĐTN", "KT", "VX", "TH", "NC")  # fmt: skip
_SYLLABLES = ("An", "Bình", "Châu", "Đông", "Giang", "Hà", "Hòa", "Kim", "Lộc", "Minh", "Nam", "Phú", "Quang", "Sơn",
              "Tân", "Thạnh", "Trung", "Vĩnh", "Xuân", "Yên", "Lạc", "Mỹ", "Ngọc", "Thủy", "Khê", "Long")  # fmt: skip
_PROSE = (
    "Về việc", "Triển khai", "kế hoạch", "thực hiện", "của UBND", "năm 2024", "ỦY BAN NHÂN DÂN", "XÃ", "HUYỆN",
    "Độc lập - Tự do", "Căn cứ Luật", "số 15/2023/NĐ-CP", "ngày 02/3/2022", "(1.3.2)", "trước ngày 25/11",
    "1.248 phiếu", "Kính gửi:", "Sở Nội vụ", "đạt 97%", "Thông tư", "tháng 7", "- Lưu: VT.", "Quý II/2024", "-",
    "- Hạnh phúc", "5", "12", "Tự do -", "giai đoạn 2021 - 2030", "số 08/KH-TU", "(Ban hành kèm theo", "V/v công bố",
    "giải quyết",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """Ink of a line between 0 and 1: what was printed and what a pen wrote.

    `figures` are the pen's, each with the columns it covers; "?" is none.
    """

    print_ink: Mask
    pen_ink: Mask
    figures: tuple[tuple[str, int, int], ...]


def draw_line(hands: Hands, fonts: tuple[Path, ...], *, capital: float, rng: np.random.Generator) -> Drawn:
    """Return a line as drawn by a printer and a pen, `capital` pixels the height of its capitals."""
    face = face_of(pick([str(font) for font in fonts], rng), round(capital * 2) / 2)
    height = round(TALL * capital)
    wide = round(capital * 60)
    printed, penned = Image.new("L", (wide, height), 0), np.zeros((height, wide), np.float32)
    draw = ImageDraw.Draw(printed)
    base, x = BASE * capital, capital * rng.uniform(0, 2.5)
    tall = capital * (rng.uniform(0.85, 1.25) if rng.random() < 0.3 else rng.uniform(1.0, 2.15))
    figures: list[tuple[str, int, int]] = []
    for piece, by_pen in pieces(rng):
        if not by_pen:
            draw.text((x, base), piece, font=face, fill=255, anchor="ls")
            x += face.getlength(piece)
            continue
        x += capital * (rng.uniform(-0.25, 0.1) if rng.random() < 0.15 else rng.uniform(0.05, 1.3))
        start = x
        x = _write(hands, piece, penned, figures, x=x, base=base, tall=tall, capital=capital, rng=rng)
        _leaders(draw, face, start - capital, x + capital, base, capital, rng)
        x += capital * (rng.uniform(-0.3, 0.1) if rng.random() < 0.15 else rng.uniform(0.05, 1.3))
    _neighbours(draw, face, base, capital, x, rng)
    end = min(wide, max(round(x + capital * rng.uniform(0, 2.5)), round(4 * capital)))
    ink = np.asarray(np.asarray(printed) / 255, np.float32)
    return Drawn(ink[:, :end], penned[:, :end], tuple(figures))


def _write(
    hands: Hands, text: str, penned: Mask, figures: list[tuple[str, int, int]], *, x: float, base: float, tall: float,
    capital: float, rng: np.random.Generator,
) -> float:  # fmt: skip
    """Draw the figures of a number from `x` on, and return where they end."""
    foot = base + capital * rng.uniform(-0.2, 0.45)
    close = rng.uniform(-0.1, 0.3) * tall * 0.6
    for letter, mask in zip(text, hands.write(text, height=tall, rng=rng), strict=True):
        rows, columns = mask.shape
        top, left = round(foot - rows + rng.uniform(-0.08, 0.08) * tall), round(x)
        top = min(max(0, top), penned.shape[0] - rows)
        if left < 0 or top < 0 or left + columns > penned.shape[1]:
            continue
        part = penned[top : top + rows, left : left + columns]
        np.maximum(part, mask, out=part)
        figures.append((letter, left, left + columns))
        x += columns + close * rng.uniform(0.5, 1.3) + 0.04 * tall
    return x


def _leaders(
    draw: ImageDraw.ImageDraw, face: ImageFont.FreeTypeFont, left: float, right: float, base: float, capital: float,
    rng: np.random.Generator,
) -> None:  # fmt: skip
    chance = rng.random()
    if chance < 0.12:
        dots = pick((".", "…", "_"), rng)
        count = int((right - left - 1.6 * capital) / max(1.0, face.getlength(dots)))
        draw.text((left + 0.8 * capital, base), dots * max(0, count), font=face, fill=255, anchor="ls")
    elif chance < 0.17:
        y = base + capital * rng.uniform(0.1, 0.5)
        draw.line((left, y, right, y + rng.uniform(-2, 2)), fill=255, width=max(1, round(capital / 14)))


def _neighbours(
    draw: ImageDraw.ImageDraw, face: ImageFont.FreeTypeFont, base: float, capital: float, end: float,
    rng: np.random.Generator,
) -> None:  # fmt: skip
    """Print lines above and below, of which the cut shows feet and marks, and sometimes a rule under the upper one."""
    for away in (-rng.uniform(1.9, 2.8), rng.uniform(1.9, 2.8)):
        if rng.random() < 0.45:
            text = " ".join(pick(_PROSE, rng) for _ in range(int(rng.integers(1, 6))))
            draw.text((rng.uniform(-4, 6) * capital, base + away * capital), text, font=face, fill=255, anchor="ls")
    if rng.random() < 0.12:  # the line itself is underlined, as the motto is
        y, left = base + capital * rng.uniform(0.3, 0.6), rng.uniform(0, 0.3) * end
        draw.line((left, y, left + rng.uniform(0.3, 0.9) * end, y), fill=255, width=max(1, round(capital / 16)))
    if rng.random() < 0.2:
        y, left = base - capital * rng.uniform(1.3, 2.2), rng.uniform(0, 0.6) * end
        draw.line((left, y, left + capital * rng.uniform(3, 9), y), fill=255, width=max(1, round(capital / 16)))


def pieces(rng: np.random.Generator) -> list[tuple[str, bool]]:
    """Return the pieces of a line from left to right, each with whether a pen writes it."""
    kind = rng.random()
    if kind < 0.4:
        return _number_line(rng)
    if kind < 0.84:
        return _date_line(rng)
    if kind < 0.88:  # a bare number, as beside a stamp
        return [(pick(("Số:", "Đến:", "Ngày:", "Ký hiệu:", "Tổng:", ""), rng), False), (_digits(rng), True)]
    return [(" ".join(pick(_PROSE, rng) for _ in range(int(rng.integers(2, 6)))), False)]


def _number_line(rng: np.random.Generator) -> list[tuple[str, bool]]:
    before = pick(("Số:", "Số: ", "Số", "Số ", "SỐ:", "Số.", "S6:"), rng)
    code = "-".join(pick(_CODES, rng) for _ in range(int(rng.integers(1, 4))))
    after = pick(("/", " /", "/2024/", "/20", "-"), rng) + code
    return [(before, False), *_filled(_digits(rng), rng), (after, False)]


def _date_line(rng: np.random.Generator) -> list[tuple[str, bool]]:
    place = " ".join(pick(_SYLLABLES, rng) for _ in range(int(rng.integers(1, 3))))
    start = pick((f"{place}, ngày", f"{place}, Ngày", "ngày", ", ngày", f"{place} ngày"), rng)
    day, month = f"{rng.integers(1, 32):0{rng.integers(1, 3)}d}", f"{rng.integers(1, 13):0{rng.integers(1, 3)}d}"
    year = str(rng.integers(2005, 2031))
    line: list[tuple[str, bool]] = [(start, False), *_filled(day, rng), ("tháng", False)]
    line += _filled(month, rng) if rng.random() < 0.35 else [(f" {month} ", False)]
    if rng.random() < 0.15:
        return [*line, ("năm 20", False), (year[-2:] if rng.random() < 0.7 else year[-1], True)]
    return [*line, (f"năm {year}", False)]


def _filled(text: str, rng: np.random.Generator) -> list[tuple[str, bool]]:
    """Return a number by hand, or sometimes in print, or left blank, or something that cannot be read."""
    chance = rng.random()
    if chance < 0.72:
        return [(text, True)]
    if chance < 0.82:
        return [(f" {text} ", False)]
    if chance < 0.92:
        dots = pick((" ", ".", "…", "_", "-"), rng)
        return [(f" {dots * int(rng.integers(2, 12))} ", False)]
    place = int(rng.integers(len(text) + 1))
    return [(pick((text[:place] + "?" + text[place:], "?", text[:place] + "?" + text[place + 1 :]), rng), True)]


def _digits(rng: np.random.Generator) -> str:
    count = int(rng.choice([1, 2, 3, 4, 5], p=[0.1, 0.35, 0.33, 0.17, 0.05]))
    return "".join(str(digit) for digit in rng.integers(0, 10, count))


@lru_cache(maxsize=512)
def face_of(font: str, capital: float) -> ImageFont.FreeTypeFont:
    """Return a font of print in the size in which its capitals are `capital` pixels tall."""
    big = ImageFont.truetype(font, 100)
    _, top, _, bottom = big.getbbox("H")
    return ImageFont.truetype(font, max(6, round(100 * capital / (bottom - top))))
