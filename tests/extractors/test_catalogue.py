import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from extractors.catalogue import CatalogueError, parse_catalogue, read_catalogue
from extractors.values import Criterion

HEAD = "Mã,Tên tiêu chí,Điểm tối đa,Áp dụng từ,Áp dụng đến,Quyết định"
ROWS = [
    '1.3,"Kiểm tra công tác cải cách hành chính",3,2023,2024,15/QĐ-UBND',
    '1.3.2,"Xử lý các vấn đề phát hiện qua kiểm tra","1,5",2023,2024,15/QĐ-UBND',
    '1.3.2,"Xử lý kết quả kiểm tra",2,01/01/2025,,08/QĐ-UBND',
]


def write(folder: Path, *lines: str) -> Path:
    path = folder / "bo-tieu-chi.csv"
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def test_a_set_of_criteria_is_read_from_csv_below_its_title(tmp_path: Path) -> None:
    catalogue = read_catalogue(write(tmp_path, "BỘ TIÊU CHÍ,,,,,", HEAD, *ROWS, ",Tổng cộng,100,,,"))
    assert len(catalogue) == 3
    entry = catalogue.find("1.3.2", 2024)
    assert entry is not None
    assert (entry.title, entry.max_score, entry.decision) == (
        "Xử lý các vấn đề phát hiện qua kiểm tra",
        1.5,
        "15/QĐ-UBND",
    )
    assert (entry.valid_from, entry.valid_to) == (dt.date(2023, 1, 1), dt.date(2024, 12, 31))


def test_the_version_valid_in_the_year_counts(tmp_path: Path) -> None:
    catalogue = read_catalogue(write(tmp_path, HEAD, *ROWS))
    later = catalogue.find("1.3.2", 2026)
    assert later is not None and later.title == "Xử lý kết quả kiểm tra"
    assert catalogue.find("1.3", 2026) is None
    assert catalogue.find("1.3.2", 2020) is None
    assert [entry.code for entry in catalogue.children("1.3", 2024)] == ["1.3.2"]
    assert all(entry.is_valid_in(2024) for entry in catalogue.valid_in(2024))


def test_a_code_without_a_title_is_completed_and_a_printed_title_kept(tmp_path: Path) -> None:
    catalogue = read_catalogue(write(tmp_path, HEAD, *ROWS))
    assert catalogue.completed(Criterion("1.3", None), 2023).title == "Kiểm tra công tác cải cách hành chính"
    assert catalogue.completed(Criterion("1.3", "In trên giấy"), 2023).title == "In trên giấy"
    assert catalogue.completed(Criterion("9.9", None), 2023).title is None


def test_a_sheet_is_read_like_a_csv(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["STT", "Tiêu chí", "Điểm tối đa", "Từ ngày"])
    sheet.append(["1.5", "Sáng kiến", 2, dt.datetime(2024, 1, 1)])
    book.save(tmp_path / "bo.xlsx")
    entry = read_catalogue(tmp_path / "bo.xlsx").find("1.5", 2024)
    assert entry is not None
    assert (entry.max_score, entry.valid_from) == (2.0, dt.date(2024, 1, 1))


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["Họ tên,Chức vụ", "A,B"], "no row names the columns"),
        (["Mã,Tên tiêu chí", "Một,Hai"], "no row has a criterion code"),
        (["Mã,Tên tiêu chí", "1.2,"], "row 2: the criterion has a code and no title"),
        (["Mã,Tên tiêu chí,Từ năm", "1.2,Tên,năm ngoái"], "row 2: “năm ngoái” is no year"),
    ],
)
def test_a_table_that_is_no_set_says_where_and_what_to_do(lines: list[str], words: str) -> None:
    with pytest.raises(CatalogueError, match=words):
        parse_catalogue([line.split(",") for line in lines], name="bo.csv")
