"""The place a paper was issued at: "Thanh Bình" of "Thanh Bình, ngày 13 tháng 12 năm 2023"."""

import re
from collections.abc import Iterator

from extractors.fields.issued_on import PLACE_LINE
from extractors.folding import fold
from extractors.passage import Found, Passage

NAME = "place"
SCOPE = "header"
READS = frozenset({"head"})
EXAMPLES = {
    "[head] Thanh Bình, ngày 13 tháng 12 năm 2023": ["Thanh Bình"],
    "[head] Số: 70/KH-UBND Thanh Bình, ngày 13 tháng 12 năm 2023": ["Thanh Bình"],
    "[head] Số: /KH-UBND\n\nBình An , ngày tháng năm 2024": ["Bình An"],
    "[head] Số: 5/KH-UBND Thành phố Hoa Lư, ngày 01 tháng 7 năm 2025": ["Thành phố Hoa Lư"],
    "[head] Số: 5/KH-UBND Ea H'Leo, ngày 01 tháng 7 năm 2025": ["Ea H'Leo"],
    "[head] TP. Hồ Chí Minh, ngày 02 tháng 8 năm 2025": ["TP. Hồ Chí Minh"],
    "[head] Bình An, ngày G_ tháng 02 năm-2024": ["Bình An"],
    "[head] ngày 02 tháng 8 năm 2025": [],
}

# The longest names of places have five words ("Thành phố Phan Rang - Tháp Chàm" is the longest kept whole).
_NAME = re.compile(
    r"(?:^|[\s(])(?P<place>(?:TP\.?\s?|T\.P\s?)?[A-ZĐÀ-Ỹ][\w'’-]*(?:\s(?:-\s)?(?:[A-ZĐÀ-Ỹ][\w'’-]*|phố|xã|"
    r"trấn)){0,6})\s?[,.;]?\s*$"
)


def extract(passage: Passage) -> Iterator[Found[str]]:
    """Yield the name that stands before the date on its line."""
    date = PLACE_LINE.search(fold(passage.text))
    if date is None:
        return
    line_start = passage.text.rfind("\n", 0, date.start()) + 1
    before = passage.text[line_start : date.start()]
    symbol = re.search(r".*/\s?[A-ZĐ][\w&]*(?:\s?[-–]\s?[A-ZĐ&]+)*(?=\s)", before)
    offset = symbol.end() if symbol else 0
    match = _NAME.search(before[offset:])
    if match is None:
        return
    start = line_start + offset + match.start("place")
    yield Found(
        match.group("place").rstrip(" ,;"), passage.span(start, start + len(match.group("place"))), "place.line"
    )
