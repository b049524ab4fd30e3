"""How well pen figures are read: lines of invented papers, worn by every preset, written by hands that never trained.

`python -m tests.benchmark.handwriting --mnist DIR --hands DIR` prints a row a preset: how many numbers were written,
how many of them were read right, wrong or not, or not found, and how often one was read where no pen wrote.
"""

import argparse
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from PIL import ImageFont

from ocr.engines import Settings, engine_of
from ocr.handwriting import Numeral, written_in
from ocr.handwriting.training.hands import Hands, fonts_in, pick, read_mnist
from ocr.handwriting.training.strokes import Mask
from ocr.image.preparing import Prepared, prepared
from ocr.layout import arrange, find_rulings
from ocr.page import Word
from samples.composer.fonts import font_path
from samples.composer.pen import BLUE_BGR, lay_on
from samples.composer.presets import PRESETS, Preset
from samples.composer.render import to_pdf
from samples.composer.sheet import HEIGHT_PT, Ink, Sheet

Pixels = npt.NDArray[np.uint8]

_PLACES = ("Tân Lập", "Phú Hòa", "Đông Sơn", "Bình An", "Hòa Mỹ", "Kim Liên", "Xuân Thủy", "Yên Trung")
_CODES = ("KH-UBND", "QĐ-UBND", "BC-UBND", "KH-SNV", "UBND-NV", "TB-VP", "CTr-UBND", "KH-BCĐ")
_MASK_PX = 48  # a capital in the pictures of figures
_CAPITAL = 0.66  # of the size of type
_NEAR_PX = 18  # a line read farther than this from where one stands is none of ours


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's ink and where its foot stands, in points."""

    ink: Mask
    x: float
    foot: float
    scale: float  # points a pixel of the ink


@dataclass(slots=True)
class Row:
    """A line of the page: where it stands, what a pen wrote in it and where, both in points."""

    base: float
    numbers: list[tuple[str, float]] = field(default_factory=list)


@dataclass(slots=True)
class Count:
    """What became of the numbers that were written."""

    written: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0
    unasked: int = 0  # a pen seen, and read, where none wrote


def worn_page(hands: Hands, preset: Preset, *, seed: int) -> tuple[Pixels, list[Row]]:
    """Return a page of number lines and date lines as scanned, and what is written in them."""
    rng = np.random.default_rng([seed, zlib.crc32(preset.name.encode())])
    sheet, base = Sheet(1), 60.0
    rows: list[Row] = []
    figures: list[Figure] = []
    while base < HEIGHT_PT - 50:
        size = float(rng.choice([12.5, 13, 13.5, 14]))
        rows.append(_row(sheet, figures, hands, base=base, size=size, is_date=bool(len(rows) % 2), rng=rng))
        base += size * rng.uniform(1.75, 2.1)
    scale = preset.print_dpi / 72
    document = pdfium.PdfDocument(to_pdf([sheet], title="lines"))
    page = np.ascontiguousarray(document[0].render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3])
    page = lay_on(page, _inked(figures, page.shape, scale))
    image = preset.wear(page, np.ascontiguousarray(np.roll(page, 37, axis=0)), rng).image
    if preset.dpi[0] != preset.dpi[1]:
        tall = round(image.shape[0] * preset.dpi[0] / preset.dpi[1])
        image = np.asarray(cv2.resize(image, (image.shape[1], tall), interpolation=cv2.INTER_CUBIC), np.uint8)
    if preset.quality:
        _, packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, preset.quality])
        image = np.asarray(cv2.imdecode(packed, cv2.IMREAD_UNCHANGED), np.uint8)
    return image, rows


def _row(
    sheet: Sheet, figures: list[Figure], hands: Hands, *, base: float, size: float, is_date: bool,
    rng: np.random.Generator,
) -> Row:  # fmt: skip
    row, x, capital = Row(base), 60 + rng.uniform(0, 40), _CAPITAL * size
    face, tall = "italic" if is_date else "regular", _CAPITAL * size * rng.uniform(1.0, 2.0)
    type_face = ImageFont.truetype(str(font_path(face)), 200)
    for text, by_pen in _date(rng) if is_date else _number(rng):
        if not by_pen:
            sheet.inks.append(Ink(x, base, text, face, size))
            x += type_face.getlength(text) * size / 200
            continue
        x += capital * rng.uniform(0.1, 1.1)
        start, foot, close = x, base + capital * rng.uniform(-0.15, 0.35), rng.uniform(-0.05, 0.25) * tall * 0.6
        scale = capital / _MASK_PX
        for ink in hands.write(text, height=tall / scale, rng=rng):
            figures.append(Figure(ink, x, foot + rng.uniform(-0.06, 0.06) * tall, scale))
            x += ink.shape[1] * scale + close + 0.04 * tall
        row.numbers.append((text, (start + x) / 2))
        x += capital * rng.uniform(0.1, 1.1)
    return row


def _number(rng: np.random.Generator) -> list[tuple[str, bool]]:
    count = int(rng.choice([1, 2, 3, 4], p=[0.1, 0.4, 0.35, 0.15]))
    text = str(rng.integers(1, 10)) + "".join(map(str, rng.integers(0, 10, count - 1)))
    return [("Số:", False), _slot(text, rng), (pick(("/", " /"), rng) + pick(_CODES, rng), False)]


def _date(rng: np.random.Generator) -> list[tuple[str, bool]]:
    day, month = f"{rng.integers(1, 32):0{rng.integers(1, 3)}d}", f"{rng.integers(1, 13):02d}"
    monthly = _slot(month, rng) if rng.random() < 0.25 else (f" {month} ", False)
    year = (f"năm {rng.integers(2015, 2031)}", False)
    return [(f"{pick(_PLACES, rng)}, ngày", False), _slot(day, rng), ("tháng", False), monthly, year]


