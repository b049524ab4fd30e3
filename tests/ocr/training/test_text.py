import lzma
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from ocr.training.text import ForbiddenTextError, Speech, line_hash, measured_hashes, paragraphs, refuse
from tests.conftest import REPOSITORY

ALPHABET = frozenset(
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
    "0123456789 .,;:/-+()%[]"
)
BOTH_CASES = ALPHABET | {letter.upper() for letter in ALPHABET}
ROWS = [f"Xã Bình Thuận trồng thêm {number} ha rừng ngập mặn ở bãi bồi phía đông." for number in range(400)]


def corpus(folder: Path, rows: list[str], name: str = "admin_ours.txt.xz") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(lzma.compress("\n".join(rows).encode()))
    return folder


def test_held_out_lines_never_train(tmp_path: Path) -> None:
    path = corpus(tmp_path, ROWS) / "admin_ours.txt.xz"
    trained, held = (set(paragraphs(path, BOTH_CASES, held_out=held)) for held in (False, True))
    assert trained and held
    assert not trained & held
    assert trained | held == set(ROWS)


def test_lines_that_the_model_cannot_write_are_left_out(tmp_path: Path) -> None:
    path = corpus(tmp_path, [*ROWS, "Điện trở của dây là mười Ω trên mỗi mét dài."]) / "admin_ours.txt.xz"
    assert all("Ω" not in line for held in (False, True) for line in paragraphs(path, BOTH_CASES, held_out=held))


def test_a_paper_that_measures_never_trains(tmp_path: Path) -> None:
    measured = measured_hashes()
    reading = (REPOSITORY / "samples" / "finished" / "01.reading.txt").read_text(encoding="utf-8")
    assert any(line_hash(line) in measured for line in reading.splitlines())
    with pytest.raises(ForbiddenTextError):
        refuse(reading.splitlines(), measured)
    assert refuse(ROWS, measured) == ROWS
    with pytest.raises(ForbiddenTextError):
        Speech(corpus(tmp_path, reading.splitlines() * 5), _letters_of(reading), held_out=False)


def test_speech_is_the_same_for_the_same_seed_and_of_the_alphabet(tmp_path: Path) -> None:
    speech = Speech(corpus(tmp_path, ROWS), BOTH_CASES, held_out=False)
    one, other = ([speech.paragraph(rng) for _ in range(300)] for rng in (np.random.default_rng(3) for _ in range(2)))
    assert one == other
    assert BOTH_CASES.issuperset("".join(one))
    assert any(text.isupper() for text in one)


def test_points_of_lists_begin_and_end_as_plans_have_them(tmp_path: Path) -> None:
    speech = Speech(corpus(tmp_path, ROWS), BOTH_CASES, held_out=False)
    rng = np.random.default_rng(5)
    drawn = [text for text in (speech.paragraph(rng) for _ in range(2000)) if not text.isupper()]
    label = re.compile(r"(?:Điều )?\d+(?:\.\d+)*\.? |[IVX]+\. |[a-zđ]\) |\(\d+\) |[-+] ")
    points = [text for text in drawn if label.match(text)]
    assert 0.25 < len(points) / len(drawn) < 0.55
    assert not any(re.match(r"\S+[,:;] ", text) for text in points)
    ends = Counter(text[-1] for text in points)
    assert ends["."] > ends[";"] > ends[":"] * 0.8 > 0


def test_a_label_is_not_put_before_another(tmp_path: Path) -> None:
    speech = Speech(
        corpus(tmp_path, [f"2.{1 + row % 9}. {text}" for row, text in enumerate(ROWS)]), BOTH_CASES, held_out=False
    )
    rng = np.random.default_rng(6)
    assert not any(re.match(r"\S+ 2\.\d\. Xã", speech.paragraph(rng)) for _ in range(1000))


def test_a_folder_without_corpora_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Speech(tmp_path, BOTH_CASES, held_out=False)


def _letters_of(text: str) -> frozenset[str]:
    return frozenset(text) | {" "}
