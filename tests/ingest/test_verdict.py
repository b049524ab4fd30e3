import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.pages import read_page
from ingest.pipeline import on_disk
from ingest.reading import PageReading
from ingest.source import PDF
from ingest.text_layer import read_text_layer
from ingest.verdict import FORCED, Verdict, judge_layer
from tests.conftest import REPOSITORY
from tests.ingest.pdfs import LINES, as_english, both, pdf, picture, scan, tcvn3, text, vni, without_marks

CAPTION = ["Người ký: Ủy ban nhân dân xã Đồng Tiến", "Cơ quan: Ủy ban nhân dân xã", "Thời gian ký: 06.03.2025 10:12:41"]


def verdict(data: bytes, number: int = 1) -> Verdict:
    return judge_layer(read_text_layer(pdfium.PdfDocument(data)[number - 1], number=number, dpi=150))


def outlines(canvas: Canvas) -> None:
    for x in range(80, 400, 12):
        canvas.circle(x, 600, 4, fill=1)


def spaced(lines: tuple[str, ...]) -> list[str]:
    return ["   ".join(" ".join(word) for word in line.split()) for line in lines]


def shifted(line: str) -> str:
    """Return a line as a font with the wrong table to Unicode gives it: every letter another one."""
    bare = unicodedata.normalize("NFD", line)
    return "".join(
        chr(ord("b") + (ord(c) * 7) % 24) if c.isalpha() else c for c in bare if not unicodedata.combining(c)
    )


def cids(line: str) -> str:
    """Return a line as converters write letters whose font has no table: "(cid:12)(cid:33)"."""
    return " ".join(f"(cid:{ord(letter) % 97})" for letter in line)[:110]


