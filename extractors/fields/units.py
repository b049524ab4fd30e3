"""Bodies and their part in the work: "Văn phòng chủ trì, phối hợp với các bộ phận có liên quan".

In a labelled passage the label gives the role; in prose the words around the name do. Names stay as printed.
"""

import re
from collections.abc import Iterator

from extractors.folding import fold, folded
from extractors.passage import Found, Passage
from extractors.unit_names import NamedText, Range
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
    "Ủy ban nhân dân xã (qua Văn phòng) có trách nhiệm báo cáo kết quả": [Unit("Ủy ban nhân dân xã", "lead")],
    "Theo dõi, đôn đốc các cơ quan, đơn vị báo cáo Sở Nội vụ theo quy định": [],
    "Tham mưu Hội đồng thẩm định; trình Chủ tịch UBND tỉnh phê duyệt": [],
}

_LABEL_ROLES: dict[str | None, Role] = {
    "lead": "lead",
    "coordinate": "coordinate",
    "perform": "perform",
    "unit": "lead",
}
_PROSE = folded(
    r"(?<!\w)(?:chủ\s+trì|phối\s+hợp|chịu\s+trách\s+nhiệm|có\s+trách\s+nhiệm|tham\s+mưu|thường\s+xuyên|giao\s"
    r"|căn\s+cứ|theo\s+dõi|đôn\s+đốc|xây\s+dựng\s+(?:kế|báo|dự)"
    r"|triển\s+khai\s+thực|tổ\s+chức\s+(?:thực|triển|tập|tuyên|kiểm|rà)|chịu\s+trách|chủ\s+động"
    r"|thực\s+hiện\s+(?:các|việc|nhiệm|theo|tốt|rà))"
)
_INLINE_LABEL = folded(
    r"""
    (?:^|(?<=[.;,+(•*-])|(?<=[.;,+(•*-]\s))\s*
    (?:(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|tổ\s+chức|cá\s+nhân|phòng|sở)[\s,/và]*){0,3}
    (?:(?P<lead>chủ\s+trì(?!\s*[,/]?\s*(?:và\s+)?phối)|đầu\s+mối|chịu\s+trách\s+nhiệm)|(?P<coordinate>phối\s+hợp
      |hỗ\s+trợ)|(?P<perform>thực\s+hiện|phụ\s+trách))
    (?:\s*,?\s*(?:tham\s+mưu|thực\s+hiện|triển\s+khai|chính|chỉ\s+đạo|với)){0,2}\s*:\s*
    """
)
_LEADS = folded(
    r"(?:\s*\([^()]*\))?(?:\s*,?\s*(?:theo|căn\s+cứ)\s+(?:chức\s+năng|phạm\s+vi|nhiệm\s+vụ|thẩm\s+quyền)[^.;:]{0,80}?,)?"
    r"\s*,?\s*(?:(?:sẽ|phải|có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|là\s+(?:cơ\s+quan"
    r"|đơn\s+vị|bộ\s+phận)|làm|tiếp\s+tục|chủ\s+động)\s+)?"
    r"(?:thường\s+trực\s*,?\s*)?(?:chủ\s+trì|làm\s+đầu\s+mối|đầu\s+mối)"
)
_IS_BODY_IN_CHARGE = folded(
    r"\s*(?:là|làm)\s+(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|đầu\s+mối)?\s*(?:chủ\s+trì|đầu\s+mối|thường\s+trực)"
)
_ANSWERS = folded(
    r"(?:\s*\([^()]*\))?\s*,?\s*(?:(?:căn\s+cứ|theo)\s+(?:chức\s+năng|phạm\s+vi"
    r"|nhiệm\s+vụ)[^.;:]{0,80}?,?\s*)?(?:có|chịu)\s+trách\s+nhiệm(?!\s*(?:trước|chung\s+trước))"
)
_COORDINATE = folded(
    r"(?<!\w)(?:phối\s*hợp|hợp\s+tác)(?:\s+(?:chặt\s+chẽ|tốt|hiệu\s+quả|thường\s+xuyên"
    r"|liên\s+ngành))?\s+(?:cùng\s+với|với|cùng)\s*:?\s+"
    r"|(?<!\w)(?:với\s+)?sự\s+(?:phối\s+hợp|tham\s+gia)\s+(?:của|từ)\s+|(?<!\w)cùng\s+(?:phối\s+hợp\s+)?với\s+(?=\w)"
    r"|(?<=,\s)phối\s+hợp\s*:?\s+(?=các|phòng|sở|ubnd|văn|công|bộ)"
)
_PERFORMS = folded(r"\s*(?:trực\s+tiếp\s+|tổ\s+chức\s+)?thực\s+hiện\s*(?:[.;)]|$)")
_GENERAL = re.compile(r"(?:các )?(?:cơ quan|đơn vị|cơ quan, đơn vị)")  # "các đơn vị phối hợp" is no name
_PARTNER = folded(r"\s*(?:cùng\s+)?phối\s+hợp(?!\s+(?:chặt\s+chẽ\s+)?(?:với|cùng))")
_ASSIGN = folded(
    r"(?:^|(?<=[.;:,]\s)|(?<=và\s)|(?<=[-+*]\s)|(?<=\())(?:giao(?:\s+(?:nhiệm\s+vụ\s+)?cho)?|phân\s+công"
    r"|ủy\s+quyền\s+cho|đề\s+nghị|do)\s*:?\s+"
)
_REQUEST_NEEDS = folded(r"(?<!\w)(?:đề\s+nghị|do)(?!\w)")
_BY_WHOM = folded(
    r"\s*(?:chủ\s+trì|làm\s+đầu|thực\s+hiện|phụ\s+trách|đảm\s+nhận|chịu\s+trách|tham\s+mưu|phối\s+hợp"
    r"|chỉ\s+đạo|tổ\s+chức|tăng|quan\s+tâm|tích\s+cực|đẩy|tiếp\s+tục|vận\s+động|tuyên)"
)
_AFTER_PREPOSITION = folded(
    r"(?<!\w)(?:đến|tới|của|cho|tại|từ|về|theo|thuộc|trước|với|giữa|như|bởi|đối\s+với|cùng|vào|ở|qua|trên|giúp"
    r"|mưu|đốc|dẫn|cáo|trình|thành\s+lập|nghị|cầu|đạo|kiểm\s+tra|giám\s+sát|vị|các|những|phép)\s+$"
)
_INTRO = folded(
    r"\s*(?:[-+*•]\s*)?(?:(?:trong\s+đó|đồng\s+thời|riêng|ngoài\s+ra|cụ\s+thể)\s*[,:]?\s*)?(?:giao(?:\s+cho)?"
    r"|đề\s+nghị|phân\s+công|các\s+(?:cơ\s+quan|đơn\s+vị)(?:\s*,\s*đơn\s+vị)?\s*:)?\s*"
)
_CLAUSE = folded(r"\s*(?:đã|đang|được|do|mà|có)\s(?!trách)")
_ROLE_WORDS = folded(r"chủ\s+trì|phối\s+hợp|trách\s+nhiệm|[.;]\s")
_NO_WORK = folded(r"(?:yêu\s+cầu|đề\s+nghị|trân\s+trọng|trong|theo(?!\s+dõi)|về|của|được|để|tại|bị)\s")
_EACH = folded(r"(?:mỗi|từng)\s")
# "Căn cứ Kế hoạch này, các phòng … triển khai": the grounds go before the subject
_GROUNDS = folded(
    r"(?:căn\s+cứ|trên\s+cơ\s+sở|theo\s+chức\s+năng)\s[^.;:]{5,120}?,\s+(?=các\s|ubnd|ủy\s+ban|sở\s|phòng\s)"
)
_HEADING = folded(
    r"\s*:\s*(?:[-+]\s*)?(?:chủ\s+trì|phối\s+hợp|là\s+cơ\s+quan|tham\s+mưu|xây\s+dựng|tổ\s+chức|theo\s+dõi"
    r"|hướng\s+dẫn|triển\s+khai|thực\s+hiện|chỉ\s+đạo|căn\s+cứ|có\s+trách|chịu\s+trách|rà\s+soát|bố\s+trí"
    r"|tuyên\s+truyền|đăng|cân\s+đối)"
)
_TOWARDS = folded(r"(?:^|(?<=[.;:]\s))(?:riêng\s+)?đối\s+với\s+")
_URGED = folded(
    r"[^.;:]{0,60}?(?<!\w)(?:khẩn\s+trương|phải|có\s+trách\s+nhiệm|chủ\s+động|nghiêm\s+túc|kịp\s+thời)(?!\w)"
)
_PEOPLE = folded(r"(?:các\s+)?(?:công\s+chức|cán\s+bộ|viên\s+chức|nhân\s+viên)\s+(?:và|đến|trực|có|làm|tham)(?!\w)")
_DIFFICULTY = folded(r"khó\s+khăn|vướng\s+mắc|(?<!\w)nếu\s")
_BRACKET_ROLE = folded(
    r"\(\s*(?:(?P<lead>chủ\s+trì|cơ\s+quan\s+chủ\s+trì)|(?P<coordinate>phối\s+hợp|cơ\s+quan\s+phối\s+hợp))\s*\)"
)
_SAME = re.compile(r"[^\w]+")
_KIND_OF_PART = folded(
    r"(?:giao\s+)?(?:bộ\s+phận|công\s+chức|cán\s+bộ|các|cơ\s+quan)\s+(?=văn\s+phòng|tư\s+pháp|tài\s+chính"
    r"|văn\s+hóa|địa\s+chính)"
)

