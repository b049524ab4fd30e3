"""What grammar alone decides: Roman numerals, codes, dates, list letters. Each repair carries its rule's name.

The language model never touches these; a rule speaks only where its own evidence stands beside the slip.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from diacritics.fold import fold
from diacritics.headings import HEADING, heading_numeral
from diacritics.tokens import is_path_line


@dataclass(frozen=True, slots=True)
class Repair:
    """Characters `start` to `end` of a line are to read `text`."""

    start: int
    end: int
    text: str
    rule: str


# "Quy 11 nam 2024": scanners read I as 1, l or |; there are four quarters, so 11 and 111 cannot be meant.
# "T" and "H" are strokes whose serifs touch.
_STROKE = "[I1l|!ỊÌÍ]"
_QUARTER = re.compile(
    rf"(?<!\w)q[uú](?:y|ý|í|i|¥|ÿ)\s?(?P<roman>{_STROKE}{{2,3}}|{_STROKE}V|[IlỊÌÍ|!]|[)\]](?=/20\d\d)"
    rf"|(?-i:T(?:{_STROKE}|L){{1,2}}|I?H|H{_STROKE}))(?!\w)",
    re.IGNORECASE,
)
# "Quý II, HI/2025": the second of two quarters.
_SECOND_QUARTER = re.compile(rf"(?<=[IV],\s)(?P<roman>I?H|H{_STROKE}|{_STROKE}{{2,3}})(?=/20\d\d)")
# "đạt 7596": printed numbers have a dot behind the thousands, and "%" is read as 96; "10096" is nothing else.
_WHOLE = r"(?=[\s;)]|[.,](?!\d)|\Z)"
_PERCENT = re.compile(
    r"(?<![\w.,/])100(?P<all>96)"
    + _WHOLE
    + r"|(?<![^\W_])(?:[dđ][aạ]t|l[eéêệ]|thi[eéêể]u|nh[aâấ]t|tr[eéêâ]n|d[uư][oơớ]i|gi[aả]m"
    r"|t[aă]ng|qu[aá]|t[uừ])\s(?!19|20)[1-9]\d(?P<part>96)" + _WHOLE,
    re.IGNORECASE,
)
# "70 /KH -UBND", "143/KH- UBND": a code is printed without spaces.
_CODE = re.compile(
    r"(?<![\w/])(?P<number>[\dOoIl]*\d[\dOoIl]*[a-zA-Z]?)(?P<gap1>\s{0,3})/(?P<gap2>\s?)"
    r"(?P<symbol>(?:QD|QĐ|KH|CT|BC|TB|CV|TTr|NQ|ND|NĐ|TT|HD|GM|TTg|UBND|HĐND|HDND|PA|CTr|KL|GP|QC|DA|ĐA)\b)"
    r"(?P<rest>(?:\s?[-–]\s?[A-ZĐ][A-Za-zĐđ&]*)*)"
)
# "3395/QI1)-UBND", "22a/QĐÐ-UBND": the stem, the bow and the bar of a Đ taken for letters of their own, where a symbol
# names its kind of paper (QĐ, NĐ, HĐ, CĐ) before the body that signs it.
_BROKEN_BAR = re.compile(
    r"(?<=[\da-z]/)[QNHC](?P<bar>[I1l|!]{1,2}[)\]}>]|[DÐĐ][DÐĐ)\]]|Ð)(?=\s?[-–]\s?[A-ZĐ][A-Za-zĐđ])"
)
# "183/KH“UBND", "70/JKH-UBNDĐ": the hyphen taken for another stroke, the slash or the last bow read twice, where kind
# of paper and body stand on both sides.
_KINDS = "QD|QĐ|KH|CT|BC|TB|CV|TTr|NQ|ND|NĐ|TT|HD|PA|CTr|KL|QC"
_BODIES = "UBND|HĐND|HDND|SNV|BNV|STP|STC|BCĐ|VP"
_HYPHEN = re.compile(rf"(?<=/)(?:{_KINDS})(?P<stroke>[“”\"'’‘~_=·.*])(?=(?:{_BODIES})(?![^\W_]))")
_TWICE = re.compile(
    rf"(?<=\d/)(?P<slash>[JIl|!/])(?=(?:{_KINDS})[-–](?:{_BODIES}))|(?<=[-–])(?:UBND|HĐND|HDND)(?P<bow>[DĐÐ)])(?![^\W_])"
)
# The slash of fractions between figures of a date.
_FRACTION = re.compile(r"(?<=\d)\u2044(?=\d)")
# "45-KH/DU": the Party's own committees sign so, and a commune's is ĐU (đảng ủy).
_PARTY = re.compile(r"(?<=\d)\s?[-–]\s?[A-ZĐ][A-Za-zĐđ]{1,3}/(?P<letter>D)U(?!\w)")
# "(d/c Lan)": the bar of "đ/c" (đồng chí, địa chỉ).
_COMRADE = re.compile(r"(?<![\w/])(?P<letter>[dD])/c(?![\w/])")
_BARS = str.maketrans("dD", "đĐ")
# "Can ct? Quyết định", "Thi? truong": engines without Vietnamese take ứ and ử for a stroke and a question mark.
_HOOK = re.compile(
    r"(?<![^\W_])(?!gi\?)(?P<word>(?:[bcdghklmnprstvxBCDGHKLMNPRSTVX]|[tTcCnNpPkK][hH]|[tT]r)[itruvwlf]{1,2})\?"
)
_ASKS = re.compile(r"\b(?:kh[^\W_]{1,2}ng|ch[^\W_]{1,2}a|n[^\W_]{1,2}o|g[iìi]|sao|ai|bao nhi[^\W_]u)\b", re.IGNORECASE)
# "dé cham sai 1a 1.2.3": "là" between words; "mẫu 1a", "khoản 1a" are numbers.
_LA = re.compile(r"(?<=[^\W_]\s)(?P<word>1[aàá])(?=\s)")
# "ty 16 80%", "16 phi": "lệ" behind "tỷ" and before "phí"; "công ty 16" is a number.
_LE = re.compile(
    r"(?<![^\W_])(?<!c[^\W_]ng\s)t[yỷ]\s+(?P<word>1[6é])(?=\s)|(?<!\S)(?P<fee>1[6é])(?=\s+ph[iíì](?!\w))", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"(?:m[^\W_]u|bi[^\W_]u|l[^\W_]c|s[^\W_]|di[^\W_]m|kho[^\W_]n|kh[^\W_]i|b[^\W_]ng|l[^\W_]p|nh[^\W_]m|di[^\W_]u|c[^\W_]u|lo[^\W_]i|\d|[-–,;])\s+\Z",
    re.IGNORECASE,
)
_SYMBOL_GAP = re.compile(r"\s?[-–]\s?(?=[A-ZĐ])")
# "Thang 52023": a month and a year printed "5/2023" whose stroke was lost.
_MONTH_YEAR = re.compile(r"(?<!\S)(?P<month>0?[1-9]|1[0-2])(?P<year>20[0-4]\d)(?![\w/.-])")
_WHOLE_MONTH_YEAR = re.compile(r"\b\d{1,2}/20\d\d\b")
_DAY = re.compile(
    r"(?<!\w)(?P<word>ng[aàáảãạ]y)\s+(?P<day>[0-3OoIl]?[\dOoIl])(?=\s+th[aáàảãạd]ng\s+[\dOoIl]{1,2}\s+n[^\W\d_]m\s+\d{4})",
    re.IGNORECASE,
)
# "=234 phieu", "17|": ruling lines of a table stuck to a number.
_STUCK = re.compile(r"(?<!\S)[=|*](?P<after>\d+)(?=\s)|(?<!\S)(?P<before>\d+)\|\\?\w?(?=\s|\Z)")
# "S6:70 /KH", "1.Sé", "Thang12-": a space the scanner lost between a word or mark and a number.
_LOST_SPACE = re.compile(
    r"""(?<!\S)(?:[S$§][^\s:]{0,3}:(?=\d+\s{0,3}/)  # "Số:70/KH"
        | \d{1,2}\.(?!(?:docx?|pdf|xlsx?|pptx?)\b)(?=[^\W\d_](?:[^\W\d_]|[¢&@£]))  # "1.Sở", "1.S¢", not "1.docx"
        | (?<![^\n])[IVX]{1,4}\.(?=[^\W\d_]{2})     # "I.MỤC" at the head of a line
        | (?:[Tt]h[^\W\d_]?ng|[Nn]g[^\W\d_]y|[Nn][^\W\d_]m)(?=\d{1,4}\b))""",
    re.VERBOSE,
)
_LIST_LETTER = re.compile(r"\s*(?P<letter>[a-eđ@¢Ð])\)")
_LETTER_SLIPS = {"@": "a", "¢": "c", "Ð": "Đ"}
_DIGIT_SLIPS = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1"})


def repairs(line: str) -> list[Repair]:
    """Return the repairs of one line, from left to right, none over another; a file's path has none."""
    found: list[Repair] = []
    if is_path_line(line):
        return found
    for rule in _RULES:
        for repair in rule(line):
            if repair.text != line[repair.start : repair.end] and not any(
                (repair.start < other.end and other.start < repair.end) or repair.start == other.start
                for other in found
            ):
                found.append(repair)
    return sorted(found, key=lambda repair: repair.start)