def sideways(draw: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
    """Return a drawing on a page that asks to be turned by a quarter."""

    def draw_turned(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        draw(canvas)
        canvas.setPageRotation(0)

    return draw_turned


SIGNS = ["~~ ^^ ;; '' `` || // ~ = + * # @ }{ ][ <> ~~"] * 8


LABELLED: dict[str, tuple[Callable[[Canvas], None], str, str]] = {
    "digital": (text(LINES), "keep", "digital_text"),
    "digital with a logo": (both(scan(0.1), text(LINES, top=640)), "keep", "digital_text"),
    "digital over a picture that fills the page": (both(scan(), text(LINES)), "keep", "good_layer"),
    "short last page": (text(["Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Vũ Đình Khôi"]), "keep", "digital_text"),
    "scan": (scan(), "replace", "no_layer"),
    "small scan": (scan(0.6), "replace", "no_layer"),
    "scan with the caption of a signature": (both(scan(), text(CAPTION, size=7, top=200)), "replace", "caption_only"),
    "scan with a hidden caption": (both(scan(), text(CAPTION, size=7, mode=3)), "replace", "caption_only"),
    "scan with a good layer": (both(scan(), text(LINES, mode=3)), "keep", "good_layer"),
    "scan read in English": (both(scan(), text(as_english(LINES), mode=3)), "replace", "wrong_language"),
    "scan with a layer without marks": (both(scan(), text(without_marks(LINES), mode=3)), "replace", "markless"),
    "digital without marks": (text(without_marks(LINES)), "repair", "markless"),
    "letters apart": (text(spaced(LINES), size=8), "repair", "letter_spaced"),
    "letters apart over a scan": (both(scan(), text(spaced(LINES), size=8, mode=3)), "repair", "letter_spaced"),
    "marks apart": (text([unicodedata.normalize("NFD", line) for line in LINES]), "repair", "nfd"),
    "TCVN3": (text(tcvn3(LINES)), "repair", "tcvn3"),
    "VNI": (text(vni(LINES)), "repair", "vni"),
    "TCVN3 over a scan": (both(scan(), text(tcvn3(LINES), mode=3)), "repair", "tcvn3"),
    "private signs": (
        text(["".join(chr(0xE000 + ord(c) % 200) for c in line) for line in LINES]),
        "replace",
        "unmapped",
    ),
    "letters under wrong names": (text([shifted(line) for line in LINES * 2], size=9), "replace", "scrambled"),
    "letters by their number": (text([cids(line) for line in LINES], size=5), "replace", "unmapped"),
    "letters by their number over a scan": (
        both(scan(), text([cids(line) for line in LINES], size=5, mode=3)),
        "replace",
        "unmapped",
    ),
    "signs alone": (text(SIGNS), "replace", "scrambled"),
    "signs alone over a scan": (both(scan(), text(SIGNS, mode=3)), "replace", "scrambled"),
    "form with dotted lines": (
        text(["Họ và tên: " + "." * 60, "Ngày ký: " + "…" * 30] * 4, size=9),
        "keep",
        "digital_text",
    ),
    "scan with a page number": (both(scan(), text(["- 12 -"])), "replace", "caption_only"),
    "small scan with a page number": (both(scan(0.4), text(["Trang 2/5"], top=80)), "replace", "caption_only"),
    "digital with the same text unseen over it": (both(text(LINES), text(LINES, mode=3)), "repair", "doubled"),
    "digital printed twice": (both(text(LINES), text(LINES, top=759.6)), "repair", "doubled"),
    "digital with one heading printed twice": (
        both(text(LINES * 2, size=9), text(LINES[:1], size=9)),
        "keep",
        "digital_text",
    ),
    "scan with a good layer twice": (both(scan(), text(LINES, mode=3), text(LINES, mode=3)), "keep", "good_layer"),
    "digital on its side": (sideways(text(LINES)), "keep", "digital_text"),
    "scan on its side with a good layer": (sideways(both(scan(), text(LINES, mode=3))), "keep", "good_layer"),
    "scan on its side read in English": (
        sideways(both(scan(), text(as_english(LINES), mode=3))),
        "replace",
        "wrong_language",
    ),
    "TCVN3 on its side": (sideways(text(tcvn3(LINES))), "repair", "tcvn3"),
    "hidden text without a scan": (both(outlines, text(LINES, mode=3)), "replace", "hidden_text"),
    "letters drawn as shapes": (outlines, "replace", "outlines"),
    "blank": (lambda canvas: None, "blank", "blank"),
}


@pytest.mark.parametrize("name", LABELLED)
def test_labelled_page_gets_its_verdict(name: str) -> None:
    draw, action, code = LABELLED[name]
    found = verdict(pdf(draw))
    assert (found.action, found.code) == (action, code)
    assert found.message_vi and found.message_en


def test_mixed_paper_is_judged_page_by_page() -> None:
    data = pdf(text(LINES), scan(), both(scan(), text(as_english(LINES), mode=3)), lambda canvas: None)
    assert [verdict(data, number).action for number in (1, 2, 3, 4)] == ["keep", "replace", "replace", "blank"]


def test_what_reading_has_mended_is_no_damage_any_more() -> None:
    assert verdict(pdf(text(spaced(LINES), size=8))).damage == "clean"
    assert verdict(pdf(text([unicodedata.normalize("NFD", line) for line in LINES]))).damage == "clean"
    assert verdict(pdf(text(tcvn3(LINES)))).damage == "tcvn3"


def test_layer_of_another_engine_may_have_slips() -> None:
    assert verdict(pdf(both(scan(), text(LINES, mode=3)))).damage == "ocr"


def test_forced_reading_needs_no_layer() -> None:
    layer = read_text_layer(pdfium.PdfDocument(pdf(text(LINES)))[0], number=1, dpi=100)
    assert judge_layer(layer, force_ocr=True) is FORCED


def read(data: bytes) -> PageReading:
    with on_disk(data) as path:
        values, _ = read_page(str(path), PDF, 1, max_pixels=40_000_000, keep_picture=False, force_ocr=False)
    return cast(PageReading, values["reading"])


@pytest.mark.ocr
def test_layer_that_does_not_fit_its_scan_is_not_trusted() -> None:
    shown = pdfium.PdfDocument(pdf(text(LINES * 2, size=10)))[0].render(scale=200 / 72).to_numpy()[:, :, 0]
    under = picture(np.ascontiguousarray(shown))
    assert read(pdf(both(under, text(LINES * 2, size=10, mode=3)))).reason_code == "good_layer"
    for layer in (text(LINES * 2, size=10, mode=3, top=450), text(LINES, size=4, mode=3, top=800)):
        found = read(pdf(both(under, layer)))
        assert (found.text_from, found.reason_code) == ("ocr", "misplaced")
        assert LINES[0] in found.page.text


def test_words_that_lie_twice_are_read_once() -> None:
    layer = read_text_layer(pdfium.PdfDocument(pdf(both(text(LINES), text(LINES, mode=3))))[0], number=1, dpi=150)
    assert layer.page.text.split() == " ".join(LINES).split()


def expected_of(path: Path) -> str:
    """Return the action that fits a scan of ours or a shared one, by the name of its treatment."""
    return "keep" if "-digital" in path.name else "replace"


def share_right(paths: list[Path]) -> tuple[int, int, list[str]]:
    right, total, wrong = 0, 0, []
    for path in paths:
        document = pdfium.PdfDocument(path)
        for index in range(len(document)):
            found = judge_layer(read_text_layer(document[index], number=index + 1, dpi=100))
            is_right = found.action == expected_of(path)
            right, total = right + is_right, total + 1
            if not is_right:
                wrong.append(f"{path.name} page {index + 1}: {found.code}")
        document.close()
    return right, total, wrong


def test_pages_of_the_samples_are_judged_right() -> None:
    paths = sorted((REPOSITORY / "samples" / "finished").glob("*.pdf"))
    right, total, wrong = share_right(paths)
    assert total >= 20
    assert right >= 0.99 * total, wrong


def test_pages_of_real_papers_are_judged_right(shared: Path) -> None:
    paths = sorted((shared / "scans").glob("*.pdf")) + sorted((shared / "scans" / "real").glob("*.pdf"))
    right, total, wrong = share_right(paths)
    assert total >= 100
    assert right >= 0.99 * total, wrong
