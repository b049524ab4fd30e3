"""Two opinions on a number, one of the whole line's network and one of figures cut apart, weighed together."""

from collections.abc import Sequence

from ocr.handwriting.cutting import FINENESS, Span, pieces_of, spans_of
from ocr.handwriting.decoding import Group
from ocr.handwriting.figures import NONE, judge
from ocr.handwriting.network import FIGURES, STEP, Floats
from ocr.handwriting.strip import Strip

_FINE_STEP = STEP * FINENESS
_UNLIKELY = 1e-3  # classes below this are not followed
_BEAM = 12  # readings followed at a time
_MOST_FIGURES = 6
_CRUMB = 0.2  # two capitals: a piece lower than this is a crumb of dirt or wear, which may be left out
_CRUMB_LEFT, _PIECE_LEFT = 0.5, 0.03  # odds that a crumb, or more than one, is none of the number
_UNHEARD = 0.003  # odds of a reading that one opinion does not have; chosen, as all here, on hands that never trained


def cut_readings(strip: Strip, group: Group) -> dict[str, float]:
    """Return what the figures in some columns say when they are cut apart, with the odds of each reading.

    `strip` is the line FINENESS times as large as the one `group` was found in. Odds add up to less than 1: what is
    left is for figures that cannot be cut apart.
    """
    pieces, count = pieces_of(strip, left=group.start * _FINE_STEP, right=group.end * _FINE_STEP)
    return paths(spans_of(strip, pieces, count), count) if count else {}


def paths(spans: Sequence[Span], count: int) -> dict[str, float]:
    """Return the readings of `count` pieces in a row: each piece is in one figure, or left out."""
    odds = judge(spans)
    reached: list[dict[str, float]] = [{"": 1.0}, *({} for _ in range(count))]
    for piece in range(count):
        best = sorted(reached[piece].items(), key=lambda item: -item[1])[:_BEAM]
        starting = [(span, row) for span, row in zip(spans, odds, strict=True) if span.first == piece]
        for text, odd in best:
            for span, row in starting:
                _step(reached[span.end], text, odd, span, row)
    found = {text: odd for text, odd in reached[count].items() if text}
    total = max(1.0, sum(reached[count].values()))
    return {text: odd / total for text, odd in found.items()}


def _step(reached: dict[str, float], text: str, odd: float, span: Span, row: Floats) -> None:
    if len(text) < _MOST_FIGURES:
        for digit in FIGURES:
            if row[int(digit)] > _UNLIKELY:
                reached[text + digit] = reached.get(text + digit, 0.0) + odd * float(row[int(digit)])
    if span.end == span.first + 1:
        left = _CRUMB_LEFT if span.sizes[0] < _CRUMB else _PIECE_LEFT
        reached[text] = reached.get(text, 0.0) + odd * left * float(row[NONE])


def weighed(line: Sequence[tuple[str, float]], cuts: dict[str, float]) -> list[tuple[str, float]]:
    """Return the readings by both opinions, the likeliest first: they multiply where both have one.

    Each opinion keeps back odds for any reading that it has not: where they differ, neither is sure any more.
    """
    first = dict(line)
    odds = {
        text: (first.get(text, 0.0) + _UNHEARD) * (cuts.get(text, 0.0) + _UNHEARD)
        for text in first.keys() | cuts.keys()
    }
    total = sum(odds.values()) + _UNHEARD**2
    return sorted(((text, odd / total) for text, odd in odds.items()), key=lambda item: (-item[1], item[0]))
