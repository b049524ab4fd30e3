"""A page image made ready for recognition, and the way back to where each pixel came from."""

from dataclasses import dataclass

import numpy as np

from ocr.image.background import flattened, paper_of
from ocr.image.frame import Frame, leaning
from ocr.image.ink import without_seals
from ocr.image.letters import letters_of
from ocr.image.orientation import Turn, orientation_of, turned
from ocr.image.pixels import LOOK_DPI, Pixels, ink_of, scaled
from ocr.image.sheet import level_view, sheet_of, sheet_size
from ocr.image.slope import slope_deg

WORKING_DPI = 200  # the networks see lines 36 and 48 px high: more resolution costs time and loses accuracy
_LEVEL_DEG = 0.12  # a line of 17 cm strays by a third of a millimetre: turning would blur more than it mends
_SAME_SCALE = 0.06  # nearer to WORKING_DPI than this, resampling blurs more than it helps
_EVEN_PAPER = 236  # nine tenths of the paper as bright as this is white paper evenly lit
_BLANK_SHARE = 0.00035  # of the page's pixels: dust and holes cover less, one short line of text more


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page ready to be read: `gray` in its own `frame`, the upright page it came from, and what was seen on the way."""

    gray: Pixels
    frame: Frame
    upright: Pixels
    turn: Turn
    clearness: float
    slope_deg: float
    dpi: int
    is_photograph: bool
    is_blank: bool


def prepared(image: Pixels, *, dpi: int, turn: Turn | None = None) -> Prepared:
    """Return the page set upright, level, flat, evenly lit and at WORKING_DPI; `turn` fixes the quarter turn."""
    gray = without_seals(image, dpi=dpi)
    letters = letters_of(ink_of(scaled(gray, LOOK_DPI / dpi)))
    clearness = 1.0
    if turn is None:
        seen = orientation_of(letters)
        turn, clearness = seen.turn, seen.clearness
    upright, gray, letters = turned(image, turn), turned(gray, turn), turned(letters, turn)
    corners = sheet_of(gray)
    if corners is None:
        slope = slope_deg(letters)
        frame = _scan_frame(gray, slope=slope, dpi=dpi)
        view = frame.taken(gray)
    else:
        frame, slope = _photograph_frame(gray, corners, dpi=dpi)
        view = frame.taken(gray)
    return Prepared(
        gray=_evened(view),
        frame=frame,
        upright=upright,
        turn=turn,
        clearness=clearness,
        slope_deg=slope,
        dpi=WORKING_DPI,
        is_photograph=corners is not None,
        is_blank=float(np.mean(letters > 0)) < _BLANK_SHARE,
    )


def _scan_frame(gray: Pixels, *, slope: float, dpi: int) -> Frame:
    height, width = gray.shape
    scale = WORKING_DPI / dpi
    scale = 1.0 if abs(scale - 1) <= _SAME_SCALE else scale
    return leaning(width, height, slope_deg=slope if abs(slope) >= _LEVEL_DEG else 0.0, scale=scale)


def _photograph_frame(gray: Pixels, corners: np.ndarray, *, dpi: int) -> tuple[Frame, float]:
    wide, high = sheet_size(corners)
    scale = WORKING_DPI / dpi
    width, height = round(wide * scale), round(high * scale)
    flat = Frame(width, height, level_view(corners, width=width, height=height))
    look = scaled(flat.taken(gray), LOOK_DPI / WORKING_DPI)
    slope = slope_deg(letters_of(ink_of(look)))
    level = leaning(width, height, slope_deg=slope, scale=1.0)
    return Frame(width, height, flat.back @ level.back), slope


def _evened(gray: Pixels) -> Pixels:
    paper = paper_of(gray)
    if float(np.percentile(paper, 10)) >= _EVEN_PAPER:
        return gray
    return flattened(gray, paper)
