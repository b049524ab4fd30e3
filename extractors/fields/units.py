"""Bodies and their part in the work: "Văn phòng chủ trì, phối hợp với các bộ phận có liên quan".

In a labelled passage the label gives the role; in prose the words around the name do. Names stay as printed.
"""

import re
from collections.abc import Iterator

from extractors.folding import fold, folded
from extractors.passage import Found, Passage
from extractors.unit_names import NamedText, Range
from extractors.unit_roles import LABEL_ROLES, Draft, first_letter, is_prose, read_prose
from extractors.values import Role, Unit

NAME = "units"
SCOPE = "task"
READS = frozenset({None, "title", "lead", "coordinate", "perform", "units", "unit"})

EXAMPLES: dict[str, list[Unit]] = {
    "[lead] Phòng Nội vụ": [Unit("Phòng Nội vụ", "lead")],
    "[lead] Các sở, ban, ngành tỉnh, Ủy ban nhân dân cấp huyện": [
        Unit("Các sở, ban, ngành tỉnh", "lead"),
        Unit("Ủy ban nhân dân cấp huyện", "lead"),
    ],
    "[coordinate] Văn phòng HĐND và UBND huyện, Phòng Văn hóa và Thông tin, Phòng Tư pháp": [
        Unit("Văn phòng HĐND và UBND huyện", "coordinate"),
        Unit("Phòng Văn hóa và Thông tin", "coordinate"),
        Unit("Phòng Tư pháp", "coordinate"),
    ],
    "[coordinate] Sở Văn hóa, Thể thao và Du lịch; các cơ quan, đơn vị liên quan và UBND các xã, phường": [
        Unit("Sở Văn hóa, Thể thao và Du lịch", "coordinate"),
        Unit("các cơ quan, đơn vị liên quan", "coordinate"),
        Unit("UBND các xã, phường", "coordinate"),
    ],
    "[perform] Hội đồng thẩm định và Tổ giúp việc Hội đồng": [
        Unit("Hội đồng thẩm định", "perform"),
        Unit("Tổ giúp việc Hội đồng", "perform"),
    ],
    "[perform] Công chức Tư pháp - Hộ tịch chủ trì, phối hợp với Công an xã tham mưu UBND xã": [
        Unit("Công chức Tư pháp - Hộ tịch", "lead"),
        Unit("Công an xã", "coordinate"),
    ],
    "[perform] Giao bộ phận Văn phòng thường xuyên theo dõi, đôn đốc công chức phụ trách": [
        Unit("bộ phận Văn phòng", "lead")
    ],
    "[unit] Các cơ quan: Văn phòng UBND huyện, Tư pháp, Tài chính - Kế hoạch": [
        Unit("Văn phòng UBND huyện", "lead"),
        Unit("Tư pháp", "lead"),
        Unit("Tài chính - Kế hoạch", "lead"),
    ],
    "[units] Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ": [
        Unit("Các bộ", "lead"),
        Unit("cơ quan ngang bộ", "lead"),
        Unit("cơ quan thuộc Chính phủ", "lead"),
    ],
    "Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính, các đơn vị liên quan xây dựng kế hoạch": [
        Unit("Sở Nội vụ", "lead"),
        Unit("Sở Tài chính", "coordinate"),
        Unit("các đơn vị liên quan", "coordinate"),
    ],
    "Phối hợp với các phòng, ban chuyên môn của huyện tổ chức điều tra": [
        Unit("các phòng, ban chuyên môn của huyện", "coordinate")
    ],
    "Chủ trì, phối hợp với Phòng Tài chính - Kế hoạch lập dự toán kinh phí": [
        Unit("Phòng Tài chính - Kế hoạch", "coordinate")
    ],
    "Trung tâm Trợ giúp pháp lý nhà nước tỉnh chủ trì, phối hợp với Đoàn xã tuyên truyền lưu động": [
        Unit("Trung tâm Trợ giúp pháp lý nhà nước tỉnh", "lead"),
        Unit("Đoàn xã", "coordinate"),
    ],
    "[lead] Phòng Trợ giúp xã hội; Đoàn phường; Công đoàn cơ sở": [
        Unit("Phòng Trợ giúp xã hội", "lead"),
        Unit("Đoàn phường", "lead"),
        Unit("Công đoàn cơ sở", "lead"),
    ],
    "Giao Trung tâm Xúc tiến đầu tư và hỗ trợ doanh nghiệp chủ trì gặp gỡ doanh nghiệp nhỏ và vừa": [
        Unit("Trung tâm Xúc tiến đầu tư và hỗ trợ doanh nghiệp", "lead"),
    ],
    "[lead] Phòng Kinh tế; pbối hợp: Công an xã": [Unit("Phòng Kinh tế", "lead"), Unit("Công an xã", "coordinate")],
    "[lead] Phòng Kinh tế; pbốị bợp: Công an xã": [Unit("Phòng Kinh tế", "lead")],
    "Rải nhựa đoạn xã Thượng Lâm đi xã Hạ Lâm": [],
    "Ủy ban nhân dân xã (qua Văn phòng) có trách nhiệm báo cáo kết quả": [Unit("Ủy ban nhân dân xã", "lead")],
    "Theo dõi, đôn đốc các cơ quan, đơn vị báo cáo Sở Nội vụ theo quy định": [],
    "Tham mưu Hội đồng thẩm định; trình Chủ tịch UBND tỉnh phê duyệt": [],
}

