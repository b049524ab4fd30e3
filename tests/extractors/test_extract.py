"""The door: whole papers in, values with their places out."""

import random
import textwrap
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.extract import extract
from extractors.passage import Paper
from extractors.values import Extraction, Group
from tests.conftest import REPOSITORY

PAPERS = sorted((REPOSITORY / "samples" / "gold").glob("*.txt"))
PLAIN = [path for path in PAPERS if "\nTT\n" not in path.read_text(encoding="utf-8")]
WORDS = st.sampled_from(
    [
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/3/2025 của UBND "
        "tỉnh;", "I.", "II. NỘI DUNG", "1.", "a)", "-", "+", "TT",
        "Nơi nhận:", "KẾ HOẠCH", "Thời gian: Quý II/2025", "Đơn vị chủ trì: Phòng Nội vụ", "Điều 1.", "CHỦ TỊCH", "\n",
        "PHỤ LỤC I", "tiêu chí 1.2.3", "“", "\n\n", "100%", "Tổng số 120 phiếu, gồm:", "và", "hằng tháng",
        "(03 người x 18 sở) = 54 phiếu", "TM. ỦY BAN NHÂN DÂN", "Số: /KH-UBND",
    ]
)  # fmt: skip


def pointers(extraction: Extraction) -> set[str]:
    """The JSON Pointers of all values that must show where they stand."""
    document = extraction.document
    found = {
        f"/document/{name}"
        for name in ("kind", "number", "symbol", "issued_on", "place", "issuer", "subject")
        if getattr(document, name)
    }
    found |= {f"/document/legal_bases/{n}" for n, _ in enumerate(document.legal_bases)}
    found |= {f"/document/recipients/{n}" for n, _ in enumerate(document.recipients)}
    for n, task in enumerate(extraction.tasks):
        found |= {f"/tasks/{n}", f"/tasks/{n}/title"}
        for name in ("criteria", "deadlines", "units", "targets"):
            found |= {f"/tasks/{n}/{name}/{m}" for m, _ in enumerate(getattr(task, name))}
    for n, sample in enumerate(extraction.samples):
        found |= {f"/samples/{n}", f"/samples/{n}/total"} | _groups(f"/samples/{n}", sample.groups)
    return found


def _groups(above: str, groups: tuple[Group, ...]) -> set[str]:
    found: set[str] = set()
    for n, group in enumerate(groups):
        found |= {f"{above}/groups/{n}"} | _groups(f"{above}/groups/{n}", group.groups)
    return found


def whole(text: str) -> tuple[object, ...]:
    """What a paper says, without places."""
    extraction = extract(Paper(text))
    return extraction.document, extraction.tasks, extraction.samples


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_every_value_has_its_place(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    extraction = extract(Paper(text))
    assert pointers(extraction) <= set(extraction.evidence)
    for evidence in extraction.evidence.values():
        assert 0 <= evidence.span.start < evidence.span.end <= len(text)
        assert "." in evidence.rule


@given(st.lists(WORDS, max_size=25).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_without_error(text: str) -> None:
    extraction = extract(Paper(text))
    assert pointers(extraction) <= set(extraction.evidence)
    assert all(0 <= proof.span.start < proof.span.end <= len(text) for proof in extraction.evidence.values())


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_scribble_is_read_without_error(text: str) -> None:
    extract(Paper(unicodedata.normalize("NFC", text)))


@pytest.mark.parametrize("width", [70, 96])
@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.stem)
def test_moved_line_breaks_change_no_time_code_or_path(path: Path, width: int) -> None:
    text = path.read_text(encoding="utf-8")
    wrapped = "\n".join(
        piece
        for line in text.split("\n")
        for piece in textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]
    )
    before, after = extract(Paper(text)), extract(Paper(wrapped))
    assert after.document == before.document

    def told(extraction: Extraction) -> list[object]:
        return [
            (
                task.path,
                [criterion.code for criterion in task.criteria],
                [(due.kind, due.start, due.end) for due in task.deadlines],
            )
            for task in extraction.tasks
        ]

    assert told(after) == told(before)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.stem)
def test_dropped_marks_never_make_a_right_time_or_code_wrong(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    text = path.read_text(encoding="utf-8")
    damaged = "".join(_bare(letter) if chance.random() < LOST_SHARE else letter for letter in text)
    assert _dated(extract(Paper(damaged))) <= _dated(extract(Paper(text)))


@given(seed=st.integers(0, 10_000))
@settings(max_examples=4, deadline=None, derandomize=True)
@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_spoiled_letters_never_make_a_right_time_or_code_wrong(path: Path, seed: int) -> None:
    text = path.read_text(encoding="utf-8")
    before, after = extract(Paper(text)), extract(Paper(_spoiled(text, random.Random(seed))))
    assert _values(after) <= _values(before)


@given(seed=st.integers(0, 10_000), width=st.integers(56, 120))
@settings(max_examples=3, deadline=None, derandomize=True)
@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.stem)
def test_any_width_gives_the_same_values(path: Path, seed: int, width: int) -> None:
    text = path.read_text(encoding="utf-8")
    wrapped = "\n".join(piece for line in text.split("\n") for piece in _wrapped(line, width, random.Random(seed)))
    assert _values(extract(Paper(wrapped))) <= _values(extract(Paper(text)))


def _wrapped(line: str, width: int, chance: random.Random) -> list[str]:
    """A paragraph as printed lines of about one width: letters are not equally wide."""
    lines: list[str] = [""]
    for word in line.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width - chance.randrange(4):
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".lstrip()
    return lines


# What engines take for each other, digits among themselves left out: those make other values, and no reader can know.
ALIKE = {
    "l": "1I|",
    "I": "l1|",
    "o": "0",
    "O": "0",
    "0": "O",
    "1": "l",
    "m": "n",
    "n": "m",
    "h": "b",
    "u": "v",
    "c": "e",
    "e": "c",
    "t": "f",
    ",": ".",
    ".": ",",
    ";": ":",
    ":": ";",
    "-": "~",
    "i": "í",
    "ấ": "ẩ",
    "ủ": "ù",
}
SPOILED_SHARE = 0.004  # of the letters above: about one word in forty, a bad scan


def _spoiled(text: str, chance: random.Random) -> str:
    return "".join(
        chance.choice(ALIKE[letter]) if letter in ALIKE and chance.random() < SPOILED_SHARE else letter
        for letter in text
    )


def _values(extraction: Extraction) -> set[tuple[object, ...]]:
    """Times and codes wherever they stand; a spoiled label may move one to another path."""
    found: set[tuple[object, ...]] = set()
    for task in extraction.tasks:
        found |= {(due.kind, due.start, due.end, due.every) for due in task.deadlines}
        found |= {(criterion.code,) for criterion in task.criteria}
    return found


LOST_SHARE = 0.03  # of all letters lose their marks: about what is left over when a bad scan has been restored


def _dated(extraction: Extraction) -> set[tuple[object, ...]]:
    found: set[tuple[object, ...]] = set()
    for task in extraction.tasks:
        found |= {(task.path, due.kind, due.start, due.end) for due in task.deadlines}
        found |= {(task.path, criterion.code) for criterion in task.criteria}
    return found


def _bare(letter: str) -> str:
    if letter in "đĐ":
        return "dD"["đĐ".index(letter)]
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isalpha() else letter
