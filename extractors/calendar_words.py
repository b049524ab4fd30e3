"""Patterns of calendar words on folded text: days, months, quarters, half years, years, and what joins them.

Numbers are read as scanners leave them: "quý 11" is "quý II".
"""

import re

from extractors.folding import folded

YEAR = r"(?:19|20)\d\d(?![\d/]|\.\d)"
# "/2024", " năm 2024", ", năm 2024", " 2024", ".2024", "-2024"
_OF_YEAR = rf"(?:\s?[/.]\s?|\s?-\s?(?=(?:19|20)\d\d)|[\s,]*năm\s*|\s+|\s*/\s*năm\s*)(?P<{{name}}>{YEAR})"
_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_MONTH = r"(?:0?[1-9]|1[0-2])(?!\d)"
# "đếm ngày" between two days is a damaged "đến ngày"
_JOIN = r"(?:-|đến|đếm|tới|cho\s+đến)(?:\s*(?:hết|cuối))?"
_AND = r"(?:,|;|và|&)"
# Scanners read "II" as "11", "Il", "ll", "III" as "HI"; quarters above 4 cannot be meant.
_QUARTER = r"(?:iv|1v|lv|hi|ih|[il1|!]{1,3}|[2-4]|một|hai|ba|bốn|tư)(?![\w])"


def _of_year(name: str) -> str:
    return _OF_YEAR.format(name=name)


