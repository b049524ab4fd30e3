"""The number of a paper, "70" of "Số: 70/KH-UBND"; a blank one is not there."""

import re
from collections.abc import Iterator

from extractors.passage import Found, Passage

NAME = "number"
SCOPE = "header"
READS = frozenset({"head"})
EXAMPLES = {
    "[head] Số: 70/KH-UBND Thanh Bình, ngày 13 tháng 12 năm 2023": ["70"],
    "[head] Số: 22a/QĐ-UBND": ["22a"],
    "[head] Số: /KH-UBND": [],
    "[head] Số:      /KH-UBND": [],
    "[head] Số: ....../KH-UBND": [],
    "[head] Số 08 /KH-UBND": ["08"],
    "[head] S6:27 /KH-UBND": ["27"],
    "[head] Số: 1.204/UBND-NC": ["1204"],
    "[head] Số: 15/2025/QĐ-UBND": ["15/2025"],
    "[head] Số: l5/KH-UBND": ["15"],
    "[head] Số: 31-KH/HU": ["31"],
    "[head] Số: ?7† /KH-UBND": [],
    "[head] 57/KH-UBND": ["57"],
    "[head] số: 42 /KH-UBND": ["42"],
    "[head] Số: ÿ Ở/KH-UBND": [],
}

# The printed word with what scans make of it, then what is written by hand or stamp up to the slash.
NUMBER_LINE = re.compile(
    r"(?:^|\n|\s)[Ss5][ốôo6óồởổ0]\s?[:.;]?[ \t]*(?P<number>[^\n/]{0,14}?)[ \t.…_]*"
    r"(?P<year>/\s?(?:19|20)\d\d)?\s?(?P<slash>/|(?<=\d)-)\s?"
    r"(?P<symbol>[A-ZĐÐ][A-ZĐÐa-zđ0-9&]*(?:\s?[-/–]\s?[A-ZĐÐ][A-ZĐÐa-zđ0-9&.]*)*)"
)
# What stands for a number: digits and their look-alikes, a letter behind them; anything else is unreadable ink.
_NUMBER = re.compile(r"[0-9lIOo][0-9lIOo.]{0,6}\s?[a-zđA-D]?$")
_DIGITS = str.maketrans("lIOo", "1100")


# A line that begins with the symbol itself: its "Số:" was not read.
BARE_LINE = re.compile(
    r"(?:^|\n)\W{0,3}(?P<number>\d{1,5}[a-z]?)?\s?(?P<year>/\s?(?:19|20)\d\d)?\s?/\s?"
    r"(?P<symbol>(?:KH|QĐ|CT|BC|TB|TTr|HD|CTr|NQ|PA|ĐA)-[A-ZĐ]{2,}[A-ZĐa-zđ0-9&-]*)"
)


def extract(passage: Passage) -> Iterator[Found[str]]:
    """Yield the number with its year, if the line prints one."""
    match = NUMBER_LINE.search(passage.text) or BARE_LINE.search(passage.text)
    printed = (match.group("number") or "").rstrip() if match else ""
    if match is None or not _NUMBER.match(printed) or not any(letter.isdigit() for letter in printed):
        return
    tail = printed[-1] if printed[-1].isalpha() and printed[-1] not in "lIOo" else ""
    number = printed.removesuffix(tail).translate(_DIGITS).replace(".", "").strip()
    year = (match.group("year") or "").replace(" ", "")
    end = match.end("year") if year else match.start("number") + len(printed)
    yield Found(number + tail + year, passage.span(match.start("number"), end), "number.line")
