import io
import json
import unicodedata
from dataclasses import replace
from xml.etree import ElementTree

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from diacritics.restoration import Restoration, RestoredWord
from ingest.exports import alto, hocr, layout_json, restored_pages, searchable_pdf, searchable_pictures
from ingest.exports.glyphless import characters, font_bytes
from ingest.text_layer import read_text_layer
from ingest.transcript import raw_text
from ocr.page import Block, Box, CellPlace, Line, Page, Word
from tests.ingest.pdfs import LINES, as_english, both, pdf, scan, text

ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def digital_page(dpi: int = 150) -> Page:
    return read_text_layer(pdfium.PdfDocument(pdf(text(LINES)))[0], number=1, dpi=dpi).page


def table_page() -> Page:
    box = Box(10, 10, 90, 40)
    words = (Word("Quý", Box(12, 14, 40, 30), 0.9), Word("<II>", Box(44, 14, 70, 30), 0.5))
    cells = (
        Block("cell", (Line(words),), box, CellPlace(1, 1, 1, 1, 2)),
        Block("cell", (), Box(90, 10, 150, 40), CellPlace(1, 1, 3)),
    )
    return Page(1, 200, 100, 100, cells, grade=0.8, notes=("odd",))


def text_of(data: bytes, number: int = 1) -> str:
    page = pdfium.PdfDocument(data)[number - 1]
    return " ".join(page.get_textpage().get_text_range().split())


def test_layout_json_says_where_everything_stands() -> None:
    values = json.loads(json.dumps(layout_json([table_page()])))
    (page,) = values["pages"]
    assert (page["number"], page["width"], page["dpi"], page["notes"]) == (1, 200, 100, ["odd"])
    first, empty = page["blocks"]
    assert first["cell"] == {"table": 1, "row": 1, "column": 1, "row_span": 1, "column_span": 2}
    assert first["lines"][0]["words"][1] == {"text": "<II>", "box": [44, 14, 70, 30], "confidence": 0.5}
    assert empty["lines"] == []


def test_hocr_holds_every_word_with_its_box() -> None:
    page = digital_page()
    root = ElementTree.fromstring(hocr([page], title="Kế hoạch <05>").split("\n", 1)[1])
    words = [item for item in root.iter(f"{XHTML}span") if item.get("class") == "ocrx_word"]
    assert [item.text for item in words] == [word.text for word in page.words()]
    box = next(page.words()).box
    assert words[0].get("title") == f"bbox {box.left} {box.top} {box.right} {box.bottom}; x_wconf 100"
    identities = [item.get("id") for item in root.iter() if item.get("id")]
    assert len(identities) == len(set(identities))


def test_alto_holds_every_word_with_its_box() -> None:
    page = digital_page()
    root = ElementTree.fromstring(alto([page], file_name="05.pdf").encode())
    strings = list(root.iter(f"{ALTO}String"))
    assert [item.get("CONTENT") for item in strings] == [word.text for word in page.words()]
    tags = {item.get("ID") for item in root.iter(f"{ALTO}LayoutTag")}
    assert {item.get("TAGREFS") for item in root.iter(f"{ALTO}TextBlock")} <= tags
    identities = [item.get("ID") for item in root.iter() if item.get("ID")]
    assert len(identities) == len(set(identities))


def test_alto_puts_cells_into_their_table() -> None:
    root = ElementTree.fromstring(alto([table_page()], file_name="x").encode())
    (table,) = root.iter(f"{ALTO}ComposedBlock")
    assert [item.get("CONTENT") for item in table.iter(f"{ALTO}String")] == ["Quý", "<II>"]


@settings(max_examples=50, deadline=None)
@given(st.text(min_size=1, max_size=12))
def test_any_text_makes_well_formed_files(odd: str) -> None:
    page = Page(
        1, 50, 50, 100, (Block("paragraph", (Line((Word(odd, Box(1, 1, 9, 9), 0.5),)),), Box(1, 1, 9, 9)),), 1.0
    )
    try:
        encoded = alto([page], file_name=odd).encode()
    except UnicodeEncodeError:
        return  # lone surrogates never come out of a reader; they cannot be written at all
    ElementTree.fromstring(encoded)
    ElementTree.fromstring(hocr([page], title=odd).split("\n", 1)[1].encode())


def restoration(raw: str, *words: tuple[str, str, int, int]) -> Restoration:
    made, start = [], 0
    for seen, meant, raw_start, raw_end in words:
        made.append(RestoredWord(seen, meant, start, start + len(meant), raw_start, raw_end, 0.8, "restored"))
        start += len(meant) + 1
    return Restoration(raw, " ".join(word.text for word in made), tuple(made), ("ocr",))


