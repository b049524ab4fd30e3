"""Where things stand on a page: words to lines, lines to blocks, ruled lines to tables. Geometry only."""

from ocr.layout.arranging import arrange, moved
from ocr.layout.grids import Grid, GridCell, find_grids
from ocr.layout.printed import lines_of_print
from ocr.layout.rulings import Ruling, find_rulings

__all__ = ["Grid", "GridCell", "Ruling", "arrange", "find_grids", "find_rulings", "lines_of_print", "moved"]