_Draft = tuple[Range, Role, str]


def extract(passage: Passage) -> Iterator[Found[Unit]]:
    """Yield the bodies a passage names as responsible, each once, in the order they stand."""
    text = NamedText(passage.text, passage.breaks)
    drafts: list[_Draft] = []
    position = 0
    for start, end, role in _inline(text.folded):
        drafts += _prose(text, position, start, passage.label)
        drafts += _listed(text, start, end, role) if role else []
        position = end
    whole = position == 0
    role = _LABEL_ROLES.get(passage.label)
    if whole and passage.label == "units":
        drafts = _of_both_roles(text)
    elif whole and role and (not _is_prose(text.folded) or _is_described(text)):
        drafts = _listed(text, 0, len(text.printed), role)
    else:
        drafts += _prose(text, position, len(text.printed), passage.label)
        if whole and role and not drafts:
            names, _ = text.list_from(_first_letter(text))
            drafts = [(name, role, "label") for name in names]
    yield from _found(passage, text, drafts)


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


def _found(passage: Passage, text: NamedText, drafts: list[_Draft]) -> Iterator[Found[Unit]]:
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


def _is_prose(text: str) -> bool:
    return _PROSE.search(text) is not None


def _is_described(text: NamedText) -> bool:
    """Whether a label's text is a name with a clause of its own: "Các cơ quan đã tham mưu ban hành văn bản"."""
    names, _ = text.list_from(_first_letter(text))
    return bool(names) and _CLAUSE.match(text.folded, names[-1][1]) is not None and not _ROLE_WORDS.search(text.folded)