def months(line: str) -> list[Repair]:
    """Return months whose stroke to the year was lost, for papers that write "5/2023" elsewhere."""
    return [
        Repair(*match.span(), f"{match['month']}/{match['year']}", "month_year") for match in _MONTH_YEAR.finditer(line)
    ]


def strokes(line: str) -> list[Repair]:
    """Return what an engine without Vietnamese makes of "ứ" and "là": a question mark in a word, the figure 1."""
    hooks = [
        Repair(match.end("word"), match.end(), "", "hook_mark")
        for match in _HOOK.finditer(line)
        if line[match.end() :].strip() or not _ASKS.search(line)
    ]
    words = [
        Repair(*match.span("word"), "là", "stroke_word")
        for match in _LA.finditer(line)
        if not _NUMBERED.search(line[: match.start()])
    ]
    words += [Repair(*match.span(match.lastgroup or 0), "lệ", "stroke_word") for match in _LE.finditer(line)]
    return [*hooks, *words]


def writes_months(text: str) -> bool:
    """Tell whether a paper writes months as "5/2023": twice at least."""
    return len(_WHOLE_MONTH_YEAR.findall(text)) > 1


def _quarters(line: str) -> Iterator[Repair]:
    for pattern in (_QUARTER, _SECOND_QUARTER):
        for match in pattern.finditer(line):
            roman = re.sub(r"[1l|!iTLỊÌÍịìí)\]]", "I", match["roman"].replace("v", "V").replace("H", "II"))
            yield Repair(*match.span("roman"), roman, "quarter")


