import numpy as np
import pytest

from ocr.image.letters import letters_of
from ocr.image.orientation import Turn, opposite, orientation_of, turned
from ocr.image.pixels import ink_of, scaled
from tests.ocr import sheets


@pytest.mark.parametrize("lines", [sheets.LINES, sheets.LINES[:3]], ids=["full", "sparse"])
@pytest.mark.parametrize("laid", [0, 90, 180, 270])
def test_orientation_undoes_how_the_page_was_laid(lines: tuple[str, ...], laid: Turn) -> None:
    sheet = turned(sheets.leaning(sheets.page(lines), 0.7), laid)
    found = orientation_of(letters_of(ink_of(scaled(sheet, 0.5))))
    assert (found.turn + laid) % 360 == 0


def test_orientation_of_a_blank_page_is_as_it_lies() -> None:
    assert orientation_of(np.zeros((1170, 827), np.uint8)).turn == 0


def test_other_turns_are_worth_trying_where_the_shape_tells_little() -> None:
    def others(sheet: sheets.Pixels) -> tuple[Turn, ...]:
        return orientation_of(letters_of(ink_of(scaled(sheet, 0.5)))).others

    assert others(sheets.page()) == (180,)
    assert set(others(sheets.page(sheets.LINES[:1]))) == {90, 180, 270}
    assert others(np.full((sheets.HEIGHT, sheets.WIDTH), 250, np.uint8)) == ()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_opposite_stands_the_page_on_its_head(turn: Turn) -> None:
    sheet = np.arange(12, dtype=np.uint8).reshape(3, 4)
    assert np.array_equal(turned(turned(sheet, turn), 180), turned(sheet, opposite(turn)))