def _first_letter(text: NamedText) -> int:
    match = _INTRO.match(text.folded)
    return match.end() if match else 0


def _inline(text: str) -> Iterator[tuple[int, int, Role | None]]:
    """Yield what stands after labels inside a passage: "(Chủ trì: …; phối hợp: …)"."""
    labels = list(_INLINE_LABEL.finditer(text))
    for index, label in enumerate(labels):
        limit = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        stop = re.compile(r"\.\s|\.$|\)(?=[\s.,;]|$)|;\s*(?=thoi\s|[+-])").search(text, label.end(), limit)
        role = next((role for role in ("lead", "coordinate", "perform") if label[role]), None)
        yield label.end(), stop.start() if stop else limit, role  # type: ignore[misc]  # the group names are the roles


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


def _listed(text: NamedText, start: int, end: int, role: Role) -> list[_Draft]:
    start, end = _list_bounds(text, start, end)
    if start >= end:
        return []
    drafts: list[_Draft] = []
    for low, high in text.split(start, end):
        bracket = _BRACKET_ROLE.search(text.folded, low, min(len(text.folded), high + 24))
        bracket_role: Role | None = None
        if bracket:
            bracket_role = "lead" if bracket["lead"] else "coordinate"
        drafts.append(((low, high), bracket_role or role, "label"))
    return drafts


def _of_both_roles(text: NamedText) -> list[_Draft]:
    """A column for lead and partners in one: what is not said otherwise leads."""
    if _is_prose(_BRACKET_ROLE.sub("", text.folded)):
        return _prose(text, 0, len(text.printed), "units")
    return _listed(text, 0, len(text.printed), "lead")


def _prose(text: NamedText, start: int, end: int, label: str | None) -> list[_Draft]:
    if start >= end:
        return []
    drafts: list[_Draft] = []
    taken: list[Range] = []
    for read in (_coordinating, _leading, _assigned, _answering, _performing, _addressed, _subject):
        for place, role, rule in read(text, start, end, label):
            if not any(place[0] < high and low < place[1] for low, high in taken):
                drafts.append((place, role, rule))
                taken.append(place)
    return drafts


