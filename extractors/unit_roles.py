"""What prose says of bodies: “A chủ trì, phối hợp với B”, “Giao A …”, “A có trách nhiệm …”, “A thực hiện”.

Every reader yields names with the part they have in the work; the first to claim a name keeps it.
"""

import re
from collections.abc import Iterator

from extractors.body_words import SHORT_WORK, WORK, phrases
from extractors.folding import folded
from extractors.unit_names import NamedText, Range
from extractors.values import Role

Draft = tuple[Range, Role, str]

_PREPOSITION_WINDOW = 24  # characters

# The labels whose passages name bodies, and the part they give them.
LABEL_ROLES: dict[str | None, Role] = {
    "lead": "lead",
    "coordinate": "coordinate",
    "perform": "perform",
    "unit": "lead",
}
_PROSE = folded(
    r"(?<!\w)(?:chủ\s+trì|phối\s+hợp|chịu\s+trách\s+nhiệm|có\s+trách\s+nhiệm|tham\s+mưu|(?<!giáo\sdục\s)thường\s+xuyên|giao\s(?!dục)"
    r"|căn\s+cứ|theo\s+dõi|đôn\s+đốc|xây\s+dựng\s+(?:kế|báo|dự)"
    r"|triển\s+khai\s+thực|tổ\s+chức\s+(?:thực|triển|tập|tuyên|kiểm|rà)|chịu\s+trách|chủ\s+động"
    r"|thực\s+hiện\s+(?:các|việc|nhiệm|theo|tốt|rà))"
)
_BY_FUNCTION = (
    r"\s*,?\s*(?:theo|căn\s+cứ|trên\s+cơ\s+sở)\s+(?:chức\s+năng|phạm\s+vi|nhiệm\s+vụ|thẩm\s+quyền)[^.;:]{0,80}?"
)
_LEADS = folded(
    rf"(?:\s*\([^()]*\))?(?:{_BY_FUNCTION},)?"
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
# "phối hợp Phòng Tài chính": without "với" the name's capital tells it from work
_COORDINATE_BARE = re.compile(r"(?<!\w)[Pp]hối hợp(?: chặt chẽ)?\s+(?=[A-ZĐ]\w|các |những )")
_GIVES = folded(r"\s*giao(?:\s+cho)?\s+")
_PERFORMS = folded(r"\s*(?:trực\s+tiếp\s+|tổ\s+chức\s+)?thực\s+hiện\s*(?:[.;)]|$)")
_GENERAL = re.compile(r"(?:các )?(?:cơ quan|đơn vị|cơ quan, đơn vị)")  # "các đơn vị phối hợp" is no name
_PARTNER = folded(r"\s*(?:cùng\s+)?phối\s+hợp(?!\s+(?:chặt\s+chẽ\s+)?(?:với|cùng))")
_ASSIGN = folded(
    r"(?:^|(?<=[.;:,]\s)|(?<=và\s)|(?<=[-+*]\s)|(?<=\())(?:giao(?:\s+(?:nhiệm\s+vụ\s+)?cho)?|phân\s+công"
    r"|ủy\s+quyền\s+cho|đề\s+nghị|yêu\s+cầu|do)\s*:?\s+(?:đồng\s+chí\s+)?"
)
_REQUEST_NEEDS = folded(r"(?<!\w)(?:đề\s+nghị|yêu\s+cầu|do)(?!\w)")
_BY_WHOM = folded(
    r"\s*(?:chủ\s+trì|làm\s+đầu|thực\s+hiện|phụ\s+trách|đảm\s+nhận|chịu\s+trách|tham\s+mưu|phối\s+hợp"
    r"|chỉ\s+đạo|tổ\s+chức|tăng|quan\s+tâm|tích\s+cực|đẩy|tiếp\s+tục|vận\s+động|tuyên|nghiêm\s+túc|khẩn\s+trương|chủ\s+động)"
)
_AFTER_PREPOSITION = folded(
    r"(?<!\w)(?:đến|tới|của|cho|tại|từ|về|theo|thuộc|trước|với|giữa|như|bởi|đối\s+với|cùng|vào|ở|qua|trên|giúp"
    r"|mưu|đốc|dẫn|cáo|trình|thành\s+lập|nghị|cầu|đạo|kiểm\s+tra|giám\s+sát|vị|các|những|phép)\s+$"
)
_INTRO = folded(
    r"\s*(?:[-+*•]\s*)?(?:(?:trong\s+đó|đồng\s+thời|riêng|ngoài\s+ra|cụ\s+thể)\s*[,:]?\s*)?(?:giao(?!\s+(?:dục|viên|thông))(?:\s+cho)?"
    r"|đề\s+nghị|phân\s+công|các\s+(?:cơ\s+quan|đơn\s+vị)(?:\s*,\s*đơn\s+vị)?\s*:)?\s*"
)
_NO_WORK = folded(r"(?:yêu\s+cầu|đề\s+nghị|trân\s+trọng|trong|theo(?!\s+dõi)|về|của|được|để|tại|bị)\s")
# "Căn cứ Kế hoạch này, các phòng … triển khai": the grounds go before the subject
_GROUNDS = folded(
    r"(?:căn\s+cứ|trên\s+cơ\s+sở|theo\s+chức\s+năng)\s[^.;:]{5,120}?,\s+(?=các\s|ubnd|ủy\s+ban|sở\s|phòng\s)"
)
_WITH_OTHERS = folded(r"\s*(?:chủ\s+động\s+)?phối\s+hợp(?:\s+chặt\s+chẽ)?\s+(?:với|cùng)(?!\w)")
_CLOSING_BRACKET = re.compile(r"(?<=\s)\((?P<names>[^()]{4,80})\)[\s.;]*$")
_CLAUSE = re.compile(r";\s+(?=[A-ZĐ])")
_ANY_CLAUSE = re.compile(r";\s+(?=\w)")
# "Cơ quan chưa hoàn thành nhiệm vụ không được xét thi đua" threatens and gives no work.
# As printed: "chấm điểm" folds to what "chậm" does.
_FAILS = re.compile(r"\s*,?\s*(?:nào\s+)?(?:chưa|không|chậm|để\s+xảy|vi\s+phạm)\s")
_COLON = re.compile(r"\s*:\s*(?:[-+]\s*)?")
# "theo chức năng, nhiệm vụ được giao, tổ chức …": the work follows what the body is for
_THEN_WORK = folded(
    rf"{_BY_FUNCTION}(?:được\s+giao|của\s+(?:mình|đơn\s+vị|ngành)(?:\s+mình)?)\s*,?\s*(?=(?:{phrases('work')})(?!\w))"
)
_EACH = folded(r"(?:mỗi|từng)\s")
_TOWARDS = folded(r"(?:^|(?<=[.;:]\s))(?:riêng\s+)?đối\s+với\s+")
_URGED = folded(
    r"[^.;:]{0,60}?(?<!\w)(?:khẩn\s+trương|phải|có\s+trách\s+nhiệm|chủ\s+động|nghiêm\s+túc|kịp\s+thời)(?!\w)"
)
_PEOPLE = folded(r"(?:các\s+)?(?:công\s+chức|cán\s+bộ|viên\s+chức|nhân\s+viên)\s+(?:và|đến|trực|có|làm|tham)(?!\w)")
# "…; phân công lãnh đạo phòng trực giải quyết": a body's own people
_OWN_PEOPLE = folded(r"phân\s+công\s+(?:lãnh\s+đạo|cán\s+bộ|công\s+chức|viên\s+chức|người)(?!\w)")
_DIFFICULTY = folded(r"khó\s+khăn|vướng\s+mắc|(?<!\w)nếu\s")


def is_prose(text: str) -> bool:
    """Whether a folded text says what bodies do, and is no bare list of names."""
    return _PROSE.search(text) is not None


def first_letter(text: NamedText) -> int:
    """Return where a text begins after "- ", "Giao", "Trong đó:"."""
    match = _INTRO.match(text.folded)
    return match.end() if match else 0


def read_prose(text: NamedText, start: int, end: int, label: str | None) -> list[Draft]:
    """Return the bodies that `start:end` of a text gives work to, with their parts and the rules that read them."""
    if start >= end:
        return []
    drafts: list[Draft] = []
    taken: list[Range] = []
    readers = (
        *(_coordinating, _leading, _assigned, _answering, _performing, _addressed, _subject, _partnered),
        _next_subject,
    )
    for read in readers:
        for place, role, rule in read(text, start, end, label):
            if not any(place[0] < high and low < place[1] for low, high in taken):
                drafts.append((place, role, rule))
                taken.append(place)
    if not drafts and label in (None, "title"):
        drafts += _in_closing_bracket(text, start, end)
    return drafts


def _coordinating(text: NamedText, start: int, end: int, _label: str | None) -> Iterator[Draft]:
    for match in _COORDINATE.finditer(text.folded, start, end):
        names, _ = text.list_from(match.end())
        for name in names:
            yield name, "coordinate", "coordinate"
    for match in _COORDINATE_BARE.finditer(text.printed, start, end):
        names, _ = text.list_from(match.end(), may_be_field=False)
        for name in names:
            yield name, "coordinate", "coordinate"
    for head in _subject_heads(text, start, end):
        names, _ = text.list_from(head)
        if _GENERAL.fullmatch(text.name(*names[-1]).lower()) if names else True:
            continue
        if _PARTNER.match(text.folded, names[-1][1], end) and "chu tri" in text.folded[start:head]:
            for name in names:
                yield name, "coordinate", "coordinate"


def _leading(text: NamedText, start: int, end: int, _label: str | None) -> Iterator[Draft]:
    yield from _before(text, start, end, _LEADS, "lead")
    for head in _subject_heads(text, start, end, allow_prepositions=True):
        names, _ = text.list_from(head)
        if names and _IS_BODY_IN_CHARGE.match(text.folded, names[-1][1], end):
            for name in names:
                yield name, "lead", "lead"


def _answering(text: NamedText, start: int, end: int, _label: str | None) -> Iterator[Draft]:
    yield from _before(text, start, end, _ANSWERS, "lead")


def _before(text: NamedText, start: int, end: int, marker: re.Pattern[str], rule: str) -> Iterator[Draft]:
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
        before = text.folded[max(start, head - _PREPOSITION_WINDOW) : head]
        if not allow_prepositions and _AFTER_PREPOSITION.search(before):
            _, reached = text.list_from(head)  # no part of what is governed by the preposition is a subject
            continue
        yield head


def _assigned(text: NamedText, start: int, end: int, _label: str | None) -> Iterator[Draft]:
    for match in _ASSIGN.finditer(text.folded, start, end):
        names, stop = text.list_from(match.end())
        if not names or (_REQUEST_NEEDS.search(match.group()) and not _BY_WHOM.match(text.folded, stop)):
            continue
        if text.printed[match.start()].islower() and _OWN_PEOPLE.match(text.folded, match.start()):
            continue
        if _DIFFICULTY.search(text.folded, start, match.start()) or _PEOPLE.match(text.folded, match.end()):
            continue
        for name in names:
            yield name, "lead", "assigned"


def _subject(text: NamedText, start: int, end: int, label: str | None) -> Iterator[Draft]:
    """The body that begins the passage does the work of its first sentence."""
    intro = _INTRO.match(text.folded, start)
    begin = intro.end() if intro else start
    grounds = _GROUNDS.match(text.folded, begin, end)
    begin = grounds.end() if grounds else begin
    names, stop = text.list_from(begin, may_be_field=False)
    if names and _is_heading(text, stop, end):
        for name in names:
            yield name, "lead", "subject"
        return
    given = _GIVES.match(text.folded, stop, end)
    if names and given:
        for name in text.list_from(given.end())[0]:
            yield name, "lead", "assigned"
        return
    if _EACH.match(text.folded, begin):
        return
    if not names or stop >= end or _DIFFICULTY.search(text.folded, start, begin):
        return
    function = _THEN_WORK.match(text.folded, stop, end)
    rest = text.folded[function.end() if function else stop : end].lstrip()
    if rest.startswith(",") and not _PROSE.match(rest.lstrip(" ,")):
        return
    rest = rest.lstrip(" ,")
    if not rest or not rest[0].isalpha() or _NO_WORK.match(rest) or _FAILS.match(text.printed, stop, end):
        return
    role: Role = "coordinate" if label == "coordinate" else "lead"
    for name in names:
        yield name, role, "label" if label in LABEL_ROLES else "subject"


def _partnered(text: NamedText, start: int, end: int, _label: str | None) -> Iterator[Draft]:
    """Yield those who work with others: "…, Phòng A phối hợp với trưởng các thôn"; beside a lead they are partners."""
    for head in _subject_heads(text, start, end):
        names, _ = text.list_from(head)
        if names and _WITH_OTHERS.match(text.folded, names[-1][1], end) and text.printed[head].isupper():
            role: Role = "coordinate" if "chu tri" in text.folded[start:head] else "lead"
            for name in names:
                yield name, role, "subject" if role == "lead" else "coordinate"


def _in_closing_bracket(text: NamedText, start: int, end: int) -> Iterator[Draft]:
    """Yield who stands alone in the bracket that closes a piece of work: "Nhập phiếu xong trước 10/10 (Văn phòng)"."""
    bracket = _CLOSING_BRACKET.search(text.printed, start, end)
    if bracket is None or any(
        text.list_from(head)[1] >= bracket.start() for head in text.heads(start, bracket.start())
    ):
        return
    names, stop = text.list_from(bracket.start("names"))
    if names and stop >= bracket.end("names") and text.printed[names[0][0]].isupper():
        for low, high in names:
            yield (low, min(high, bracket.end("names"))), "lead", "bracket"


def _next_subject(text: NamedText, start: int, end: int, label: str | None) -> Iterator[Draft]:
    """Yield the body that a clause behind a semicolon begins with: "Sở A thẩm định …; Sở B thẩm định …"."""
    role: Role = "perform" if label == "perform" else "lead"
    for clause in (_ANY_CLAUSE if label == "perform" else _CLAUSE).finditer(text.printed, start, end):
        names, stop = text.list_from(clause.end(), may_be_field=False)
        if names and stop < end and _is_work_at(text, stop, end):
            for name in names:
                yield name, role, "subject"


def _is_work_at(text: NamedText, start: int, end: int) -> bool:
    """Whether work begins behind a name, after a blank or a comma."""
    while start < end and text.printed[start] in " ,":
        start += 1
    return bool(WORK.match(text.folded, start, end) or SHORT_WORK.match(text.printed, start, end))


def _is_heading(text: NamedText, stop: int, end: int) -> bool:
    """Whether a name is followed by a colon and its work: "Bộ phận Văn phòng: lập danh sách mẫu"."""
    colon = _COLON.match(text.printed, stop, end)
    if colon is None:
        return False
    return bool(WORK.match(text.folded, colon.end()) or SHORT_WORK.match(text.printed.lower(), colon.end()))


def _performing(text: NamedText, start: int, end: int, _label: str | None) -> Iterator[Draft]:
    """Yield those who do work named before: "… trước ngày 08/12/2024. Bưu điện huyện thực hiện."."""
    for head in _subject_heads(text, start, end):
        names, _ = text.list_from(head)
        if names and _PERFORMS.match(text.folded, names[-1][1], end):
            for name in names:
                yield name, "perform", "perform"


def _addressed(text: NamedText, start: int, end: int, _label: str | None) -> Iterator[Draft]:
    """Yield those addressed: "Riêng đối với các bộ phận được kiểm tra … khẩn trương khắc phục"."""
    for match in _TOWARDS.finditer(text.folded, start, end):
        names, stop = text.list_from(match.end(), may_be_field=False)
        if names and _URGED.match(text.folded, stop, end):
            for name in names:
                yield name, "perform", "addressed"
