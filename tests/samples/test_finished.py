"""The finished files: what the manifest lists is there, is small, and is what the composer makes."""

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from numpy.typing import NDArray
from PIL import Image

from samples.catalog import CHOSEN, FINISHED, PAPERS, SAMPLES
from samples.composer.finish import ORIGINS, file_name, make
from samples.composer.source import Source, read_source
from samples.composer.typeset import gold_text, reading_text, typeset

MANIFEST = json.loads((SAMPLES / "manifest.json").read_text(encoding="utf-8"))["papers"]
SOURCES = {source.id: source for source in map(read_source, PAPERS)}
KEPT_BYTES = 7_000_000  # the repository is cloned by people with slow lines


def page_images(path: Path, dpi: int) -> list[NDArray[np.uint8]]:
    document = pdfium.PdfDocument(path)
    images = [np.array(page.render(scale=dpi / 72, grayscale=True).to_numpy()) for page in document]
    document.close()
    return images


def assert_alike(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> None:
    """Compare page images as an eye at arm's length does: another build of a font or codec may move single pixels."""
    assert one.shape == other.shape
    small = [cv2.resize(image, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA) for image in (one, other)]
    away = np.abs(small[0].astype(np.int16) - small[1].astype(np.int16))
    assert float(away.mean()) < 2.0


def test_manifest_lists_every_paper_with_its_files() -> None:
    assert [paper["id"] for paper in MANIFEST] == sorted(SOURCES)
    for paper in MANIFEST:
        for key in ("source", "gold_text", "gold_record", "reading"):
            assert (SAMPLES / paper[key]).is_file(), paper[key]
        assert {entry["origin"] for entry in paper["files"]} == {"digital", *CHOSEN[paper["id"]]}
        assert all((SAMPLES / entry["path"]).stat().st_size > 0 for entry in paper["files"])


def test_every_treatment_is_kept_once_and_every_paper_as_a_scan() -> None:
    assert {origin for origins in CHOSEN.values() for origin in origins} | {"digital"} == set(ORIGINS)
    assert all(set(origins) - {"text"} for origins in CHOSEN.values())


def test_finished_folder_holds_nothing_else_and_stays_small() -> None:
    listed = {Path(entry["path"]).name for paper in MANIFEST for entry in paper["files"]}
    beside = {f"{Path(name).stem}.json" for name in listed}
    beside |= {f"{paper_id}.{kind}" for paper_id in SOURCES for kind in ("reading.txt", "places.json")}
    names = {path.name for path in FINISHED.iterdir()}
    assert listed <= names <= listed | beside
    assert sum(path.stat().st_size for path in FINISHED.iterdir()) < KEPT_BYTES


@pytest.mark.parametrize("paper_id", sorted(SOURCES))
def test_texts_are_those_of_the_source(paper_id: str) -> None:
    source = SOURCES[paper_id]
    assert (SAMPLES / "gold" / f"{paper_id}.txt").read_text(encoding="utf-8") == gold_text(source)
    reading = (FINISHED / f"{paper_id}.reading.txt").read_bytes().decode()
    assert reading == reading_text(typeset(source))
    by_hand = reading_text(typeset(source, by_hand=True))
    assert by_hand.split() == reading.split()  # the room for the pen moves no word


@pytest.mark.parametrize("paper_id", sorted(SOURCES))
def test_digital_paper_holds_the_reading_text(paper_id: str) -> None:
    document = pdfium.PdfDocument(FINISHED / file_name(paper_id, "digital"))
    pages = (FINISHED / f"{paper_id}.reading.txt").read_bytes().decode().split("\f")
    assert len(document) == len(pages)
    for page, expected in zip(document, pages, strict=True):
        got = "".join(page.get_textpage().get_text_range().split())
        missing = [line for line in expected.splitlines() for word in line.split() if word not in got]
        assert not missing
    document.close()


@pytest.mark.parametrize("paper_id", ["03", "10"])
def test_digital_paper_is_remade_alike(paper_id: str, tmp_path: Path) -> None:
    list(make(SOURCES[paper_id], "digital", tmp_path))
    name = file_name(paper_id, "digital")
    for kept, made in zip(page_images(FINISHED / name, 60), page_images(tmp_path / name, 60), strict=True):
        assert_alike(kept, made)


@pytest.mark.parametrize(("paper_id", "origin"), [("03", "fax"), ("07", "heavy")])
def test_scan_is_remade_alike(paper_id: str, origin: str, tmp_path: Path) -> None:
    list(make(SOURCES[paper_id], origin, tmp_path))
    name = file_name(paper_id, origin)
    for kept, made in zip(page_images(FINISHED / name, 100), page_images(tmp_path / name, 100), strict=True):
        assert_alike(kept, made)
    truth = Path(name).with_suffix(".json").name
    assert json.loads((tmp_path / truth).read_text()) == json.loads((FINISHED / truth).read_text())


def scans() -> list[tuple[Source, dict[str, Any]]]:
    return [
        (SOURCES[paper["id"]], entry)
        for paper in MANIFEST
        for entry in paper["files"]
        if entry["origin"] not in ("digital", "text")
    ]


@pytest.mark.parametrize(("source", "entry"), scans(), ids=lambda value: getattr(value, "id", None) or value["origin"])
def test_scan_has_a_page_image_for_each_line_of_its_truth(source: Source, entry: dict[str, Any]) -> None:
    path = SAMPLES / entry["path"]
    truth = json.loads(path.with_suffix(".json").read_text())
    if path.suffix == ".pdf":
        document = pdfium.PdfDocument(path)
        count = len(document)
        document.close()
    else:
        with Image.open(path) as image:
            count = getattr(image, "n_frames", 1)
    assert count == len(truth)
    assert [page["number"] for page in truth if not page["blank"]] == list(range(1, len(typeset(source)) + 1))


def test_scans_hold_no_text_but_the_bad_layer() -> None:
    for source, entry in scans():
        path = SAMPLES / entry["path"]
        if path.suffix != ".pdf":
            continue
        document = pdfium.PdfDocument(path)
        text = "".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        if entry["origin"] == "badlayer":
            assert len(text) > 1000
            assert not set(text) & set("ếệốộứựăơưđ"), source.id  # read as English: no Vietnamese letter
        else:
            assert text == ""
