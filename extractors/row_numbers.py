"""Numbers of rows that were misread or lost, told by their neighbours: 1, 2, 8, 4 are the rows 1, 2, 3, 4."""

from collections import Counter
from collections.abc import Sequence

_NEAR = 3  # rows: two numbers that agree on what stands between them bear each other out over so many


def filled(numbers: Sequence[int | None], starts: Sequence[int] = (0,)) -> list[int | None]:
    """Return the numbers of consecutive rows, those that fit their neighbours' count in place of those that do not.

    `None` is a number that nobody could read. `starts` are the numbers that may stand before the first row: 0, or the
    last of the rows above. A number that a neighbour bears out is kept, whatever the others say: between 3 and 5 a row
    may have been lost.
    """
    shifts = [None if number is None else number - at for at, number in enumerate(numbers)]
    before = {start + 1 for start in starts}
    held = [shift is not None and _is_held(shifts, at, before) for at, shift in enumerate(shifts)]
    return [
        number if held[at] or (shift := _shift_at(at, shifts, held, before)) is None else at + shift
        for at, number in enumerate(numbers)
    ]


def _is_held(shifts: Sequence[int | None], at: int, before: set[int]) -> bool:
    """Return whether a number counts on from one near it, or is the first as it should be."""
    near = [other for other in range(max(0, at - _NEAR), min(len(shifts), at + _NEAR + 1)) if other != at]
    return any(shifts[other] == shifts[at] for other in near) or (at < _NEAR and shifts[at] in before)


def _shift_at(at: int, shifts: Sequence[int | None], held: Sequence[bool], before: set[int]) -> int | None:
    """Return by how much the numbers around a row differ from its place, None when they do not agree on one."""
    above = next((shifts[other] for other in range(at - 1, -1, -1) if held[other]), None)
    below = next((shifts[other] for other in range(at + 1, len(shifts)) if held[other]), None)
    if above is None:
        return below if below in before else None
    if below is None:
        # Nothing bears out the end of a table: a number that was read stands.
        return above if all(shift is None for shift in shifts[at:]) else None
    return above if above == below else None


def numbered(labels: Sequence[str], group: str, last: int, *, dotted: bool = False) -> list[str]:
    """Return the labels of the rows under one group, mended: "1", "1.2", "13" under "1" are "1.1", "1.2", "1.3".

    `last` is the number of the row above the group: some tables count on, some begin anew. `dotted` is whether rows
    bear the number of their group before their own elsewhere in the table.
    """
    prefix = f"{group}." if dotted and group.isdigit() else _prefix(labels, group)
    numbers = [_number(label, prefix) for label in labels]
    if not any(number is not None for number in numbers) or _counts_otherwise(labels, prefix):
        return list(labels)
    mended = filled(numbers, (0,) if prefix else (0, last))
    return [
        label if new is None or (new == old and not prefix) else f"{prefix}{new}"
        for label, old, new in zip(labels, numbers, mended, strict=True)
    ]


def _counts_otherwise(labels: Sequence[str], prefix: str) -> bool:
    """Return whether the rows are of several levels: "2", "2.1", or "1.1", "2.1"."""
    heads = {label.rpartition(".")[0] for label in labels if label}
    return any("." in label for label in labels) and len({head for head in heads if head} | {prefix[:-1]}) > 1


def _prefix(labels: Sequence[str], group: str) -> str:
    """Return what most of the dotted labels share before their last number: "2." of "2.1", "2.2", "23"."""
    dotted = Counter(label.rpartition(".")[0] for label in labels if "." in label)
    if not dotted or 2 * dotted.total() < sum(label != "" for label in labels):
        return ""
    return f"{group}." if group.isdigit() and group in dotted else f"{dotted.most_common(1)[0][0]}."


def _number(label: str, prefix: str) -> int | None:
    """Return the number of a row among its neighbours; a label without its stop counts where its digits fit."""
    if prefix:
        if label.startswith(prefix):
            last = label.removeprefix(prefix)
        else:
            bare = prefix.replace(".", "")
            last = label.removeprefix(bare) if "." not in label and label.startswith(bare) else ""
    else:
        last = label
    return int(last) if last.isdigit() else None