def _coordinating(text: NamedText, start: int, end: int, _label: str | None) -> Iterator[_Draft]:
    for match in _COORDINATE.finditer(text.folded, start, end):
        names, _ = text.list_from(match.end())
        for name in names:
            yield name, "coordinate", "coordinate"
    for head in _subject_heads(text, start, end):
        names, _ = text.list_from(head)
        if _GENERAL.fullmatch(text.name(*names[-1]).lower()) if names else True:
            continue
        if _PARTNER.match(text.folded, names[-1][1], end) and "chu tri" in text.folded[start:head]:
            for name in names:
                yield name, "coordinate", "coordinate"


def _leading(text: NamedText, start: int, end: int, _label: str | None) -> Iterator[_Draft]:
    yield from _before(text, start, end, _LEADS, "lead")
    for head in _subject_heads(text, start, end, allow_prepositions=True):
        names, _ = text.list_from(head)
        if names and _IS_BODY_IN_CHARGE.match(text.folded, names[-1][1], end):
            for name in names:
                yield name, "lead", "lead"


def _answering(text: NamedText, start: int, end: int, _label: str | None) -> Iterator[_Draft]:
    yield from _before(text, start, end, _ANSWERS, "lead")


def _before(text: NamedText, start: int, end: int, marker: re.Pattern[str], rule: str) -> Iterator[_Draft]:
    """Yield the bodies whose names end where `marker` begins: "Sở Nội vụ, Sở Tài chính chủ trì"."""
    reached = start
    for head in _subject_heads(text, start, end):
        if head < reached:
            continue
        names, stop = text.list_from(head)
        if names and marker.match(text.folded, names[-1][1], end):
            for name in names:
                yield name, "lead", rule
            reached = stop


def _subject_heads(text: NamedText, start: int, end: int, *, allow_prepositions: bool = False) -> Iterator[int]:
    reached = start
    for head in text.heads(start, end):
        if head < reached:
            continue
        before = text.folded[max(start, head - 24) : head]
        if not allow_prepositions and _AFTER_PREPOSITION.search(before):
            _, reached = text.list_from(head)  # no part of what is governed by the preposition is a subject
            continue
        yield head


def _assigned(text: NamedText, start: int, end: int, _label: str | None) -> Iterator[_Draft]:
    for match in _ASSIGN.finditer(text.folded, start, end):
        names, stop = text.list_from(match.end())
        if not names or (_REQUEST_NEEDS.search(match.group()) and not _BY_WHOM.match(text.folded, stop)):
            continue
        if _DIFFICULTY.search(text.folded, start, match.start()) or _PEOPLE.match(text.folded, match.end()):
            continue
        for name in names:
            yield name, "lead", "assigned"


def _subject(text: NamedText, start: int, end: int, label: str | None) -> Iterator[_Draft]:
    """The body that begins the passage does the work of its first sentence."""
    intro = _INTRO.match(text.folded, start)
    begin = intro.end() if intro else start
    grounds = _GROUNDS.match(text.folded, begin, end)
    begin = grounds.end() if grounds else begin
    names, stop = text.list_from(begin, may_be_field=False)
    if names and _HEADING.match(text.folded, stop, end):
        for name in names:
            yield name, "lead", "subject"
        return
    if _EACH.match(text.folded, begin):
        return
    if not names or stop >= end or _DIFFICULTY.search(text.folded, start, begin):
        return
    rest = text.folded[stop:end].lstrip()
    if rest.startswith(",") and not _PROSE.match(rest.lstrip(" ,")):
        return
    rest = rest.lstrip(" ,")
    if not rest or not rest[0].isalpha() or _NO_WORK.match(rest):
        return
    role: Role = "coordinate" if label == "coordinate" else "lead"
    for name in names:
        yield name, role, "label" if label in _LABEL_ROLES else "subject"


def _performing(text: NamedText, start: int, end: int, _label: str | None) -> Iterator[_Draft]:
    """Yield those who do work named before: "… trước ngày 08/12/2024. Bưu điện huyện thực hiện."."""
    for head in _subject_heads(text, start, end):
        names, _ = text.list_from(head)
        if names and _PERFORMS.match(text.folded, names[-1][1], end):
            for name in names:
                yield name, "perform", "perform"


def _addressed(text: NamedText, start: int, end: int, _label: str | None) -> Iterator[_Draft]:
    """Yield those addressed: "Riêng đối với các bộ phận được kiểm tra … khẩn trương khắc phục"."""
    for match in _TOWARDS.finditer(text.folded, start, end):
        names, stop = text.list_from(match.end(), may_be_field=False)
        if names and _URGED.match(text.folded, stop, end):
            for name in names:
                yield name, "perform", "addressed"