def one_line(*texts: str) -> Page:
    words = tuple(Word(text, Box(100 * i, 0, 100 * i + 80, 20), 0.9) for i, text in enumerate(texts))
    return Page(1, 600, 100, 100, (Block("paragraph", (Line(words),), Box(0, 0, 600, 20)),), grade=1.0)


def test_restored_words_take_the_place_of_seen_ones() -> None:
    page = one_line("Ké", "hoach")
    raw = raw_text([page])
    (restored,) = restored_pages([page], raw, restoration(raw.text, ("Ké", "Kế", 0, 2), ("hoach", "hoạch", 3, 8)))
    assert [(word.text, word.box) for word in restored.words()] == [
        ("Kế", Box(0, 0, 80, 20)),
        ("hoạch", Box(100, 0, 180, 20)),
    ]
    assert {word.confidence for word in restored.words()} == {0.8}


def test_split_and_merged_words_share_and_join_their_boxes() -> None:
    page = one_line("kếhoạch", "c", "ông")
    raw = raw_text([page])
    made = restoration(raw.text, ("kếhoạch", "kế", 0, 7), ("kếhoạch", "hoạch", 0, 7), ("c ông", "công", 8, 13))
    (restored,) = restored_pages([page], raw, made)
    words = list(restored.words())
    assert [word.text for word in words] == ["kế", "hoạch", "công"]
    assert words[0].box.right == words[1].box.left
    assert words[2].box == Box(100, 0, 280, 20)


def test_page_numbers_stay_as_they_were_seen() -> None:
    number = Block("page_number", (Line((Word("2", Box(5, 5, 9, 9), 0.9),)),), Box(5, 5, 9, 9))
    page = one_line("Ké")
    page = replace(page, blocks=(number, *page.blocks))
    raw = raw_text([page])
    (restored,) = restored_pages([page], raw, restoration(raw.text, ("Ké", "Kế", 0, 2)))
    assert [word.text for word in restored.words()] == ["2", "Kế"]


def test_searchable_pdf_swaps_the_bad_layer_for_restored_words() -> None:
    scanned = pdf(both(scan(), text(as_english(LINES), mode=3)))
    made = searchable_pdf(scanned, [digital_page()])
    assert text_of(made) == " ".join(LINES)
    assert unicodedata.is_normalized("NFC", text_of(made))
    before = pdfium.PdfDocument(scanned)[0].render(scale=0.5).to_pil()
    after = pdfium.PdfDocument(made)[0].render(scale=0.5).to_pil()
    assert before.tobytes() == after.tobytes()


def test_words_of_a_searchable_pdf_lie_where_they_were_read() -> None:
    page = digital_page()
    layer = read_text_layer(pdfium.PdfDocument(searchable_pdf(pdf(scan()), [page]))[0], number=1, dpi=150)
    assert layer.invisible_share == 1.0
    for word, laid in zip(page.words(), layer.page.words(), strict=True):
        assert laid.text == word.text
        assert abs(laid.box.left - word.box.left) <= 4
        assert abs(laid.box.right - word.box.right) <= 4


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_turned_scan_comes_out_upright_and_searchable(turned: int) -> None:
    document = pdfium.PdfDocument(pdf(scan()))
    page = digital_page()
    document[0].set_rotation((360 - turned) % 360)
    target = io.BytesIO()
    document.save(target)
    made = searchable_pdf(target.getvalue(), [replace(page, turned=turned)])  # type: ignore[arg-type]
    layer = read_text_layer(pdfium.PdfDocument(made)[0], number=1, dpi=150)
    assert (layer.page.width, layer.page.height) == (page.width, page.height)
    assert layer.page.turned == 0
    assert [word.text for word in layer.page.words()] == [word.text for word in page.words()]


def test_pages_with_good_text_are_kept_as_they_are() -> None:
    both_pages = pdf(text(LINES), scan())
    page = replace(digital_page(), number=2)
    made = searchable_pdf(both_pages, [replace(page, number=1), page], kept={1})
    assert text_of(made, 1) == " ".join(LINES)
    assert text_of(made, 2) == " ".join(LINES)


def test_pictures_become_a_searchable_pdf() -> None:
    page = digital_page(100)
    target = io.BytesIO()
    Image.new("RGB", (page.width, page.height), "white").save(target, "JPEG")
    made = searchable_pictures([target.getvalue()], [page])
    assert text_of(made) == " ".join(LINES)
    width, height = pdfium.PdfDocument(made)[0].get_size()
    assert (round(width), round(height)) == (round(page.width * 0.72), round(page.height * 0.72))


def test_unseen_font_has_every_vietnamese_letter() -> None:
    assert len(font_bytes()) < 20_000
    letters = "".join(LINES) + "".join(map(chr, range(0x1EA0, 0x1EFA))) + "ăĂâÂđĐêÊôÔơƠưƯ–—“”…•§"
    assert {ord(letter) for letter in letters} <= set(characters())
