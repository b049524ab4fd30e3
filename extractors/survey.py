"""The parts of a survey as lines print them: "Lãnh đạo xã (04 xã x 09 đơn vị cấp huyện) = 36 phiếu".

`items_of` turns lines into items; who belongs to whom is told in `extractors.fields.samples`.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.folding import fold, folded
from extractors.numbers import NUMBER, number_of
from extractors.values import Factor, Per

PEOPLE = (
    r"mẫu\s+phiếu|phiếu|mẫu|người\s+dân|người\s+dùng|người|hộ\s+gia\s+đình|hộ|lượt\s+người|lượt\s+trả\s+lời|lượt\s+đánh\s+giá|lượt|cá\s+nhân|đại\s+biểu"
    r"|doanh\s+nghiệp|cán\s+bộ|công\s+chức|tổ\s+chức|đơn\s+vị|đối\s+tượng|ý\s+kiến"
)
_UNIT_WORD = r"[a-zà-ỹđ][a-zà-ỹđ]*"
_TIMES = r"\s*(?:x|×|\*|nhân)\s*"
_MARK = re.compile(r"\s*(?P<mark>[-+*•–—«»]+|\(?[a-zđ]\)|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)](?!\d))\s*")
_OPENS = folded(
    r"(?:trong\s+đó|bao\s+gồm|gồm(?:\s+có)?|cụ\s+thể|như\s+sau|phân\s+bổ|chia\s+ra"
    r"|cho\s+các\s+nhóm)\s*(?:như\s+sau\s*)?[:,]?"
)
_COUNT = folded(rf"(?<![\w.,/%-])(?P<number>{NUMBER})\s+(?P<unit>{PEOPLE})(?!\w)(?!\s*/)")
_EQUALS = folded(rf"=\s*(?P<number>{NUMBER})(?:\s+(?P<unit>{PEOPLE})(?!\w))?")
_FACTOR = rf"(?P<value>{NUMBER})\s*(?P<unit>[^\d()=;x×*+]{{0,40}}?)"
_PRODUCT = folded(rf"(?<![\w.,/])(?:{NUMBER}\s*[^\d()=;×*+]{{0,40}}?{_TIMES})+{NUMBER}\s*[^\d()=;:]{{0,40}}")
_ONE_FACTOR = folded(rf"(?P<value>{NUMBER})\s*(?P<unit>[^\d]*)$")
_SPLIT_FACTORS = folded(r"\s*(?:(?<=[\s\d])x(?=[\s\d])|×|\*|nhân(?=\s))\s*")
_PER = folded(
    rf"(?:mỗi|từng|(?<=[(,;])\s*(?:01|một|1))\s+(?P<each>[^\d():;]{{2,40}}?)\s*(?:là|:|lấy|chọn|khảo\s+sát|phát"
    rf"|=|điều\s+tra)?\s*(?P<value>{NUMBER})\s+(?P<unit>{PEOPLE})(?!\w)"
    rf"|(?P<value_before>{NUMBER})\s+(?P<unit_before>{PEOPLE})\s*/\s*(?:(?:0?1|một"
    rf"|mỗi)\s+)?(?P<each_after>[^\d():;=.]{{2,40}})"
)
_EACH = folded(r"\s*(?:mỗi|từng|bình\s+quân|trung\s+bình|trong\s+đó)(?!\w)")
_BRACKETS = re.compile(r"\([^()]*\)")
_CELLS = " | "  # what stands between the cells of a row
_SUM = folded(r"(?:tổng(?:\s+(?:cộng|số|mẫu))?|cộng)(?!\w)")
_EDGE = ' \t\n,;:.=-–—+*•«»("“”'
_NO_NAME = folded(
    r"(?:là|với|số\s+lượng|dự\s+kiến|khoảng|tổng(?:\s+(?:số|cộng))?|số\s+phiếu|cho|của|đối\s+với|dành\s+cho"
    r"|phát\s+ra|\s|:|,)*$"
)
_TRAILING = folded(r"(?:\s*(?:,|:)?\s*(?:số\s+lượng|số\s+phiếu|dự\s+kiến|là|với|gồm|khoảng|:|có|lấy|phát))+\s*$")
_LEADING = folded(r"(?:đối\s+với|dành\s+cho|cho|của|là|phát\s+cho|khảo\s+sát|lấy\s+ý\s+kiến(?:\s+của)?)\s+")


@dataclass(frozen=True, slots=True)
class Item:
    """One printed part at `start:end` of the text: its mark, name, figure and what the figure is made of."""

    mark: str
    name: str
    count: int | None
    unit: str | None
    factors: tuple[Factor, ...]
    per: Per | None
    opens: bool
    is_inline: bool
    start: int
    end: int


def items_of(text: str, start: int, end: int) -> Iterator[Item | None]:
    """Yield the items of `text[start:end]`, line by line, inline lists unrolled; None for a line that is no item."""
    position = start
    for line in text[start:end].split("\n"):
        yield from _line_items(text, position, position + len(line))
        position += len(line) + 1


def _line_items(text: str, start: int, end: int) -> Iterator[Item | None]:
    if not text[start:end].strip():
        return
    if _CELLS in text[start:end]:
        yield _row(text, start, end)
        return
    mark = _MARK.match(text, start, end)
    body = mark.end() if mark else start
    opening = _OPENS.search(fold(text[body:end]))
    head_end = body + opening.end() if opening else end
    sign = _sign(mark["mark"]) if mark else ""
    if opening is None and len(several := list(_inline(text, body, end, may_split_commas=not sign))) > 1:
        yield from several
        return
    head = item_at(text, body, head_end, mark=sign, opens=opening is not None)
    yield head
    if head and opening and text[head_end:end].strip(_EDGE):
        yield from _inline(text, head_end, end)


def _row(text: str, start: int, end: int) -> Item | None:
    """Return the item of a table's row: "2 | Lãnh đạo xã | 4 | 9 | 36" is 36, made of 4 × 9; a sum's row is none."""
    cells = [cell.strip() for cell in text[start:end].split(_CELLS)]
    if not number_of(cells[0]) and not cells[0]:
        cells = cells[1:]
    numbers = [number_of(cell) for cell in cells]
    names = [
        cell for cell, number in zip(cells, numbers, strict=True) if number is None and any(map(str.isalpha, cell))
    ]
    if not names or _SUM.match(fold(names[0])):
        return None
    first = cells.index(names[0])
    figures = [int(number) for number in numbers[first + 1 :] if number is not None and number == int(number)]
    if not figures:
        return None
    *parts, count = figures
    factors = tuple(Factor(part, None) for part in parts) if len(parts) > 1 and math.prod(parts) == count else ()
    name = names[0].strip(_EDGE)
    return (
        Item("|", name, count, None, factors, None, opens=False, is_inline=False, start=start, end=end)
        if name
        else None
    )


def _sign(mark: str) -> str:
    """Return the kind of a mark, by which levels are told: "1.2." and "1.3." are one kind, "a)" another."""
    return re.sub(r"[a-zđ]", "a", re.sub(r"\d+", "1", mark))


def _inline(text: str, start: int, end: int, *, may_split_commas: bool = True) -> Iterator[Item]:
    """Unroll "đại biểu 30 phiếu; lãnh đạo (4 người x 15 sở) = 60 phiếu"; commas split only between two figures."""
    separator = ";" if ";" in _BRACKETS.sub("", text[start:end]) or not may_split_commas else ","
    begin = start
    depth = 0
    for index in range(start, end + 1):
        letter = text[index] if index < end else separator
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter != separator or (depth > 0 and index < end):
            continue
        following = text[index + 1 : end]
        if separator == "," and index < end and not _are_two(text[begin:index], following):
            continue
        item = item_at(text, begin, index, mark="", opens=False, is_inline=True)
        if item:
            yield item
        begin = index + 1


def _are_two(one: str, other: str) -> bool:
    return _has_count(one) and _has_count(other) and not _EACH.match(fold(other))


def _has_count(text: str) -> bool:
    comparable = fold(text)
    return bool(_COUNT.search(comparable) or _EQUALS.search(comparable))


def item_at(text: str, start: int, end: int, *, mark: str, opens: bool, is_inline: bool = False) -> Item | None:
    """Return the item printed at `start:end`, None when no figure of people or forms stands there."""
    part = fold(text[start:end])
    product = _PRODUCT.search(part)
    factors = _factors(text[start:end], part, product) if product else ()
    equals = _EQUALS.search(part, product.end() - 1 if product else 0) or _EQUALS.search(part)
    per = _per(text[start:end], part) if not factors else None
    per_match = _PER.search(part) if per else None
    counts = [
        count
        for count in _COUNT.finditer(part)
        if not (product and product.start() <= count.start() < product.end())
        and not (per_match and per_match.start() <= count.start() < per_match.end())
    ]
    match = equals or (counts[0] if counts else None)
    if match is None and not factors:
        return None
    value = number_of(match["number"]) if match else None
    if match and (value is None or value != int(value)):
        return None
    unit = (
        " ".join(text[start + match.start("unit") : start + match.end("unit")].split()).lower()
        if match and match["unit"]
        else None
    )
    figures = [found.start() for found in (match, product, per_match, *counts[:1]) if found]
    name = _name(text[start:end], part, figures, match)
    if not name:
        return None
    last = start + len(text[start:end].rstrip(" ;,.:"))
    return Item(
        mark,
        name,
        int(value) if value is not None else None,
        unit,
        factors,
        per,
        opens,
        is_inline,
        _first(text, start),
        last,
    )


def _first(text: str, start: int) -> int:
    while start < len(text) and text[start] in _EDGE:
        start += 1
    return start


def _name(printed: str, part: str, figures: list[int], match: re.Match[str] | None) -> str:
    """Return what stands before the figures, or after them: "30 phiếu đối với đại biểu Hội đồng nhân dân"."""
    before = printed[: min(figures)]
    if before.rstrip().endswith("("):
        before = before.rstrip()[:-1]
    trailing = _TRAILING.search(fold(before))
    before = before[: trailing.start()] if trailing else before
    if before.strip(_EDGE) and not _NO_NAME.fullmatch(fold(before)):
        return _closed(" ".join(before.split()))
    after = printed[match.end() :] if match else ""
    after = re.split(r"[;:(.]", after)[0]
    leading = _LEADING.match(fold(after.lstrip()))
    after = after.lstrip()[leading.end() :] if leading else after
    return " ".join(after.split()).strip(_EDGE)


def _closed(name: str) -> str:
    stripped = name.strip(_EDGE.replace("(", ""))
    return stripped.strip("(") if stripped.count("(") > stripped.count(")") and stripped.endswith("(") else stripped


def _factors(printed: str, part: str, product: re.Match[str]) -> tuple[Factor, ...]:
    factors = []
    position = product.start()
    pieces = [*_SPLIT_FACTORS.finditer(part, product.start(), product.end()), None]
    for cut in pieces:
        stop = cut.start() if cut else product.end()
        match = _ONE_FACTOR.match(part, position, stop)
        value = number_of(match["value"]) if match else None
        if match is None or value is None:
            return ()
        unit = " ".join(printed[match.start("unit") : match.end("unit")].split()).strip(_EDGE + ")")
        factors.append(Factor(int(value) if value == int(value) else value, unit or None))
        position = cut.end() if cut else stop
    return tuple(factors) if len(factors) > 1 else ()


def _per(printed: str, part: str) -> Per | None:
    match = _PER.search(part)
    if match is None:
        return None
    kind = "" if match["value"] else "_before"
    each = match.span("each") if match["value"] else match.span("each_after")
    value = number_of(match[f"value{kind}"])
    if value is None:
        return None
    unit = " ".join(printed[match.start(f"unit{kind}") : match.end(f"unit{kind}")].split()).lower()
    return Per(
        int(value) if value == int(value) else value, unit, " ".join(printed[slice(*each)].split()).strip(_EDGE + ")")
    )
