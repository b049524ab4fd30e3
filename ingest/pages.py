"""What the sandbox's children do: look into a file, and read one page of it.

Only numbers, texts and pictures leave here; the file's bytes are touched by nothing outside.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from ingest import verdict
from ingest.layer_fit import uncovered_share
from ingest.reading import PageReading, recognised
from ingest.render import MOST_OVER, Picture, TooManyPixels, drawn, image_picture, layer_dpi, pdf_picture
from ingest.source import PDF, TIFF
from ingest.text_layer import read_text_layer
from ocr.image.pixels import LOOK_DPI
from ocr.reader import read_image

JPEG_QUALITY = 82

_open: dict[str, pypdfium2.PdfDocument] = {}

cv2.setNumThreads(1)


def inspect(path: str, media_type: str, max_pixels: int) -> tuple[dict[str, Any], bytes]:
    """Return {"pages": 3}, or {"refused": "encrypted"} ("damaged", "pixels") for a file that cannot be opened."""
    if media_type == PDF:
        return _inspect_pdf(path), b""
    try:
        with Image.open(path) as image:
            if image.width * image.height > MOST_OVER * max_pixels:
                return {"refused": "pixels"}, b""
            if media_type == TIFF:
                return {"pages": getattr(image, "n_frames", 1)}, b""
            image.load()  # one picture is all there is: one that is cut off is to be refused, not flagged
        return {"pages": 1}, b""
    except (OSError, SyntaxError, ValueError, EOFError):
        return {"refused": "damaged"}, b""


def read_page(
    path: str, media_type: str, number: int, *, max_pixels: int, keep_picture: bool, force_ocr: bool
) -> tuple[dict[str, Any], bytes]:
    """Return {"reading": the `PageReading` of page `number`}, and the page's picture when it is to be kept."""
    try:
        if media_type == PDF:
            reading, picture = _read_pdf_page(path, number, max_pixels, keep_picture, force_ocr)
        else:
            stored, dpi = image_picture(Path(path), number, max_pixels=max_pixels)
            page, picture = read_image(stored, number=number, dpi=dpi)
            reading = recognised(page, "image", "tệp là ảnh quét", "the file is a picture")
    except TooManyPixels:
        return {"failure": "pixels", "message": f"page {number} has too many pixels"}, b""
    encoded = _encoded(picture) if keep_picture and picture is not None else b""
    return {"reading": reading}, encoded


def searchable(
    path: str, media_type: str, pages: Sequence[Any], kept: Sequence[int], max_pixels: int
) -> tuple[dict[str, Any], bytes]:
    """Return the file as a PDF with the words of `pages` (JSON values) laid over it unseen."""
    # A tenth of a second that reading pages should not pay.
    from pydantic import TypeAdapter

    from ingest.exports.searchable import searchable_pdf, searchable_pictures
    from ocr.page import Page

    read = TypeAdapter(tuple[Page, ...]).validate_python(pages)
    if media_type == PDF:
        return {}, searchable_pdf(Path(path).read_bytes(), read, kept=kept)
    pictures = []
    for page in read:
        stored, _ = image_picture(Path(path), page.number, max_pixels=max_pixels)
        upright = np.ascontiguousarray(np.rot90(stored, k=-(page.turned // 90)))
        pictures.append(_jpeg(upright))
    return {}, searchable_pictures(pictures, read)


def _inspect_pdf(path: str) -> dict[str, Any]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return {"refused": "encrypted" if "password" in str(error).lower() else "damaged"}
    try:
        return {"pages": len(document)}
    finally:
        document.close()


def _read_pdf_page(
    path: str, number: int, max_pixels: int, keep_picture: bool, force_ocr: bool
) -> tuple[PageReading, Picture | None]:
    page = _document(path)[number - 1]
    try:
        judged, layer = verdict.FORCED, None
        if not force_ocr:
            dpi = layer_dpi(page, max_pixels=max_pixels)
            layer = read_text_layer(page, number=number, dpi=dpi, path=Path(path))
            judged = verdict.judge_layer(layer)
            if judged.action in {"keep", "repair"} and layer.image_share >= verdict.SCAN_SHARE:
                look = drawn(page, dpi=LOOK_DPI, turned=layer.page.turned)
                if uncovered_share(layer.page, look) > verdict.UNCOVERED_SHARE:
                    judged = verdict.MISPLACED
        if layer is not None and judged.action == "blank":
            blank = replace(layer.page, notes=(*layer.page.notes, "blank"))
            reading = PageReading(blank, "text_layer", judged.code, judged.message_vi, judged.message_en)
            return reading, drawn(page, dpi=dpi) if keep_picture else None
        if layer is not None and judged.action in {"keep", "repair"}:
            reading = PageReading(
                layer.page,
                "text_layer" if judged.action == "keep" else "repaired_text_layer",
                judged.code,
                judged.message_vi,
                judged.message_en,
                judged.damage,
            )
            return reading, drawn(page, dpi=dpi, turned=layer.page.turned) if keep_picture else None
        stored, dpi = pdf_picture(page, max_pixels=max_pixels)
    finally:
        page.close()
    read, picture = read_image(stored, number=number, dpi=dpi)
    return recognised(read, judged.code, judged.message_vi, judged.message_en), picture


def _document(path: str) -> pypdfium2.PdfDocument:
    """Return the open document; the one opened before is kept, for pages of one paper come one after the other."""
    if path not in _open:
        for other in _open.values():
            other.close()
        _open.clear()
        _open[path] = pypdfium2.PdfDocument(path)
        _open[path].init_forms()
    return _open[path]


def _encoded(picture: Picture) -> bytes:
    is_bilevel = picture.ndim == 2 and bool(np.all((picture == 0) | (picture == 255)))
    if not is_bilevel:
        return _jpeg(picture)
    done, encoded = cv2.imencode(".png", picture, [cv2.IMWRITE_PNG_BILEVEL, 1])
    if not done:
        raise ValueError("the page picture could not be written")
    return encoded.tobytes()


def _jpeg(picture: Picture) -> bytes:
    done, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    if not done:
        raise ValueError("the page picture could not be written")
    return encoded.tobytes()


TASKS: dict[str, Callable[..., tuple[dict[str, Any], bytes]]] = {
    "inspect": inspect,
    "read_page": read_page,
    "searchable": searchable,
}
