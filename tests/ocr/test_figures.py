from collections.abc import Sequence

import numpy as np
import pytest

from ocr.engines import Settings
from ocr.figures import figure_cells, figure_of, stops_in, with_figures
from ocr.image.pixels import Pixels
from ocr.page import Box, CellPlace, Word
from ocr.tables import CellImage

PICTURE = np.full((60, 90), 255, np.uint8)


def word(text: str, confidence: float) -> Word:
    return Word(text, Box(20, 15, 60, 45), confidence)


def column(count: int, *, at: int = 1) -> list[CellImage]:
    return [
        CellImage(CellPlace(1, row, at), Box(100, 100 * row, 166, 100 * row + 36), PICTURE)
        for row in range(1, count + 1)
    ]


class TwoReadings:
    """An engine that reads every cell as it is told: first with its own model, then with the other."""

    NAME = "two readings"

    def __init__(self, own: str, other: str) -> None:
        self.answers = [own, other]

    def is_available(self) -> bool:
        return True

    def read(self, images: Sequence[Pixels], *, dpi: int, settings: Settings) -> tuple[tuple[Word, ...], ...]:
        text = self.answers[bool(settings.languages)]
        return tuple((word(text, 0.8),) if text else () for _ in images)


def read_cell(first: str, own: str, other: str, confidence: float = 0.6) -> tuple[Word, ...]:
    cells = column(3)
    readings = [(word("TT", 0.9),), (word("1", 0.97),), (word(first, confidence),) if first else ()]
    return with_figures(cells, readings, TwoReadings(own, other), dpi=200, languages=("other",), timeout_s=1)[2]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("3", "3"),
        ("2.", "2"),
        ("0,5", "0,5"),
        ("1:2", "1.2"),
        ("1\u20442", "1.2"),
        ("]", "1"),
        ("l1", "11"),
        ("H", "II"),
        ("HI", "III"),
        ("Ì", "I"),
        ("IV.", "IV"),
        ("1.260", "1.260"),
        ("Sở", ""),
        ("5a", ""),
        ("—", ""),
        ("", ""),
        ("27/04/2025", ""),
        ("15/3", ""),
        ("3-4", ""),
    ],
)
def test_what_a_lone_figure_was_read_as_is_understood(read: str, meant: str) -> None:
    assert figure_of(read) == meant


def test_two_readings_outvote_a_third() -> None:
    (voted,) = read_cell("gia", "7", "7")
    assert (voted.text, voted.confidence >= 0.9) == ("7", True)


def test_a_stop_that_one_reading_lost_is_kept() -> None:
    assert read_cell("24", "2.4", "24")[0].text == "2.4"


def test_a_decimal_comma_is_no_misread_stop() -> None:
    assert read_cell("0,5", "0,5", "05")[0].text == "0,5"
    assert read_cell("1,2", "1.2", "1.2")[0].text == "1.2"


def test_what_no_two_readings_agree_on_stays_as_read_and_in_doubt() -> None:
    (kept,) = read_cell("9", "4", "7")
    assert kept.text == "9"
    assert kept.confidence <= 0.5


def test_nothing_is_made_of_a_cell_that_nobody_could_read() -> None:
    assert read_cell("", "", "") == ()


def test_a_column_of_prose_is_no_column_of_figures() -> None:
    cells = column(4, at=2)
    readings = [(word("Nội dung", 0.9),), (word("Rà soát", 0.9),), (word("Sở Y tế", 0.9),), (word("2", 0.9),)]
    wide = [CellImage(cell.place, Box(100, cell.at.top, 600, cell.at.bottom), cell.picture) for cell in cells]
    assert figure_cells(wide, readings, dpi=200) == []


def test_two_figures_above_each_other_are_left_as_read() -> None:
    tall = [CellImage(c.place, Box(100, c.at.top, 166, c.at.top + 90), c.picture) for c in column(3)]
    readings = [(word("TT", 0.9),), (word("1", 0.6),), (word("2", 0.6), word("3", 0.6))]
    assert figure_cells(tall, readings, dpi=200) == []


def test_a_sure_reading_is_not_asked_for_again() -> None:
    assert read_cell("5", "3", "3", confidence=0.97)[0].text == "5"


def code(*, stops: tuple[int, ...]) -> Pixels:
    """A code of three digits, 20 pixels apart, with stops at its foot before some of them."""
    picture = np.full((60, 120), 255, np.uint8)
    for digit in range(3):
        picture[15:41, 15 + 20 * digit : 25 + 20 * digit] = 40
    for at in stops:
        picture[38:41, 9 + 20 * at : 12 + 20 * at] = 60
    return picture


@pytest.mark.parametrize("stops", [(), (1,), (2,), (1, 2)])
def test_stops_are_seen_between_digits(stops: tuple[int, ...]) -> None:
    assert stops_in(code(stops=stops), 3) == stops
    assert stops_in(code(stops=stops), 4) == ()


def test_dust_above_the_foot_and_an_empty_picture_are_no_stops() -> None:
    picture = code(stops=())
    picture[20:23, 29:32] = 60
    assert stops_in(picture, 3) == ()
    assert stops_in(PICTURE, 1) == ()


def test_stops_that_no_reading_has_are_taken_from_the_picture_where_the_column_has_as_many() -> None:
    cells = [
        CellImage(cell.place, cell.at, code(stops=(1, 2) if cell.place.row == 4 else ())) for cell in column(4, at=2)
    ]
    readings = [(word("Mã", 0.9),), (word("1.2.1", 0.97),), (word("1.2.3", 0.97),), (word("124", 0.6),)]
    engine = TwoReadings("124", "12.4")
    assert with_figures(cells, readings, engine, dpi=200, languages=("other",), timeout_s=1)[3][0].text == "1.2.4"
