import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diacritics.restoration import ChangeKind, Damage, Restoration, RestoredWord
from extractors.passage import Span
from ingest.broken_words import whole_words
from ingest.transcript import Transcript, plain_transcript, raw_text, transcribe
from ocr.page import Block, BlockKind, Box, CellPlace, Line, Page, SymbolChoice, Word


def line(text: str, top: int = 100, left: int = 100) -> Line:
    words = text.split()
    return Line(tuple(Word(w, Box(left + 60 * i, top, left + 60 * i + 50, top + 20), 0.9) for i, w in enumerate(words)))


def block(kind: BlockKind, *texts: str, top: int = 100) -> Block:
    lines = tuple(line(text, top + 30 * index) for index, text in enumerate(texts))
    return Block(kind, lines, Box.around(item.box for item in lines))


def page(number: int, *blocks: Block) -> Page:
    return Page(number, 1000, 1400, 120, blocks, grade=1.0)


COLUMNS = (100, 180, 560, 900)


def cells(rows: list[list[str]], *, table: int = 1, top: int = 200, aside: int = 0) -> tuple[Block, ...]:
    """Return a ruled table with one line to a cell, the sheet lying `aside`; an empty text is an empty cell."""
    found = []
    for row, texts in enumerate(rows, start=1):
        for column, text in enumerate(texts, start=1):
            left, right = COLUMNS[column - 1] + aside, COLUMNS[column] + aside
            box = Box(left, top + 50 * row, right, top + 50 * row + 50)
            lines = (line(text, box.top + 10, box.left + 5),) if text else ()
            found.append(Block("cell", lines, box, CellPlace(table, row, column)))
    return tuple(found)


def restored(raw: str, changes: dict[str, str] | None = None) -> Restoration:
    """Return a restoration that replaces whole words and leaves lines as they are."""
    words, lines, start, raw_start = [], [], 0, 0
    for text in raw.split("\n"):
        out = []
        for word in text.split(" ") if text else []:
            new = (changes or {}).get(word, word)
            kind: ChangeKind = "kept" if new == word else "restored"
            words.append(RestoredWord(word, new, start, start + len(new), raw_start, raw_start + len(word), 0.97, kind))
            out.append(new)
            start, raw_start = start + len(new) + 1, raw_start + len(word) + 1
        if not out:
            start, raw_start = start + 1, raw_start + 1
        lines.append(" ".join(out))
    clean: Damage = "clean"
    return Restoration(raw, "\n".join(lines), tuple(words), (clean,) * len(lines))


def transcript(*pages: Page, changes: dict[str, str] | None = None) -> Transcript:
    raw = raw_text(pages)
    return transcribe(raw, restored(raw.text, changes))


def table_of(found: Transcript) -> list[tuple[int, int, int, str]]:
    return [(b.cell.row, b.cell.column, b.page, b.span.of(found.text)) for b in found.blocks if b.cell is not None]


def test_restored_words_lie_where_the_raw_ones_were() -> None:
    found = transcript(page(1, block("paragraph", "Ke hoach so 5")), changes={"Ke": "Kế", "hoach": "hoạch", "so": "số"})
    assert found.text == "Kế hoạch số 5"
    places = found.where(Span(3, 11))
    assert [place.raw for place in places] == ["hoach", "so"]
    assert [place.box for place in places] == [Box(160, 100, 210, 120), Box(220, 100, 270, 120)]
    assert {(place.page, place.confidence, place.probability) for place in places} == {(1, 0.9, 0.97)}


def test_page_numbers_and_stamps_are_no_text() -> None:
    number = block("page_number", "2", top=20)
    stamp = block("stamp", "CÔNG VĂN ĐẾN", top=60)
    found = transcript(page(2, number, stamp, block("paragraph", "Thực hiện chỉ đạo")))
    assert found.text == "Thực hiện chỉ đạo"
    assert [item.kind for item in found.blocks] == ["paragraph"]


def test_table_over_two_pages_is_one_with_its_head_counted_once() -> None:
    head = ["TT", "Nội dung", "Thời gian"]
    first = page(
        1, block("paragraph", "Mở đầu"), *cells([head, ["1", "Niêm yết", "Quý I"], ["2", "Báo cáo", "Quý II"]])
    )
    second = page(
        2,
        block("page_number", "2", top=20),
        *cells([head, ["3", "Đối thoại", "Quý III"]]),
        block("paragraph", "Kết thúc", top=900),
    )
    rows = table_of(transcript(first, second))
    assert [item[:3] for item in rows] == [
        *((row, column, 1) for row in (1, 2, 3) for column in (1, 2, 3)),
        *((1, column, 2) for column in (1, 2, 3)),
        *((4, column, 2) for column in (1, 2, 3)),
    ]


def test_misread_head_is_still_the_head() -> None:
    first = page(1, *cells([["TT", "Nội dung công việc", "Thời gian"], ["1", "Niêm yết", "Quý I"]]))
    second = page(2, *cells([["TI", "Nội dưng công việc", "Thòi gian"], ["2", "Đối thoại", "Quý III"]]))
    assert [item[0] for item in table_of(transcript(first, second))] == [1, 1, 1, 2, 2, 2, 1, 1, 1, 3, 3, 3]


def test_row_cut_by_the_page_break_is_one_row() -> None:
    first = page(
        1, *cells([["TT", "Nội dung", "Thời gian"], ["1", "Niêm yết", "Quý I"], ["2", "Tổ chức hội nghị", "Quý II"]])
    )
    second = page(2, *cells([["", "với người dân các thôn", ""], ["3", "Báo cáo", "Quý III"]]))
    found = transcript(first, second)
    cut = [item for item in table_of(found) if item[:2] == (3, 2)]
    assert cut == [(3, 2, 1, "Tổ chức hội nghị"), (3, 2, 2, "với người dân các thôn")]
    assert table_of(found)[-1] == (4, 3, 2, "Quý III")


