"""From what the network saw in a strip to numbers: where each stands, the likeliest reading and how sure it is."""

from dataclasses import dataclass

import numpy as np

from ocr.handwriting.network import FIGURES, NO_FIGURE, PAPER, Floats, Seen

_PEN = 0.5  # odds from which on a column was written by a pen
_FAINT = 0.2  # odds that carry on a number once a column of it is sure
_GAP = 7  # columns, one capital: figures of a number stand nearer to each other than this
_LEAST = 2  # columns, two sevenths of a capital: a "1" has three, a dot of dirt one
_AIR = 3  # columns beside a number that its first and last figure may show in
_BEAM = 12  # readings followed at a time; with 40 no number of 500 was read otherwise
_UNLIKELY = 1e-3  # classes below this are not followed
_OTHER = "?"  # stands for what a pen wrote and is no figure


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring columns in which a pen wrote; half-open."""

    start: int
    end: int


def groups(seen: Seen) -> tuple[Group, ...]:
    """Return where in the strip a pen wrote, from left to right."""
    faint = np.flatnonzero(seen.pen >= _FAINT)
    if not len(faint):
        return ()
    breaks = np.flatnonzero(np.diff(faint) > _GAP)
    starts, ends = faint[np.r_[0, breaks + 1]], faint[np.r_[breaks, len(faint) - 1]] + 1
    found = (_group(seen, int(start), int(end)) for start, end in zip(starts, ends, strict=True))
    return tuple(group for group in found if group is not None)


def _group(seen: Seen, start: int, end: int) -> Group | None:
    """Return the part of faint columns that lies between its first and last sure one."""
    sure = start + np.flatnonzero(seen.pen[start:end] >= _PEN)
    return Group(int(sure[0]), int(sure[-1]) + 1) if len(sure) >= _LEAST else None


def readings(odds: Floats) -> list[tuple[str, float]]:
    """Return what columns may say with the probability of each, the likeliest first: [("70", 0.97), ("10", 0.02)].

    Prefix search over the network's odds (connectionist temporal classification): a figure is a run of one class, the
    same figure twice has paper between. Nothing written is "", what is no figure "?".
    """
    beam: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}  # reading: odds that it ends in paper, in its last figure
    for column in odds:
        grown: dict[str, tuple[float, float]] = {}
        likely = [
            (_letter(int(kind)), float(column[kind])) for kind in np.flatnonzero(column > _UNLIKELY) if kind != PAPER
        ]
        for text, (in_paper, in_figure) in beam.items():
            both = in_paper + in_figure
            _add(grown, text, both * float(column[PAPER]), 0.0)
            for letter, odd in likely:
                if text.endswith(letter):
                    _add(grown, text, 0.0, in_figure * odd)
                    _add(grown, text + letter, 0.0, in_paper * odd)
                else:
                    _add(grown, text + letter, 0.0, both * odd)
        best = sorted(grown.items(), key=lambda item: -sum(item[1]))[:_BEAM]
        beam = dict(best)
    total = sum(sum(odds) for odds in beam.values()) or 1.0
    return sorted(((text, sum(odds) / total) for text, odds in beam.items()), key=lambda item: -item[1])


def _add(beam: dict[str, tuple[float, float]], text: str, in_paper: float, in_figure: float) -> None:
    before = beam.get(text, (0.0, 0.0))
    beam[text] = (before[0] + in_paper, before[1] + in_figure)


def _letter(kind: int) -> str:
    return _OTHER if kind == NO_FIGURE else FIGURES[kind - 1]


def read(seen: Seen, group: Group) -> list[tuple[str, float]]:
    """Return what a group of columns may say, the likeliest first."""
    return readings(seen.odds[max(0, group.start - _AIR) : group.end + _AIR])
