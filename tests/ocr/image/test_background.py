import numpy as np

from ocr.image.background import flattened, paper_of
from tests.ocr import sheets


def test_flattening_takes_the_lamp_away_and_leaves_the_print() -> None:
    white = sheets.page()
    lit = (white * np.linspace(0.95, 0.45, sheets.WIDTH)).astype(np.uint8)
    flat = flattened(lit, paper_of(lit))
    assert np.percentile(flat[white > 250], 2) > 235
    assert np.median(flat[white < 60]) < 60
