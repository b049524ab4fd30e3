"""Names of bodies in running text: where one begins, where it ends, and how a list of them is split.

"Phòng Văn hóa và Thông tin" is one body, "Phòng Tư pháp, Phòng Tài chính và Kế hoạch" are two, "các sở, ban, ngành" is
one. Names of offices are told from verbs by their capitals: "Sở Xây dựng" is a body, "xây dựng" is work.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from extractors.body_words import (
    AFTER_PLACE,
    AREA_HEAD,
    BARE,
    BRANCH,
    CAPITAL_HEAD,
    CAPITAL_HEADS,
    COMMON_HEAD,
    GENERIC,
    GOVERNS_AREAS,
    HEAD,
    HEADS,
    INNER,
    INTRODUCED,
    MARKED_HEAD,
    NO_WORK,
    OFFICE_OF_COUNCILS,
    OTHER_WORDS,
    OWN_KIND,
    PLACE_WORD,
    QUALIFIER,
    RANK,
    SECOND_SYLLABLE,
    SECTORS,
    SHORT_WORK,
    TIME,
    TWO_COUNCILS,
    UNFINISHED,
    WORK,
)
from extractors.damaged_words import mended
from extractors.folding import fold

Range = tuple[int, int]

_LONGEST_LIST = 600  # characters; longer stretches are prose with many commas, not a list of names
_LONGEST_OFFICE = 60  # characters from "Văn phòng" to the two councils it serves

_END = re.compile(r"[.:?!\"”]")
# The look-behind keeps long blanks linear: a separator begins where the blanks before it begin.
_SEPARATOR = re.compile(
    r"""
    (?<!\s)(?:\s*;\s* | \s*,\s*(?:v[aà]\s+)? | \s+(?:v[aà]|VÀ|cùng(?!\s+(?:cấp|kỳ))(?:\s+với)?)\s+
      | \s*[/+]\s* | \s+[-–—]\s+)
    | … | \.\.\.
    """,
    re.VERBOSE,
)
_BRACKET = re.compile(r"\([^()]*\)?")
_EDGE = " \t,;:.-–—+*•“”\"'/…"
_LEADING = re.compile(
    r"""
    (?:[Gg]iao(?:\ cho|\ nhiệm\ vụ\ cho)?|[Pp]hân\ công|[Dd]o|[Vv]ới|[Cc]ùng|[Vv]à|[Đđ]ề\ nghị|[Yy]êu\ cầu|[Ll]à
      |[Cc]hủ\ trì:|[Pp]hối\ hợp\ với|[Pp]hối\ hợp:)\s+(?=\S)
    """,
    re.VERBOSE,
)
_NEXT_WORD = re.compile(r"\s+(\w+)")
_WORD = re.compile(r"\w*")


class NamedText:
    """A text in which bodies are looked for; `breaks` are where printed lines begin."""

    def __init__(self, printed: str, breaks: Sequence[int] = ()) -> None:
        self.printed = printed
        self.folded = mended(fold(printed))
        self.breaks = breaks
        self._lists: dict[int, tuple[list[Range], int]] = {}

    def head_at(self, start: int, *, may_be_field: bool = True) -> bool:
        """Whether a body's name begins at `start`: "Sở Nội vụ", "các cơ quan"; not "tổ chức", "phòng chống".

        With `may_be_field` a field's name alone ("Tư pháp") is a body, as in lists that leave "Phòng" out.
        """
        if start > 0 and self.printed[start - 1].isalnum():
            return False
        if HEAD.match(self.folded, start) and not self._is_other_word(start):
            return True
        if self._capital_head(start, may_be_lower=True):
            return True
        return may_be_field and bool(SECTORS.match(self.folded, start)) and self.printed[start].isupper()

    def split(self, start: int, end: int) -> list[Range]:
        """Return the names of a list that fills `start:end`."""
        names: list[Range] = []
        current = start
        for cut_start, cut_end in self._cuts(start, end):
            if cut_end >= end or self._is_guarded(cut_start):
                continue
            if self._begins_name(current, cut_start, cut_end, end):
                names.append((current, cut_start))
                current = cut_end
        names.append((current, end))
        trimmed = (self._trim(*name) for name in names)
        return [name for name in trimmed if name[0] < name[1] and self._is_name(*name)]

    def list_from(self, start: int, *, may_be_field: bool = True) -> tuple[list[Range], int]:
        """Return the names of the list that begins at `start` in prose, none when no body does, and where it ends."""
        if not self.head_at(start, may_be_field=may_be_field):
            return [], start
        if start not in self._lists:
            end = self._list_end(start, min(len(self.printed), start + _LONGEST_LIST))
            self._lists[start] = self.split(start, end), end
        return self._lists[start]

    def heads(self, start: int, end: int) -> Iterator[int]:
        """Yield the places in `start:end` where a body's name may begin."""
        first = bisect_left(self._heads, start)
        last = bisect_left(self._heads, end)
        yield from self._heads[first:last]

    def _is_other_word(self, start: int) -> bool:
        """Whether marks tell the word from a head's: "môi trường" is no "mỗi trường"."""
        return OTHER_WORDS.match(self.printed, start) is not None

    @cached_property
    def _heads(self) -> list[int]:
        sure = {match.start() for match in HEADS.finditer(self.folded) if not self._is_other_word(match.start())}
        maybe = {match.start() for match in CAPITAL_HEADS.finditer(self.folded)}
        return sorted(sure | {start for start in maybe if self._capital_head(start, may_be_lower=True)})

    def name(self, start: int, end: int) -> str:
        """Return a name as printed, without what stands in brackets."""
        return " ".join(_BRACKET.sub(" ", self.printed[start:end]).split())

    def _cuts(self, start: int, end: int) -> list[Range]:
        cuts = [cut for cut in self._between(self._separators, start, end) if cut[1] <= end]
        cuts += [(line, line) for line in self.breaks if start < line < end and self._breaks_list(start, line)]
        return sorted(cuts)

    def _breaks_list(self, start: int, line: int) -> bool:
        """Whether a printed line begins a name: not after "và", nor after a head alone ("Văn phòng / Ủy ban …")."""
        if not self.printed[line].isupper() or not self.head_at(line, may_be_field=False):
            return False
        before = self.folded[start:line].rpartition(",")[2].strip(_EDGE)
        return bool(before) and not (UNFINISHED.search(before) or HEAD.fullmatch(before) or RANK.fullmatch(before))

    @cached_property
    def _separators(self) -> list[Range]:
        return [match.span() for match in _SEPARATOR.finditer(self.printed)]

    @staticmethod
    def _between(ranges: list[Range], start: int, end: int) -> list[Range]:
        return ranges[bisect_left(ranges, (start, -1)) : bisect_left(ranges, (end, -1))]

    def _is_guarded(self, place: int) -> bool:
        """Whether a place lies inside a name for certain: in a field, in brackets, in "Hội đồng thẩm định"."""
        index = bisect_left(self._guards, (place + 1, -1)) - 1
        return index >= 0 and place < self._guards[index][1]

    @cached_property
    def _guards(self) -> list[Range]:
        """Return the guarded ranges, joined where they overlap."""
        joined: list[Range] = []
        for low, high in sorted(self._guarded()):
            if joined and low < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
            else:
                joined.append((low, high))
        return joined

    def _guarded(self) -> Iterator[Range]:
        yield from (match.span() for match in INNER.finditer(self.folded))
        yield from (match.span() for match in _BRACKET.finditer(self.printed))
        yield from self._fields
        for match in TWO_COUNCILS.finditer(self.folded):
            if OFFICE_OF_COUNCILS.search(self.folded, max(0, match.start() - _LONGEST_OFFICE), match.end()):
                yield match.start(), match.end() + 1  # a line may break before the second council

    @cached_property
    def _fields(self) -> list[Range]:
        return [match.span() for match in SECTORS.finditer(self.folded) if self.printed[match.start()].isupper()]

    def _begins_name(self, current: int, cut_start: int, cut_end: int, end: int) -> bool:
        """Whether what follows a separator is a name of its own and not the rest of the one before."""
        separator = self.printed[cut_start:cut_end].strip()
        if separator.startswith(("-", "–", "—", "/", "+")):
            if BRANCH.match(self.folded, cut_end):
                return False  # "Văn phòng Đăng ký đất đai tỉnh - Chi nhánh Phú Lộc" is one body
            return bool(HEAD.match(self.folded, cut_end)) or bool(self._capital_head(cut_end))
        if separator in ("…", "...", ";"):
            return True
        before = self.folded[current:cut_start].strip(_EDGE)
        if RANK.fullmatch(before):
            return False
        is_generic = GENERIC.match(before) is not None
        if is_generic and OWN_KIND.match(self.folded, cut_end):
            return True
        if AREA_HEAD.match(self.folded, cut_end) and self.printed[cut_end].islower():
            return not (is_generic or GOVERNS_AREAS.match(before))
        common, head = COMMON_HEAD.match(self.folded, cut_end), HEAD.match(self.folded, cut_end)
        is_plain = common and not (head and head.end() > common.end())
        if is_plain and not self._capital_head(cut_end) and not self.printed[cut_end].isupper():
            return not is_generic
        if self.head_at(cut_end):
            return True
        if not separator:
            return False
        is_capital = self.printed[cut_end : cut_end + 1].isupper()
        return is_capital and separator.startswith(",") and not GOVERNS_AREAS.match(before)

    def _capital_head(self, start: int, *, may_be_lower: bool = False) -> bool:
        head = CAPITAL_HEAD.match(self.folded, start)
        if head is None or head.end() >= len(self.printed) or not self.printed[head.end()].isupper():
            return False
        word = self.printed[start : head.end()].strip()
        if word[0].isupper():
            return True
        return may_be_lower and (word.isascii() or MARKED_HEAD.fullmatch(word) is not None)

    def _list_end(self, start: int, limit: int) -> int:
        first_word = start + len(_WORD.match(self.printed, start).group())  # type: ignore[union-attr]  # always matches
        separators = self._between(self._separators, start, limit)
        index = bisect_left(self._ends, first_word)
        end = self._ends[index] if index < len(self._ends) else limit
        for cut_start, cut_end in [*separators, (limit, limit)]:
            if end < cut_start:
                return end
            if self._is_guarded(cut_start):
                continue
            if cut_start >= limit or not self._goes_on(cut_end):
                return cut_start
        return limit

    @cached_property
    def _ends(self) -> list[int]:
        """Return where work, a stop or a colon ends any name."""
        places = {place for low, high in self._fields for place in self._after_field(high)}
        places |= {
            match.end()
            for match in PLACE_WORD.finditer(self.printed)
            if match["next"].islower() and not AFTER_PLACE.match(self.printed, match.start("next"))
        }
        introduced = {match.end() - 1 for match in INTRODUCED.finditer(self.folded)}
        for pattern, text in ((WORK, self.folded), (SHORT_WORK, self.printed), (_END, self.printed)):
            places.update(match.start() for match in pattern.finditer(text) if self._is_work(match.start()))
        return sorted(place for place in places - introduced if not self._is_guarded(place))

    def _is_work(self, start: int) -> bool:
        is_other = NO_WORK.match(self.printed, start) or SECOND_SYLLABLE.match(self.printed, start)
        return not (self.printed[start].isupper() or is_other)

    def _after_field(self, end: int) -> Iterator[int]:
        """Yield where work begins after an office's field: "Sở Tài chính | cân đối kinh phí"."""
        following = _NEXT_WORD.match(self.printed, end)
        if following and following[1].islower() and not QUALIFIER.match(self.folded, following.start(1)):
            yield end

    def _goes_on(self, place: int) -> bool:
        return (
            self.head_at(place)
            or AREA_HEAD.match(self.folded, place) is not None
            or (COMMON_HEAD.match(self.folded, place) is not None and not WORK.match(self.folded, place))
            or (COMMON_HEAD.match(self.folded, place) is not None and INNER.match(self.folded, place) is not None)
        )

    def _is_name(self, start: int, end: int) -> bool:
        if BARE.fullmatch(self.folded, start, end) or TIME.match(self.folded, start, end):
            return False
        return any(map(str.isalpha, self.printed[start:end]))

    def _trim(self, start: int, end: int) -> Range:
        while start < end and self.printed[start] in _EDGE:
            start += 1
        for introduction in INTRODUCED.finditer(self.folded, start, end):
            start = introduction.end()
            while start < end and self.printed[start] in _EDGE:
                start += 1
        lead = _LEADING.match(self.printed, start, end)
        if lead and lead.end() < end:
            start = lead.end()
        bracket = _BRACKET.search(self.printed, start, end)
        if bracket and self.printed[bracket.end() : end].strip(_EDGE) == "":
            end = bracket.start()
        while end > start and self.printed[end - 1] in _EDGE:
            end -= 1
        return start, end
