"""Headings that are units: "2. Phòng Nội vụ huyện:" is one, "2. Họp Hội đồng thẩm định" is work.

What decides is how the heading begins and whether a verb of a duty stands in it; a verb inside a name ("Sở Xây dựng",
"Tổ thẩm định") is none.
"""

import re

from extractors.folding import fold, folded
from extractors.passages import Joined

# Longer headings than this are sentences, however they begin.
LONGEST_UNIT_HEADING = 300

_UNIT_START = folded(r"""
    (?:(?:trách\snhiệm\scủa|đối\svới|giao|phân\scông|đề\snghị|yêu\scầu)\s+)?
    (?:các\s+|những\s+)?
    (?: ubnd | đồng\schí | ủy\sban | hđnd | hội\sđồng | văn\sphòng | vp | cơ\squan | đơn\svị | bộ\sphận | công\schức
        | viên\schức | cán\sbộ
      | sở(?!\s(?:liệu|lượng|hóa|người|điểm)) | phòng(?!,?\s(?:chống|ngừa|tránh))
      | ban(?!\s(?:hành|giao|đó|thân|sắc|chất|đầu)) | tổ(?=\s)(?!\s(?:chức|trình)) | thành\sviên | công\san
        | quân\ssự
      | chủ\stịch | phó\schủ\stịch | giám\sđốc | thủ\strưởng | chánh | bí\sthư | lãnh\sđạo | người\sđứng\sđầu
        | trưởng(?!\shợp)
      | trung\stâm | bệnh\sviện | trạm | chi\scục | cục | chi\snhánh | viện(?=\s) | tòa\sán | kho\sbạc
        | ngân\shàng | thuế
      | thanh\stra | bảo\shiểm | bưu\sđiện | viễn\sthông | vnpt | viettel | công\sty | tổng\scông\sty
        | doanh\snghiệp
      | đài(?=\s(?:phát\sthanh|truyền\sthanh|truyền\shình|pt)) | báo(?=\s)(?!\s(?:cáo|đảm|gồm|về|tồn|trì|mật))
      | vụ(?=\s)(?!\s(?:việc|án|mùa|lợi))
      | bộ(?=[\s,])(?!\s(?:tiêu|chỉ\ssố|sung|trí|máy|nhiệm|phiếu|câu\shỏi|luật|dữ\sliệu)) | ngành | các\scấp
      | đoàn(?=\s) | hội(?=\s)(?!\s(?:nghị|thảo|thi|đáp|họp)) | liên\sđoàn | mttq | mặt\strận | ubmttq
        | huyện\sđoàn | tỉnh\sđoàn
      | đảng\sủy | huyện\sủy | thành\sủy | tỉnh\sủy | thường\strực | ban\schỉ\shuy | bch
      | tổ\schức(?=\s(?:đoàn\sthể|chính\strị|hội|xã\shội|có\sliên\squan|kinh\stế))
      | xã(?=\s)(?!\shội) | phường(?!\s(?:án|pháp|tiện|thức|hướng|châm)) | thị\strấn | ấp | thôn | khu\sphố
        | địa\sphương
      | khối(?=\s)(?!\s(?:lượng|phục|động)) | quỹ(?=\s(?:bảo|đầu|hỗ|phát)) | cá\snhân | tập\sthể
      | tư\spháp | tài\schính | văn\shóa | nội\svụ | thống\skê | địa\schính | kế\stoán )\b
""")
_LEAD_IN = folded(r"(?:trách\snhiệm\scủa|đối\svới|giao|phân\scông|đề\snghị|yêu\scầu)\s+")
_DUTY_VERB = folded(r"""
    \b(?: chủ\strì | phối\shợp | có\strách\snhiệm | chịu\strách\snhiệm | căn\scứ | tham\smưu | hướng\sdẫn
        | theo\sdõi | đôn\sđốc
         | tổng\shợp | xây\sdựng | ban\shành | triển\skhai | tổ\schức\sthực\shiện | tổ\schức\striển\skhai
        | thực\shiện | tăng\scường
         | đẩy\smạnh | chỉ\sđạo | kiểm\stra | báo\scáo | rà\ssoát | được\sgiao | bố\strí | đảm\sbảo
        | bảo\sđảm | chủ\sđộng | hoàn\sthành
         | tuyên\struyền | vận\sđộng | cân\sđối | cập\snhật | cung\scấp
        | lập\s(?:dự\stoán|kế\shoạch|danh\ssách) | phản\sánh | gửi
         | tham\sgia | nghiên\scứu | đề\sxuất | đăng\stải | công\sbố | công\skhai | tiếp\stục | tiếp\snhận
        | giải\squyết | xử\slý
         | phân\scông | chuẩn\sbị | cấp\sphát | thẩm\sđịnh | khẩn\strương | niêm\syết | số\shóa | nâng\scao )\b
""")
# Behind these words a verb names what a body is for ("Hội đồng thẩm định", "công chức được giao phụ trách").
_NAMING = folded(r"""
    \b(?: tổ | đoàn | hội\sđồng | ban | bộ\sphận | trung\stâm | tổ\scông\stác | tổ\sgiúp\sviệc | cơ\squan
        | phòng | sở | công\schức
         | cán\sbộ | được | phân\scông | giao | phụ\strách | trực\stiếp | tiếp\snhận\svà | và )\s+$
""")
# "Các sở, ban, ngành được giao thẩm định" are the bodies charged with it; with more behind it is a sentence.
_KIND_ONLY = folded(
    r"\s*(?:giao\s+)?các\s+(?:cơ\s+quan|đơn\s+vị|phòng|ban|sở|ngành|bộ\s+phận|ban\s+ngành)(?:\s*,\s*(?:cơ\s+quan|đơn\s+vị|phòng|ban|sở|ngành))*\s*"
)
_QUALIFIED = folded(r"được\s(?:giao|phân\scông)(?:\s+[a-z]+){1,4}\s*:?$")