_INLINE_LABEL = folded(
    r"""
    (?:^|(?<=[.;,+(•*-])|(?<=[.;,+(•*-]\s))\s*
    (?:(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|tổ\s+chức|cá\s+nhân|phòng|sở|trách\s+nhiệm|phân\s+công)[\s,/và]*){0,3}
    (?:(?P<lead>chủ\s+trì(?!\s*[,/]?\s*(?:và\s+)?phối)|đầu\s+mối|chịu\s+trách\s+nhiệm)|(?P<coordinate>phối\s+hợp
      |hỗ\s+trợ)|(?P<perform>thực\s+hiện|phụ\s+trách))
    (?:\s*,?\s*(?:tham\s+mưu|thực\s+hiện|triển\s+khai|chính|chỉ\s+đạo|với)){0,2}\s*:\s*
    """
)
_CLAUSE = folded(r"\s*(?:đã|đang|được|do|mà|có)\s(?!trách)")
_ROLE_WORDS = folded(r"chủ\s+trì|phối\s+hợp|trách\s+nhiệm|[.;]\s")
_BRACKET_ROLE = folded(
    r"\s*\(\s*(?:(?P<lead>chủ\s+trì|cơ\s+quan\s+chủ\s+trì)|(?P<coordinate>phối\s+hợp|cơ\s+quan\s+phối\s+hợp))\s*\)"
)
_BRACKET = re.compile(r"\(([^()]{3,})\)")
# "Phòng A; pbối hợp: Phòng B": whose part a label gives that was not read cannot be told
_TORN_LABEL = re.compile(r";\s*[^\W\d]\w{1,6}\s+\w{2,5}\s*:")
_LONGEST_NAMES = 70  # characters; a longer text with verbs says what is to be done
_SAME = re.compile(r"[^\w]+")
_KIND_OF_PART = folded(
    r"(?:giao\s+)?(?:bộ\s+phận|công\s+chức|cán\s+bộ|các|cơ\s+quan)\s+(?=văn\s+phòng|tư\s+pháp|tài\s+chính"
    r"|văn\s+hóa|địa\s+chính)"
)


def extract(passage: Passage) -> Iterator[Found[Unit]]:
    """Yield the bodies a passage names as responsible, each once, in the order they stand."""
    text = NamedText(passage.text, passage.breaks)
    drafts: list[Draft] = []
    position = 0
    for before, start, end, role in _inline(text.folded):
        own = LABEL_ROLES.get(passage.label) if position == 0 else None
        if own and not is_prose(text.folded[:before]):
            drafts += _listed(text, 0, before, own)  # "Phòng A; phối hợp: Phòng B" behind "Chủ trì:"
        else:
            drafts += read_prose(text, position, start, passage.label)
        drafts += _listed(text, start, end, role) if role else []
        position = end
    whole = position == 0
    role = LABEL_ROLES.get(passage.label)
    if whole and passage.label == "units":
        drafts = _of_both_roles(text)
    elif (
        whole
        and role
        and (_is_named(passage.label, text) or not is_prose(_BRACKET.sub("", text.folded)) or _is_described(text))
    ):
        drafts = _listed(text, 0, len(text.printed), role)
    else:
        drafts += read_prose(text, position, len(text.printed), passage.label)
        if whole and role and not drafts:
            names, _ = text.list_from(first_letter(text))
            drafts = [(name, role, "label") for name in names]
    yield from _found(passage, text, [*drafts, *_in_brackets(text)])


def names(text: str) -> list[Range]:
    """Return where the names of a coordinated list stand: "các sở, ban, ngành và UBND cấp xã" is two."""
    named = NamedText(text)
    start, end = _list_bounds(named, 0, len(text))
    return named.split(start, end) if start < end else []


def same_body(one: str, other: str) -> bool:
    """Whether two names mean one office: "Giao bộ phận Văn phòng- thống kê xã" and "Văn phòng — thống kê xã"."""
    return _comparable(one) == _comparable(other)


