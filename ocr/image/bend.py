"""Lines that bend, as on a photographed sheet that does not lie flat: how far each spot of them strays from level.

Patches of the page tell how much their lines rise, as the whole page tells its slope; a smooth surface through these
slopes says by how much every spot lies too low. The uprights of tables tell in the same way how far a spot lies to the
right. What is stretched along a line stays so, which the engine bears.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.letters import letters_of
from ocr.image.pixels import LOOK_DPI, Pixels, Points
from ocr.image.slope import feet

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]

_PATCH_IN = (1.5, 1.8)  # along and across its lines: five lines of print, bent so little that they count as straight
_LEAST_FEET = 90  # of a patch: two lines of print, or an inch of an upright
_STEEPEST_DEG = 9.0
_PARTS = (3, 2)  # across and down: the look that tells whether to look closer
_LEAST_FEET_OF_PART = 400
_STEEP_DEG = 4.5
_APART_DEG = 0.7  # of 107 flat scans the parts lean apart by 0.4 at most where they hold print enough
_UNCLEAR = 2  # parts full of print without a direction: they bend within themselves
_COARSE_STEP_DEG = 0.75
_FINE_STEP_DEG = 0.15
_CLEAR = 1.25  # times what leaning lines gather: patches where no direction stands out tell nothing
_ALONG, _ASIDE = 5, 2  # degrees of the surface: a sheet bends in an S at most, and from line to line it bends alike
_UPRIGHT_ALONG = 3
_GRID = 9  # places along and aside where the sheet is taken to lie flat unless patches tell otherwise
_STIFFNESS = 0.05  # the weight of such a place beside a patch
_PASSES = 3  # each measures what the one before has left
_LEAST_PATCHES = 12
_LEAST_UPRIGHTS = 4  # patches: a table of three columns
_OUTLIER_DEG = 1.2  # a patch that differs so much from the surface was judged wrong: a picture, a seal
_STEM_PX = 15  # of the look: letters have no stem as long
_UPRIGHT_IN = 0.4  # holes and the strokes of seals are shorter
_LEAST_PX = 1.0  # of the look: flat scans stray by 0.7 at most, photographs read worse from 1.2 on
_CELL_PX = 16  # the surface is smooth: it is kept for every sixteenth pixel
_TURNS = 6  # of the fixed point that turns "where it lies" into "where it comes from"


@dataclass(frozen=True, slots=True)
class Bend:
    """By how many pixels every 16th spot of a level view lies further right and lower on the bent page."""

    right: Floats
    down: Floats

    def bent(self, points: Points) -> Points:
        """Return where points (x, y) of the level view lie on the bent page."""
        places = (points.astype(np.float32) / _CELL_PX).reshape(1, -1, 2)
        moves = [_at(strays, places[:, :, 0], places[:, :, 1]).reshape(-1) for strays in (self.right, self.down)]
        return np.asarray(points + np.stack(moves, axis=1), dtype=np.float32)

    def places(self, width: int, height: int) -> tuple[Floats, Floats]:
        """Return for every pixel of a level view the column and the row of the bent page that it comes from."""
        across, down = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
        columns, rows = _every(self.right, across, down), _every(self.down, across, down)
        columns += across[None, :]
        rows += down[:, None]
        return columns, rows


@dataclass(frozen=True, slots=True)
class _Surface:
    """How far spots stray from their line, as a polynomial of the place along the lines and beside it, each -1 to 1."""

    weights: Numbers
    length: int
    breadth: int
    degree: int

    def strays(self, along: Floats, aside: Floats) -> Numbers:
        u, v = _unit(along, self.length), _unit(aside, self.breadth)
        found = np.zeros_like(u)
        for i in range(self.degree, 0, -1):
            row = self.weights[(i - 1) * (_ASIDE + 1) : i * (_ASIDE + 1)]
            found = (found + np.polynomial.polynomial.polyval(v, row)) * u
        return found


def is_bent(letters: Pixels, *, slope_deg: float) -> bool:
    """Whether the thirds of the lines lean apart, on a page at LOOK_DPI whose lines rise by `slope_deg` as a whole."""
    rows, columns = feet(letters)
    levels = rows + columns * np.float32(np.tan(np.radians(slope_deg)))
    height, width = letters.shape
    leans, unclear = [], 0
    for left in range(_PARTS[0]):
        for top in range(_PARTS[1]):
            inside = (columns * _PARTS[0] // width == left) & (rows * _PARTS[1] // height == top)
            if np.count_nonzero(inside) >= _LEAST_FEET_OF_PART:
                slope = _slope(columns[inside], levels[inside], steepest_deg=_STEEP_DEG)
                unclear += slope is None
                leans += [] if slope is None else [slope]
    if unclear >= _UNCLEAR:
        return True
    return len(leans) > 1 and max(leans) - min(leans) >= np.tan(np.radians(_APART_DEG))


def bend_of(ink: Pixels, *, scale: float) -> Bend | None:
    """Return how the lines bend, for a view `scale` times as large as `ink` (at LOOK_DPI), or None if they do not.

    Lines that stray from a straight one by less than _LEAST_PX count as straight.
    """
    height, width = ink.shape
    letters = letters_of(ink)
    rows, columns = feet(letters)
    lines = _surface(columns, rows, width, height, degree=_ALONG, least_patches=_LEAST_PATCHES)
    if lines is None or _spread(lines, columns, rows) < _LEAST_PX:
        return None
    rows, columns = _uprights(ink & ~letters)
    levels = (rows - lines.strays(columns, rows)).astype(np.float32)
    uprights = _surface(levels, columns, height, width, degree=_UPRIGHT_ALONG, least_patches=_LEAST_UPRIGHTS)
    return _inverse(lines, uprights, scale)


def _uprights(rest: Pixels) -> tuple[Floats, Floats]:
    """Return rows and columns of what is upright, about, and longer than a letter."""
    stems = cv2.morphologyEx(rest, cv2.MORPH_OPEN, np.ones((_STEM_PX, 1), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(stems, connectivity=8)
    tall = stats[:, cv2.CC_STAT_HEIGHT] >= _UPRIGHT_IN * LOOK_DPI
    tall[0] = False
    rows, columns = np.nonzero(tall[labels])
    return rows.astype(np.float32), columns.astype(np.float32)


def _surface(
    along: Floats, aside: Floats, length: int, breadth: int, *, degree: int, least_patches: int
) -> _Surface | None:
    surface = _Surface(np.zeros(degree * (_ASIDE + 1)), length, breadth, degree)
    for _ in range(_PASSES):
        levels = (aside - surface.strays(along, aside)).astype(np.float32)
        patches = _patches(along, levels, length, breadth)
        bettered = _bettered(surface, patches, least_patches)
        if bettered is None:
            return None
        surface = bettered
    return surface


def _patches(along: Floats, levels: Floats, length: int, breadth: int) -> Numbers:
    """Return place along and aside, and slope, of the patches that tell theirs."""
    long, broad = (round(size * LOOK_DPI) for size in _PATCH_IN)
    told = []
    for left in range(0, max(1, length - long // 2), long // 2):
        inside = (along >= left) & (along < left + long)
        own_along, own_levels = along[inside], levels[inside]
        for top in range(0, max(1, breadth - broad // 2), broad // 2):
            chosen = (own_levels >= top) & (own_levels < top + broad)
            if np.count_nonzero(chosen) < _LEAST_FEET:
                continue
            x, y = own_along[chosen], own_levels[chosen]
            slope = _slope(x - x.mean(), y, steepest_deg=_STEEPEST_DEG)
            if slope is not None:
                told.append((x.mean(), y.mean(), slope))
    return np.array(told).reshape(-1, 3)


def _slope(along: Floats, levels: Floats, *, steepest_deg: float) -> float | None:
    coarse = np.arange(-steepest_deg, steepest_deg + 1e-9, _COARSE_STEP_DEG)
    gathered = _gathered(along, levels, coarse)
    best = int(np.argmax(gathered))
    if best in (0, len(coarse) - 1) or gathered[best] < _CLEAR * np.median(gathered):
        return None
    fine = coarse[best] + np.arange(-_COARSE_STEP_DEG, _COARSE_STEP_DEG + 1e-9, _FINE_STEP_DEG)
    gathered = _gathered(along, levels, fine)
    weights = np.maximum(0, gathered - 0.9 * gathered.max())
    return float(np.tan(np.radians((fine * weights).sum() / weights.sum())))


def _gathered(along: Floats, levels: Floats, angles_deg: Numbers) -> Numbers:
    """Return how well feet gather in rows when lines fall by each of the angles."""
    slopes = np.tan(np.radians(angles_deg)).astype(np.float32)[:, None]
    rows = levels - along * slopes
    places = (rows - rows.min(axis=1, keepdims=True)).astype(np.int32)
    width = int(places.max()) + 1
    places += width * np.arange(len(slopes), dtype=np.int32)[:, None]  # one count of all angles, each in its own range
    counts = np.bincount(places.ravel(), minlength=width * len(slopes)).reshape(-1, width).astype(np.float64)
    return np.asarray((counts[:, :-1] * counts[:, 1:]).sum(axis=1) + (counts**2).sum(axis=1))


def _bettered(surface: _Surface, patches: Numbers, least_patches: int) -> _Surface | None:
    """Return the surface with what the patches still lean added, by least squares without those that differ."""
    if len(patches) < least_patches:
        return None
    slopes = patches[:, 2]
    told, quiet = _terms(surface, patches[:, 0], patches[:, 1]), _STIFFNESS * _terms(surface, *_grid(surface))
    kept = np.ones(len(patches), dtype=bool)
    weights = surface.weights
    for _ in range(2):
        system = np.concatenate([told[kept], quiet])
        weights = np.linalg.lstsq(system, np.concatenate([slopes[kept], np.zeros(len(quiet))]), rcond=None)[0]
        kept = np.abs(told @ weights - slopes) < np.tan(np.radians(_OUTLIER_DEG))
        if np.count_nonzero(kept) < least_patches:
            return None
    return _Surface(surface.weights + weights, surface.length, surface.breadth, surface.degree)


def _terms(surface: _Surface, along: Numbers, aside: Numbers) -> Numbers:
    """Return what each weight of the surface adds to the slope at places, one row a place."""
    u, v = _unit(along, surface.length), _unit(aside, surface.breadth)
    terms = [i * u ** (i - 1) * v**j for i in range(1, surface.degree + 1) for j in range(_ASIDE + 1)]
    return np.stack(terms, axis=1) / (surface.length / 2)


def _grid(surface: _Surface) -> tuple[Numbers, Numbers]:
    steps = np.linspace(0, 1, _GRID)
    along, aside = np.meshgrid(steps * surface.length, steps * surface.breadth)
    return along.reshape(-1), aside.reshape(-1)


def _spread(surface: _Surface, along: Floats, aside: Floats) -> float:
    """Return by how much the print strays from straight lines: the surface without its mean slope."""
    strays = surface.strays(along, aside)
    system = np.stack([along, np.ones(len(along))], axis=1)
    left = strays - system @ np.linalg.lstsq(system, strays, rcond=None)[0]
    return float(np.percentile(np.abs(left), 95))


def _inverse(lines: _Surface, uprights: _Surface | None, scale: float) -> Bend:
    """Return where every 16th pixel of the level view comes from, in pixels of the view."""
    across = np.arange(0, lines.length * scale + _CELL_PX, _CELL_PX, dtype=np.float32) / np.float32(scale)
    down = np.arange(0, lines.breadth * scale + _CELL_PX, _CELL_PX, dtype=np.float32) / np.float32(scale)
    column, level = np.meshgrid(across, down)
    x, y = column, level
    for _ in range(_TURNS):
        y = (level + lines.strays(x, y)).astype(np.float32)
        if uprights is not None:
            x = (column + uprights.strays(level, x)).astype(np.float32)
    return Bend(((x - column) * scale).astype(np.float32), ((y - level) * scale).astype(np.float32))


def _every(strays: Floats, across: Floats, down: Floats) -> Floats:
    """Return what is kept for every 16th pixel for each of them."""
    columns, rows = np.meshgrid(across / _CELL_PX, np.arange(len(strays), dtype=np.float32))
    wide = _at(strays, columns, rows)
    columns, rows = np.meshgrid(across, down / _CELL_PX)
    return _at(wide, columns, rows)


def _at(strays: Floats, columns: Floats | Numbers, rows: Floats | Numbers) -> Floats:
    found = cv2.remap(
        strays, columns.astype(np.float32), rows.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(found, dtype=np.float32)


def _unit(values: npt.NDArray[np.floating], length: int) -> Numbers:
    return np.asarray(np.clip(values / (length / 2) - 1, -1, 1), dtype=np.float64)
