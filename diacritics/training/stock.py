"""Stock of the field made by grammar: offices of every level, roles, times and counts that law does not list."""

from collections.abc import Iterator
from itertools import product

TIMES = 3

_LEVELS = ("xã", "phường", "thị trấn", "huyện", "thị xã", "thành phố", "tỉnh", "quận", "đặc khu")
_OFFICES = (
    "UBND", "HĐND", "Đảng ủy", "Công an", "Bộ phận Một cửa", "Bộ phận một cửa", "Trung tâm Phục vụ hành chính công",
    "Văn phòng HĐND và UBND", "Ủy ban nhân dân", "Hội đồng nhân dân", "các bộ phận chuyên môn", "công chức chuyên môn",
    "Chủ tịch UBND", "Phó Chủ tịch UBND", "các phòng chuyên môn thuộc UBND", "UB MTTQ", "Đoàn thanh niên",
    "Ban Chỉ huy Quân sự",
    "Trang TTĐT", "Cổng TTĐT", "Trung tâm VH-TT&TT", "Phòng Nội vụ", "Phòng Tư pháp", "Phòng Kinh tế",
    "cán bộ, công chức",
)  # fmt: skip
_ROLES = ("Cơ quan", "Đơn vị", "Bộ phận", "Phòng", "Tổ", "Ban", "Sở", "Ngành", "Cá nhân", "Công chức", "Địa phương")
_DUTIES = (
    "chủ trì", "phối hợp", "thực hiện", "tham mưu", "chịu trách nhiệm", "theo dõi, đôn đốc", "tổng hợp", "báo cáo",
    "phối hợp thực hiện", "chủ trì thực hiện", "chủ trì tham mưu",
)  # fmt: skip
_OWNERS = ("sở, ngành tỉnh", "sở, ban, ngành tỉnh", "sở, ban, ngành", "phòng, ban", "cơ quan chuyên môn", "xã, phường")
_SUBJECTS = (
    "Chỉ số cải cách hành chính", "công tác cải cách hành chính", "kết quả cải cách hành chính", "tiêu chí",
    "tiêu chí thành phần", "báo cáo", "Kế hoạch", "phiếu khảo sát", "số điểm", "điểm số",
)  # fmt: skip
_COUNTED = ("người", "phiếu", "xã", "phường", "huyện", "sở", "phòng", "đơn vị", "cơ quan", "doanh nghiệp", "hộ", "thôn")
_LOSSES = ("bị mất điểm", "bị trừ điểm", "chưa đạt điểm", "đạt điểm tối đa", "mất điểm", "không đạt điểm")
_SHARES = ("đạt tỷ lệ", "đạt tỷ lệ tối thiểu", "đạt tối thiểu tỷ lệ", "tỷ lệ", "với tỷ lệ", "bảo đảm tỷ lệ")
_PEOPLE = ("người dân, tổ chức", "tổ chức, cá nhân", "người dân, doanh nghiệp", "tổ chức, người dân, doanh nghiệp")
_ROMANS = ("I", "II", "III", "IV")


def stock_lines() -> Iterator[str]:
    """Yield every line `TIMES` times."""
    for _ in range(TIMES):
        yield from _lines()


def _lines() -> Iterator[str]:
    for office, level in product(_OFFICES, _LEVELS):
        yield f"{office} {level}"
        yield f"của {office} {level}, {office} {level};"
        yield f"{office} {level} năm 2024"
    for role, duty in product(_ROLES, _DUTIES):
        yield f"{role} {duty}: {role} {duty}"
        yield f"- {role} {duty} các {role.lower()} liên quan"
    for subject, owner in product(_SUBJECTS, _OWNERS):
        yield f"{subject} các {owner} và UBND cấp huyện"
        yield f"{subject} {owner}, UBND cấp xã năm 2024"
        yield f"{subject} của các {owner}"
    for subject, loss in product(_SUBJECTS, _LOSSES):
        yield f"các {subject} {loss}"
    for share, number in product(_SHARES, (50, 80, 95, 100)):
        yield f"{share} {number}% trở lên"
        yield f"{share} {number}%."
    for one, other in product(_COUNTED, _COUNTED):
        yield f"({3} {one} x {18} {other}, {5} {one} x {9} {other})"
    for month in range(1, 13):
        yield f"Tháng {month}/2024"
        yield f"Tháng {month} năm 2024"
        yield f"Tháng {month}- {month + 1}/2024"
        yield f"Từ tháng {month} đến tháng 12"
    for roman in _ROMANS:
        yield f"Quý {roman} năm 2024"
        yield f"Trong Quý {roman}/2024"
        yield f"Trước Quý {roman} năm 2024"
        yield f"Thời gian thực hiện: Quý {roman}"
    for people in _PEOPLE:
        yield f"sự hài lòng của {people}"
        yield f"tác động đến {people} và phát triển kinh tế - xã hội"
        yield f"{people} đến giao dịch"
