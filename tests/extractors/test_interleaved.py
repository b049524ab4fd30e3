"""Tables whose columns ran together on printed lines."""

from extractors.extract import extract
from extractors.interleaved import with_cells
from extractors.passage import Paper
from extractors.passages import lines_of

TABLE = """II. NỘI DUNG
Cơ quan Cơ quan
TT Nội dung Thời gian chủ trì phối hợp
Lập kế hoạch khảo sát sự hài lòng
1 | của người dân, tổ chức đối với các | Tháng 5/2025 | Sở Nội vụ
xã, phường trong tỉnh năm 2025.
Xây dựng các mẫu phiếu khảo sát và
hướng dẫn cách ghi, cách tổng hợp | Tháng 6-
cho điều tra viên. | 7/2025 | Sở Nội vụ
Tổ chức tập huấn cho điều tra viên
3 | của các xã, phường theo từng cụm, | Tháng 8/2025 | Bưu điện tỉnh | Sở Nội vụ
mỗi cụm một ngày.
Cơ quan Cơ quan
TT Nội dung Thời gian chủ trì phối hợp
Phát phiếu, thu phiếu và bàn giao
4 | toàn bộ phiếu gốc cho cơ quan chủ | Tháng 9/2025 | Bưu điện tỉnh
trì lưu giữ.
III. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ
- Theo dõi việc thực hiện.
"""


def test_pieces_are_put_back_into_their_rows() -> None:
    tasks = extract(Paper(TABLE)).tasks
    assert [task.path for task in tasks] == ["II.1", "II.2", "II.3", "II.4", "III.1"]
    assert (
        tasks[0].title
        == "Lập kế hoạch khảo sát sự hài lòng của người dân, tổ chức đối với các xã, phường trong tỉnh năm 2025"
    )
    assert [(due.start, due.end) for task in tasks[:4] for due in task.deadlines] == [
        ("2025-05-01", "2025-05-31"),
        ("2025-06-01", "2025-07-31"),
        ("2025-08-01", "2025-08-31"),
        ("2025-09-01", "2025-09-30"),
    ]
    assert [(unit.role, unit.name) for unit in tasks[2].units] == [
        ("lead", "Bưu điện tỉnh"),
        ("coordinate", "Sở Nội vụ"),
    ]


def test_names_torn_too_badly_are_left_out() -> None:
    torn = TABLE.replace("| Bưu điện tỉnh\ntrì", "| nhân dân\ntrì")
    found = {task.path: task for task in extract(Paper(torn)).tasks}
    assert found["II.4"].units == ()


def test_lines_without_numbered_rows_are_no_table() -> None:
    lines = lines_of(Paper("TT Nội dung Thời gian chủ trì phối hợp\nRà soát hồ sơ\nCông bố kết quả\n"))
    assert with_cells(lines, 1) == lines
