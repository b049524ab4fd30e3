"""The body that issues a paper, by its full name; the letterhead first, else the sentence that issues the paper."""

import re
from collections.abc import Iterator

from extractors.capitals import is_capital, running
from extractors.fields.place import extract as places
from extractors.folding import fold
from extractors.passage import Found, Passage
from extractors.zones import KINDS

NAME = "issuer"
SCOPE = "header"
READS = frozenset({"front"})
EXAMPLES = {
    "[front] ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ BÌNH AN Độc lập - Tự do - Hạnh phúc\n"
    "Số: 7/KH-UBND\nKẾ HOẠCH": ["Ủy ban nhân dân xã Bình An"],
    "[front] ỦY BAN NHÂN DÂN\nTỈNH SÔNG TIÊN\nSỞ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 7/KH-SNV": [
        "Sở Nội vụ"
    ],
    "[front] UBND HUYỆN AN HÒA\nPHÒNG VĂN HÓA VÀ THÔNG TIN\nSố: 9/KH-VHTT": ["Phòng Văn hóa và Thông tin"],
    "[front] UBND PHƯỜNG MỸ LỘC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 9/KH-UBND": ["Ủy ban nhân dân phường Mỹ Lộc"],
    "[front] KẾ HOẠCH\nKiểm tra\nThực hiện Kế hoạch số 3/KH-UBND của UBND huyện An Hòa.\n"
    "Ủy ban nhân dân huyện ban hành Kế hoạch như sau:": ["Ủy ban nhân dân huyện An Hòa"],
    "[front] Kim Thành, ngày tháng năm 2024\nKẾ HOẠCH\nKiểm tra\nUBND huyện ban hành Kế hoạch:": [
        "Ủy ban nhân dân huyện Kim Thành"
    ],
    "[front] ỦY BAN NHÂN DÂN GỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ BÌNH AN Độc lập - Tự do - Hạnh phúc\nSố: 7/KH-SN": [
        "Ủy ban nhân dân xã Bình An"
    ],
    "[front] ỦY BAN NHÂN DÂN\nHUYỆN AN HÒA\nBAN CHỈ ĐẠO\nCẢI CÁCH HÀNH CHÍNH\nSố: 3/KH-BCĐ": [
        "Ban Chỉ đạo cải cách hành chính"
    ],
    "[front] TỈNH ỦY SÔNG LAM\nĐẢNG ỦY XÃ MINH TÂN\nĐẢNG CỘNG SẢN VIỆT NAM\nSố 31-KH/ĐU": ["Đảng ủy xã Minh Tân"],
    "[front] UBND TỈNH SÔNG LAM\nVĂN PHÒNG\nSố: 3/VP-KSTT": ["Văn phòng Ủy ban nhân dân tỉnh Sông Lam"],
    "[front] KẾ HOẠCH\nKiểm tra": [],
}

_MOTTO = re.compile(
    r"\S+\s*\S+\s*x\w\s*h\w{1,2}i\s*ch\w\s*ngh\w*\s*v|\S+\s*h\w{1,2}a\s*x\w\s*h\w{1,2}i\b|"
    r"\bd\w?c\s*l\w+p\s*\W?\s*t\w\s*do\b|\bt\w\s*do\s*\W\s*h\w+nh\s*ph\w|\bdang cong san"
)
_LETTERHEAD_END = re.compile(
    r"^\W*(?:s[o06]\s*[:.]|s[o06]\s.{0,12}/)|,\s*ng\wy\b|^\W*v/v\b|^\W*(?:" + "|".join(KINDS) + r")\W*$"
)
_LEVELS = r"(?:tinh|thanh pho|huyen|quan|thi xa|thi tran|xa|phuong|dac khu)"
# A letterhead's line that begins otherwise goes on with the line above ("BAN CHỈ ĐẠO" / "CẢI CÁCH HÀNH CHÍNH").
_BODY = re.compile(
    r"(?:ubnd|uy ban|hdnd|hoi dong|so|phong|ban|van phong|trung tam|chi cuc|cuc|tong cuc|vu|bo|truong|vien|cong an|"
    r"dang|huyen uy|tinh uy|thanh uy|doan|hoi|to|"
    r"bch|benh vien|thanh tra|toa an|kho bac|bao hiem|mat tran|lien doan|thanh doan|tinh doan|huyen doan|chinh phu|"
    r"quoc hoi|cong ty|hat|tram|dai|bao|quy)\b"
)
_ISSUES = re.compile(
    r"(?:^|[,;.:]\s+|\n)(?P<issuer>(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|so|phong|ban chi dao|van phong|"
    r"chi cuc|cuc|bo)\b"
    r"[^,;.:\n]{0,60}?)\s+(?:ban hanh|xay dung|trien khai|quyet dinh|thong bao|lap|bao cao|yeu cau)\b"
)
_BARE_LEVEL = re.compile(r"(?:ubnd|uy ban nhan dan|hoi dong nhan dan|hdnd)\s+(?P<level>" + _LEVELS + r")$")
_RESTS = frozenset({"truong", "ban", "doan", "hoi"})  # "SỞ NÔNG NGHIỆP VÀ MÔI" / "TRƯỜNG"
_WHOLE = (("ubnd", "Ủy ban nhân dân"), ("hdnd", "Hội đồng nhân dân"))


