"""A page image made ready for recognition, and the way back to where each pixel came from."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.background import flattened, paper_of
from ocr.image.bend import bend_of, is_bent
from ocr.image.frame import Frame, leaning
from ocr.image.gray_seal import without_gray_seals
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
_BLANK_SHARE = 0.0015  # of a blank back 0.0005 is staples, dust and ink shining through, of a short page 0.006 print
_PAPER_BRIGHT = 110  # a third of a sheet darker than this is a lid, a desk or a finger, no blank page
_PAPER_GRAIN = 12.0  # grey levels: standard deviation of the grain of paper; noise without a picture has 40
_DARK = 40  # grey levels that print is darker than its paper; ink that shines through is less
_MOST_PIXELS = 60_000_000  # A3 at 400 dpi; larger pictures are made smaller before anything else
_LONG_SIDES_IN = (4.0, 24.0)  # papers between A6 and A2; a resolution that says otherwise is not believed
_A4_LONG_IN = 11.69
_DPI_RANGE = (40, 1200)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page ready to be read: `gray` in its `frame`, the upright page it came from, and what was seen on the way."""

    gray: Pixels
    frame: Frame
    upright: Pixels
    turn: Turn
    other_turns: tuple[Turn, ...]
    slope_deg: float
    dpi: int
    is_photograph: bool
    looks_blank: bool


def believable(image: npt.NDArray[np.uint8], *, dpi: int) -> tuple[npt.NDArray[np.uint8], int]:
    """Return the image in a size that can be worked on, and its resolution, taken for an A4 page where `dpi` cannot be.

    A photograph of 4000 × 3000 pixels that says 72 dpi would be a page of 1.4 m: it is taken for 342 dpi.
    """
    if image.ndim not in (2, 3) or image.size == 0 or image.dtype != np.uint8:
        raise ValueError("a page image is an array of bytes: rows, columns and at most four channels")
    shrink = (_MOST_PIXELS / (image.shape[0] * image.shape[1])) ** 0.5
    if shrink < 1:
        image, dpi = scaled(image, shrink), max(1, round(dpi * shrink))
    long_side = max(image.shape[:2])
    if dpi <= 0 or not _LONG_SIDES_IN[0] <= long_side / dpi <= _LONG_SIDES_IN[1]:
        dpi = round(long_side / _A4_LONG_IN)
    return image, int(np.clip(dpi, *_DPI_RANGE))


def prepared(image: npt.NDArray[np.uint8], *, dpi: int, turn: Turn | None = None) -> Prepared:
    """Return the page set upright, level, flat, evenly lit and at WORKING_DPI; `turn` fixes the quarter turn."""
    gray = without_seals(image, dpi=dpi)
    look = scaled(gray, LOOK_DPI / dpi)
    if image.ndim == 2:
        gray = without_gray_seals(gray, look, dpi=dpi)
    letters = letters_of(ink_of(look))
    print_share = float(np.mean((letters > 0) & (ink_of(look, depth=_DARK) > 0)))
    others: tuple[Turn, ...] = ()
    if turn is None:
        seen = orientation_of(letters)
        turn, others = seen.turn, seen.others
    upright, gray, letters = turned(image, turn), turned(gray, turn), turned(letters, turn)
    corners = sheet_of(gray)
    if corners is None:
        slope = slope_deg(letters)
        frame = _scan_frame(gray, slope=slope, dpi=dpi)
    else:
        frame, slope, letters = _photograph_frame(gray, corners, dpi=dpi)
    if is_bent(letters, slope_deg=slope):
        frame = _straightened(frame, gray)
    view = frame.taken(gray)
    return Prepared(
        gray=_evened(view),
        frame=frame,
        upright=upright,
        turn=turn,
        other_turns=others,
        slope_deg=slope,
        dpi=WORKING_DPI,
        is_photograph=corners is not None,
        looks_blank=print_share < _BLANK_SHARE and _is_paper(look),
    )


def _scan_frame(gray: Pixels, *, slope: float, dpi: int) -> Frame:
    height, width = gray.shape
    scale = WORKING_DPI / dpi
    scale = 1.0 if abs(scale - 1) <= _SAME_SCALE else scale
    return leaning(width, height, slope_deg=slope if abs(slope) >= _LEVEL_DEG else 0.0, scale=scale)


def _photograph_frame(gray: Pixels, corners: np.ndarray, *, dpi: int) -> tuple[Frame, float, Pixels]:
    """Return the view of the sheet, the slope of its lines before they were brought level, and its letters then."""
    wide, high = sheet_size(corners)
    scale = WORKING_DPI / dpi
    width, height = round(wide * scale), round(high * scale)
    flat = Frame(width, height, level_view(corners, width=width, height=height))
    look = scaled(flat.taken(gray), LOOK_DPI / WORKING_DPI)
    letters = letters_of(ink_of(look))
    slope = slope_deg(letters)
    level = leaning(width, height, slope_deg=slope, scale=1.0)
    return Frame(width, height, flat.back @ level.back), slope, letters


def _straightened(frame: Frame, gray: Pixels) -> Frame:
    look = scaled(frame.taken(gray), LOOK_DPI / WORKING_DPI)
    bend = bend_of(ink_of(look), scale=WORKING_DPI / LOOK_DPI)
    return frame if bend is None else replace(frame, bend=bend)


def _evened(gray: Pixels) -> Pixels:
    paper = paper_of(gray)
    if float(np.percentile(paper, 10)) >= _EVEN_PAPER:
        return gray
    return flattened(gray, paper)


def _is_paper(look: Pixels) -> bool:
    rough = float(np.std(look.astype(np.int16) - cv2.blur(look, (5, 5))))
    return bool(np.percentile(look, 33) >= _PAPER_BRIGHT) and rough <= _PAPER_GRAIN
