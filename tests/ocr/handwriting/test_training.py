from pathlib import Path

import numpy as np
import pytest

from ocr.handwriting.figures import NONE
from ocr.handwriting.strip import ROWS
from ocr.handwriting.training.cuts import cut
from ocr.handwriting.training.hands import Hands, Mnist, cropped, fonts_in, leaning
from ocr.handwriting.training.lines import draw_line, pieces
from ocr.handwriting.training.sets import COLUMNS, NO_FIGURE, make
from ocr.handwriting.training.strokes import STYLES, figure, scribble
from ocr.handwriting.training.wear import worn

FACES = fonts_in(Path("/usr/share/fonts/truetype/liberation2"))


@pytest.fixture(scope="module")
def hands() -> Hands:
    """Hands without the data sets, which are not in the repository: squares stand for the digits of MNIST."""
    image = np.zeros((28, 28), np.uint8)
    image[4:24, 9:19] = 255
    return Hands(Mnist(image[None], tuple(np.array([0]) for _ in range(10))), FACES[:1])


@pytest.mark.parametrize("digit", sorted(STYLES))
def test_every_figure_is_drawn_in_every_style(digit: str) -> None:
    for style in range(len(STYLES[digit])):
        ink = cropped(figure(digit, height=40, thick=4, style=style, rng=np.random.default_rng(2)))
        assert 36 <= ink.shape[0] <= 50
        assert ink.max() == 1


def test_a_scribble_has_ink() -> None:
    assert scribble(height=40, thick=3, rng=np.random.default_rng(2)).max() == 1


def test_leaning_moves_the_head_to_the_right() -> None:
    stem = np.zeros((40, 8), np.float32)
    stem[:, 3:5] = 1
    leant = leaning(stem, 0.3)
    assert np.flatnonzero(leant[2]).mean() > np.flatnonzero(leant[-3]).mean() + 8


def test_the_same_seed_gives_the_same_examples(hands: Hands) -> None:
    one, other = (make(hands, FACES, count=6, seed=4) for _ in range(2))
    assert np.array_equal(one.strips, other.strips)
    assert np.array_equal(one.figures, other.figures)


def test_examples_say_what_the_pen_wrote_and_where(hands: Hands) -> None:
    examples = make(hands, FACES, count=40, seed=7)
    assert examples.strips.shape == (40, ROWS, COLUMNS)
    assert set(np.unique(examples.figures)) <= set(range(NO_FIGURE + 1))
    assert np.array_equal(examples.penned.any(axis=1), examples.figures.any(axis=1))
    assert 5 < examples.figures.any(axis=1).sum() < 40  # some lines hold print alone


def test_a_worn_line_is_as_large_as_it_was(hands: Hands) -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        drawn = draw_line(hands, FACES, capital=20, rng=rng)
        assert worn(drawn, rng=rng).shape == drawn.print_ink.shape == drawn.pen_ink.shape


def test_lines_hold_print_pen_and_blanks() -> None:
    rng = np.random.default_rng(1)
    drawn = [pieces(rng) for _ in range(200)]
    by_pen = [text for line in drawn for text, is_pen in line if is_pen]
    assert all(text and set(text) <= set("0123456789?") for text in by_pen)
    assert any(not any(is_pen for _, is_pen in line) for line in drawn)


def test_what_is_cut_out_of_numbers_is_figures_and_parts_of_them(hands: Hands) -> None:
    cuts = cut(hands, FACES, count=40, seed=5)
    assert len(cuts.pictures) == len(cuts.sizes) == len(cuts.classes) > 80
    assert set(np.unique(cuts.classes)) == set(range(NONE + 1))
    assert cuts.pictures.max() > 200


def test_the_same_seed_cuts_the_same(hands: Hands) -> None:
    one, other = (cut(hands, FACES, count=5, seed=2) for _ in range(2))
    assert np.array_equal(one.pictures, other.pictures)
    assert np.array_equal(one.classes, other.classes)
