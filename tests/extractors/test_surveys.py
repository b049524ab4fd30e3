"""Where samples are looked for and the path they stand at."""

from extractors.extract import extract
from extractors.passage import Paper
from extractors.values import Sample
from tests.extractors.test_tables import paper


def samples(text: str) -> tuple[Sample, ...]:
    return extract(Paper(text)).samples


def test_sample_stands_at_the_task_around_it() -> None:
    (sample,) = samples(
        "II. NỘI DUNG\n1. Khảo sát\n- Cơ quan chủ trì: Phòng Nội vụ\n- Số lượng phiếu điều tra: 33 người, gồm:\n"
        "+ Đại biểu: 30 người;\n+ Lãnh đạo: 03 người.\n"
    )
    assert (sample.path, sample.total, [group.count for group in sample.groups]) == ("II.1", 33, [30, 3])


def test_sample_outside_of_tasks_stands_at_its_labelled_part() -> None:
    (sample,) = samples(
        "II. QUY MÔ\n1. Số phiếu\nTổng số 50 phiếu, gồm:\n+ Người dân: 30 phiếu;\n+ Doanh nghiệp: 20 phiếu.\n"
    )
    assert sample.path == "II.1"


def test_rows_of_a_table_of_figures_are_groups() -> None:
    rows = [("STT", "Đối tượng khảo sát", "Số phiếu"), ("1", "Người dân", "800"), ("2", "Doanh nghiệp", "380")]
    table = paper(
        [*rows, ("", "Tổng cộng", "1.180")], before="II. QUY MÔ\nTổng số phiếu phát ra: 1.180 phiếu, như sau:"
    )
    (sample,) = extract(table).samples
    assert (sample.total, sample.unit) == (1180, "phiếu")
    assert [(group.name, group.count) for group in sample.groups] == [("Người dân", 800), ("Doanh nghiệp", 380)]


def test_of_several_columns_of_figures_the_sum_counts_and_no_row_is_work() -> None:
    head = ("TT", "Đơn vị", "Số phiếu người dân", "Số phiếu doanh nghiệp", "Tổng")
    rows = [head, ("1", "Xã Mường Lặng", "60", "20", "80"), ("2", "Xã Nà Sói", "70", "30", "100")]
    extraction = extract(paper(rows, before="II. QUY MÔ\nTổng số phiếu phát ra: 180 phiếu, như sau:"))
    assert extraction.tasks == ()
    (sample,) = extraction.samples
    assert [(group.name, group.count) for group in sample.groups] == [("Xã Mường Lặng", 80), ("Xã Nà Sói", 100)]


def test_a_total_that_stands_only_in_the_last_row_is_read_there() -> None:
    rows = [("TT", "Nhóm đối tượng", "Cỡ mẫu (phiếu)"), ("1", "Hộ gia đình", "600"), ("2", "Hợp tác xã", "45")]
    extraction = extract(paper([*rows, ("", "Tổng cộng", "645")], before="II. QUY MÔ\nCơ cấu mẫu khảo sát như sau:"))
    (sample,) = extraction.samples
    assert (sample.total, sample.unit) == (645, "phiếu")
    assert [(group.name, group.count) for group in sample.groups] == [("Hộ gia đình", 600), ("Hợp tác xã", 45)]
    assert all(proof.span.start < proof.span.end for proof in extraction.evidence.values())


def test_evidence_of_groups_lies_in_the_paper() -> None:
    text = "II. QUY MÔ\nTổng số 50 phiếu, gồm:\n+ Người dân: 30 phiếu;\n+ Doanh nghiệp: 20 phiếu.\n"
    extraction = extract(Paper(text))
    assert "Người dân" in extraction.evidence["/samples/0/groups/0"].span.of(text)
