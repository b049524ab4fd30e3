import shutil
import struct
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.engines.tesseract import MODELS, OFFICE
from ocr.training.weights import Matrix, NetworkFormatError, averaged, trainable
from tests.ocr import sheets

OURS = MODELS / f"{OFFICE}.traineddata"


def run(*command: str | Path) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("combine_tessdata") is None:
        pytest.skip("combine_tessdata is not installed: it comes with tesseract-ocr")
    folder = tmp_path_factory.mktemp("model")
    run("combine_tessdata", "-u", OURS, f"{folder}/whole.")
    return folder


@pytest.fixture(scope="module")
def network(unpacked: Path) -> bytes:
    return (unpacked / "whole.lstm").read_bytes()


@pytest.mark.ocr
def test_a_network_made_trainable_reads_the_same(unpacked: Path, network: bytes) -> None:
    for part in unpacked.glob("whole.*"):
        shutil.copy(part, unpacked / part.name.replace("whole", "floating"))
    (unpacked / "floating.lstm").write_bytes(trainable(network))
    run("combine_tessdata", unpacked / "floating.")
    shutil.copy(OURS, unpacked / "whole.traineddata")
    lines = ("Căn cứ Luật Tổ chức chính quyền địa phương;", "Số: 3395/QĐ-UBND ngày 25/12/2025")
    picture = unpacked / "page.png"
    cv2.imwrite(str(picture), sheets.page(lines, size=(1400, 200), top=20, left=20))
    whole, floating = (
        run("tesseract", picture, "-", "--tessdata-dir", unpacked, "-l", name, "--psm", "6", "--dpi", str(sheets.DPI))
        for name in ("whole", "floating")
    )
    assert whole.split() == floating.split() == " ".join(lines).split()


def test_the_weights_are_whole_numbers_times_their_scale(network: bytes) -> None:
    floating = trainable(network)
    assert len(floating) > 7 * len(network)
    assert trainable(floating) == floating
    assert averaged([floating, floating]) == floating


def test_networks_are_averaged_weight_by_weight() -> None:
    one, three = (_tiny(np.full((2, 3), value)) for value in (1.0, 3.0))
    assert averaged([one, three]) == _tiny(np.full((2, 3), 2.0))
    with pytest.raises(NetworkFormatError):
        averaged([one, _tiny(np.ones((3, 3)))])


def test_a_network_cut_short_is_refused(network: bytes) -> None:
    for end in (0, 1, 40, 250, len(network) // 2, len(network) - 300):
        with pytest.raises(NetworkFormatError):
            trainable(network[:end])


@given(st.binary(max_size=200))
@settings(max_examples=60)
def test_rubbish_is_refused(rubbish: bytes) -> None:
    with pytest.raises(NetworkFormatError):
        trainable(rubbish)


def _tiny(weights: np.ndarray) -> bytes:
    """Return a network of one layer."""

    def text(content: bytes) -> bytes:
        return struct.pack("<i", len(content)) + content

    layer = b"\0" + text(b"Softmax") + b"\0\1" + struct.pack("<iiii", 0, 2, 2, 6) + text(b"Output")
    return layer + Matrix(128, weights).to_bytes() + text(b"[O1c2]") + struct.pack("<iii", 1 ^ 1, 5, 5)