def _percents(line: str) -> Iterator[Repair]:
    for match in _PERCENT.finditer(line):
        yield Repair(*match.span(match.lastgroup or 0), "%", "percent")


def _headings(line: str) -> Iterator[Repair]:
    match = HEADING.match(line)
    if match and (roman := heading_numeral(match["roman"], line)):
        yield Repair(*match.span("roman"), roman, "roman_heading")


def _codes(line: str) -> Iterator[Repair]:
    for match in _CODE.finditer(line):
        if (match["gap1"] or match["gap2"]) and not match["rest"] and not match["symbol"].isupper():
            continue
        number = match["number"]
        if any(letter in "OoIl" for letter in number):
            yield Repair(*match.span("number"), number.translate(_DIGIT_SLIPS), "code_number")
        if match["gap1"] or match["gap2"]:
            yield Repair(match.end("number"), match.start("symbol"), "/", "code_space")
        for gap in _SYMBOL_GAP.finditer(line, *match.span("rest")):
            if " " in gap.group():
                yield Repair(*gap.span(), "-", "code_space")


def _code_strokes(line: str) -> Iterator[Repair]:
    for match in _HYPHEN.finditer(line):
        yield Repair(*match.span("stroke"), "-", "code_stroke")
    for match in _TWICE.finditer(line):
        yield Repair(*match.span(match.lastgroup or 0), "", "code_stroke")
    for match in _FRACTION.finditer(line):
        yield Repair(*match.span(), "/", "code_stroke")


def _broken_bars(line: str) -> Iterator[Repair]:
    for match in _BROKEN_BAR.finditer(line):
        yield Repair(*match.span("bar"), "Đ", "code_bar")
    for match in _PARTY.finditer(line):
        yield Repair(*match.span("letter"), "Đ", "code_bar")
    for match in _COMRADE.finditer(line):
        yield Repair(*match.span("letter"), match["letter"].translate(_BARS), "abbreviation_bar")


def _dates(line: str) -> Iterator[Repair]:
    for match in _DAY.finditer(line):
        day = match["day"].translate(_DIGIT_SLIPS)
        if day.isdigit() and 1 <= int(day) <= 31:
            yield Repair(*match.span("day"), day, "date_digit")


def _stuck_rulings(line: str) -> Iterator[Repair]:
    for match in _STUCK.finditer(line):
        if match["after"]:
            yield Repair(*match.span(), match["after"], "ruling")
        else:
            yield Repair(*match.span(), f"{match['before']} |", "ruling")


def _lost_spaces(line: str) -> Iterator[Repair]:
    for match in _LOST_SPACE.finditer(line):
        yield Repair(match.end(), match.end(), " ", "lost_space")


_RULES: tuple[Callable[[str], Iterator[Repair]], ...] = (
    _quarters,
    _percents,
    _headings,
    _codes,
    _code_strokes,
    _broken_bars,
    _dates,
    _stuck_rulings,
    _lost_spaces,
)


class ListLetters:
    """Remembers the letters of a list, so that "d)" after "d)" is read as "đ)"."""

    def __init__(self) -> None:
        self._before = ""

    def repair(self, line: str) -> Repair | None:
        """Return the repair of a line's list letter: Vietnamese lists go a, b, c, d, đ, e."""
        match = _LIST_LETTER.match(line)
        if not match:
            return None
        letter = _LETTER_SLIPS.get(match["letter"], match["letter"])
        if letter == "d" and self._before == "d":
            letter = "đ"
        self._before = letter
        return Repair(*match.span("letter"), letter, "list_letter") if letter != match["letter"] else None


def code_text(raw: str, text: str) -> str:
    """Return the rule's name when a code's letters changed by their bar only: "QD" is "QĐ" behind a number."""
    return "code" if raw != text and fold(raw) == fold(text) else ""
