"""The finished files of a paper: digital PDF, scans, wrong-layer PDF, single images, plain text; and their manifest."""

import dataclasses
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
from PIL import Image

from samples.catalog import CHOSEN, FINISHED, PAPERS
from samples.composer import image_pdf
from samples.composer.layer import read_as_english
from samples.composer.presets import PRESETS, Worn
from samples.composer.render import to_pdf
from samples.composer.scan import scanned, truth, turned
from samples.composer.sheet import Read, Sheet
from samples.composer.source import Source, read_source
from samples.composer.typeset import gold_text, reading_text, typeset

ORIGINS = ("digital", *PRESETS, "turned", "badlayer", "tiff", "png", "jpeg", "text")
_SUFFIXES = {"tiff": ".tif", "png": ".png", "jpeg": ".jpg", "text": ".txt"}
_PRODUCER = "Specimen scan"


def file_name(paper_id: str, origin: str) -> str:
    """Return the name of a finished file: "01-light.pdf", "05-tiff.tif"."""
    return f"{paper_id}-{origin}{_SUFFIXES.get(origin, '.pdf')}"


def make(source: Source, origin: str, folder: Path) -> Iterator[Path]:
    """Write one kind of file of a paper into a folder, with what is known about its pages beside it."""
    sheets = typeset(source, by_hand=origin not in ("digital", "text"))
    path = folder / file_name(source.id, origin)
    pages: list[Worn] = []
    match origin:
        case "digital":
            path.write_bytes(to_pdf(sheets, title=_title(source)))
            yield _write(folder / f"{source.id}.reading.txt", reading_text(sheets))
            yield _write(folder / f"{source.id}.places.json", _places(sheets))
        case "text":
            _write(path, gold_text(source))
        case "turned" | "badlayer":
            pages = list(turned(source, sheets) if origin == "turned" else scanned(source, sheets, PRESETS["medium"]))
            path.write_bytes(_pdf(pages, "medium", hidden=origin == "badlayer"))
        case "tiff":
            pages = list(scanned(source, sheets, PRESETS["fax"]))
            _write_tiff(path, pages)
        case "png" | "jpeg":
            pages = list(scanned(source, sheets[:1], PRESETS["bitonal" if origin == "png" else "phone"]))
            _write_image(path, pages[0])
        case _:
            pages = list(scanned(source, sheets, PRESETS[origin]))
            path.write_bytes(_pdf(pages, origin, hidden=False))
    yield path
    if pages:
        yield _write(path.with_suffix(".json"), truth(pages))


def write_gold_text(source: Source, folder: Path) -> None:
    """Write the words of a paper as its author wrote them to `NN.txt`."""
    _write(folder / f"{source.id}.txt", gold_text(source))


def write_manifest(path: Path) -> None:
    """Write the list of papers and their finished files."""
    papers = []
    for source in (read_source(paper) for paper in PAPERS):
        files = [file_name(source.id, origin) for origin in ("digital", *CHOSEN.get(source.id, ()))]
        entries = [
            {"path": f"{FINISHED.name}/{name}", "origin": name.partition("-")[2].partition(".")[0]} for name in files
        ]
        papers.append({
            "id": source.id, "title": _title(source), "shows": [item.strip() for item in source.shows.split(";")],
            "source": f"papers/{source.id}-{source.slug}.toml", "gold_text": f"gold/{source.id}.txt",
            "gold_record": f"gold/{source.id}.json", "reading": f"{FINISHED.name}/{source.id}.reading.txt",
            "pages": len(typeset(source)), "files": entries,
        })  # fmt: skip
    _write(path, json.dumps({"papers": papers}, ensure_ascii=False, indent=1) + "\n")


def _title(source: Source) -> str:
    kind = source.kind.capitalize() if source.kind else "Công văn"
    return " ".join((kind, *(source.subject or source.letterhead.about)))


def _places(sheets: Sequence[Sheet]) -> str:
    pages = [{"number": sheet.number, "reads": [_plain(read) for read in sheet.reads]} for sheet in sheets]
    return json.dumps({"unit": "pt", "pages": pages}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _plain(read: Read) -> dict[str, object]:
    values: dict[str, object] = {"text": read.text, "kind": read.kind, "box": [round(side, 1) for side in read.box]}
    return values if read.cell is None else {**values, "cell": read.cell}


def _pdf(pages: Sequence[Worn], preset_name: str, *, hidden: bool) -> bytes:
    preset = PRESETS[preset_name]
    scans = []
    for page in pages:
        scan = image_pdf.encode(page.image, dpi=preset.dpi, ink=preset.ink, quality=preset.quality)
        words = read_as_english(page.image, dpi=preset.dpi[0]) if hidden else ()
        scans.append(dataclasses.replace(scan, words=words))
    return image_pdf.write(scans, producer=_PRODUCER)


def _write_tiff(path: Path, pages: Sequence[Worn]) -> None:
    images = [Image.fromarray(cv2.cvtColor(page.image, cv2.COLOR_BGR2GRAY)).convert("1") for page in pages]
    dpi = PRESETS["fax"].dpi
    images[0].save(path, "TIFF", compression="group4", save_all=True, append_images=images[1:], dpi=dpi)


def _write_image(path: Path, page: Worn) -> None:
    if path.suffix == ".png":
        black = Image.fromarray(cv2.cvtColor(page.image, cv2.COLOR_BGR2GRAY)).convert("1")
        black.save(path, "PNG", optimize=True, dpi=PRESETS["bitonal"].dpi)
    else:
        Image.fromarray(cv2.cvtColor(page.image, cv2.COLOR_BGR2RGB)).save(
            path, "JPEG", quality=PRESETS["phone"].quality, optimize=True, dpi=PRESETS["phone"].dpi
        )


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
