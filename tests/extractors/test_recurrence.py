import pytest

from extractors.folding import fold
from extractors.recurrence import find_recurrences


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("định kỳ hàng tháng", ["month"]),
        ("hằng quý, 6 tháng, năm", ["quarter", "half_year", "year"]),
        ("báo cáo định kỳ tháng, quý và năm", ["month", "quarter", "year"]),
        ("01 tháng/lần", ["month"]),
        ("mỗi quý một lần", ["quarter"]),
        ("chiều thứ Sáu hằng tuần", ["week"]),
        ("6 tháng/lần", ["half_year"]),
        ("ngày 20 tháng cuối quý", ["quarter"]),
        ("trong quý II năm 2024", []),
        ("hàng hóa, hàng năm 2024", []),
    ],
)
def test_periods_are_read(text: str, periods: list[str]) -> None:
    assert [found.every for found in find_recurrences(fold(text))] == periods


def test_the_day_of_the_month_is_kept() -> None:
    (found,) = find_recurrences(fold("ngày 05 hằng tháng"))
    assert found.day == 5
    (found,) = find_recurrences(fold("trước ngày 20 hàng tháng"))
    assert found.day == 19


def test_a_plain_yearly_word_is_not_firm() -> None:
    (found,) = find_recurrences(fold("đánh giá kết quả hàng năm của xã"))
    assert not found.is_firm