def letterhead(text: str) -> list[tuple[int, int]]:
    """Return the places of the letterhead's own lines, the motto beside them left out."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        folded = fold(line)
        if _LETTERHEAD_END.search(folded):
            if found or start == 0:
                break
        else:
            motto = _MOTTO.search(folded)
            end = motto.start() if motto else len(line)
            piece = line[:end].strip(" -–_*.|")
            if piece and is_capital(piece) and len(piece) > 1:
                left = start + line.index(piece)
                found.append((left, left + len(piece)))
        start += len(line) + 1
    return found


def bodies(text: str) -> list[tuple[str, int, int]]:
    """Return the bodies a letterhead names, the highest first, each with its place; a name may run over two lines."""
    out: list[tuple[str, int, int]] = []
    for start, end in letterhead(text):
        piece = text[start:end]
        folded = fold(piece)
        if out and (not _BODY.match(folded) or _is_open(out[-1][0]) or folded in _RESTS):
            name, first, _ = out[-1]
            out[-1] = (f"{name} {piece}", first, end)
        else:
            out.append((piece, start, end))
    return [(whole(running(name)), start, end) for name, start, end in out]


def whole(name: str) -> str:
    """Return a name with UBND and HĐND written out, as the issuer's full name is."""
    folded = fold(name)
    for short, full in _WHOLE:
        if re.match(short + r"\b", folded):
            return full + name[len(short) :]
    return name


def _is_open(name: str) -> bool:
    """Whether a letterhead's line cannot be a whole name: it ends in "VÀ", a comma, or a level without its name."""
    folded = fold(name)
    return folded.endswith((" va", ",", " -")) or re.search(r"\b" + _LEVELS + "$", folded) is not None


def extract(passage: Passage) -> Iterator[Found[str]]:
    """Yield the lowest body of the letterhead, or else the subject of the issuing sentence with its place's name."""
    named = bodies(passage.text)
    if named:
        name, start, end = named[-1]
        if re.match(r"(?:ubnd|uy ban nhan dan|hoi dong nhan dan)$", fold(name)):
            return
        if fold(name) == "van phong" and len(named) > 1:
            name = f"{name} {named[-2][0]}"  # an office is named after the body it serves
        yield Found(name, passage.span(start, end), "issuer.letterhead")
        return
    folded = fold(passage.text)
    sentences = list(_ISSUES.finditer(folded))
    if not sentences:
        return
    sentence = sentences[-1]
    start, end = sentence.span("issuer")
    name = whole(passage.text[start:end])
    bare = _BARE_LEVEL.match(folded[start:end])
    if bare:
        place = _place_name(passage, bare.group("level"))
        if place is None:
            return
        name = f"{name} {place}"
    yield Found(name, passage.span(start, end), "issuer.sentence")


def _place_name(passage: Passage, level: str) -> str | None:
    """Return the name of the place of this level: from another mention of its body, else from the date line."""
    folded = fold(passage.text)
    for mention in re.finditer(r"(?:ubnd|uy ban nhan dan)\s+" + level + r"\s+(?=\S)", folded):
        name = re.match(r"[A-ZĐÀ-Ỹ][\w'’]*(?:\s[A-ZĐÀ-Ỹ][\w'’]*)*", passage.text[mention.end() :])
        if name:
            return name.group()
    return next((found.value for found in places(passage)), None)
