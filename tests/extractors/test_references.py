"""Names that only point at bodies named before."""

from extractors.extract import extract
from extractors.passage import Paper

HEAD = "KẾ HOẠCH\nCải cách hành chính năm 2025\nỦy ban nhân dân xã ban hành Kế hoạch như sau:\n"
LIST = (
    "II. TỔ CHỨC THỰC HIỆN\n1. Giao Phòng Kinh tế, Phòng Văn hóa - Xã hội rà soát hồ sơ trước ngày 01/6/2025.\n"
    "2. Giao Văn phòng HĐND và UBND chủ trì, phối hợp với các phòng nêu trên báo cáo kết quả trước ngày 15/6/2025.\n"
)


def units(body: str) -> dict[str, list[tuple[str, str]]]:
    return {task.path: [(unit.role, unit.name) for unit in task.units] for task in extract(Paper(HEAD + body)).tasks}


def test_a_reference_to_the_only_list_of_the_section_is_resolved_and_says_so() -> None:
    extraction = extract(Paper(HEAD + LIST))
    task = extraction.tasks[1]
    assert [(unit.role, unit.name) for unit in task.units] == [
        ("lead", "Văn phòng HĐND và UBND"),
        ("coordinate", "Phòng Kinh tế"),
        ("coordinate", "Phòng Văn hóa - Xã hội"),
    ]
    proof = extraction.evidence["/tasks/1/units/1"]
    assert proof.rule == "units.referred"
    assert proof.span.of(HEAD + LIST) == "các phòng nêu trên"
    assert ("unit_is_reference", "/tasks/1/units/1") in [(flag.code, flag.pointer) for flag in extraction.flags]


def test_a_reference_that_two_lists_could_be_meant_by_stays_as_printed() -> None:
    two = LIST.replace("2. Giao", "2. Giao Phòng Nội vụ, Phòng Tư pháp kiểm tra trước ngày 05/6/2025.\n3. Giao")
    assert units(two)["II.3"][1] == ("coordinate", "các phòng nêu trên")


def test_a_list_of_another_section_is_not_meant() -> None:
    parted = LIST.replace("2. Giao", "III. KIỂM TRA\n1. Giao")
    assert units(parted)["III.1"][1] == ("coordinate", "các phòng nêu trên")


def test_a_reference_does_not_mean_bodies_of_another_kind_or_without_names() -> None:
    other = LIST.replace("Phòng Kinh tế, Phòng Văn hóa - Xã hội", "Sở Nội vụ, các cơ quan liên quan")
    assert units(other)["II.2"][1] == ("coordinate", "các phòng nêu trên")


def test_bodies_named_in_the_same_sentence_are_not_named_twice() -> None:
    same = "II. NHIỆM VỤ\n1. Giao Phòng A, Phòng B rà soát; các phòng nêu trên có trách nhiệm báo cáo Quý II/2025.\n"
    assert units(same)["II.1"] == [("lead", "Phòng A"), ("lead", "Phòng B")]
