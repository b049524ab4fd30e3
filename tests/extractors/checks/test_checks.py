from pathlib import Path

import pytest

from extractors.catalogue import Catalogue, CatalogueEntry
from extractors.checks import check, checks
from extractors.passage import Paper, Span
from extractors.register import default
from extractors.values import (
    Criterion,
    Deadline,
    Document,
    Evidence,
    Extraction,
    Factor,
    Flag,
    Group,
    Per,
    Sample,
    Task,
    Unit,
)

SET = Catalogue([CatalogueEntry("1", "Chỉ đạo"), CatalogueEntry("1.3", "Kiểm tra"), CatalogueEntry("1.3.2", "Xử lý")])


def flags(
    document: Document = Document(),  # noqa: B008  # frozen
    tasks: tuple[Task, ...] = (),
    samples: tuple[Sample, ...] = (),
    *,
    text: str = "",
    evidence: dict[str, Evidence] | None = None,
    catalogue: Catalogue | None = None,
) -> tuple[Flag, ...]:
    extraction = Extraction(document, tasks, samples, evidence or {}, ())
    return check(extraction, Paper(text), catalogue=catalogue, register=default())


def codes(found: tuple[Flag, ...]) -> list[tuple[str, str]]:
    return [(flag.code, flag.pointer) for flag in found]


def task(**parts: object) -> Task:
    unit = Unit("Sở Nội vụ", "lead", "so-noi-vu")
    return Task(**{"path": "II.1", "title": "Việc", "units": (unit,), **parts})  # type: ignore[arg-type]


def test_every_check_of_the_folder_is_run() -> None:
    files = {path.stem for path in Path(__file__).parents[3].joinpath("extractors/checks").glob("*.py")}
    assert len(checks()) == len(files - {"__init__", "inspection"})


def test_a_sum_that_does_not_come_out_proposes_the_right_total() -> None:
    groups = tuple(Group(name, count, "phiếu") for name, count in (("a", 54), ("b", 324), ("c", 360)))
    (flag,) = flags(samples=(Sample("II.4", 733, "phiếu", groups),))
    assert (flag.code, flag.pointer, flag.severity, flag.proposal) == ("sum_mismatch", "/samples/0/total", "error", 738)
    assert "54 + 324 + 360 = 738, đọc được 733" in flag.message


def test_a_part_its_factors_contradict_is_the_one_to_correct() -> None:
    wrong = Group("a", 45, "phiếu", (Factor(3, "người"), Factor(18, "sở")))
    found = flags(samples=(Sample("II.4", 414, "phiếu", (wrong, Group("b", 360, "phiếu"))),))
    assert codes(found) == [
        ("product_mismatch", "/samples/0/groups/0/count"),
        ("sum_mismatch", "/samples/0/groups/0/count"),
    ]
    assert {flag.proposal for flag in found} == {54}


def test_a_figure_for_each_that_does_not_divide_is_a_warning() -> None:
    group = Group("a", 1210, "người", per=Per(60, "người", "xã"))
    assert codes(flags(samples=(Sample("II", 1210, "người", (group,)),))) == [
        ("product_mismatch", "/samples/0/groups/0/count")
    ]


def test_nested_sums_that_come_out_are_silent() -> None:
    inner = Group("a", 54, "phiếu", groups=(Group("b", 54, "phiếu", (Factor(3, None), Factor(18, None))),))
    assert flags(samples=(Sample("II", 54, "phiếu", (inner,)),)) == ()


@pytest.mark.parametrize(
    ("deadline", "code"),
    [
        (Deadline("ngày 10/01/2023", "by", None, "2023-01-10"), "deadline_before_issue"),
        (Deadline("…", "within", "2024-05-01", "2024-04-30"), "deadline_before_issue"),
        (Deadline("tháng 5", "within"), "deadline_without_days"),
    ],
)
def test_deadlines_that_cannot_be_are_flagged(deadline: Deadline, code: str) -> None:
    found = flags(Document(issued_on="2024-02-16"), (task(deadlines=(deadline,)),))
    assert codes(found) == [(code, "/tasks/0/deadlines/0")]


def test_deadlines_are_not_judged_by_a_date_left_blank() -> None:
    late = Deadline("2023", "within", "2023-01-01", "2023-12-31")
    assert flags(Document(issued_on="2024"), (task(deadlines=(late,)),)) == ()


def test_codes_are_looked_up_in_the_set() -> None:
    criteria = (Criterion("1.3.2", None), Criterion("1.3.9", None), Criterion("9.1", None))
    found = flags(tasks=(task(criteria=criteria),), catalogue=SET)
    assert codes(found) == [
        ("code_not_in_catalogue", "/tasks/0/criteria/1"),
        ("code_not_in_catalogue", "/tasks/0/criteria/2"),
        ("code_without_parent", "/tasks/0/criteria/2"),
    ]


def test_one_code_under_two_leads_is_flagged_once() -> None:
    other = Unit("Sở Tài chính", "lead", "so-tai-chinh")
    tasks = (task(criteria=(Criterion("1.5", None),)), task(criteria=(Criterion("1.5", None),), units=(other,)))
    assert codes(flags(tasks=tasks)) == [("code_under_two_leads", "/tasks/1/criteria/0")]


