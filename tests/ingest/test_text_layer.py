import unicodedata

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.text_layer import TextLayer, read_text_layer
from tests.ingest.pdfs import HEIGHT, LINES, WIDTH, both, pdf, scan, serif, text


def layer(data: bytes, *, dpi: int = 200) -> TextLayer:
    return read_text_layer(pdfium.PdfDocument(data)[0], number=1, dpi=dpi)


def joined(found: TextLayer) -> str:
    return " ".join(word.text for word in found.page.words())


def test_digital_text_is_read_word_by_word() -> None:
    found = layer(pdf(text(LINES)))
    assert joined(found) == " ".join(LINES)
    assert found.page.engine == "text_layer"
    assert (found.image_share, found.invisible_share, found.unmapped_share) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("dpi", [72, 200])
def test_boxes_lie_where_the_rendered_page_has_ink(rotation: int, dpi: int) -> None:
    document = pdfium.PdfDocument(pdf(text(LINES)))
    document[0].set_rotation(rotation)
    found = read_text_layer(document[0], number=1, dpi=dpi)
    turns = {0: 0, 90: 1, 180: 2, 270: 3}
    picture = document[0].render(scale=dpi / 72).to_pil().convert("L")
    # The page is stored upright: `turned` says by how many quarter turns clockwise.
    picture = picture.rotate(-90 * turns[found.page.turned], expand=True)
    assert picture.size == (found.page.width, found.page.height)
    for word in found.page.words():
        box = word.box
        assert picture.crop((box.left, box.top, box.right, box.bottom)).getextrema()[0] < 128, word
    outside = picture.copy()
    for word in found.page.words():
        outside.paste(255, (word.box.left - 2, word.box.top - 2, word.box.right + 2, word.box.bottom + 2))
    assert outside.getextrema()[0] > 200
    assert joined(found) == " ".join(LINES)


def test_cropped_page_counts_from_its_crop() -> None:
    document = pdfium.PdfDocument(pdf(text(LINES)))
    whole = read_text_layer(document[0], number=1, dpi=72).page
    document[0].set_cropbox(50, 300, WIDTH, HEIGHT - 20)
    cropped = read_text_layer(document[0], number=1, dpi=72).page
    first, moved = next(whole.words()).box, next(cropped.words()).box
    assert (first.left - moved.left, first.top - moved.top) == (50, 20)


def test_decomposed_marks_are_composed_and_the_raw_text_keeps_them() -> None:
    found = layer(pdf(text([unicodedata.normalize("NFD", line) for line in LINES])))
    assert all(unicodedata.is_normalized("NFC", word.text) for word in found.page.words())
    assert not unicodedata.is_normalized("NFC", found.raw)


def test_unseen_words_over_a_picture_are_read_and_counted() -> None:
    found = layer(pdf(both(scan(), text(LINES, mode=3))))
    assert joined(found) == " ".join(LINES)
    assert found.invisible_share == 1.0
    assert found.image_share == pytest.approx(1.0, abs=0.01)


def test_table_drawn_with_strokes_and_bars_has_its_cells() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(serif(), 11)
        for row, (one, other) in enumerate([("TT", "Nội dung"), ("1", "Niêm yết"), ("2", "Báo cáo")]):
            canvas.drawString(86, 700 - 30 * row, one)
            canvas.drawString(126, 700 - 30 * row, other)
        for y in (720, 690, 660, 630):
            canvas.line(80, y, 400, y)
        canvas.rect(80, 630, 0.6, 90, stroke=0, fill=1)
        canvas.rect(120, 630, 0.6, 90, stroke=0, fill=1)
        canvas.rect(400, 630, 0.6, 90, stroke=0, fill=1)

    blocks = layer(pdf(draw)).page.blocks
    assert [(b.cell.row, b.cell.column, b.text) for b in blocks if b.cell] == [
        (1, 1, "TT"),
        (1, 2, "Nội dung"),
        (2, 1, "1"),
        (2, 2, "Niêm yết"),
        (3, 1, "2"),
        (3, 2, "Báo cáo"),
    ]


def test_table_inside_a_form_object_has_its_cells() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("table")
        canvas.setFont(serif(), 11)
        canvas.drawString(6, 10, "Chủ trì")
        canvas.drawString(106, 10, "Phối hợp")
        canvas.grid([0, 100, 200], [0, 30])
        canvas.endForm()
        canvas.translate(100, 500)
        canvas.doForm("table")

    blocks = layer(pdf(draw)).page.blocks
    assert [b.text for b in blocks if b.cell] == ["Chủ trì", "Phối hợp"]


def test_shaded_area_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        canvas.rect(70, 600, 400, 100, stroke=0, fill=1)
        canvas.setFillGray(0)

    assert {block.kind for block in layer(pdf(both(draw, text(LINES)))).page.blocks}.isdisjoint({"cell"})


def test_empty_page_has_no_words() -> None:
    found = layer(pdf(lambda canvas: None))
    assert (found.characters, found.page.blocks, found.shapes) == (0, (), 0)
