import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from ocr.engines import Settings, tesseract
from ocr.training.lines import Sample, samples, write_lines
from ocr.training.text import Speech
from ocr.training.typesetting import Faces, sheet
from ocr.training.wear import KINDS, worn
from tests.ocr.training.test_text import BOTH_CASES, ROWS, corpus


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Speech:
    return Speech(corpus(tmp_path_factory.mktemp("corpora"), ROWS), BOTH_CASES, held_out=False)


@pytest.fixture(scope="module")
def faces() -> Faces:
    return Faces(BOTH_CASES)


@pytest.fixture(scope="module")
def page(speech: Speech, faces: Faces) -> list[Sample]:
    return next(samples(speech, faces, seed=5))


def test_a_face_without_a_letter_is_not_used() -> None:
    with pytest.raises(FileNotFoundError):
        Faces(frozenset("a\U000f0001a") | {"ꔀ"})


def test_lines_lie_where_they_are_said_to(speech: Speech, faces: Faces) -> None:
    clean = sheet(speech, faces, dpi=100, rng=np.random.default_rng(2))
    assert len(clean.lines) > 10
    covered = np.full_like(clean.image, 255)
    for line in clean.lines:
        left, top, right, bottom = (round(side) for side in line.box)
        cut = slice(max(0, top - 2), bottom + 3), slice(max(0, left - 3), right + 4)
        assert (clean.image[cut] < 128).any(), line.text
        covered[cut] = clean.image[cut]
    ink = np.count_nonzero(clean.image < 128)
    assert np.count_nonzero(covered < 128) > 0.6 * ink  # the rest is rulings


@pytest.mark.parametrize("kind", sorted(set(KINDS)))
def test_every_kind_of_wear_leaves_a_page(kind: str, speech: Speech, faces: Faces) -> None:
    clean = sheet(speech, faces, dpi=100, rng=np.random.default_rng(2)).image
    one, other = (worn(clean, clean, dpi=100, rng=np.random.default_rng(4), kind=kind) for _ in range(2))
    assert one.kind == kind
    assert one.image.shape == clean.shape and one.image.dtype == np.uint8
    assert np.array_equal(one.image, other.image)
    assert not np.array_equal(one.image, clean)


def test_the_same_seed_makes_the_same_lines(page: list[Sample], speech: Speech, faces: Faces) -> None:
    again = next(samples(speech, faces, seed=5))
    assert [line.text for line in page] == [line.text for line in again]
    assert all(np.array_equal(one.picture, other.picture) for one, other in zip(page, again, strict=True))


@pytest.mark.ocr
def test_lines_say_what_stands_on_them(page: list[Sample]) -> None:
    lines = [line for line in page if len(line.text) > 20][:12]
    readings = tesseract.read([line.picture for line in lines], dpi=200, settings=Settings(mode="line"))
    read = [" ".join(word.text for word in words) for words in readings]
    errors = sum(Levenshtein.distance(line.text, text) for line, text in zip(lines, read, strict=True))
    assert len(lines) > 5
    assert errors < 0.1 * sum(len(line.text) for line in lines)


@pytest.mark.ocr
def test_the_trainer_reads_the_files_of_lines(page: list[Sample], tmp_path: Path) -> None:
    if shutil.which("lstmeval") is None:
        pytest.skip("lstmeval is not installed: it comes with tesseract-ocr")
    write_lines(tmp_path / "page.lstmf", [line for line in page if len(line.text) > 20][:12])
    (tmp_path / "list.txt").write_text(f"{tmp_path / 'page.lstmf'}\n", encoding="utf-8")
    model = tesseract.MODELS / f"{tesseract.OFFICE}.traineddata"
    command = ["lstmeval", "--model", model, "--eval_listfile", tmp_path / "list.txt", "--verbosity", "0"]
    answer = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True)
    said = (answer.stdout + answer.stderr).strip().splitlines()[-1]
    assert float(said.split("=")[1].split(",")[0]) < 20  # wrong letters in a hundred: a worn page