def test_units_unknown_ended_or_only_pointed_at_are_flagged() -> None:
    units = (
        Unit("Tổ hợp Bảy Sắc", "lead"),
        Unit("Sở Thông tin và Truyền thông", "coordinate", "so-thong-tin-va-truyen-thong"),
        Unit("các đơn vị nêu trên", "coordinate", "cac-co-quan-don-vi"),
    )
    found = flags(Document(issued_on="2025-09-01"), (task(units=units),))
    assert codes(found) == [
        ("unit_unknown", "/tasks/0/units/0"),
        ("unit_not_valid", "/tasks/0/units/1/name"),
        ("unit_is_reference", "/tasks/0/units/2"),
    ]
    assert found[1].proposal == "Sở Khoa học và Công nghệ"


def test_places_that_ended_name_what_they_became() -> None:
    document = Document(issued_on="2024-03-05", issuer="Ủy ban nhân dân xã Mỹ Khánh", parent="UBND huyện Phong Điền")
    (flag,) = flags(document, (task(),), text="theo Quyết định của UBND thành phố Cần Thơ")
    assert (flag.code, flag.pointer, flag.proposal) == ("place_succeeded", "/document/issuer", None)
    assert "Nay là phường An Bình (thành phố Cần Thơ)." in flag.message
    assert "It is now phường An Bình (thành phố Cần Thơ)." in flag.message_en


def test_a_new_paper_that_names_an_old_commune_is_given_the_new_name() -> None:
    units = (Unit("UBND xã Mỹ Khánh", "lead", "ubnd-xa/xa-my-khanh"), Unit("Công an xã Mỹ Khánh", "coordinate", "k"))
    document = Document(issued_on="2025-09-01", issuer="Ủy ban nhân dân thành phố Cần Thơ")
    found = [flag for flag in flags(document, (task(units=units),)) if flag.code == "place_succeeded"]
    assert [(flag.pointer, flag.proposal) for flag in found] == [("/tasks/0/units/0/name", "UBND phường An Bình")]
    assert "trước ngày ban hành" in found[0].message


def test_a_commune_that_could_be_any_of_several_gets_no_successor() -> None:
    document = Document(issued_on="2024-03-05", issuer="Ủy ban nhân dân xã Tân Lập")
    assert flags(document, (task(),)) == ()


def test_work_without_anybody_is_flagged() -> None:
    assert codes(flags(tasks=(task(units=()),))) == [("task_without_unit", "/tasks/0")]


def test_a_day_that_is_not_in_the_calendar_is_flagged_where_it_stands() -> None:
    text = "hoàn thành trước ngày 31/02/2024"
    evidence = {"/tasks/0": Evidence(Span(0, len(text)), "tasks.item")}
    found = flags(tasks=(task(),), text=text, evidence=evidence)
    assert codes(found) == [("date_impossible", "/tasks/0")]


def test_numbers_below_ten_want_a_zero() -> None:
    text = "Sơn Hòa, ngày 5 tháng 2 năm 2024"
    evidence = {"/document/issued_on": Evidence(Span(9, len(text)), "issued_on.place_line")}
    found = flags(Document(number="7", issued_on="2024-02-05"), text=text, evidence=evidence)
    assert set(codes(found)) == {
        ("number_not_padded", "/document/number"),
        ("number_not_padded", "/document/issued_on"),
    }


def test_symbols_must_fit_kind_and_issuer() -> None:
    fits = Document(kind="ke_hoach", symbol="KH-UBND", issuer="Ủy ban nhân dân xã Sơn Hòa")
    assert flags(fits) == ()
    wrong = Document(kind="quyet_dinh", symbol="KH-UBND", issuer="Sở Nội vụ")
    assert [flag.code for flag in flags(wrong)] == ["symbol_mismatch", "symbol_mismatch"]


def test_an_attachment_spoken_of_must_be_there() -> None:
    text = "Nội dung cụ thể (có Phụ lục kèm theo)."
    assert codes(flags(text=text)) == [("attachment_missing", "/document/appendices")]
    assert flags(Document(appendices=("Phụ lục",)), text=text) == ()
    assert flags(text=f"{text}\nPHỤ LỤC I\nDanh mục") == ()


def test_errors_come_before_warnings_and_every_flag_speaks_both_languages() -> None:
    groups = (Group("a", 5, "phiếu"),)
    found = flags(tasks=(task(units=()),), samples=(Sample("II", 6, "phiếu", groups),))
    assert [flag.severity for flag in found] == ["error", "warning"]
    assert all(flag.message.endswith(".") and flag.message_en.endswith(".") for flag in found)


def test_a_criterion_named_by_its_title_alone_is_flagged_with_its_code() -> None:
    titles = Catalogue(
        [
            CatalogueEntry("2.1", "Tổ chức thực hiện Kế hoạch truyền thông của xã"),
            CatalogueEntry("2.1.1", "Mức độ hoàn thành kế hoạch truyền thông của xã"),
            CatalogueEntry("2.2", "Truyền thông"),
        ]
    )
    text = "1. Truyền thông: nâng Mức độ hoàn thành, kế\nhoạch truyền thông của xã"
    evidence = {"/tasks/0": Evidence(Span(0, len(text)), "tasks.labelled")}

    def found(*criteria: Criterion) -> list[tuple[str, str]]:
        return codes(flags(tasks=(task(criteria=criteria),), text=text, evidence=evidence, catalogue=titles))

    assert ("title_without_code", "/tasks/0") in found()
    assert len([code for code, _ in found() if code == "title_without_code"]) == 1
    for code in ("2.1.1", "2.1.1.3"):
        assert "title_without_code" not in dict(found(Criterion(code, "")))
    assert "title_without_code" not in dict(codes(flags(tasks=(task(),), text=text, catalogue=titles)))
