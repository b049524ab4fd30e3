"""Heads of tables: which column says what, told by the head and, where it was not read, by what stands under it."""

import re
from collections import defaultdict
from dataclasses import dataclass

from extractors.cells import MAX_HEAD_ROWS, Cells
from extractors.columns import WORK, Role, head_role
from extractors.folding import fold
from extractors.unit_headings import begins_with_unit

# A column whose head was not read is told by its cells when at least this many say the same.
FEWEST_GUESSED = 2
LONGEST_SCRAP = 14  # characters; a longer head was read and names something else
CODES_SHARE = 0.75  # of a column's cells that are codes make it one of codes; the others were misread
_CODE = re.compile(r"\W*\d{1,2}(?:\.\d{1,2}){1,4}\W*")
_TIME = re.compile(
    r"\b(?:thang \d|quy [ivx\d]|nam \d{4}|thuong xuyen|hang (?:thang|quy|nam|tuan))|\d{1,2}/\d{4}|ngay \d"
)


_OF_UNITS = WORK - {"time"}


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column says, the first row behind the head, and whether the rows are criteria by name."""

    roles: dict[int, Role]
    first: int
    lists_criteria: bool


def columns_of(cells: Cells) -> Columns:
    """Return what each column says and the first row behind the head."""
    heads: dict[int, Role] = {}
    first = 1
    lists_criteria = False
    for row in range(1, MAX_HEAD_ROWS + 1):
        own = [cell for cell in cells.values() if cell.row == row and not cell.is_empty]
        found = [(cell, role) for cell in own if (role := head_role(cell.head()))]
        # A second head row only divides a column of the first: "Đơn vị thực hiện" into "Chủ trì", "Phối hợp".
        if heads and (not found or any(role not in WORK for _, role in found)):
            break
        for cell, role in found:
            heads.update(dict.fromkeys(range(cell.column, cell.column + cell.column_span), role))
        if heads:
            first = row + 1
    heads = _guessed(heads, cells, first)
    if "content" not in heads.values():
        # Without a column of work the criteria are the rows' content, by their names or by codes and names in one.
        stand_in = next((r for r in ("name", "criterion", "target", "product") if r in heads.values()), None)
        heads = {column: "content" if role == stand_in else role for column, role in heads.items()}
        lists_criteria = stand_in in ("name", "criterion")
    return Columns(heads, first, lists_criteria)


def _guessed(heads: dict[int, Role], cells: Cells, first: int) -> dict[int, Role]:
    """Return the roles with those of unread heads told by what stands under them: times, units, long texts."""
    if not heads:
        return heads
    texts: dict[int, list[str]] = defaultdict(list)
    for cell in cells.values():
        if cell.row >= first and not cell.is_empty and cell.column_span == 1:
            texts[cell.column].append(cell.joined().text)
    heads_read = {c.column: c.head() for c in cells.values() if c.row < first}
    codes = [
        column
        for column, printed in texts.items()
        if sum(_CODE.fullmatch(text) is not None for text in printed) >= max(2, CODES_SHARE * len(printed))
    ]
    for column in codes:
        if heads.get(column) in (None, "criterion", "content", "name"):
            # Beside a column of codes the criteria stand by their names.
            heads = {at: "name" if role == "criterion" else role for at, role in heads.items()}
            heads[column] = "criterion"
    for column in sorted(texts):
        printed = texts[column]
        are_times = sum(_TIME.search(fold(text)) is not None for text in printed) > len(printed) / 2
        if heads.get(column) in _OF_UNITS and are_times and len(printed) >= FEWEST_GUESSED:
            heads[column] = "time"  # its head ran together with the one of the units beside it
        if column in heads or len(printed) < FEWEST_GUESSED or len(heads_read.get(column, "")) > LONGEST_SCRAP:
            continue
        if are_times:
            heads[column] = "time"
        elif sum(begins_with_unit(text) for text in printed) > len(printed) / 2:
            heads[column] = "coordinate" if "lead" in heads.values() else "lead"
    if "content" not in heads.values() and "name" not in heads.values():
        unknown = [column for column in texts if column not in heads]
        if unknown:
            heads[max(unknown, key=lambda column: sum(map(len, texts[column])))] = "content"
    return heads