def _slot(text: str, rng: np.random.Generator) -> tuple[str, bool]:
    """Return a number by hand, or one time in eight each printed or left blank."""
    chance = rng.random()
    return (
        (f" {text} ", False)
        if chance < 0.12
        else (pick(("      ", ".....", "……"), rng), False)
        if chance < 0.24
        else (text, True)
    )


def _inked(figures: Sequence[Figure], shape: tuple[int, ...], scale: float) -> Pixels:
    layer: Pixels = np.zeros((*shape[:2], 4), np.uint8)
    layer[:, :, :3] = BLUE_BGR
    for figure in figures:
        factor = figure.scale * scale
        size = tuple(max(2, round(side * factor)) for side in reversed(figure.ink.shape))
        ink = cv2.resize(figure.ink, size, interpolation=cv2.INTER_AREA)
        left, top = round(figure.x * scale), round(figure.foot * scale) - size[1]
        part = layer[top : top + size[1], left : left + size[0], 3]
        np.maximum(part, (ink[: part.shape[0], : part.shape[1]] * 225).astype(np.uint8), out=part)
    return layer


def lines_read(image: Pixels, *, dpi: int) -> tuple[Prepared, list[tuple[Word, ...]]]:
    """Return the page made ready, and its lines as the engine read them."""
    ready = prepared(image, dpi=dpi)
    (words,) = engine_of("tesseract").read([ready.gray], dpi=ready.dpi, settings=Settings(timeout_s=120))
    size = {"width": ready.frame.width, "height": ready.frame.height, "dpi": ready.dpi}
    blocks = arrange(words, find_rulings(ready.gray, dpi=ready.dpi), **size)
    return ready, [line.words for block in blocks for line in block.lines]


def compare(gray: Pixels, lines: Sequence[Sequence[Word]], rows: Sequence[Row], count: Count) -> None:
    """Add to `count` what becomes of the numbers of a page."""
    word_height = float(np.median([word.box.height for line in lines for word in line]))
    stretch, owners = _aligned(lines, rows, tall_px=gray.shape[0])
    for index, row in enumerate(rows):
        line = [word for other, words in zip(owners, lines, strict=True) if other == index for word in words]
        found = written_in(gray, line, word_height=word_height) if line else None
        numerals = list(found.numerals) if found else []
        for text, middle in row.numbers:
            numeral = _nearest(numerals, middle * stretch)
            count.written += 1
            count.missed += numeral is None
            count.right += numeral is not None and numeral.text == text
            count.wrong += numeral is not None and numeral.text not in (None, text)
        count.unasked += sum(numeral.text is not None for numeral in numerals)


def _nearest(numerals: list[Numeral], middle: float) -> Numeral | None:
    """Take and return the number that was found where one was written."""
    near = [one for one in numerals if abs((one.box.left + one.box.right) / 2 - middle) < 5 * _NEAR_PX]
    if not near:
        return None
    best = min(near, key=lambda one: abs((one.box.left + one.box.right) / 2 - middle))
    numerals.remove(best)
    return best


def _aligned(lines: Sequence[Sequence[Word]], rows: Sequence[Row], *, tall_px: int) -> tuple[float, list[int | None]]:
    """Return pixels a point, and which row each line is of, None for none."""
    bases = np.array([row.base for row in rows])
    feet = np.array([np.median([word.box.bottom for word in line]) for line in lines])
    stretch, shift = tall_px / HEIGHT_PT, 0.0
    for _ in range(12):
        own = np.array([int(np.argmin(abs(bases * stretch + shift - foot))) for foot in feet])
        away = abs(bases[own] * stretch + shift - feet)
        good = away <= np.percentile(away, 75)
        stretch, shift = np.polyfit(bases[own][good], feet[good], 1)
    away = abs(bases[own] * stretch + shift - feet)
    return stretch, [int(row) if far < _NEAR_PX else None for row, far in zip(own, away, strict=True)]


def measured(hands: Hands, *, presets: Sequence[str], seeds: range) -> Iterator[tuple[str, Count]]:
    """Yield the count of each preset."""
    for name in presets:
        count = Count()
        for seed in seeds:
            image, rows = worn_page(hands, PRESETS[name], seed=seed)
            ready, lines = lines_read(image, dpi=PRESETS[name].dpi[0])
            compare(ready.gray, lines, rows, count)
        yield name, count


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.handwriting", description=__doc__)
    parser.add_argument("--mnist", type=Path, required=True, help="folder of MNIST's four files, unpacked")
    parser.add_argument("--hands", type=Path, required=True, help="folder of handwriting fonts that did not train")
    parser.add_argument("--pages", type=int, default=3, help="pages a preset, of about 29 lines (default 3)")
    parser.add_argument("--first", type=int, default=0, help="number of the first page: other pages, another draw")
    parser.add_argument("--preset", action="append", choices=list(PRESETS))
    arguments = parser.parse_args()
    hands = Hands(read_mnist(arguments.mnist, part="t10k"), fonts_in(arguments.hands), stroked=False)
    print("| preset | numbers | read right | read wrong | unread | not found | read where none wrote |")
    print("|---|---|---|---|---|---|---|")
    seeds = range(arguments.first, arguments.first + arguments.pages)
    for name, count in measured(hands, presets=arguments.preset or list(PRESETS), seeds=seeds):
        unread = count.written - count.right - count.wrong - count.missed
        shares = (
            f"{100 * part / max(1, count.written):.1f} %" for part in (count.right, count.wrong, unread, count.missed)
        )
        print(f"| {name} | {count.written} | {' | '.join(shares)} | {count.unasked} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
