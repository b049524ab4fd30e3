"""The composer: its markup, its sheets, and what wear does to a page."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.catalog import PAPERS
from samples.composer import wear
from samples.composer.fonts import FontMissingError, width_of
from samples.composer.lines import break_lines
from samples.composer.presets import PRESETS
from samples.composer.sheet import HEIGHT_PT, WIDTH_PT
from samples.composer.source import plain, read_source, typed
from samples.composer.typeset import typeset
from samples.composer.wear import Pixels

HEAD = """
seed = 1
shows = "a table"
kind = "KẾ HOẠCH"
subject = ["Thử"]
body = '''
{body}
'''
[letterhead]
parent = []
issuer = ["ỦY BAN NHÂN DÂN", "XÃ THỬ"]
number = "Số: {{7}}/KH-UBND"
place_date = "Thử, ngày {{~~~}} tháng 5 năm 2024"
[closing]
recipients = ["- Lưu: VT."]
authority = ["CHỦ TỊCH"]
name = "Không Ai"
"""


def page_with_ink() -> Pixels:
    page = np.full((400, 300, 3), 255, np.uint8)
    page[100:110, 50:250] = 0
    return page


def test_marks_of_the_markup_are_not_read() -> None:
    assert plain("**Điều 1.** Ban hành[^2] số {70}, ngày {~~~} tháng 5") == "Điều 1. Ban hành2 số 70, ngày tháng 5"
    assert typed("Số: {70}/KH-UBND, ngày {~~~}") == "Số: 70/KH-UBND, ngày {~~~}"


def test_unknown_instruction_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "99-thu.toml"
    path.write_text(HEAD.format(body="%tabel 1 2"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"99-thu\.toml.*%tabel"):
        read_source(path)


def test_tall_row_is_cut_and_the_head_printed_again(tmp_path: Path) -> None:
    row = "%row\n| 1\n| " + "Một việc rất dài cần nhiều dòng. " * 160
    path = tmp_path / "99-thu.toml"
    path.write_text(HEAD.format(body=f"%table 10 90\n%row\n| TT\n| Nội dung\n{row}\n%end"), encoding="utf-8")
    sheets = typeset(read_source(path))
    assert len(sheets) > 1
    assert all("Nội dung" in [read.text for read in sheet.reads] for sheet in sheets[:2])
    words = " ".join(read.text for sheet in sheets for read in sheet.reads if read.text.count("dài"))
    assert words.count("nhiều dòng.") == 160


def test_letter_without_a_glyph_is_refused() -> None:
    with pytest.raises(FontMissingError, match="U\\+4E2D"):
        width_of("中", "regular", 14)


@given(st.lists(st.text("aăâbđêôươềệủ", min_size=1, max_size=12), min_size=1, max_size=60))
def test_breaking_lines_loses_no_word(words: list[str]) -> None:
    lines = break_lines(" ".join(words), width=200, size=14, first=36)
    assert [word for line in lines for word in line.text.split()] == words
    assert [line.last for line in lines] == [False] * (len(lines) - 1) + [True]


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_ink_stays_on_the_sheet(path: Path) -> None:
    source = read_source(path)
    for sheet in typeset(source, by_hand=True):
        for ink in sheet.inks:
            right = ink.x if ink.pen else ink.x + width_of(ink.text.rstrip(), ink.face, ink.size)
            assert ink.x > 0, ink.text
            assert right < WIDTH_PT - 20, ink.text
            assert 20 < ink.base < HEIGHT_PT - 20, ink.text


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_signature_stands_with_the_end_of_the_text(path: Path) -> None:
    sheets = typeset(read_source(path))
    signed = next(sheet for sheet in sheets if sheet.signed_at)
    assert [read for read in signed.reads if read.kind in ("paragraph", "list_item")]


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_treatment_is_the_same_for_the_same_seed(name: str) -> None:
    page, wear_it = page_with_ink(), PRESETS[name].wear
    first, again = (wear_it(page, page, np.random.default_rng(5)) for _ in range(2))
    other = wear_it(page, page, np.random.default_rng(6))
    assert np.array_equal(first.image, again.image) and first.skew_deg == again.skew_deg
    assert not np.array_equal(first.image, other.image)
    assert np.array_equal(page, page_with_ink())  # the page handed in is left alone


def test_skew_turns_against_the_clock() -> None:
    turned = wear.skewed(page_with_ink(), degrees=3, fill=255)
    rows = [float(np.flatnonzero(turned[:, column, 0] < 128).mean()) for column in (70, 230)]
    slope = np.degrees(np.arctan2(rows[0] - rows[1], 230 - 70))
    assert slope == pytest.approx(3, abs=0.4)
