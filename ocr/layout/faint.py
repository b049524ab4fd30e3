"""Lines of tables followed through pale toner: from their dark pieces on, as far as a thin dark trace goes on."""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from ocr.page import Box

_TRACE_LEVELS = 12  # grey levels a trace is darker than both its sides, averaged along it; the grain of paper has less
_TRACED_SHARE = 0.7  # of a gap that a trace must cover; letters of a merged cell cross a column's line along 0.4
_SHORT_INCH = 0.4  # a row of one line is lower
_TRACED_SHORT = 0.9  # of so short a gap: the stem of a letter in a row of one line is a trace along 0.8 of it
_ALONG_INCH = 0.06  # the trace is averaged over this length: grain goes, letters stay apart from lines
_WIDTH_INCH = 0.05  # what is wider than this is no line
_DRIFT_INCH = 0.007  # a line wanders by this from the straight way between its pieces
_MEET_INCH = 0.02  # a line ends this far before one that it meets
_SAME_INCH = 0.03  # pieces of one line lie within this
_LONGEST_INCH = 4.0  # no row of a table is taller; what ends farther away ends there
_LEVEL_DRAWN = 0.6  # of the way between the outermost lines that a line meets it must be drawn to be followed
_UPRIGHT_DRAWN = 0.3  # the same of upright ones: two tables may stand under each other, columns apart
_LEAST_LINES = 2  # a table has as many lines both ways

Pixels = npt.NDArray[np.uint8]
Traces = npt.NDArray[np.bool_]


def followed(
    levels: Sequence[Box], uprights: Sequence[Box], gray: Pixels, *, dpi: float
) -> tuple[list[Box], list[Box]]:
    """Return level and upright lines longer by what is pale of them, each as far as the lines that it meets."""
    if min(len(levels), len(uprights)) < _LEAST_LINES:
        return list(levels), list(uprights)
    longer = _followed(levels, uprights, gray, drawn=_LEVEL_DRAWN, dpi=dpi)
    turned, across = [_turned(box) for box in uprights], [_turned(box) for box in levels]
    upright = _followed(turned, across, np.ascontiguousarray(gray.T), drawn=_UPRIGHT_DRAWN, dpi=dpi)
    return longer, [_turned(box) for box in upright]


def _followed(lines: Sequence[Box], across: Sequence[Box], gray: Pixels, *, drawn: float, dpi: float) -> list[Box]:
    """Return level lines joined and lengthened; `across` are the lines that stand on them."""
    traces: Traces | None = None
    found: list[Box] = []
    for line in _whole_lines(lines, round(_SAME_INCH * dpi)):
        middle = (line[0].top + line[0].bottom) // 2
        met = sorted(
            (box.left + box.right) // 2
            for box in across
            if box.top - _MEET_INCH * dpi <= middle <= box.bottom + _MEET_INCH * dpi
        )
        if not _is_worth_following(line, met, drawn):
            found += line
            continue
        if traces is None:
            traces = _traces(gray, dpi=dpi)
        kept = [line[0]]
        for piece in line[1:]:
            if _is_traced(traces, kept[-1].right, piece.left, kept[-1], piece, dpi=dpi):
                kept[-1] = Box.around((kept[-1], piece))
            else:
                kept.append(piece)
        kept[0] = _lengthened(kept[0], met, traces, dpi=dpi)
        kept[-1] = _lengthened(kept[-1], met, traces, dpi=dpi)
        found += kept
    return found


def _whole_lines(pieces: Sequence[Box], same_px: int) -> list[list[Box]]:
    """Return the pieces of each line from left to right."""
    lines: list[list[Box]] = []
    for piece in sorted(pieces, key=lambda box: box.left):
        middle = (piece.top + piece.bottom) // 2
        for line in lines:
            if abs((line[-1].top + line[-1].bottom) // 2 - middle) <= same_px and piece.left >= line[-1].right:
                line.append(piece)
                break
        else:
            lines.append([piece])
    return lines


def _is_worth_following(line: Sequence[Box], met: Sequence[int], drawn: float) -> bool:
    """Return whether a line is broken or ends before one that it may meet, and is drawn far enough to be a table's.

    The feet of a line of letters and the streak of a scanner are found here and there; followed, each would part cells.
    """
    if len(met) < _LEAST_LINES or sum(piece.width for piece in line) < drawn * (met[-1] - met[0]):
        return False
    return len(line) > 1 or met[0] < line[0].left or line[0].right < met[-1]


def _lengthened(line: Box, met: Sequence[int], traces: Traces, *, dpi: float) -> Box:
    """Return a line that goes on to the next lines across at either end, where a trace of it does."""
    before = [x for x in met if line.left - _LONGEST_INCH * dpi <= x < line.left]
    behind = [x for x in met if line.right < x <= line.right + _LONGEST_INCH * dpi]
    for x in reversed(before):
        if not _is_traced(traces, x, line.left, line, line, dpi=dpi):
            break
        line = Box(x, line.top, line.right, line.bottom)
    for x in behind:
        if not _is_traced(traces, line.right, x, line, line, dpi=dpi):
            break
        line = Box(line.left, line.top, x, line.bottom)
    return line


def _is_traced(traces: Traces, start: int, end: int, one: Box, other: Box, *, dpi: float) -> bool:
    """Return whether a trace runs from one piece to the next."""
    if end <= start:
        return True
    if end - start > _LONGEST_INCH * dpi:
        return False
    drift = max(1, round(_DRIFT_INCH * dpi))
    xs = np.arange(start, end)
    way = np.linspace((one.top + one.bottom) / 2, (other.top + other.bottom) / 2, len(xs)).round().astype(int)
    rows = [np.clip(way + step, 0, traces.shape[0] - 1) for step in range(-drift, drift + 1)]
    share = _TRACED_SHARE if end - start > _SHORT_INCH * dpi else _TRACED_SHORT
    return float(np.any([traces[row, xs] for row in rows], axis=0).mean()) >= share


def _traces(gray: Pixels, *, dpi: float) -> Traces:
    """Return where the page is darker than above and below, along a stretch of level line."""
    along = max(3, round(_ALONG_INCH * dpi))
    even = cv2.blur(gray, (along, 1))
    around = cv2.morphologyEx(even, cv2.MORPH_CLOSE, np.ones((max(3, round(_WIDTH_INCH * dpi)), 1), np.uint8))
    return np.asarray(cv2.subtract(around, even) > _TRACE_LEVELS, dtype=np.bool_)


def _turned(box: Box) -> Box:
    return Box(box.top, box.left, box.bottom, box.right)
