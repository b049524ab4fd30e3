"""The words that tell a body's name from work: heads of names, areas, verbs; kept as tables beside the register.

`register/data/words.tsv` lists plain phrases (body, common, area, capital, work, short work), `sectors.tsv` the fields
offices are named after. A new head or verb is one line there.
"""

import re
from functools import cache
from importlib import resources

from extractors.folding import fold, folded


@cache
def _table(name: str) -> tuple[tuple[str, ...], ...]:
    text = (resources.files("extractors.register") / "data" / name).read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines()[1:] if line)


def phrases(kind: str) -> str:
    """Return an alternation of the phrases of a kind, longest first: "area" begins with "khu dân cư"."""
    rows = sorted((row[1] for row in _table("words.tsv") if row[0] == kind), key=len, reverse=True)
    return "|".join(row.replace(" ", r"\s+") for row in rows)


def _flexible(sector: str) -> str:
    words = re.sub(r"\s*([-,])\s*", r"\1", fold(sector))
    words = words.replace(" va ", r"\s*(?:va|&|-)\s*").replace("-", r"\s*--?\s*").replace(",", r"\s*[,-]\s*")
    return words.replace(" ", r"\s+")


def _sectors() -> re.Pattern[str]:
    rows = sorted((row[0] for row in _table("sectors.tsv")), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_flexible, rows))})(?!\w)")


# The fields an office may be named after, longest first: "văn hóa, thể thao và du lịch" before "văn hóa".
SECTORS = _sectors()

BODY = phrases("body") + r"|vp-\w+|ubmttq\w*|ubmt\w*|bql\w*"  # a body whatever its letters' case
COMMON, AREA, CAPITALIZED = phrases("common"), phrases("area"), phrases("capital")
ALL = r"các|những|toàn\s+thể|toàn\s+bộ|từng|mỗi"

HEAD = folded(
    rf"(?:{BODY}|(?:{ALL})\s+(?:{BODY}|{COMMON}|{AREA}|nhóm|đoàn|đồng\s+chí|chủ|trưởng|phó|pct)|(?:pct|ct)\s+ubnd)(?!\w)"
)
HEADS = re.compile(rf"(?<!\w)(?={HEAD.pattern})", re.VERBOSE)
CAPITAL_HEAD = folded(rf"(?:{CAPITALIZED})\s+(?=\w)")
CAPITAL_HEADS = re.compile(rf"(?<!\w)(?={CAPITAL_HEAD.pattern})", re.VERBOSE)
MARKED_HEAD = re.compile(rf"(?:{CAPITALIZED})")
# Words whose letters are a head's and whose marks are not.
OTHER_WORDS = re.compile(r"(?:môi|mồi|mời|bàn|bạn|hỏi|hồi|cắc|bỏ|bờ|tô|tờ|đoạn|đoán)(?!\w)", re.IGNORECASE)
COMMON_HEAD = folded(rf"(?:{COMMON})(?!\w)")
AREA_HEAD = folded(rf"(?:{AREA})(?!\w)")
BRANCH = folded(r"chi\s+nhánh(?!\w)")

