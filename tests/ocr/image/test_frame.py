import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ocr.image.frame import leaning
from ocr.page import Box
from tests.ocr import sheets


@given(
    slope=st.floats(-5, 5),
    scale=st.floats(0.3, 3.0),
    left=st.integers(0, 300),
    top=st.integers(0, 400),
    width=st.integers(1, 200),
    height=st.integers(1, 60),
)
def test_page_boxes_lie_on_the_page_whatever_the_frame(
    slope: float, scale: float, left: int, top: int, width: int, height: int
) -> None:
    frame = leaning(500, 700, slope_deg=slope, scale=scale)
    (box,) = frame.page_boxes([Box(left, top, left + width, top + height)], width=500, height=700)
    assert 0 <= box.left < box.right <= 500
    assert 0 <= box.top < box.bottom <= 700


def test_a_spot_of_the_view_comes_from_where_its_box_says() -> None:
    sheet = np.full((700, 500), 255, np.uint8)
    sheet[300:320, 200:260] = 0
    frame = leaning(500, 700, slope_deg=2.0, scale=1.4)
    rows, columns = np.nonzero(frame.taken(sheet) < 128)
    seen = Box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
    (box,) = frame.page_boxes([seen], width=500, height=700)
    assert box.left <= 200 and box.top <= 300 and box.right >= 260 and box.bottom >= 320
    assert box.width < 70 and box.height < 30


def test_a_plain_frame_costs_nothing() -> None:
    sheet = sheets.page()
    assert leaning(sheets.WIDTH, sheets.HEIGHT, slope_deg=0.0, scale=1.0).taken(sheet) is sheet


def test_boxes_brought_back_together_lie_where_each_does_alone() -> None:
    frame = leaning(500, 700, slope_deg=-1.7, scale=0.8)
    boxes = [Box(left, top, left + 40, top + 12) for left in (0, 90, 300) for top in (3, 250, 520)]
    alone = [box for each in boxes for box in frame.page_boxes([each], width=500, height=700)]
    assert frame.page_boxes(boxes, width=500, height=700) == alone
    assert frame.page_boxes([], width=500, height=700) == []
