"""Where the rows of a table begin that has no rules between them, told from its numbers and from what its cells say.

    1   Rà soát văn bản            Tháng         Numbers stand at the head of their row, or at its middle; a sentence
        còn hiệu lực               3/2025        that goes on ("còn hiệu lực") and a name that waits for its rest
    2   Báo cáo kết quả            Quý IV        ("Phòng Văn hóa và") do not begin a row.

The cheapest way to share the lines out among the numbers is found by dynamic programming.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal

from extractors.columns import row_label
from extractors.gutters import Cells
from extractors.passages import Line

Setting = Literal["top", "middle"]
_Way = tuple[float, tuple[int, ...]]  # what rows cost so far, and the lines on which they begin

_OPEN = re.compile(
    r"[,;&(–-]$|(?:^|\s)(?:và|của|với|các|cho|theo|tại|từ|đến|trong|về|có|là|cấp|những|được|tháng|năm|ngày|quý|trước|"
    r"phòng|ban|sở|ủy|ủy ban|hội|trung tâm|văn phòng)$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[-–+*•]")
_SENTENCE_END = re.compile(r"[.;:!?]\W*$")

# Costs, in lines that a number stands off its place.
_OFF_MIDDLE_LINES = 0.5  # cells of an odd and an even number of lines are centred half a line apart
_OFF_TOP = 2.0
_GOES_ON = 2.0  # small letters under another line of their cell
_SMALL_FIRST = 0.7  # a cell that would begin in small letters
_WAITS = 2.0  # a name or sentence above that waits for its rest
_WAITS_ASIDE = 1.0  # the same with nothing right under it
_TOUCHES = 0.4  # two lines of one column without a gap
_BULLETED = 0.8  # a row that would begin with a bullet
_NEW = -0.5  # a capital in the first column of text under a sentence that has ended
_GAP = -1.5  # a blank line
_CUT = 0.5  # a page that begins with the rest of the row before it


def row_starts(pages: Sequence[Sequence[Cells | None]]) -> list[frozenset[int]]:
    """Return per page of a table the lines on which a row begins; lines before the first go on with the row before."""
    settings: list[Setting] = ["top", "middle"]
    ways = [
        [_shared_out(page, setting, is_first=not number) for number, page in enumerate(pages)] for setting in settings
    ]
    best = min(ways, key=lambda way: sum(cost for cost, _ in way))
    return [starts for _, starts in best]


def numbers_in(page: Sequence[Cells | None]) -> list[int]:
    """Return the lines of a page on which the number of a row stands."""
    return [at for at, cells in enumerate(page) if cells and cells[0] and row_label(cells[0].text)]


def _shared_out(page: Sequence[Cells | None], setting: Setting, *, is_first: bool) -> tuple[float, frozenset[int]]:
    """Return the cheapest way to share the lines of a page out among its numbers: its cost, and where rows begin."""
    numbers = numbers_in(page)
    if not numbers:
        return 0.0, frozenset()
    first = next(at for at, cells in enumerate(page) if cells)
    ways: Mapping[int, _Way] = {
        start: (_continues(page, start) if start == first else _CUT + _begins(page, start), (start,))
        for start in range(first, numbers[0] + 1)
        if page[start] and (start == first or not is_first)
    }
    for number, following in pairwise(numbers):
        ends = [at for at in range(number + 1, following + 1) if page[at]]
        ways = {end: min(_onward(page, ways, number, end, setting)) for end in ends}
    cost, starts = min(_onward(page, ways, numbers[-1], len(page), setting))
    return cost, frozenset(starts[:-1])


def _onward(
    page: Sequence[Cells | None],
    ways: Mapping[int, _Way],
    number: int,
    end: int,
    setting: Setting,
) -> list[_Way]:
    """Return what it costs to end the row of a number at a line, for every line that it may begin on."""
    border = _begins(page, end) if end < len(page) else 0.0
    return [
        (cost + border + _stands_off(page, start, end, number, setting), (*starts, end))
        for start, (cost, starts) in ways.items()
    ]


def _stands_off(page: Sequence[Cells | None], start: int, end: int, number: int, setting: Setting) -> float:
    """Return how far a number stands from where its row has it."""
    printed = [at for at in range(start, end) if page[at]]
    if setting == "top":
        return _OFF_TOP * (number - printed[0])
    return max(0.0, abs(number - (printed[0] + printed[-1]) / 2) - _OFF_MIDDLE_LINES)


def _begins(page: Sequence[Cells | None], at: int) -> float:
    """Return what speaks against a row that begins on a line."""
    lower, upper = page[at], page[at - 1] if at else None
    if lower is None or upper is None:
        return _GAP
    cost = 0.0
    for column in range(1, len(lower)):
        above = _nearest(page, column, (at - 1, at - 2))
        below = _nearest(page, column, (at, at + 1))
        if below and below.text[0].islower():
            cost += _GOES_ON if above else _SMALL_FIRST
        elif below and _BULLET.match(below.text):
            cost += _BULLETED
        elif below and column == 1 and (above is None or _SENTENCE_END.search(above.text)):
            cost += _NEW
        if above and _OPEN.search(above.text):
            cost += _WAITS if below else _WAITS_ASIDE
        if upper[column] and lower[column]:
            cost += _TOUCHES
    return cost


def _continues(page: Sequence[Cells | None], at: int) -> float:
    """Return what speaks against a row that begins with the first line of a page: words in small letters."""
    return _GOES_ON * sum(cell.text[0].islower() for cell in (page[at] or [])[1:] if cell)


def _nearest(page: Sequence[Cells | None], column: int, lines: tuple[int, int]) -> Line | None:
    """Return the piece of a column on one of two lines; cells centred beside others leave every second line blank."""
    for at in lines:
        cells = page[at] if 0 <= at < len(page) else None
        if cells is None:
            return None
        if cells[column]:
            return cells[column]
    return None
