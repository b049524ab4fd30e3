"""Two opinions on a number, one of the whole line's network and one of figures cut apart, weighed together."""

from collections.abc import Collection, Sequence

import numpy as np

from ocr.handwriting.cutting import FINENESS, Span, pieces_of, spans_of
from ocr.handwriting.decoding import Group
from ocr.handwriting.figures import NONE, judge
from ocr.handwriting.network import FIGURES, STEP, Floats
from ocr.handwriting.strip import CAPITAL, Strip

_FINE_STEP = STEP * FINENESS
_BESIDE = 0.6 * CAPITAL * FINENESS  # as far beside a number a figure of it is looked for
_UNLIKELY = 1e-3  # classes below this are not followed
_BEAM = 12  # readings followed at a time
_MOST_FIGURES = 6
_CRUMB = 0.2  # two capitals: a piece lower than this is a crumb of dirt or wear, which may be left out
_CRUMB_LEFT, _PIECE_LEFT = 0.5, 0.03  # odds that a crumb, or more than one, is none of the number
# Odds of a reading that an opinion does not have: the line's network overlooks figures more often than cutting does.
_LINE_MISSES, _CUTS_MISS = 0.01, 0.003  # chosen, as all odds here, on hands that never trained


def cut_readings(strip: Strip, group: Group) -> dict[str, float]:
    """Return what the figures in some columns say when they are cut apart, with the odds of each reading.

    `strip` is the line FINENESS times as large as the one `group` was found in. Odds add up to less than 1: what is
    left is for figures that cannot be cut apart. A figure that stands beside the columns, taken for print, is read with
    them and without: of "15" found as "5" both stay likely.
    """
    start, end = group.start * _FINE_STEP, group.end * _FINE_STEP
    inner = _cut(strip, start, end, beside=0.0)
    outer = _cut(strip, start, end, beside=_BESIDE)
    return {text: (inner.get(text, 0.0) + outer.get(text, 0.0)) / 2 for text in inner.keys() | outer.keys()}


def _cut(strip: Strip, start: float, end: float, *, beside: float) -> dict[str, float]:
    pieces, count = pieces_of(strip, left=start - beside, right=end + beside)
    middles = [float(np.flatnonzero((pieces == number).any(axis=0)).mean()) for number in range(1, count + 1)]
    outside = {index for index, middle in enumerate(middles) if beside and not start <= middle <= end}
    return paths(spans_of(strip, pieces, count), count, outside) if count else {}


def paths(spans: Sequence[Span], count: int, outside: Collection[int] = ()) -> dict[str, float]:
    """Return the readings of `count` pieces in a row: each is in one figure or left out, those `outside` freely."""
    odds = judge(spans)
    reached: list[dict[str, float]] = [{"": 1.0}, *({} for _ in range(count))]
    for piece in range(count):
        best = sorted(reached[piece].items(), key=lambda item: -item[1])[:_BEAM]
        starting = [(span, row) for span, row in zip(spans, odds, strict=True) if span.first == piece]
        for text, odd in best:
            for span, row in starting:
                _step(reached[span.end], text, odd, span, row, is_outside=piece in outside)
    found = {text: odd for text, odd in reached[count].items() if text}
    total = max(1.0, sum(reached[count].values()))
    return {text: odd / total for text, odd in found.items()}


def _step(reached: dict[str, float], text: str, odd: float, span: Span, row: Floats, *, is_outside: bool) -> None:
    if len(text) < _MOST_FIGURES:
        for digit in FIGURES:
            if row[int(digit)] > _UNLIKELY:
                reached[text + digit] = reached.get(text + digit, 0.0) + odd * float(row[int(digit)])
    if span.end == span.first + 1:
        left = 1.0 if is_outside else _CRUMB_LEFT if span.sizes[0] < _CRUMB else _PIECE_LEFT
        reached[text] = reached.get(text, 0.0) + odd * left * float(row[NONE])


def weighed(line: Sequence[tuple[str, float]], cuts: dict[str, float]) -> list[tuple[str, float]]:
    """Return the readings by both opinions, the likeliest first: they multiply where both have one.

    Each opinion keeps back odds for any reading that it has not: where they differ, neither is sure any more.
    """
    first = dict(line)
    odds = {
        text: (first.get(text, 0.0) + _LINE_MISSES) * (cuts.get(text, 0.0) + _CUTS_MISS)
        for text in first.keys() | cuts.keys()
    }
    total = sum(odds.values()) + _LINE_MISSES * _CUTS_MISS
    return sorted(((text, odd / total) for text, odd in odds.items()), key=lambda item: (-item[1], item[0]))
