"""What a few words of a table's line may be: a piece of a unit's name, of a time, a code, points, a number of a row.

Words are folded and read loosely; what they say for sure is the business of the fields. Here it only matters in which
column a piece may have stood.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from extractors.columns import Role
from extractors.folding import fold
from extractors.unit_headings import begins_with_unit


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


UNSURE: Role = "unsure"  # a column of units that nobody knows the part of
UNITS: frozenset[Role] = frozenset({"lead", "coordinate", "perform", "units", UNSURE})
TEXTS: frozenset[Role] = frozenset({"content", "name", "target", "product"})

_UNIT_WORDS = _words(
    "so noi vu tai chinh tu phap van phong hoa xa hoi the thao du lich kinh te ha tang do thi trung tam phuc "
    "hanh cong an thanh tra uy ban nhan dan hdnd ubnd va cac don vi lien quan chuyen mon phuong huyen tinh pho "
    "thi tran dac khu mat to quoc viet nam doan nien phu nu nong cuu chien binh bo phan mot cua chi cuc vien "
    "khoa hoc nghe thong tin buu dien ty tong giao duc dao tao y xay dung nghiep moi truong toc ton ngoai bao "
    "hiem thue kho bac bien su dang tham muu co ke hoach luu tru thuong truc chu tich pho giam doc nganh cap vt "
    "vp tk mttq ubmttq bch chanh truong thu dau nguoi dung thuc hien cong chuc can bo quan ly dat dai vien thong "
    "dai truyen lanh dao vu cai cach phap che trang dien tu to cong so cong dong ngan hang quy tin dung chinh "
    "tri lien doan lao dong thuong binh"
)
_FIELDS = frozenset(
    {"noi vu", "tu phap", "tai chinh", "van hoa", "thong ke", "dia chinh", "ke toan", "kinh te", "xa hoi"}
)
_TIME_WORDS = _words(
    "truoc ngay thang quy nam cham nhat thuong xuyen hang tuan den tu het trong dau cuoi nua giai doan cac tiep "
    "theo va dinh ky khi xong hoan thanh moi sau tiep ke hoach tien do du an chuong trinh cong tac muc nay cua "
    "yeu cau lien tuc som nhat han ca i ii iii iv"
)
_OF_PLANS = _words("ke hoach tien do du an chuong trinh cong tac muc nay cua yeu cau cac va tiep")
_TIME_STARTS = _words(
    "truoc thang quy nam cham thuong hang trong tu den dau cuoi nua giai theo ngay dinh moi sau tuan xong khi "
    "het 6 6t hoan"
)
_DATE = re.compile(r"\W*\d{1,2}(?:[/.-]\d{1,2})?[/.-]\d{4}\W*$|\W*(?:19|20)\d\d\W*$|\W*\d{1,2}/\d{1,2}\W*$")
_PERIOD = re.compile(r"\W*(?:[ivx]{1,4}|\d{1,2})(?:[/,-](?:[ivx]{1,4}|\d{1,2}))*(?:/\d{4})?\W*$")
_CODE = re.compile(r"\W*\d{1,2}(?:[.,]\d{1,2}){0,3}\.\d{1,2}(?:[.,]\d{1,2}){0,3}\W*$|\W*[1-9]\d{1,3}\W*$")
_LIKE_CODE = re.compile(r"\W*[^\W_]{0,2}\d[^\W_]{1,5}\W*$")
_BETWEEN_CODES = frozenset({"den", "va", "-", "–"})
_POINTS = re.compile(r"\W*\d{1,3}(?:[.,]\d{1,3})?\W*$")
_OPEN = re.compile(
    r"(?:[,;&(–-]|(?:^|\s)(?:va|cua|voi|cac|cac chi|cho|tai|cap|uy ban|ban nhan|van phong|phong van|phong kinh|mat|hdnd"
    r"|nong)|^(?:phong|cong|thanh|hoi|doan|so|bo|to|uy|ban|nhan dan))$"
)
_SYLLABLE = re.compile(
    r"(?:b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
    r"(?:uye|uya|uay|uoi|uou|uo|oai|oay|oao|oeo|ieu|yeu|uai|uao|ueu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue"
    r"|ui|uu|uy|ye|ya|a|e|i|o|u|y)(?:ch|c|m|ng|nh|n|p|t)?$"
)
# Costs of a word where it does not belong; a line without doubt costs nothing.
_NO_UNIT_WORD = 0.6
_NO_TIME_WORD = 0.9
_NO_CODE = 2.5
_TIME_INSIDE = 0.8  # "Quý", "Trước" in the middle of a text
_CAPITAL_INSIDE = 0.15
_TEXT_AT_HOME = -0.1
_SENTENCE_END = 0.8  # "năm 2025." ends a text
_TWO_NAMES = 1.0  # two names side by side with nothing between
_SCRAP_FOR_CODE = 0.5
_NO_START = 2.0
_SMALL_START = 2.5
_AT_HOME = -0.2  # a word of a unit's name or a time in the column for these


@lru_cache(maxsize=16384)
def bare(word: str) -> str:
    """Return a word folded and without the marks around it: "phòng;" is "phong"."""
    return fold(word).strip(" .,;:()“”\"'!?*~°^-–—_=+<>«»‘’`")


def is_unit_word(word: str) -> bool:
    """Whether a word occurs in names of units."""
    plain = bare(word)
    return (plain in _UNIT_WORDS and word.lower() != "năm") or len(_parted(plain)) > 1


@lru_cache(maxsize=4096)
def _parted(plain: str) -> tuple[str, ...]:
    """Return the words of units' names that ran together: "vanphong" is "van", "phong"; nothing for other words."""
    if plain in _UNIT_WORDS:
        return (plain,)
    for cut in range(2, len(plain) - 1):
        if plain[:cut] in _UNIT_WORDS and (rest := _parted(plain[cut:])):
            return (plain[:cut], *rest)
    return ()