# "06 - 17/10/2025" in a cell; "đợt 1 - 12/5/2025" and "số 05, 10/3/2025" begin with no day
_BARE_FIRST = (
    r"(?<![\w/.,])(?<!đợt\s)(?<!lần\s)(?<!kỳ\s)(?<!lớp\s)(?<!số\s)(?<!điều\s)(?<!khoản\s)(?<!mục\s)(?<!tuần\s)"
    rf"(?<!tháng\s)(?<!quý\s)(?={_NUMBER}\s*(?:{_JOIN}|[a-z]\w*\s|,\s)\s*\d{{1,2}}\s?[/.]\s?\d{{1,2}}(?!\d))"
)
# "tháng Sáu năm 2025"; without a year "tháng sau" would be the next month
_SPELLED_MONTH = r"giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?:\s+(?:một|hai))?"
DAY = folded(
    rf"""
    (?:(?:(?<!\w)ngày|(?<=từ\s)|{_BARE_FIRST})\s*(?P<first>{_NUMBER})\s*(?P<join>{_JOIN}|{_AND})\s*(?:ngày\s*)?)?
    (?:
        (?P<worded>(?<!\w)ngày\s*|(?<=từ\s)|(?<=đến\s)|(?<=trước\s)|(?<=hết\s)|(?<=nhất\s)|(?<=-)|(?<=-\s))?
        (?<![\w/.])(?P<day>{_NUMBER})
        (?:
            \s?(?P<mark>[/.-])\s?(?P<month>{_MONTH})(?:\s?(?P=mark)\s?(?P<year>{YEAR})|{_of_year("year_after")})?
          | \s*tháng\s*(?:(?P<month_word>{_MONTH})(?:{_of_year("year_word")})?
              |(?P<month_spelled>{_SPELLED_MONTH})(?:{_of_year("year_spelled")}))
        )
    )
    (?![\d%])(?!\s*[/]\s*\d)
    """
)
SPELLED_MONTH = folded(rf"(?<!\w)tháng\s+(?P<month>{_SPELLED_MONTH})(?:{_of_year('year')})")
MONTHS = folded(
    rf"""
    (?<!\w)(?P<worded>tháng\s*|t(?=\d)|(?=\d{{1,2}}(?:\s*-\s*\d{{1,2}})?\s?[/.]\s?20\d\d))(?P<month>{_MONTH})(?:{_of_year("year")})?
    (?P<more>(?:\s*(?:{_JOIN}|{_AND})\s*(?:tháng\s*)?{_MONTH}
        (?:\s?[/.]\s?{YEAR}|(?=\s*(?:[/,;.:)\]&-]|năm|và|đến|tới|hằng|hàng|20\d\d|$)))){{0,11}})
    (?:{_of_year("last_year")})?
    (?!\d|\s?%|/\d|\s*đầu|\s*cuối)
    """
)
QUARTERS = folded(
    rf"""
    (?<!\w)quý\s*(?:thứ\s*)?(?P<quarter>{_QUARTER})(?:{_of_year("year")})?
    (?P<more>(?:\s*(?:{_JOIN}|{_AND})\s*(?:quý\s*)?{_QUARTER}(?:\s?/\s?{YEAR})?){{0,7}})
    (?:{_of_year("last_year")})?
    """
)
HALF = folded(
    rf"""
    (?<!\w)(?<!ngày\s)(?:(?P<months>\d{{1,2}}|ba|sáu|chín)\s*tháng|nửa)\s*(?P<side>đầu|cuối)
    (?:\s*(?:của\s*)?năm(?:{_of_year("year")})?|{_of_year("year_only")})
    """
)
YEARS = folded(
    rf"""
    (?<!\w)(?:(?:giai\s*đoạn|(?P<worded>các\s*năm|năm))\s*|(?=20\d\d(?!\d|[/.]\d)))(?P<year>{YEAR})
    (?P<more>(?:\s*(?:{_JOIN}|{_AND})\s*(?:năm\s*)?{YEAR}){{0,9}})
    | (?:(?<=cuối\s)|(?<=hết\s)|(?<=trong\s)|(?<=đầu\s)|(?<=giữa\s)|(?<=cả\s)|(?<=suốt\s))
      năm(?:\s*nay)?(?![\s]*\d|\w|\s*(?:qua|trước|học|sau|tiếp))
    """
)
PART = folded(
    rf"""
    (?P<join>{_JOIN}|{_AND})\s*(?:tháng\s*|quý\s*)?
    (?P<number>{_QUARTER}|{_NUMBER})(?:\s?[/.]\s?(?P<year>{YEAR}))?
    """
)
# what makes a day out of a bare "21/11": the last day of its range, "- 10/12/2024"
LAST_DAY = folded(
    rf"\s*{_JOIN}\s*(?:ngày\s*)?{_NUMBER}(?:\s?/\s?{_MONTH}(?:\s?/\s?{YEAR})?|\s?\.\s?{_MONTH}\s?\.\s?{YEAR})(?![\d/])"
)
# a day of a list, "15/3, 15/6 và 05/12/2025": the words before the list or the year behind it tell it from shares
LISTED_BEHIND = folded(
    rf"(?:\s*{_AND}\s*(?:ngày\s*)?{_NUMBER}/{_MONTH}){{0,9}}\s*{_AND}\s*(?:ngày\s*)?{_NUMBER}/{_MONTH}/{YEAR}"
)
LISTED_BEFORE = folded(rf"(?<!\w)(?:ngày|trước|nhất|hết)\s+(?:{_NUMBER}/{_MONTH}\s*{_AND}\s*(?:ngày\s*)?){{1,9}}$")
LIST_WINDOW = 80  # characters
RANGE = folded(rf"\s*{_JOIN}\s*(?P<before>trước\s*)?(?:ngày\s*)?")
MISREAD = re.compile(r"(?<![a-z0-9])[0-9lio|!]*\d[0-9lio|!]*(?![a-z0-9])")
DIGITS = str.maketrans("lio|!", "11011")
# A number right before that could not be read: "tháng l năm 2024" is not the whole year.
TORN = folded(
    r"(?:(?:ngày|tháng)\s*[\dlio|!]{1,3}"
    r"|quý\s*[\dlio|!vxh\[\]()'.]{1,4}(?:\s*(?:,|và|-|đến)\s*(?:quý\s*)?[ivxhl1|!]{1,4})?)"
    r"\s*(?:/|-|,|đến|và)?\s*$"
    r"|(?<!hằng\s)(?<!hàng\s)(?<!mỗi\s)(?<!\w)(?:tháng|quý)\s*$"
)
# What is left of a range whose end could not be read: "- 0/2024", "đến" at the end of a cell.
CUT = folded(rf"\s*(?:-|đến|tới)\s*(?:$|(?!{_NUMBER}\s*/\s*{_MONTH})[\dlio|!]{{1,2}}\s*/\s*{YEAR})")
TORN_WINDOW = 24  # characters
BESIDE = folded(rf"\s*(?:{_JOIN}|{_AND})\s*(?:trước\s+|từ\s+)?(?:ngày\s*)?")
PRINTED_YEAR = re.compile(r"(?:19|20)\d\d")
ANY = folded(r"(?<!\w)(?:tháng|ngày|quý|nửa|năm|giai|các\s*năm|t\d|ba\s|sáu\s|chín\s)|(?<![\w/.])\d")
SPELLED_MONTHS = {
    word: number
    for number, word in enumerate(
        ("gieng", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai"), start=1
    )
}
SPELLED = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "sau": 6, "chin": 9}
