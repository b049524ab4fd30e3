"""Prints a paper, signs it by hand, wears it and scans it."""

import json
import zlib
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from samples.composer.pen import lay_on, overlay
from samples.composer.presets import PRESETS, TURNS, Preset, Worn
from samples.composer.render import to_pdf
from samples.composer.sheet import Sheet
from samples.composer.source import Source

Pixels = NDArray[np.uint8]
_QUARTERS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def signed_pages(source: Source, sheets: Sequence[Sheet], *, dpi: int) -> list[Pixels]:
    """Return the printed sheets as BGR images, number and date filled in, signed and sealed."""
    document = pdfium.PdfDocument(to_pdf(sheets, title=source.slug, by_hand=True))
    rng = np.random.default_rng(source.seed)
    pages = []
    for index, (sheet, page) in enumerate(zip(sheets, document, strict=True)):
        image = np.array(page.render(scale=dpi / 72, rev_byteorder=False).to_numpy()[:, :, :3])
        height, width = image.shape[:2]
        stamps = source.stamps if index == 0 else ()
        hand = overlay(sheet, width=width, height=height, px_per_pt=dpi / 72, rng=rng, stamps=stamps)
        pages.append(image if hand is None else lay_on(image, hand))
    document.close()
    return pages


def scanned(source: Source, sheets: Sequence[Sheet], preset: Preset) -> Iterator[Worn]:
    """Yield the pages of a paper as one of the presets has them."""
    pages = signed_pages(source, sheets, dpi=preset.print_dpi)
    backs = [*pages[1:], None]
    for index, (page, back) in enumerate(zip(pages, backs, strict=True)):
        rng = np.random.default_rng([source.seed, zlib.crc32(preset.name.encode()), index])
        yield preset.wear(page, back, rng)


def turned(source: Source, sheets: Sequence[Sheet]) -> Iterator[Worn]:
    """Yield the pages as a hurried hand feeds them: the blank back of page 1 too, some upside down or sideways."""
    medium = PRESETS["medium"]
    for index, worn in enumerate(scanned(source, sheets, medium)):
        angle = TURNS[index % len(TURNS)]
        image = cv2.rotate(worn.image, _QUARTERS[angle]) if angle else worn.image
        yield Worn(np.asarray(image, dtype=np.uint8), worn.skew_deg, turned=angle)
        if index == 0:
            front = signed_pages(source, sheets[:1], dpi=medium.print_dpi)[0]
            rng = np.random.default_rng([source.seed, 7])
            back = medium.wear(np.full_like(front, 255), front, rng)
            yield Worn(back.image, back.skew_deg, blank=True)


def truth(pages: Sequence[Worn]) -> str:
    """Return what is known of each page image, as JSON: printed number, skew, turn, blankness."""
    rows, number = [], 0
    for page in pages:
        number += not page.blank
        printed = None if page.blank else number
        rows.append({"number": printed, "skew": round(page.skew_deg, 3), "turned": page.turned, "blank": page.blank})
    return json.dumps(rows, indent=1) + "\n"
