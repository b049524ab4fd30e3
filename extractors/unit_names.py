"""Names of bodies in running text: where one begins, where it ends, and how a list of them is split.

"Phòng Văn hóa và Thông tin" is one body, "Phòng Tư pháp, Phòng Tài chính và Kế hoạch" are two, "các sở, ban, ngành" is
one. Names of offices are told from verbs by their capitals: "Sở Xây dựng" is a body, "xây dựng" is work.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from extractors.folding import fold, folded

Range = tuple[int, int]

_LONGEST_LIST = 600  # characters; longer stretches are prose with many commas, not a list of names

# A body whatever its letters' case.
_SURE = (
    r"ubnd|uỷ\s+ban|ủy\s+ban|hđnd|hội\s+đồng|văn\s+phòng|vp(?!\w)|vp-\w+|vphđnd|vpubnd|bộ\s+phận|trung\s+tâm|công\s+an|mặt\s+trận|mttq|ubmttq\w*"
    r"|liên\s+đoàn\s+lao\s+động|kho\s+bạc|bhxh|bảo\s+hiểm\s+xã\s+hội|chi\s+cục|tổng\s+cục|ban\s+chỉ\s+(?:đạo|huy)|bcđ|ban\s+quản\s+lý|ban\s+biên\s+tập"
    r"|ban\s+(?:tuyên\s+giáo|dân\s+vận|tổ\s+chức|nội\s+chính|xây\s+dựng\s+đảng|thường\s+(?:vụ|trực)|giám\s+đốc|công\s+tác|tiếp\s+công\s+dân|văn\s+hóa)"
    r"|đảng\s+ủy|đảng\s+uỷ|huyện\s+ủy|huyện\s+uỷ|tỉnh\s+ủy|tỉnh\s+uỷ|thành\s+ủy|thành\s+uỷ|thị\s+ủy|chi\s+bộ|thường\s+trực|lãnh\s+đạo"
    r"|(?:phó\s+)?chủ\s+tịch|(?:phó\s+)?giám\s+đốc|(?:phó\s+)?(?:chánh|trưởng)\s+(?:văn\s+phòng|phòng|ban|các|thôn|ấp|bản|khu|bộ\s+phận|trạm|công\s+an|đài|ngành)|thủ\s+trưởng"
    r"|người\s+đứng\s+đầu|(?:các\s+)?thành\s+viên|công\s+chức|viên\s+chức|cán\s+bộ|chuyên\s+viên|nhân\s+viên"
    r"|tổ\s+(?:công\s+tác|thư\s+ký|giúp\s+việc|đề\s+án|chuyên\s+(?:gia|viên|môn)|công\s+nghệ|kiểm\s+tra|thẩm\s+định|dân\s+phố|khảo\s+sát|điều\s+tra|tổng\s+hợp)"
    r"|đoàn\s+(?:thanh\s+niên|kiểm\s+tra|công\s+tác|tncs|giám\s+sát)"
    r"|hội\s+(?:nông\s+dân|phụ\s+nữ|cựu\s+chiến\s+binh|liên\s+hiệp|người\s+cao\s+tuổi|chữ\s+thập|luật\s+gia|doanh\s+nhân|lhpn|ccb)"
    r"|tỉnh\s+đoàn|huyện\s+đoàn|thành\s+đoàn|viễn\s+thông|thống\s+kê\s+(?:tỉnh|huyện|cơ\s+sở)|đài\s+(?:phát\s+thanh|truyền\s+thanh|pt)|cổng\s+thông\s+tin|trang\s+thông\s+tin|vnpt|viettel|mobifone|fpt|bưu\s+điện|điện\s+lực"
    r"|công\s+ty|tập\s+đoàn|doanh\s+nghiệp|ngân\s+hàng|bệnh\s+viện|trạm\s+y\s+tế|trường\s+(?:thpt|thcs|tiểu|mầm|mẫu|đại|cao|chính|trung|học)"
    r"|tòa\s+án|toà\s+án|viện\s+kiểm\s+sát|thanh\s+tra|thuế\s+(?:tỉnh|cơ|khu|huyện|thành)|cục\s+thuế|cục\s+thống\s+kê|bộ\s+đội|bộ\s+chỉ\s+huy|quân\s+sự"
    r"|cơ\s+quan|đơn\s+vị|snv|stc|sttt|skhcn|pnv|vptk|tổ\s+chức\s+(?:chính\s+trị|đoàn\s+thể|hội)|đoàn\s+thể|địa\s+phương|ubmt\w*|bql\w*|trường\s+các"
)
_ALL = r"các|những|toàn\s+thể|toàn\s+bộ|từng|mỗi"
_COMMON = (
    r"sở|ban|ngành|phòng|đơn\s+vị|cơ\s+quan|đoàn\s+thể|bộ|cục|vụ|tổ\s+chức|cá\s+nhân|doanh\s+nghiệp|địa\s+phương|bộ\s+phận"
    r"|công\s+chức|viên\s+chức|cán\s+bộ|hội|trường|trạm|trung\s+tâm|chi\s+bộ|hội\s+đoàn\s+thể|tổ|ban\s+ngành|người\s+lao\s+động|hợp\s+tác\s+xã"
)
_AREA = r"xã|phường|thị\s+trấn|huyện|quận|thị\s+xã|thành\s+phố|tỉnh|đặc\s+khu|thôn|xóm|ấp|bản|làng|buôn|khu\s+phố|tổ\s+dân\s+phố|khu\s+dân\s+cư|khối|tổ\s+liên\s+gia"
_CAPITALIZED = r"sở|phòng|ban|bộ|cục|vụ|viện|hội|đoàn|tổ|đài|đội|trạm|trường|báo|quỹ|hạt|khối|công|liên|nhóm|chi|kho|học|nhà|khoa|đảng|tòa|toà"

_HEAD = folded(
    rf"(?:{_SURE}|(?:{_ALL})\s+(?:{_SURE}|{_COMMON}|{_AREA}|thành\s+viên|tổ|nhóm|ban|đoàn|đồng\s+chí|chủ|trưởng|phó|pct|đơn)|(?:pct|ct)\s+ubnd)(?!\w)"
)
_CAPITAL_HEAD = folded(rf"(?:{_CAPITALIZED})\s+(?=\w)")
_MARKED_HEAD = re.compile(rf"(?:{_CAPITALIZED})")
_COMMON_HEAD = folded(rf"(?:{_COMMON})(?!\w)")
_AREA_HEAD = folded(rf"(?:{_AREA})(?!\w)")
_HEADED_BY = r"(?:phó\s+)?(?:thủ\s+trưởng|trưởng|lãnh\s+đạo|người\s+đứng\s+đầu|giám\s+đốc|chủ\s+tịch|đại\s+diện)"
_GENERIC = folded(rf"(?:(?:{_HEADED_BY}\s+)?(?:{_ALL})\s+)?(?:{_COMMON}|{_AREA})(?!\w)")
_BARE = folded(r"cơ\s+quan|đơn\s+vị|bộ\s+phận|địa\s+phương|đoàn\s+thể|tổ\s+chức|cá\s+nhân")
_GOVERNS_AREAS = folded(
    r"(?:(?:các|lãnh\s+đạo|chủ\s+tịch|(?:thường\s+trực\s+)?)\s*)*(?:ubnd|ủy\s+ban|uỷ\s+ban|hđnd|hội\s+đồng\s+nhân\s+dân|đảng\s+ủy|công\s+an|mttq|mặt\s+trận|trưởng|trạm\s+y\s+tế"
    r"|bí\s+thư|văn\s+phòng\s+hđnd|đảng\s+uỷ|ban|tổ|bộ\s+phận)"
)
_OWN_KIND = folded(
    r"cơ\s+quan\s+(?:ngang\s+bộ|thuộc)|đơn\s+vị\s+sự\s+nghiệp|tổ\s+chức\s+chính\s+trị|doanh\s+nghiệp\s+\w"
)
_RANK = folded(
    r"(?:ct|(?:đồng\s+chí\s+)?(?:phó\s+)?(?:chủ\s+tịch|giám\s+đốc|trưởng|chánh|thủ\s+trưởng)|lãnh\s+đạo|trưởng\s+phòng|bí\s+thư|cán\s+bộ|công\s+chức)\s*$"
)
_TWO_COUNCILS = folded(
    r"(?:hđnd|hội\s+đồng\s+nhân\s+dân|đbqh|đại\s+biểu\s+quốc\s+hội|hđnd\s+(?:tỉnh|huyện|xã))\s*(?:,|và|&)\s*(?=ubnd|ủy\s+ban\s+nhân|uỷ\s+ban\s+nhân|hđnd|hội\s+đồng\s+nhân)"
)
_OFFICE_OF_COUNCILS = folded(
    r"(?:lãnh\s+đạo\s+|chánh\s+)?(?:văn\s+phòng|vp|cpvp|thường\s+trực|lãnh\s+đạo|công\s+chức\s+văn\s+phòng|bộ\s+phận\s+văn\s+phòng)\s+(?=đoàn|hđnd|hội\s+đồng)"
)
# Lower-case work inside a name: "Hội đồng đánh giá, xác định Chỉ số", "Bộ phận tiếp nhận và trả kết quả".
_INNER = folded(
    r"""
    (?:bộ\s+phận|tổ|trung\s+tâm)\s+(?:tiếp\s+nhận(?:\s+(?:hồ\s+sơ|và\s+giải\s+quyết))?(?:\s+(?:và|&)\s+trả\s+kết\s+quả(?:\s+(?:giải\s+quyết\s+)?(?:tthc|thủ\s+tục\s+hành\s+chính|hồ\s+sơ))?)?|một\s+cửa|phục\s+vụ\s+hành\s+chính\s+công)
  | (?:hội\s+đồng|tổ\s+công\s+tác|tổ|đoàn|ban)\s+(?:thẩm\s+định|đánh\s+giá(?:\s*,\s*(?:xác\s+định|xếp\s+loại|xếp\s+hạng|phân\s+loại)(?:\s*,\s*xếp\s+hạng)?)?(?:\s+(?:chỉ\s+số|cải\s+cách|cchc)[^,;.()]{0,40}?)?(?=\s+(?:và|cùng)\s|[,;.()]|$|\s+(?:tham|tổ\s+chức|xây|thực|tiến))
      |kiểm\s+tra|giám\s+sát|giúp\s+việc(?:\s+(?:cho\s+)?(?:hội\s+đồng|ban\s+chỉ\s+đạo|tổ\s+công\s+tác))?|thi\s+đua|khen\s+thưởng|phối\s+hợp|tư\s+vấn|quản\s+lý|tổ\s+chức|điều\s+tra|khảo\s+sát|triển\s+khai|tổng\s+hợp|công\s+tác)
  | thư\s+ký\s+giúp\s+việc(?:\s+hội\s+đồng(?:\s+thẩm\s+định)?)?
  | (?:quản\s+lý|kiểm\s+tra)\s+(?:nhà\s+nước|đảng)
  | (?:có\s+)?liên\s+quan(?:\s+(?:thuộc|trên\s+địa\s+bàn|của)\s+(?:ubnd\s+)?(?:tỉnh|huyện|xã|thành\s+phố|thị\s+xã|phường))?
  | được\s+phân\s+công\s+(?:theo\s+dõi|phụ\s+trách)(?:\s+lĩnh\s+vực)?
  | (?:được\s+(?:giao(?:\s+(?:nhiệm\s+vụ|phụ\s+trách|chủ\s+trì))?|phân\s+công|kiểm\s+tra)|làm\s+(?:công\s+tác|đầu\s+mối)\s+\w+|được\s+phân\s+công\s+(?:theo\s+dõi|phụ\s+trách)(?:\s+lĩnh\s+vực)?|phụ\s+trách(?:\s+(?:các\s+)?(?:lĩnh\s+vực|công\s+tác\s+\w+|cchc|cải\s+cách\s+hành\s+chính))?)
  | (?<=các\s)tổ\s+chức|tổ\s+chức(?=\s*(?:chính\s+trị|đoàn\s+thể|hội|,|và\s+cá\s+nhân|có\s+liên|liên\s+quan|đảng|cơ\s+sở\s+đảng|hành\s+chính|-))
  | trong\s+(?:huyện|tỉnh|xã|thành\s+phố|khối)
  | thông\s+tin\s+(?:và\s+truyền|điện\s+tử|-)
    """
)
# Work that ends a name in prose; looked for in lower case only.
_WORK = folded(
    r"(?<!\w)(?:cải\s+tạo|cải\s+thiện|cải\s+tiến|cân\s+đối|bàn\s+giao|chọn\s+mẫu|tiếp\s+thu|trang\s+bị|lắp\s+đặt|giới\s+thiệu|giải\s+đáp|tư\s+vấn\s+cho|thường\s+trực\s+giúp|vận\s+hành|tham\s+mưu|tham\s+gia|tham\s+vấn|xây\s+dựng|thực\s+hiện|thực\s+thi|triển\s+khai|tổ\s+chức|hướng\s+dẫn|theo\s+dõi|theo\s+chức|theo\s+lĩnh|đôn\s+đốc|kiểm\s+tra"
    r"|kiểm\s+soát|rà\s+soát|đánh\s+giá|thẩm\s+định|tổng\s+hợp|báo\s+cáo|bố\s+trí|chuẩn\s+bị|điều\s+tra|khảo\s+sát|tuyên\s+truyền|thông\s+tin|cập\s+nhật"
    r"|cung\s+cấp|đề\s+xuất|kiến\s+nghị|xử\s+lý|giải\s+quyết|tiếp\s+nhận|tiếp\s+tục|tăng\s+cường|đẩy\s+mạnh|chủ\s+động|chủ\s+trì|phối\s+hợp|căn\s+cứ"
    r"|chịu\s+trách|chịu\s+sự|có\s+trách|có\s+giải\s+pháp|có\s+văn\s+bản|có\s+kế\s+hoạch|có\s+nhiệm\s+vụ|thường\s+xuyên|nghiên\s+cứu|soạn\s+thảo|dự\s+thảo|ban\s+hành"
    r"|công\s+bố|công\s+khai|đăng\s+tải|hoàn\s+thành|hoàn\s+thiện|đảm\s+bảo|bảo\s+đảm|quản\s+lý|vận\s+hành|duy\s+trì|nâng\s+cao|nâng\s+cấp|khắc\s+phục|phân\s+công|phân\s+bổ"
    r"|chỉ\s+đạo|lựa\s+chọn|vận\s+động|giám\s+sát|kết\s+nối|chia\s+sẻ|số\s+hóa|số\s+hoá|thành\s+lập|kiện\s+toàn|khẩn\s+trương|nghiêm\s+túc|kịp\s+thời|định\s+kỳ"
    r"|đồng\s+thời|ứng\s+dụng|đăng\s+ký|điều\s+chỉnh|bổ\s+sung|sửa\s+đổi|phê\s+duyệt|xác\s+định|chấm\s+điểm|tự\s+đánh|tự\s+chấm|tự\s+xác|tự\s+kiểm|thống\s+kê"
    r"|lưu\s+trữ|mua\s+sắm|tổng\s+kết|sơ\s+kết|quán\s+triệt|phổ\s+biến|hỗ\s+trợ|thanh\s+toán|quyết\s+toán|thanh\s+kiểm|tập\s+huấn|bồi\s+dưỡng|đào\s+tạo|khai\s+thác"
    r"|nghiệm\s+thu|phân\s+tích|niêm\s+yết|giải\s+trình|tập\s+trung|tiến\s+hành|thí\s+điểm|tạo\s+điều|đưa\s+tin|đưa\s+nội|lồng\s+ghép|gắn\s+với|lấy\s+ý|làm\s+tốt|làm\s+đầu"
    r"|phân\s+tích|rút\s+kinh|sắp\s+xếp|tinh\s+giản|giúp\s+(?:ubnd|chủ|ủy)|thu\s+thập|nhập\s+(?:dữ|số|phần|kết)|trong\s+(?:việc|quá|công|tháng|quý|năm|phạm|triển)|chọn\s+cử"
    r"|từng\s+bước|hàng\s+(?:tháng|quý|năm|tuần)|hằng\s+(?:tháng|quý|năm|tuần)|trước\s+ngày|chậm\s+nhất|ngoài\s+(?:ra|các)|đồng\s+bộ|thông\s+qua|thông\s+báo|đo\s+lường|quan\s+tâm|yêu\s+cầu|xem\s+xét|phản\s+ánh|trả\s+lời|rà\s+lại)(?!\w)"
)
_SHORT_WORK = re.compile(
    r"(?<!\w)(?:lập|trình|gửi|có|bị|mở|trực|niêm|nhập|cử|cần|phải|sẽ|được|để|nhằm|về|theo|tại|khi|sau|trước|từ|đến|qua|bằng|nếu|mà|thì|là|do|như|vào|với"
    r"|ký|họp|nhận|giúp|giao|trả|in|phát|thu|mở|đề ra|trong|đối|không|chưa|đã|đang|vận|dự|nộp|bảo|tự|cho|đưa|rút|chọn|duyệt|góp|tính)(?!\w)"
)
_NEXT_WORD = re.compile(r"\s+(\w+)")
_QUALIFIER = folded(
    rf"(?:{_AREA}|cấp|thuộc|của|các|trực\s+thuộc|có\s+liên|liên\s+quan|và|cùng|chuyên\s+môn|khu\s+vực|cơ\s+sở|trung\s+ương|địa\s+phương|nêu|nói|ở|trên|khối)(?!\w)"
)
_END = re.compile(r"[.:?!\"”]")
_SEPARATOR = re.compile(
    r"\s*;\s*|\s*,\s*(?:v[aà]\s+)?|\s+(?:v[aà]|VÀ|cùng(?: với)?)\s+|\s*(?:/|\+)\s*|\s+[-–—]\s+|…|\.\.\."
)
_BRACKET = re.compile(r"\([^()]*\)?")
_EDGE = " \t,;:.-–—+*•“”\"'/…"
_LEADING = re.compile(
    r"(?:[Gg]iao(?: cho| nhiệm vụ cho)?|[Pp]hân công|[Dd]o|[Vv]ới|[Cc]ùng|[Vv]à|[Đđ]ề nghị|[Yy]êu cầu|[Ll]à|[Cc]hủ trì:|[Pp]hối hợp với|[Pp]hối hợp:)\s+(?=\S)"
)


@cache
def _sectors() -> re.Pattern[str]:
    """The fields an office may be named after, longest first: "van hoa, the thao va du lich" before "van hoa"."""
    table = resources.files("extractors.register") / "data" / "sectors.tsv"
    rows = [line.split("\t")[0] for line in table.read_text(encoding="utf-8").splitlines()[1:] if line]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_flexible, sorted(rows, key=len, reverse=True)))})(?!\w)")


def _flexible(sector: str) -> str:
    words = re.sub(r"\s*([-,])\s*", r"\1", fold(sector))
    words = words.replace(" va ", r"\s*(?:va|&|-)\s*").replace("-", r"\s*-\s*").replace(",", r"\s*[,-]\s*")
    return words.replace(" ", r"\s+")


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text with its folded form, in which bodies are looked for; `breaks` are where printed lines begin."""

    printed: str
    folded: str
    breaks: Sequence[int] = ()

    def head_at(self, start: int, *, may_be_field: bool = True) -> bool:
        """Whether a body's name begins at `start`: "Sở Nội vụ", "các cơ quan"; not "tổ chức", "phòng chống".

        With `may_be_field` a field's name alone ("Tư pháp") is a body, as in lists that leave "Phòng" out.
        """
        if start > 0 and self.printed[start - 1].isalnum():
            return False
        if _HEAD.match(self.folded, start):
            return True
        if self._capital_head(start, may_be_lower=True):
            return True
        return may_be_field and bool(_sectors().match(self.folded, start)) and self.printed[start].isupper()

    def split(self, start: int, end: int) -> list[Range]:
        """Return the names of a list that fills `start:end`."""
        guarded = list(self._guarded(start, end))
        names: list[Range] = []
        current = start
        for cut_start, cut_end in self._cuts(start, end):
            if any(low <= cut_start < high for low, high in guarded) or cut_end >= end:
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
        end = self._list_end(start, min(len(self.printed), start + _LONGEST_LIST))
        names = self.split(start, end)
        return names, end

    def heads(self, start: int, end: int) -> Iterator[int]:
        """Yield the places in `start:end` where a body's name may begin."""
        for match in re.finditer(r"\w+", self.folded[start:end]):
            if self.head_at(start + match.start(), may_be_field=False):
                yield start + match.start()

    def name(self, start: int, end: int) -> str:
        """Return a name as printed, without what stands in brackets."""
        return " ".join(_BRACKET.sub(" ", self.printed[start:end]).split())

    def _cuts(self, start: int, end: int) -> list[Range]:
        cuts = [match.span() for match in _SEPARATOR.finditer(self.printed, start, end)]
        cuts += [(line, line) for line in self.breaks if start < line < end and self.head_at(line)]
        return sorted(cuts)

    def _guarded(self, start: int, end: int) -> Iterator[Range]:
        sectors = _sectors()
        for pattern in (_INNER, sectors, _TWO_COUNCILS):
            for match in pattern.finditer(self.folded, start, end):
                if pattern is _TWO_COUNCILS and not _OFFICE_OF_COUNCILS.search(
                    self.folded[max(start, match.start() - 60) : match.end()]
                ):
                    continue
                if pattern is sectors and not self.printed[match.start()].isupper():
                    continue
                yield match.start(), match.end()
        for match in _BRACKET.finditer(self.printed, start, end):
            yield match.span()

    def _begins_name(self, current: int, cut_start: int, cut_end: int, end: int) -> bool:
        """Whether what follows a separator is a name of its own and not the rest of the one before."""
        separator = self.printed[cut_start:cut_end].strip()
        if separator.startswith(("-", "–", "—", "/", "+")):
            return bool(_HEAD.match(self.folded, cut_end)) or bool(self._capital_head(cut_end))
        if separator in ("…", "...", ";"):
            return True
        before = self.folded[current:cut_start].strip(_EDGE)
        if _RANK.fullmatch(before):
            return False
        is_generic = _GENERIC.match(before) is not None
        if is_generic and _OWN_KIND.match(self.folded, cut_end):
            return True
        if _AREA_HEAD.match(self.folded, cut_end) and self.printed[cut_end].islower():
            return not (is_generic or _GOVERNS_AREAS.match(before))
        common, head = _COMMON_HEAD.match(self.folded, cut_end), _HEAD.match(self.folded, cut_end)
        is_plain = common and not (head and head.end() > common.end())
        if is_plain and not self._capital_head(cut_end) and not self.printed[cut_end].isupper():
            return not is_generic
        if self.head_at(cut_end):
            return True
        if not separator:
            return False
        is_capital = self.printed[cut_end : cut_end + 1].isupper()
        return is_capital and separator.startswith(",") and not _GOVERNS_AREAS.match(before)

    def _capital_head(self, start: int, *, may_be_lower: bool = False) -> bool:
        head = _CAPITAL_HEAD.match(self.folded, start)
        if head is None or head.end() >= len(self.printed) or not self.printed[head.end()].isupper():
            return False
        word = self.printed[start : head.end()].strip()
        if word[0].isupper():
            return True
        return may_be_lower and (word.isascii() or _MARKED_HEAD.fullmatch(word) is not None)

    def _list_end(self, start: int, limit: int) -> int:
        guarded = list(self._guarded(start, limit))
        for place, resume in self._stops(start, limit):
            if any(low <= place < high for low, high in guarded):
                continue
            if resume is None or not self._goes_on(resume):
                return place
        return limit

    def _stops(self, start: int, limit: int) -> list[tuple[int, int | None]]:
        """Return where a list may end; with a place to resume for separators, None for words that end it for certain."""
        stops: list[tuple[int, int | None]] = [
            (match.start(), match.end()) for match in _SEPARATOR.finditer(self.printed, start, limit)
        ]
        first_word = start + len(re.match(r"\w*", self.printed[start:]).group())  # type: ignore[union-attr]  # always matches
        for pattern, text in ((_WORK, self.folded), (_SHORT_WORK, self.printed), (_END, self.printed)):
            for match in pattern.finditer(text, first_word, limit):
                if not self.printed[match.start()].isupper():
                    stops.append((match.start(), None))
        stops += [(place, None) for place in self._after_fields(start, limit)]
        return sorted(stops, key=lambda stop: stop[0])

    def _after_fields(self, start: int, limit: int) -> Iterator[int]:
        """Yield where work begins after an office's field: "Sở Tài chính | cân đối kinh phí"."""
        for field in _sectors().finditer(self.folded, start, limit):
            following = _NEXT_WORD.match(self.printed, field.end())
            if not self.printed[field.start()].isupper() or following is None:
                continue
            if following[1].islower() and not _QUALIFIER.match(self.folded, following.start(1)):
                yield field.end()

    def _goes_on(self, place: int) -> bool:
        return (
            self.head_at(place)
            or _AREA_HEAD.match(self.folded, place) is not None
            or (_COMMON_HEAD.match(self.folded, place) is not None and not _WORK.match(self.folded, place))
            or (_COMMON_HEAD.match(self.folded, place) is not None and _INNER.match(self.folded, place) is not None)
        )

    def _is_name(self, start: int, end: int) -> bool:
        return any(map(str.isalpha, self.printed[start:end])) and not _BARE.fullmatch(self.folded, start, end)

    def _trim(self, start: int, end: int) -> Range:
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
