"""Tables of figures: groups and how many of each, as lines that read like those of a survey."""

import re

from extractors.cells import MAX_HEAD_ROWS, Cells
from extractors.columns import WORK, head_role
from extractors.folding import fold
from extractors.passages import Joined, stacked

COUNT_HEAD = re.compile(r"(?:so|tong so|co)\s+(?:luong\s+)?(?:phieu|luong|mau|nguoi|luot|ho|doanh nghiep)\b")
GROUP_HEAD = re.compile(r"(?:nhom\s+)?(?:doi tuong|nhom|thanh phan|dia ban|don vi|khoi|ten|loai)\b")
_COUNTED = re.compile(r"\b(?:phieu|nguoi|mau|luot|ho|doanh nghiep)\b")
_COUNTED_IN = re.compile(r"(?<=\()(?:phieu|nguoi|mau|luot|ho|doanh nghiep)(?=\))")
FIGURE = re.compile(r"\d[\d.]*")
TOTAL = re.compile(r"\W*(?:tong|cong)\b")


def is_of_figures(cells: Cells) -> bool:
    """Whether heads announce groups and how many of each, and neither work nor times nor units."""
    heads = [cell.head() for cell in cells.values() if cell.row == 1 and not cell.is_empty]
    if any(head_role(head) in WORK | {"content", "criterion", "name", "target"} for head in heads):
        return False
    return any(COUNT_HEAD.match(fold(head)) for head in heads) and any(GROUP_HEAD.match(fold(h)) for h in heads)


def counts(cells: Cells) -> list[Joined]:
    """Return the rows of a table of figures as lines, its sum among them: "Tổng cộng: 1.180 phiếu"."""
    for row in range(1, MAX_HEAD_ROWS + 1):
        heads = {cell.column: cell for cell in cells.values() if cell.row == row and not cell.is_empty}
        count = next((column for column, cell in heads.items() if COUNT_HEAD.match(fold(cell.head()))), None)
        name = next((column for column, cell in heads.items() if GROUP_HEAD.match(fold(cell.head()))), None)
        if count is None or name is None:
            continue
        head = heads[count].joined()
        counted_in = _COUNTED_IN.search(fold(head.text))
        counted = counted_in or _COUNTED.search(fold(head.text))
        unit = head.cut(counted.start(), counted_in.end() if counted_in else None) if counted else head.cut(0, 0)
        several = sum(COUNT_HEAD.match(fold(cell.head())) is not None for cell in heads.values()) > 1
        sums = [column for column, cell in heads.items() if TOTAL.match(fold(cell.head()))]
        count = sums[-1] if several and sums else count
        lines: list[Joined] = []
        for below in sorted({cell.row for cell in cells.values() if cell.row > row}):
            group, figure = cells.get((below, name)), cells.get((below, count))
            if group is None or group.is_empty:
                first = cells.get((below, 1))
                group = first if first and not first.is_empty and TOTAL.match(fold(first.head())) else None
            if not group or not figure or group.is_empty or figure.is_empty:
                continue
            if FIGURE.fullmatch(figure.joined().text):
                whole = stacked([group.joined(), figure.joined()], ": ")
                # The unit stands in the head; its place in the line is that of the figure it is read with.
                told = Joined(unit.text, [whole.offsets[-1]] * len(unit.text), ())
                lines.append(stacked([whole, told], " ") if counted else whole)
        return lines
    return []