def begins_with_unit(text: str) -> bool:
    """Whether a text begins with the name of a unit: "Văn phòng xã có trách nhiệm …"."""
    return _UNIT_START.match(fold(text).lstrip()) is not None


def begins_with_duty(text: str) -> bool:
    """Whether a text begins with the verb of a duty: "Tuyên truyền, vận động …", "Niêm yết công khai …"."""
    return _DUTY_VERB.match(fold(text)) is not None


def unit_of(heading: Joined) -> Joined:
    """Return a unit's heading without the words that lead to the unit: "Đối với Sở Nội vụ" is "Sở Nội vụ"."""
    lead_in = _LEAD_IN.match(fold(heading.text))
    end = len(heading.text.rstrip(" .;:,'`‘’|"))
    return heading.cut(lead_in.end() if lead_in else 0, end)


def split_heading(paragraph: Joined) -> tuple[Joined, Joined | None]:
    """Return a unit's heading and the duty behind its colon: "2. Các cơ quan: Phòng A, Phòng B: căn cứ …"."""
    text = paragraph.text
    for colon in [match.start() for match in re.finditer(":", text)][::-1]:
        head = text[:colon]
        if _KIND_ONLY.fullmatch(fold(head)) and begins_with_unit(text[colon + 1 :]):
            continue  # "Các đơn vị: Phòng A, Phòng B rà soát …": the names follow
        if len(head) <= LONGEST_UNIT_HEADING and is_unit_heading(head) and duty_verb(head) is None:
            rest = paragraph.cut(colon + 1)
            return paragraph.cut(0, colon), rest if rest.text else None
    return paragraph, None


def is_unit_heading(text: str) -> bool:
    """Whether a heading is the name of units and no sentence: "Phòng Nội vụ huyện:", "Sở Nội vụ có trách nhiệm:"."""
    folded = fold(text).strip()
    if len(folded) > LONGEST_UNIT_HEADING or not _UNIT_START.match(folded):
        return False
    if re.search(r"\d[\d.]|%", folded):
        return False
    verb = duty_verb(text.strip())
    if verb is not None and _QUALIFIED.match(folded, verb):
        return True
    return verb is None or folded[verb:].rstrip(" :.") in ("co trach nhiem", "chiu trach nhiem", "chu tri", "thuc hien")


def duty_verb(text: str) -> int | None:
    """Return where the first verb of a duty begins; in "Sở Xây dựng" and "Tổ thẩm định" the verb is part of a name."""
    folded = fold(text)
    for verb in _DUTY_VERB.finditer(folded):
        in_name = verb.start() > 0 and text[verb.start()].isupper()
        if not in_name and not _NAMING.search(folded[: verb.start()]):
            return verb.start()
    return None
