"""Which numbers the notes of a page and the marks that call them have, from what of both could be read."""

from collections.abc import Sequence
from dataclasses import dataclass

# What a step of the count is worth. A figure read as it should be tells most; one that was not read tells nothing.
_SAME, _PART, _SILENT, _OTHER = 3.0, 1.5, 1.0, -1.0  # "3" is part of 13: of two figures copies lose one
_NO_NOTE, _NO_MARK = -1.5, -0.6  # a figure left out: at the foot hardly any is false, in the text a broken letter is
_TWO = -2.0  # two raised figures that are left out, or read for one: dirt seldom comes so
_LOST = -1.0  # a number of which nothing was found
_MOST_LOST = 2  # numbers at either end of which nothing was found
_MOST_MARKS = 40  # on a page with more than that the marks are dirt
_LEAST_SAME = 2  # figures read as they should be; one is enough when none is lost, left over or read otherwise


Reading = Sequence[str]
"""What one figure was read as: nothing, "3", or "3" and "13" by two looks at it."""


@dataclass(frozen=True, slots=True)
class _Count:
    """Numbers given to a row of figures, None where one is left out, and what that is worth."""

    worth: float
    numbers: tuple[int | None, ...]


def counted(notes: Sequence[Reading], marks: Sequence[Reading]) -> tuple[int | None, ...]:
    """Return the numbers of the notes and then of the marks; each comes with what it was read as, once or more often.

    None stands for what is no mark, or can't be told: it was not read right, and neither was its partner.

    `counted([("3",), ()], [("3",), ("4",)])` is (3, 4, 3, 4): the second note was not read, and its mark says 4.
    """
    nothing: tuple[int | None, ...] = (None,) * (len(notes) + len(marks))
    if not notes or not marks or len(notes) + len(marks) > _MOST_MARKS:
        return nothing
    best = (0.0, range(0), nothing[: len(notes)], nothing[len(notes) :])
    for first in _firsts(notes, marks):
        for length in range(max(1, len(notes)), max(len(notes), min(len(marks), len(notes) + _MOST_LOST)) + 1):
            span = range(first, first + length)
            below, above = _aligned(notes, span, _NO_NOTE), _aligned(marks, span, _NO_MARK)
            if below.worth + above.worth > best[0]:
                best = (below.worth + above.worth, span, below.numbers, above.numbers)
    _, span, below_numbers, above_numbers = best
    read, numbers = [*notes, *marks], (*below_numbers, *above_numbers)
    same = {(at < len(notes), number) for at, number in enumerate(numbers) if number and str(number) in read[at]}
    is_whole = set(below_numbers) == set(span) == set(above_numbers) - {None}
    disputed = any(number and heard and str(number) not in heard for number, heard in zip(numbers, read, strict=True))
    if len(same) < _LEAST_SAME and (not same or disputed or not is_whole):
        return nothing
    borne_out = {number for _, number in same} & {*below_numbers} & {*above_numbers}
    told = (*_told(below_numbers, notes, span), *_told(above_numbers, marks, span))
    return tuple(
        number if number in borne_out and is_told else None for number, is_told in zip(numbers, told, strict=True)
    )


def _told(numbers: Sequence[int | None], row: Sequence[Reading], span: range) -> list[bool]:
    """Return for each number whether it was read so, or can be no other between the numbers beside it."""
    given = [span.start - 1, *(number for number in numbers if number is not None), span.stop]
    places = iter(range(1, len(given)))
    told = []
    for number, readings in zip(numbers, row, strict=True):
        place = next(places) if number is not None else 0
        is_between = given[place - 1] + 2 == given[min(place + 1, len(given) - 1)]
        told.append(number is not None and (str(number) in readings or is_between))
    return told


def _firsts(notes: Sequence[Reading], marks: Sequence[Reading]) -> list[int]:
    """Return what the first number of the page can be, going by what was read."""
    found = {1}
    for row in (notes, marks):
        for at, readings in enumerate(row):
            for reading in readings:
                found |= {int(reading) - at - lost for lost in range(-at, _MOST_LOST + 1)}
    return sorted(number for number in found if number > 0)


def _aligned(row: Sequence[Reading], span: range, left_out: float) -> _Count:
    """Return the best way to give the numbers of a span, in order, to a row of figures."""
    counts = [_Count(_LOST * taken, ()) for taken in range(len(span) + 1)]
    for readings in row:
        skip = _TWO if any(len(reading) > 1 for reading in readings) else left_out
        following = [_Count(counts[0].worth + skip, (*counts[0].numbers, None))]
        for taken, number in enumerate(span, start=1):
            value = _value(readings, str(number))
            given, skipped = counts[taken - 1], counts[taken]
            following.append(
                max(
                    _Count(given.worth + value, (*given.numbers, number)),
                    _Count(skipped.worth + skip, (*skipped.numbers, None)),
                    _Count(following[-1].worth + _LOST, following[-1].numbers),
                    key=lambda count: count.worth,
                )
            )
        counts = following
    return counts[-1]


def _value(readings: Reading, number: str) -> float:
    if not readings:
        return _SILENT
    if any(len(reading) > len(number) for reading in readings):
        return _TWO
    if number in readings:
        return _SAME
    return _PART if any(reading in number for reading in readings) else _OTHER
