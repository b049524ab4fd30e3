import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from api.formats import sheet
from api.formats.assignments import assignments
from extractors.values import Criterion, Deadline, Document, Sample, Target, Task, Unit
from ingest.record import Record, RecordSource

TASK = Task(
    path="II.1",
    title="Rà soát thủ tục",
    criteria=(Criterion("1.1.1", "Ban hành kế hoạch"), Criterion("1.1.2", None)),
    deadlines=(
        Deadline("Quý I", "within", "2024-01-01", "2024-03-31"),
        Deadline("Quý III", "within", "2024-07-01", "2024-09-30"),
    ),
    units=(
        Unit("Văn phòng", "lead"),
        Unit("Tư pháp", "coordinate"),
        Unit("Địa chính", "coordinate"),
        Unit("Thôn", "perform"),
    ),
    targets=(Target("tối thiểu 97%", ">=", 97, "%"),),
)
RECORD = Record(
    id="a1",
    source=RecordSource("0" * 64, "ke-hoach.pdf", "application/pdf"),
    document=Document(number="7", symbol="KH-UBND", issued_on="2024-02"),
    tasks=(TASK,),
    samples=(Sample("II.3", 150, "phiếu"),),
)


def test_task_with_two_criteria_makes_two_rows() -> None:
    first, second = assignments(RECORD)
    assert (first.criterion_code, first.criterion_title) == ("1.1.1", "Ban hành kế hoạch")
    assert (second.criterion_code, second.criterion_title) == ("1.1.2", None)
    assert (first.deadline_start, first.deadline_end) == ("2024-01-01", "2024-09-30")
    assert first.coordinating == "Tư pháp; Địa chính"
    assert first.targets == "tối thiểu 97% (≥ 97 %)"
    assert (first.sample_total, first.year) == (150, 2024)


def test_task_without_criteria_makes_one_row_without_code() -> None:
    (row,) = assignments(replace(RECORD, tasks=(replace(TASK, criteria=()),)))
    assert row.criterion_code is None


def test_sample_is_told_only_when_the_section_has_exactly_one() -> None:
    two = replace(RECORD, samples=(Sample("II.3", 150, "phiếu"), Sample("II.4", 60, "phiếu")))
    elsewhere = replace(RECORD, samples=(Sample("III", 150, "phiếu"),))
    assert [row.sample_total for record in (two, elsewhere) for row in assignments(record)] == [None] * 4


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_text_of_a_paper_is_never_a_formula(start: str) -> None:
    title = f"{start}HYPERLINK(1)"
    record = replace(RECORD, tasks=(replace(TASK, title=title),))
    rows = list(csv.DictReader(io.StringIO(sheet(tuple(assignments(record)), format="csv").decode("utf-8-sig"))))
    assert rows[0]["title"] == f"'{title}"
    book = load_workbook(io.BytesIO(sheet(tuple(assignments(record)), format="xlsx")))
    assert book.active is not None
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value and "HYPERLINK" in str(cell.value)]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(str.strip).filter(bool))
def test_any_title_comes_back_from_csv(title: str) -> None:
    record = replace(RECORD, tasks=(replace(TASK, title=title),))
    rows = list(
        csv.DictReader(io.StringIO(sheet(tuple(assignments(record)), format="csv").decode("utf-8-sig"), newline=""))
    )
    assert rows[0]["title"].removeprefix("'") == title.removeprefix("'")