@pytest.mark.parametrize(("aside", "tables"), [(-30, {1}), (30, {1}), (90, {1, 2})])
def test_sheets_lie_aside_in_the_scanner_by_a_little(aside: int, tables: set[int]) -> None:
    head = ["TT", "Nội dung", "Thời gian"]
    first = page(1, *cells([head, ["1", "Niêm yết", "Quý I"]]))
    second = page(2, *cells([head, ["2", "Báo cáo", "Quý II"]], aside=aside))
    found = transcript(first, second)
    assert {b.cell.table for b in found.blocks if b.cell} == tables
    assert (tables == {1, 2}) or table_of(found)[-1] == (3, 3, 2, "Quý II")


def test_tables_with_text_between_them_are_two() -> None:
    rows = [["TT", "Nội dung", "Thời gian"], ["1", "Niêm yết", "Quý I"]]
    pages = (page(1, *cells(rows), block("paragraph", "Phần hai như sau", top=900)), page(2, *cells(rows)))
    assert [b.cell.table for b in transcript(*pages).blocks if b.cell] == [1] * 6 + [2] * 6


def test_specks_between_the_parts_of_a_table_do_not_part_it() -> None:
    rows = [["TT", "Nội dung", "Thời gian"], ["1", "Niêm yết", "Quý I"]]
    pages = (page(1, *cells(rows)), page(2, block("paragraph", "^ 3", top=30), *cells([["2", "Báo cáo", "Quý II"]])))
    assert {b.cell.table for b in transcript(*pages).blocks if b.cell} == {1}


def test_empty_cells_are_empty_lines() -> None:
    found = transcript(page(1, *cells([["1", "", "Quý I"]])))
    assert found.text == "1\n\nQuý I"
    assert [b.span.of(found.text) for b in found.blocks] == ["1", "", "Quý I"]


def test_words_broken_by_the_end_of_a_line_are_whole() -> None:
    found = transcript(
        page(
            1,
            block("paragraph", "Từ tháng 10/2023-", "12/2023", "theo Kế hoạch số 143/KH-", "UBND của huyện -", "2 xã"),
        )
    )
    assert found.text == "Từ tháng 10/2023-12/2023\ntheo Kế hoạch số 143/KH-UBND\ncủa huyện -\n2 xã"
    (place,) = found.where(Span(9, 24))
    assert place.raw == "10/2023-12/2023"
    assert place.box == Box(100, 100, 270, 150)


def test_a_whole_word_has_the_choices_of_both_its_parts() -> None:
    torn = (SymbolChoice("U", 0.6), SymbolChoice("Ư", 0.4))
    first, second = Word("143/KH-", Box(0, 0, 90, 20), 0.9), Word("UBND", Box(0, 30, 60, 50), 0.8, (torn, (), (), ()))
    both = Block("paragraph", (Line((first,)), Line((second,))), Box(0, 0, 90, 50))
    (whole,) = whole_words(both).lines[0].words
    assert whole.choices == (*((),) * 7, torn, (), (), ())
    assert raw_text([page(1, both)]).seen()[0].choices[7] == (("U", 0.6), ("Ư", 0.4))


def test_plain_text_has_places_without_boxes() -> None:
    found = plain_transcript(restored("Kế hoạch\nnăm 2025"))
    assert [(place.page, place.box, place.raw) for place in found.where(Span(4, 12))] == [
        (1, None, "hoạch"),
        (1, None, "năm"),
    ]


texts = st.lists(st.text("aBcơ1-.", min_size=1, max_size=5), min_size=1, max_size=4).map(" ".join)
some_blocks = st.builds(
    lambda kind, lines: block(kind, *lines),
    st.sampled_from(["paragraph", "heading", "page_number", "footnote", "stamp"]),
    st.lists(texts, min_size=1, max_size=3),
)
some_tables = st.lists(
    st.lists(st.sampled_from(["", "1", "Báo cáo"]), min_size=3, max_size=3), min_size=1, max_size=3
).map(cells)
some_pages = st.lists(st.one_of(st.lists(some_blocks, max_size=3), some_tables.map(list)), min_size=1, max_size=4).map(
    lambda pages: tuple(page(number, *blocks) for number, blocks in enumerate(pages, start=1))
)


@settings(deadline=None)
@given(some_pages)
def test_blocks_and_words_cover_the_text_in_order(pages: tuple[Page, ...]) -> None:
    found = transcript(*pages)
    assert "\n".join(item.span.of(found.text) for item in found.blocks) == found.text
    kept = [b for p in pages for b in p.blocks if b.kind not in ("page_number", "stamp")]
    words = [word for b in kept for item in whole_words(b).lines for word in item.words]
    assert [place.box for place in found.places] == [word.box for word in words]
    assert "".join(place.raw for place in found.places) == "".join(b.text for b in kept).replace(" ", "").replace(
        "\n", ""
    )
    for start, place in zip(found.starts, found.places, strict=True):
        assert found.text.startswith(place.raw, start)
        assert found.where(Span(start, start + len(place.raw))) == (place,)


@settings(deadline=None)
@given(some_pages)
def test_cells_are_counted_within_the_paper(pages: tuple[Page, ...]) -> None:
    found = [item.cell for item in transcript(*pages).blocks if item.cell is not None]
    tables = [cell.table for cell in found]
    assert tables == sorted(tables)
    assert set(tables) == set(range(1, len(set(tables)) + 1))
    assert all(min(cell.row, cell.column, cell.row_span, cell.column_span) >= 1 for cell in found)