_HEADED_BY = r"(?:phó\s+)?(?:thủ\s+trưởng|trưởng|lãnh\s+đạo|người\s+đứng\s+đầu|giám\s+đốc|chủ\s+tịch|đại\s+diện)"
GENERIC = folded(rf"(?:(?:{_HEADED_BY}\s+)?(?:(?:{ALL})\s+)?)?(?:{COMMON}|{AREA})(?!\w)")
_KINDS = (
    r"(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|địa\s+phương|đoàn\s+thể|tổ\s+chức|cá\s+nhân"
    r"|(?:cơ\s+quan|đơn\s+vị|bộ\s+phận)\s+(?:thường\s+trực|đầu\s+mối|chủ\s+trì|chủ\s+quản|tham\s+mưu|phối\s+hợp))"
)
# "cơ quan, đơn vị chủ trì" says which part is meant and names no body; nor does "đơn vị đó"
BARE = folded(rf"{_KINDS}(?:\s*(?:,|/|và|hoặc)\s*{_KINDS})*|(?:các\s+)?(?:{_KINDS}|người|nơi)\s+(?:đó|này|ấy|khác)")
# Bodies of areas: in "UBND xã, phường" the comma goes on with areas, not with bodies.
GOVERNS_AREAS = folded(
    r"""
    (?:(?:các|lãnh\s+đạo|chủ\s+tịch|(?:thường\s+trực\s+)?)\s*)*
    (?:ubnd|ủy\s+ban|hđnd|hội\s+đồng\s+nhân\s+dân|đảng\s+ủy|công\s+an|mttq|mặt\s+trận|trưởng|trạm\s+y\s+tế
      |bí\s+thư|văn\s+phòng\s+hđnd|ban|tổ|bộ\s+phận)
    """
)
OWN_KIND = folded(
    r"cơ\s+quan\s+(?:ngang\s+bộ|thuộc)|đơn\s+vị\s+sự\s+nghiệp|tổ\s+chức\s+chính\s+trị|doanh\s+nghiệp\s+\w"
)
RANK = folded(
    r"""
    (?:ct|(?:đồng\s+chí\s+)?(?:phó\s+)?(?:chủ\s+tịch|giám\s+đốc|trưởng|chánh|thủ\s+trưởng)|lãnh\s+đạo
      |trưởng\s+phòng|bí\s+thư|cán\s+bộ|công\s+chức)\s*$
    """
)
_COUNCIL = r"hđnd|hội\s+đồng\s+nhân\s+dân"
TWO_COUNCILS = folded(
    rf"(?:{_COUNCIL}|đbqh|đại\s+biểu\s+quốc\s+hội)\s*(?:,|và|&|-)\s*(?=ubnd|ủy\s+ban\s+nhân|{_COUNCIL})"
)
OFFICE_OF_COUNCILS = folded(
    r"""
    (?:lãnh\s+đạo\s+|chánh\s+)?
    (?:(?:công\s+chức\s+|bộ\s+phận\s+)?văn\s+phòng|vp|cpvp|thường\s+trực|lãnh\s+đạo)\s+(?=đoàn|hđnd|hội\s+đồng)
    """
)
# Lower-case work inside a name: "Hội đồng đánh giá, xác định Chỉ số", "Bộ phận tiếp nhận và trả kết quả".
INNER = folded(
    r"""
    (?:bộ\s+phận|tổ|trung\s+tâm)\s+(?:tiếp\s+nhận(?:\s+(?:hồ\s+sơ|và\s+giải\s+quyết))?
      (?:\s+(?:và|&)\s+trả\s+kết\s+quả(?:\s+(?:giải\s+quyết\s+)?(?:tthc|thủ\s+tục\s+hành\s+chính|hồ\s+sơ))?)?
      |một\s+cửa|phục\s+vụ\s+hành\s+chính\s+công)
  | (?:hội\s+đồng|tổ\s+công\s+tác|tổ|đoàn|ban)\s+(?:thẩm\s+định
      |đánh\s+giá(?:\s*,\s*(?:xác\s+định|xếp\s+loại|xếp\s+hạng|phân\s+loại)(?:\s*,\s*xếp\s+hạng)?)?
        (?:\s+(?:chỉ\s+số|cải\s+cách|cchc)[^,;.()]{0,40}?)?
        (?=\s+(?:và|cùng)\s|[,;.()]|$|\s+(?:tham|tổ\s+chức|xây|thực|tiến))
      |giúp\s+việc(?:\s+(?:cho\s+)?(?:hội\s+đồng|ban\s+chỉ\s+đạo|tổ\s+công\s+tác))?
      |kiểm\s+tra|giám\s+sát|thi\s+đua|khen\s+thưởng|phối\s+hợp|tư\s+vấn|quản\s+lý|tổ\s+chức|điều\s+tra|khảo\s+sát
      |triển\s+khai|tổng\s+hợp|công\s+tác)
  | (?:ban\s+)?quản\s+lý\s+(?:các\s+)?dự\s+án(?:\s+đầu\s+tư)?(?:\s+xây\s+dựng)?
  | (?:ban\s+chỉ\s+đạo|tổ\s+công\s+tác|tiểu\s+ban)\s+(?:xây\s+dựng\s+nông\s+thôn\s+mới
      |phát\s+triển\s+[a-z-]+(?:\s+[a-z-]+){0,4}|phòng,?\s+chống\s+[a-z]+(?:\s+[a-z]+){0,3}|(?:chuyển\s+đổi\s+số|cải\s+cách\s+hành\s+chính)(?:\s*(?:,|và)\s+(?:cải\s+cách
      \s+hành\s+chính|chuyển\s+đổi\s+số|(?:thực\s+hiện|triển\s+khai)\s+đề\s+án\s+06))*
      |(?:thực\s+hiện|triển\s+khai)(?:\s+thực\s+hiện)?\s+(?:đề\s+án|nghị\s+quyết|chương\s+trình|quy\s+chế\s+dân\s+chủ)
      (?:\s+(?:số\s+)?[\w/-]*\d[\w/-]*)?)
      (?=\s+(?:cấp\s+)?(?:tỉnh|huyện|xã|phường|thành|thị|quận|đặc|của
        |chủ\s+trì|phối\s+hợp|có\s+trách|chịu|tổ\s+chức|họp)|[,;.:()]|$)
  | (?<!\w)(?:viện|trung\s+tâm|quỹ)\s+(?:nghiên\s+cứu|hỗ\s+trợ|đầu\s+tư)(?:\s+và)?\s+phát\s+triển
      (?:\s+kinh\s+tế(?:\s*-\s*xã\s+hội)?|\s+doanh\s+nghiệp|\s+nông\s+thôn|\s+đô\s+thị|\s+địa\s+phương)?
  | (?:thuộc\s+)?(?:phạm\s+vi|thẩm\s+quyền)\s+quản\s+lý(?=\s+của)
  | (?:văn\s+phòng|trung\s+tâm|đội|trạm|cục|ban|hạt|phòng)\s+(?:đăng\s+ký\s+đất\s+đai|quản\s+lý|kiểm\s+soát
      |ứng\s+dụng|tiếp\s+công\s+dân|giới\s+thiệu\s+việc|điều\s+phối|thông\s+tin)
  | giáo\s+dục\s+thường\s+xuyên
  | (?<=trung\stâm\s)(?:xúc\s+tiến|hỗ\s+trợ|ứng\s+dụng|tư\s+vấn)\s+[a-z\s]{2,20}\s+và\s+(?:hỗ\s+trợ
      |chuyển\s+giao|phát\s+triển|tư\s+vấn)(?:\s+(?:doanh\s+nghiệp|đầu\s+tư|công\s+nghệ|khởi\s+nghiệp|thương\s+mại|du\s+lịch))?
  | doanh\s+nghiệp\s+nhỏ\s+và\s+vừa
  | thư\s+ký\s+giúp\s+việc(?:\s+hội\s+đồng(?:\s+thẩm\s+định)?)?
  | (?:quản\s+lý|kiểm\s+tra)\s+(?:nhà\s+nước|đảng)
  | (?:có\s+)?liên\s+quan(?:\s+(?:thuộc|trên\s+địa\s+bàn|của)\s+(?:ubnd\s+)?
      (?:tỉnh|huyện|xã|thành\s+phố|thị\s+xã|phường))?
  | được\s+(?:giao|phân\s+công)\s+(?:theo\s+dõi|phụ\s+trách|quản\s+lý)(?:\s+(?:các\s+)?lĩnh\s+vực)?
  | được\s+(?:giao|phân\s+công)\s+(?:chủ\s+trì\s+|thực\s+hiện\s+)?(?:các\s+)?(?:nhiệm\s+vụ|công\s+việc)
      \s+(?:trong|tại|theo)
      \s+(?:kế\s+hoạch|chương\s+trình|quyết\s+định|phụ\s+lục|đề\s+án|chỉ\s+thị|văn\s+bản)(?:\s+này)?(?:\s+(?:và|,)\s*(?:tại\s+)?phụ\s+lục)?(?:\s+kèm\s+theo)?
  | được\s+(?:giao(?:\s+(?:nhiệm\s+vụ|phụ\s+trách|chủ\s+trì))?|phân\s+công|kiểm\s+tra)
  | làm\s+(?:công\s+tác|đầu\s+mối)\s+\w+
  | phụ\s+trách(?:\s+(?:các\s+)?(?:lĩnh\s+vực|công\s+tác\s+\w+|cchc|cải\s+cách\s+hành\s+chính))?
  | (?<=các\s)tổ\s+chức
  | tổ\s+chức(?=\s*(?:chính\s+trị|đoàn\s+thể
      |hội(?!\s+(?:nghị|thảo|họp|thi|đàm|diễn))|,|và\s+cá\s+nhân|có\s+liên|liên\s+quan|đảng|cơ\s+sở\s+đảng|-))
  | tổ\s+chức(?=\s+hành\s+chính)
  | trong\s+(?:huyện|tỉnh|xã|thành\s+phố|khối)
  | thông\s+tin\s+(?:và\s+truyền|điện\s+tử|-)
    """
)
# Work that ends a name in prose; looked for in lower case only.
WORK = folded(rf"(?<!\w)(?:{phrases('work')})(?!\w)")
# "Trung tâm Trợ giúp pháp lý": the second syllable of a capital word looks like work and is none
SECOND_SYLLABLE = re.compile(
    r"(?:(?<=[Tt]rợ )giúp|(?<=[Đđ]ăng )ký|(?<=[Tt]hư )ký|(?<=[Cc]huyển )giao|(?<=[Nn]goại )giao|(?<=[Bb]àn )giao"
    r"|(?<=[Tt]iếp )nhận|(?<=[Cc]hứng )nhận|(?<=[Xx]ác )nhận|(?<=[Cc]ông )nhận|(?<=[Cc]hương )trình|(?<=[Cc]ông )trình"
    r"|(?<=[Qq]uy )trình|(?<=[Tt]uyển )chọn|(?<=[Bb]ầu )cử|(?<=[Tt]hành )lập|(?<=[Đđ]ộc )lập|(?<=[Tt]hu )nhập"
    r"|(?<=[Gg]ia )nhập|(?<=[Hh]ội )họp|(?<=[Cc]hi )trả)(?!\w)"
)
NO_WORK = re.compile(r"cùng\s+cấp(?!\w)", re.IGNORECASE)  # folds to "cung cấp"
SHORT_WORK = re.compile(rf"(?<!\w)(?:{phrases('short work')})(?!\w)")
# "Giám đốc các Sở: Tài chính, Xây dựng": the colon goes on with names
INTRODUCED = folded(r"(?<!\w)các\s+(?:sở|phòng|ban|cơ\s+quan|đơn\s+vị|xã|phường|huyện|ngành|bộ)(?:\s*,\s*[a-z]+)*\s*:")
# A time that a table's reader put into the column of units.
TIME = folded(
    r"(?:chậm\s+nhất|trước|từ|đến|trong)?\s*(?:ngày|tháng|quý|năm)\s+[\divx]+|(?:chậm\s+nhất|thường\s+xuyên|hằng|hàng)(?!\w)|\d+/\d+"
)
# A line that ends so goes on in the next one.
UNFINISHED = folded(
    r"(?:^|\s)(?:và|với|của|thuộc|các|&|-|tại|sở|phòng|bộ\s+phận|trung\s+tâm|chi\s+cục|lãnh\s+đạo|thành\s+viên|trưởng)$"
)
# "Đoàn Thanh niên xã | ra quân …": a place word ends a name when lower-case work follows
PLACE_WORD = re.compile(
    r"(?<!\w)(?:tỉnh|huyện|xã|phường|thị trấn|thị xã|thành phố|quận|đặc khu|thôn|khu phố|tổ dân phố)"
    r"(?=\s+(?P<next>\w+))"
)
AFTER_PLACE = re.compile(
    r"(?:hội|ủy|uỷ|đoàn|đội|thuộc|trực|của|có|liên|và|cùng|trên|nêu|nói|ở|khối|cấp\s+\w+\s|trung|các)(?!\w)"
)
QUALIFIER = folded(
    rf"""
    (?:{AREA}|cấp\s+(?:{AREA}|trung)|thuộc|của|các|trực\s+thuộc|có\s+liên|liên\s+quan|và|cùng|chuyên\s+môn|khu\s+vực|cơ\s+sở
      |trung\s+ương|địa\s+phương|nêu|nói|ở|trên|khối)(?!\w)
    """
)