def _comparable(name: str) -> str:
    return _SAME.sub(" ", _KIND_OF_PART.sub("", fold(name))).strip()


def _in_brackets(text: NamedText) -> Iterator[Draft]:
    """Yield who is named in a remark: "Trưởng Ban công tác (phối hợp với Trưởng thôn)"."""
    for bracket in _BRACKET.finditer(text.printed):
        inside = NamedText(bracket[1])
        if _ROLE_WORDS.search(inside.folded) and not _BRACKET_ROLE.match(text.folded, bracket.start()):
            shift = bracket.start(1)
            for (start, end), role, rule in read_prose(inside, 0, len(inside.printed), None):
                yield (start + shift, end + shift), role, rule


def _found(passage: Passage, text: NamedText, drafts: list[Draft]) -> Iterator[Found[Unit]]:
    seen: dict[str, Role] = {}
    in_order = sorted(drafts, key=lambda draft: draft[0])
    leads = {_comparable(text.name(*place)) for place, role, _ in in_order if role == "lead"}
    for (start, end), role, rule in in_order:
        name = text.name(start, end)
        comparable = _comparable(name)
        if rule == "label" and role == "lead" and passage.label == "perform" and leads - {comparable}:
            role = "perform"
        if comparable in seen or not comparable:
            continue
        seen[comparable] = role
        yield Found(Unit(name, role), passage.span(start, end), f"units.{rule}")


def _is_named(label: str | None, text: NamedText) -> bool:
    """Whether a label's text can only be names: "Phòng Kế hoạch tổng hợp" leads, it does not sum up."""
    if label == "perform" or len(text.printed) > _LONGEST_NAMES:
        return False
    return not _ROLE_WORDS.search(_BRACKET.sub("", text.folded))


def _is_described(text: NamedText) -> bool:
    """Whether a label's text is a name with a clause of its own: "Các cơ quan đã tham mưu ban hành văn bản"."""
    names, _ = text.list_from(first_letter(text))
    return bool(names) and _CLAUSE.match(text.folded, names[-1][1]) is not None and not _ROLE_WORDS.search(text.folded)


def _inline(text: str) -> Iterator[tuple[int, int, int, Role | None]]:
    """Yield where labels inside a passage begin and end, and where what they name ends: "(Chủ trì: …; phối hợp: …)"."""
    labels = list(_INLINE_LABEL.finditer(text))
    for index, label in enumerate(labels):
        limit = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        stop = re.compile(r"\.\s|\.$|\)(?=[\s.,;]|$)|;\s*(?=thoi\s|[+-])").search(text, label.end(), limit)
        role = next((role for role in ("lead", "coordinate", "perform") if label[role]), None)
        yield label.start(), label.end(), stop.start() if stop else limit, role  # type: ignore[misc]  # the group names are the roles


def _list_bounds(text: NamedText, start: int, end: int) -> Range:
    """Cut "Các cơ quan: A, B: căn cứ …" down to "A, B"."""
    colons = [match.start() for match in re.finditer(r":", text.printed[start:end])]
    if colons:
        first = start + colons[0]
        if re.match(
            folded(r"\s*(?:[-+*]\s*)?các\s+(?:cơ\s+quan|đơn\s+vị|phòng|sở|ban|ngành|,|\s)+$"), text.folded[start:first]
        ):
            return first + 1, start + colons[1] if len(colons) > 1 else end
        if text.folded[start:first].strip() and any(text.heads(start, first)):
            return start, first
    return start, end


def _listed(text: NamedText, start: int, end: int, role: Role) -> list[Draft]:
    start, end = _list_bounds(text, start, end)
    if start >= end:
        return []
    drafts: list[Draft] = []
    torn = _TORN_LABEL.search(text.printed, start, end)
    end = torn.start() if torn else end
    following: tuple[int, Role] | None = None  # "Sở B, Sở C (phối hợp)": the remark holds for the names before it
    for low, high in reversed(text.split(start, end)):
        bracket = _BRACKET_ROLE.match(text.folded, high)
        if bracket:
            following = (low, "lead" if bracket["lead"] else "coordinate")
        elif following and ";" in text.printed[high : following[0]]:
            following = None
        if following:
            following = (low, following[1])
        drafts.append(((low, high), following[1] if following else role, "label"))
    return drafts[::-1]


def _of_both_roles(text: NamedText) -> list[Draft]:
    """A column for lead and partners in one: what is not said otherwise leads."""
    if is_prose(_BRACKET_ROLE.sub("", text.folded)):
        return read_prose(text, 0, len(text.printed), "units")
    return _listed(text, 0, len(text.printed), "lead")
