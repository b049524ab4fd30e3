"""Figures written by hand into printed lines, "Số: [70]/KH-UBND": found, and read where the network is sure."""

from ocr.handwriting.filling import filled_in, lines_for_pen, needs_reading, read_again
from ocr.handwriting.finding import Numeral, Written, without_pen, written_in

__all__ = [
    "Numeral",
    "Written",
    "filled_in",
    "lines_for_pen",
    "needs_reading",
    "read_again",
    "without_pen",
    "written_in",
]
