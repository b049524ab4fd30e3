"""Survey totals and how they are made up: "1248 người, gồm: 30 đại biểu, …, 1200 người dân (mỗi xã 60 người)".

A total is the paper's own figure; the groups below it are nested as printed, and sums that do not come out are left for
the checks to say.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from extractors.folding import fold, folded
from extractors.numbers import NUMBER, number_of
from extractors.passage import Found, Passage, Span
from extractors.survey import PEOPLE, Item, items_of
from extractors.values import Factor, Group, Per, Sample

NAME = "samples"
SCOPE = "section"

EXAMPLES: dict[str, list[Sample]] = {
    "- Số lượng mẫu phiếu điều tra: 1.233 người, gồm:\n+ Đại biểu HĐND xã: 30 người;\n+ Lãnh đạo UBND xã: 03 người;\n"
    "+ Cá nhân, tổ chức: 1200 người (mỗi xã, thị trấn 60 người).\n+ Thời gian: Trong tháng 12 năm 2023": [
        Sample(
            "",
            1233,
            "người",
            (
                Group("Đại biểu HĐND xã", 30, "người"),
                Group("Lãnh đạo UBND xã", 3, "người"),
                Group("Cá nhân, tổ chức", 1200, "người", per=Per(60, "người", "xã, thị trấn")),
            ),
        )
    ],
    "* Số lượng phiếu khảo sát: Dự kiến 90 phiếu, trong đó:\n- Cấp tỉnh: 54 phiếu, cụ thể:\n"
    "• Lãnh đạo phòng (03 người x 18 sở, ngành) = 54 phiếu.\n- Cấp huyện 36 phiếu, cụ thể:\n"
    "• Lãnh đạo xã (04 xã × 09 huyện) = 36 phiếu.": [
        Sample(
            "",
            90,
            "phiếu",
            (
                Group(
                    "Cấp tỉnh",
                    54,
                    "phiếu",
                    groups=(Group("Lãnh đạo phòng", 54, "phiếu", (Factor(3, "người"), Factor(18, "sở, ngành"))),),
                ),
                Group(
                    "Cấp huyện",
                    36,
                    "phiếu",
                    groups=(Group("Lãnh đạo xã", 36, "phiếu", (Factor(4, "xã"), Factor(9, "huyện"))),),
                ),
            ),
        )
    ],
    "- Tổng số phiếu khảo sát: 120 phiếu, trong đó: cán bộ 20 phiếu; người dân, doanh nghiệp 100 phiếu.": [
        Sample("", 120, "phiếu", (Group("cán bộ", 20, "phiếu"), Group("người dân, doanh nghiệp", 100, "phiếu")))
    ],
    "Điều tra tại 09 đơn vị cấp huyện, tổng cỡ mẫu 270 phiếu, cụ thể:\n"
    "- Cấp huyện: 180 phiếu (20 người x 09 huyện = 180 phiếu).\n- Cấp xã: 90 phiếu.": [
        Sample(
            "",
            270,
            "phiếu",
            (
                Group("Cấp huyện", 180, "phiếu", (Factor(20, "người"), Factor(9, "huyện"))),
                Group("Cấp xã", 90, "phiếu"),
            ),
        )
    ],
    "Tổ chức 03 lớp tập huấn, gồm: 01 lớp cho lãnh đạo; 02 lớp cho công chức": [],
}

_SURVEY = folded(r"phiếu|mẫu|khảo\s+sát|điều\s+tra|lấy\s+ý\s+kiến|phỏng\s+vấn|xã\s+hội\s+học")
_TOTAL = folded(
    rf"""
    (?:tổng\s+(?:số|cộng)|số\s+lượng|cỡ\s+mẫu|quy\s+mô|số\s+phiếu|dự\s+kiến|mẫu\s+phiếu|mẫu\s+(?:điều\s+tra
      |khảo\s+sát)|khảo\s+sát|điều\s+tra|phát|gửi|thu|thực\s+hiện|lấy\s+ý\s+kiến|tổng)
    [^\n.;]{{0,80}}?(?<![\w.,/%-])(?P<number>{NUMBER})\s+(?P<unit>{PEOPLE})(?!\w)
    """
)
_CALLED_TOTAL = folded(
    rf"(?<!\w)(?:tổng|cỡ\s+mẫu|số\s+phiếu)[^\n.;\d]{{0,40}}?(?<![\w.,/%-])(?P<number>{NUMBER})\s+(?P<unit>{PEOPLE})(?!\w)"
)
_MADE_OF = folded(r"[^\n]{0,60}?(?:trong\s+đó|gồm|cụ\s+thể|như\s+sau|phân\s+bổ|chia\s+ra|:\s*$|:\s*\n)")
_LABEL = folded(
    r"\s*[-+*•]?\s*(?:thời\s+(?:gian|hạn)|cơ\s+quan|đơn\s+vị|bộ\s+phận|địa\s+điểm|kinh\s+phí|phương\s+pháp"
    r"|hình\s+thức|nội\s+dung)(?:\s+\w+){0,4}\s*:"
)
_HEADING = re.compile(r"\s*(?:[IVX]{1,5}\.|\d{1,2}\.\s|Điều\s+\d)")
# The last row of a table: "+ Tổng cộng: 1.180 phiếu"
_SUM_ROW = folded(rf"\+\s*(?:tổng(?:\s+(?:cộng|số))?|cộng)\s*:\s*(?P<number>{NUMBER})\s+(?P<unit>{PEOPLE})(?!\w).*")
_FEWEST_PARTS = 2
_BLANK_LINES = 3  # lines without a figure that a list may hold: repeated table heads, remarks


@dataclass(slots=True)
class _Node:
    item: Item
    children: list["_Node"] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(child.item.count or 0 for child in self.children)


@dataclass(frozen=True, slots=True)
class _Read:
    sample: Sample
    start: int
    end: int
    parts: Mapping[str, tuple[int, int]]


def extract(passage: Passage) -> Iterator[Found[Sample]]:
    """Yield the surveys of a section whose total and at least one part are printed."""
    for read in _reads(passage.text):
        yield Found(read.sample, passage.span(read.start, read.end), "samples.total")


def parts(sample: Sample, passage: Passage) -> Mapping[str, Span]:
    """Return where the total and each group of a sample stand: "/total", "/groups/1/groups/0"."""
    for read in _reads(passage.text):
        if read.sample == sample:
            return {pointer: passage.span(start, end) for pointer, (start, end) in read.parts.items()}
    return {}


def _reads(text: str) -> Iterator[_Read]:
    comparable = fold(text)
    if not _SURVEY.search(comparable):
        return
    reads = list(_announced(text, comparable))
    yield from reads
    for read in _summed_up(text, comparable):
        if not any(other.start <= read.start < other.end for other in reads):
            yield read


def _summed_up(text: str, comparable: str) -> Iterator[_Read]:
    """Read tables whose total stands only in their last row."""
    nodes: list[_Node] = []
    position = 0
    for line in text.split("\n"):
        end = position + len(line)
        total = _SUM_ROW.fullmatch(comparable, position, end)
        value = number_of(total["number"]) if total else None
        if total and value is not None and value == int(value) and len(nodes) >= _FEWEST_PARTS:
            unit = " ".join(text[total.start("unit") : total.end("unit")].split()).lower()
            spots = {"/total": (total.start("number"), total.end("unit"))}
            groups = tuple(_group(node, f"/groups/{index}", spots, unit) for index, node in enumerate(nodes))
            yield _Read(Sample("", int(value), unit, groups), nodes[0].item.start, end, spots)
        items = list(items_of(text, position, end)) if line.startswith("+ ") and not total else []
        nodes = [*nodes, _Node(items[0])] if len(items) == 1 and items[0] and items[0].count is not None else []
        position = end + 1


def _announced(text: str, comparable: str) -> Iterator[_Read]:
    """Read the surveys whose total is followed by what it is made of."""
    position = 0
    while total := _TOTAL.search(comparable, position):
        position = total.end()
        if not _SURVEY.search(comparable, max(0, total.start() - 200), total.end()):
            continue
        made_of = _MADE_OF.match(comparable, total.end())
        if made_of is None:
            continue
        # "Điều tra tại 09 đơn vị, tổng cỡ mẫu 4.500 phiếu, cụ thể:": the figure called the total is the total
        total = _CALLED_TOTAL.search(comparable, total.end(), made_of.end()) or total
        read = _read(text, comparable, total, made_of.end())
        if read:
            yield read
            position = read.end


def _read(text: str, comparable: str, total: re.Match[str], start: int) -> _Read | None:
    value = number_of(total["number"])
    if value is None or value != int(value):
        return None
    unit = " ".join(text[total.start("unit") : total.end("unit")].split()).lower()
    nodes, end = _tree(text, start, int(value))
    if not nodes:
        return None
    spots: dict[str, tuple[int, int]] = {"/total": (total.start("number"), total.end("unit"))}
    groups = tuple(_group(node, f"/groups/{index}", spots, unit) for index, node in enumerate(nodes))
    return _Read(Sample("", int(value), "phiếu" if unit == "mẫu phiếu" else unit, groups), total.start(), end, spots)


def _tree(text: str, start: int, total: int) -> tuple[list[_Node], int]:
    """Nest the items below a total: a group that ends in "cụ thể:" holds what follows until a mark of its own level."""
    roots: list[_Node] = []
    open_nodes: list[_Node] = []
    position, blanks, end = start, 0, start
    for line in text[start:].split("\n"):
        line_end = position + len(line)
        if position > start and _SUM_ROW.fullmatch(fold(line)):
            break
        if position > start and (_LABEL.match(fold(line)) or (_HEADING.match(line) and roots)):
            break
        items = list(items_of(text, position, line_end))
        blanks = 0 if any(items) else blanks + bool(line.strip())
        is_full = sum(node.item.count or 0 for node in roots) >= total and not _unfilled(open_nodes)
        if blanks > _BLANK_LINES or (blanks and is_full):
            break
        for item in filter(None, items):
            if is_full and not _belongs(item, open_nodes):
                return roots, end
            _place(item, roots, open_nodes)
            end = item.end
        position = line_end + 1
    return roots, end


def _unfilled(open_nodes: list[_Node]) -> bool:
    return any(node.item.opens and node.total < (node.item.count or 0) for node in open_nodes)


def _belongs(item: Item, open_nodes: list[_Node]) -> bool:
    return any(node.item.opens and node.total + (item.count or 0) <= (node.item.count or 0) for node in open_nodes)


def _place(item: Item, roots: list[_Node], open_nodes: list[_Node]) -> None:
    """Hang an item below the innermost open group; a group that is full or of the item's own mark is closed."""
    while open_nodes and _is_closed_by(item, open_nodes[-1]):
        open_nodes.pop()
    node = _Node(item)
    (open_nodes[-1].children if open_nodes else roots).append(node)
    if item.opens:
        open_nodes.append(node)


def _is_closed_by(item: Item, node: _Node) -> bool:
    if item.is_inline:
        return False
    if node.item.count is not None and node.total >= node.item.count:
        return True
    return bool(item.mark) and item.mark == node.item.mark and bool(node.children)


def _group(node: _Node, pointer: str, spots: dict[str, tuple[int, int]], unit: str) -> Group:
    item = node.item
    spots[pointer] = (item.start, item.end)
    groups = tuple(_group(child, f"{pointer}/groups/{index}", spots, unit) for index, child in enumerate(node.children))
    counted_in = unit if item.unit is None and item.count is not None else item.unit
    return Group(item.name, item.count, counted_in, item.factors, item.per, groups)