def begins_unit(words: Sequence[str]) -> bool:
    """Whether words begin with the name of a unit, its own words run together or not."""
    first = bare(words[0])
    parts = _parted(first)
    return begins_with_unit(" ".join([*parts, *words[1:]] if len(parts) > 1 else words))


def is_time_word(word: str) -> bool:
    """Whether a word occurs in times: "Trước", "25/10/2025", "IV/2025"."""
    plain = bare(word)
    return plain in _TIME_WORDS or _DATE.match(plain) is not None or _PERIOD.match(plain) is not None


def starts_time(word: str) -> bool:
    """Whether a time may begin with a word: "Quý", "Trước", "25/10/2025"."""
    plain = bare(word)
    return (plain in _TIME_STARTS and word[:1].isupper()) or _DATE.match(plain) is not None


def is_date(word: str) -> bool:
    """Whether a word is a day, a month with its year or a year."""
    return _DATE.match(bare(word)) is not None


def is_code(word: str) -> bool:
    """Whether a word may be a criterion's code, its stops lost or not: "3.1.4", "521"."""
    return _CODE.match(word) is not None


def is_scrap(word: str) -> bool:
    """Whether a word is none: letters that no Vietnamese syllable has, "ea", "Eeegee"."""
    plain = bare(word)
    if any(c.isdigit() for c in plain) or not plain:
        return False
    return not _SYLLABLE.match(plain) and not (word.isupper() and len(plain) > 1) and len(_parted(plain)) < 2


def waits(text: str) -> bool:
    """Whether a name waits for its rest: "Văn phòng HĐND và"; not "Phòng Văn hóa - Xã hội", "Thanh tra Sở"."""
    return _OPEN.search(fold(text.rstrip(" |_"))) is not None


def names_field(words: Sequence[str]) -> bool:
    """Whether words begin with a field alone, without the body that works in it: "Nội vụ" of "Sở Nội vụ"."""
    return " ".join(map(bare, words[:2])) in _FIELDS


def misfit(words: tuple[str, ...], role: Role, *, goes_on: bool) -> float:
    """Return what speaks against words as a piece of a column; `goes_on` says whether the cell has begun above."""
    if role in UNITS:
        return _unit_misfit(words, goes_on=goes_on)
    if role == "time":
        return _time_misfit(words, goes_on=goes_on)
    if role == "criterion":
        return sum(map(_code_misfit, words)) + _AT_HOME
    if role == "note":
        return sum(2 * _AT_HOME if _POINTS.match(word) else _NO_CODE for word in words)
    return _text_misfit(words, goes_on=goes_on)


def stands_alone(last: str) -> bool:
    """Whether a name behind a word is one of its own: not in "Văn phòng Ủy ban", "Phòng A và Phòng B"."""
    return not last.endswith((",", ";", "-", "–")) and bare(last) not in ("va", "phong", "truong", "doc", "tra", "tich")


def _code_misfit(word: str) -> float:
    if is_code(word) or bare(word) in _BETWEEN_CODES:
        return 2 * _AT_HOME if "." in word else 0.0
    return _SCRAP_FOR_CODE if is_scrap(word) or _LIKE_CODE.match(word) else _NO_CODE


def _unit_misfit(words: tuple[str, ...], *, goes_on: bool) -> float:
    begins = begins_unit(words)
    at_home = _AT_HOME if begins else _AT_HOME / 2 if goes_on else 0.0
    cost = sum(at_home if is_unit_word(word) else _NO_UNIT_WORD for word in words if bare(word))
    cost += sum(_NO_UNIT_WORD for word in words if any(c.isdigit() for c in word))
    for last, at in zip(words, range(1, len(words)), strict=False):
        if words[at][:1].isupper() and begins_unit(words[at:]) and stands_alone(last):
            cost += _TWO_NAMES
    if not goes_on and not (begins and words[0][:1].isupper()):
        cost += _NO_START if words[0][:1].isupper() else _SMALL_START
    return cost


def _time_misfit(words: tuple[str, ...], *, goes_on: bool) -> float:
    cost = sum(
        2 * _AT_HOME
        if is_date(word)
        else 0.0
        if bare(word) in _OF_PLANS
        else _AT_HOME
        if is_time_word(word)
        else _NO_TIME_WORD
        for word in words
        if bare(word)
    )
    if words[-1].endswith("."):
        cost += _SENTENCE_END
    if not goes_on and not starts_time(words[0]) and not words[0][:1].isdigit():
        cost += _NO_START
    return cost


def _text_misfit(words: tuple[str, ...], *, goes_on: bool) -> float:
    cost = _TEXT_AT_HOME * sum(not is_scrap(word) for word in words)
    first = words[0]
    if not goes_on and not (first[:1].isupper() or first[:1].isdigit() or first[:1] in '“"-–+'):
        cost += _NO_START
    if starts_time(first) and len(words) < 3:
        cost += 0.5
    for last, word in pairwise(words):
        if word[:1].isupper() and last[-1].isalnum():
            cost += _TIME_INSIDE if starts_time(word) else _CAPITAL_INSIDE
    dates = sum(_DATE.match(bare(word)) is not None for word in words)
    codes = sum(word.count(".") > 0 and is_code(word) for word in words[:1])
    return cost + 0.8 * dates + 0.5 * codes
