"""The door of this package: a page image goes in, a Page with everything read on it comes out."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ocr.engines import EngineError, EngineTimeout, Settings, engine_of
from ocr.grade import grade_of
from ocr.image.pixels import Pixels
from ocr.image.preparing import Prepared, prepared
from ocr.layout import Ruling, arrange, find_grids, find_rulings, moved
from ocr.noise import without_noise
from ocr.page import Page, Word
from ocr.tables import cell_images, on_page, without_tables

ENGINE = "tesseract"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a page: with which engine, and how long one call of it may take."""

    engine: str = ENGINE
    timeout_s: float = 60.0


def read_image(
    image: npt.NDArray[np.uint8], *, number: int, dpi: int, options: ReadOptions | None = None
) -> tuple[Page, Pixels]:
    """Return what was read on a page image (BGR or gray), and the image set upright that its boxes refer to.

    Never raises for a bad page: what went wrong stands in `notes` of the page, such as `engine_timeout`.
    """
    options = options or ReadOptions()
    ready = prepared(image, dpi=dpi)
    height, width = ready.upright.shape[:2]
    page = Page(number, width, height, dpi, (), 0.0, turned=ready.turn, skew_deg=round(ready.slope_deg, 2))
    if ready.is_blank:
        return replace(page, grade=1.0, notes=("blank",)), ready.upright
    try:
        rulings = find_rulings(ready.gray, dpi=ready.dpi)
        words = _recognised(ready, rulings, options)
    except EngineTimeout:
        return replace(page, notes=("engine_timeout",)), ready.upright
    except EngineError:
        return replace(page, notes=("engine_failed",)), ready.upright
    blocks = arrange(words, rulings, width=ready.frame.width, height=ready.frame.height, dpi=ready.dpi)
    placed = moved(blocks, lambda box: ready.frame.page_box(box, width=width, height=height))
    return replace(page, blocks=placed, grade=grade_of(words), engine=options.engine), ready.upright


def _recognised(ready: Prepared, rulings: tuple[Ruling, ...], options: ReadOptions) -> tuple[Word, ...]:
    engine = engine_of(options.engine)
    grids = find_grids(rulings, width=ready.frame.width, height=ready.frame.height, dpi=ready.dpi)
    around = without_tables(ready.gray, grids)
    (words,) = engine.read([around], dpi=ready.dpi, settings=Settings(timeout_s=options.timeout_s))
    cells = cell_images(ready.gray, rulings, grids)
    block = Settings(mode="block", timeout_s=options.timeout_s)
    readings = engine.read([picture for _, picture in cells], dpi=ready.dpi, settings=block)
    for (box, _), reading in zip(cells, readings, strict=True):
        words += on_page(reading, box)
    return without_noise(words, ready.gray, dpi=ready.dpi)
