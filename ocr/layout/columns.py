"""Two columns side by side: the letterhead, and the recipients beside the signature."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ocr.layout.strips import Strip
from ocr.page import Box

# In units of the text's height, see strips.py.
MIN_GUTTER = 0.8
CLOSE_STEP = 0.7  # white between two lines of recipients; above them is a paragraph's gap or more
CLOSE_EDGE = 1.0
CLOSE_MIDDLE = 2.0  # lines of a signature are centred under each other
MAX_STEP = 11.0  # the signer's name stands up to 3 cm, 8 lines, below the role
SIDE_SHARE = 0.12  # a gutter runs between these shares of the page's width
BESIDE = 0.3  # share of the lower strip's height that makes a row of two


@dataclass(frozen=True, slots=True)
class Columns:
    """A zone of the page whose strips stand in a left and a right column."""

    left: tuple[Strip, ...]
    right: tuple[Strip, ...]

    @property
    def box(self) -> Box:
        """The box around both columns."""
        return Box.around(strip.box for strip in self.left + self.right)

    @property
    def strips(self) -> tuple[Strip, ...]:
        """Both columns' strips."""
        return self.left + self.right

    def pairs(self) -> int:
        """Return how many strips of the left column have one of the right beside them."""
        return sum(any(_level(one, other) for other in self.right) for one in self.left)


@dataclass(slots=True)
class _Zone:
    """A zone while it grows up and down from one row."""

    gutter_left: int
    gutter_right: int
    left: list[Strip]
    right: list[Strip]


def find_columns(parts: Sequence[Strip], *, width: int, unit: float) -> list[tuple[Columns, list[Strip]]]:
    """Return each zone of two columns with the strips taken for it, the best first, none overlapping."""
    zones: list[tuple[Columns, list[Strip]]] = []
    rest = sorted(parts, key=lambda strip: strip.base)
    while (best := _best_zone(rest, width=width, unit=unit)) is not None:
        zones.append(best)
        rest = [strip for strip in rest if strip not in best[1]]
    return zones


def _best_zone(rest: Sequence[Strip], *, width: int, unit: float) -> tuple[Columns, list[Strip]] | None:
    found: list[tuple[tuple[int, int], Columns, list[Strip]]] = []
    for one in rest:
        for other in rest:
            gutter = other.box.left - one.box.right
            middle = (other.box.left + one.box.right) / 2
            if gutter < MIN_GUTTER * unit or one.is_doubtful or other.is_doubtful or not _level(one, other):
                continue
            if not SIDE_SHARE * width <= middle <= (1 - SIDE_SHARE) * width:
                continue
            between = (third for third in rest if one.box.right <= third.box.left < other.box.left)
            if any(_level(one, third) and not third.is_doubtful for third in between):
                continue
            zone = _grown(one, other, rest, unit=unit)
            if zone is not None:
                found.append(((len(zone[0].strips), zone[0].pairs()), *zone))
    if not found:
        return None
    return max(found, key=lambda item: item[0])[1:]


def _grown(one: Strip, other: Strip, rest: Sequence[Strip], *, unit: float) -> tuple[Columns, list[Strip]] | None:
    """Return the zone around two strips side by side: all that stands above and below without crossing their gutter."""
    zone = _Zone(one.box.right, other.box.left, [], [])
    taken: list[Strip] = []
    start = min(one.base, other.base)
    bottom = max(one.box.bottom, other.box.bottom)
    for strip in (strip for strip in rest if strip.base >= start):
        if strip.box.top - bottom > MAX_STEP * unit or not _placed(zone, strip, unit=unit):
            break
        taken.append(strip)
        bottom = max(bottom, strip.box.bottom)
    top = min(one.box.top, other.box.top)
    for strip in (strip for strip in reversed(rest) if strip.base < start):
        if top - strip.box.bottom > MAX_STEP * unit or not _placed(zone, strip, unit=unit):
            break
        taken.append(strip)
        top = min(top, strip.box.top)
    columns = _trimmed(Columns(tuple(_sorted(zone.left)), tuple(_sorted(zone.right))), unit=unit)
    if columns is None or not columns.left or not columns.right:
        return None
    kept = {word for strip in columns.strips for word in map(id, strip.words)}
    return columns, [strip for strip in taken if id(strip.words[0]) in kept]


def _placed(zone: _Zone, strip: Strip, *, unit: float) -> bool:
    """Put `strip` into its column and narrow the gutter; False when it crosses the gutter. Dust narrows nothing."""
    if strip.is_doubtful:
        is_left = strip.middle < (zone.gutter_left + zone.gutter_right) / 2
        (zone.left if is_left else zone.right).append(strip)
        return True
    if strip.box.right <= zone.gutter_right - MIN_GUTTER * unit:
        zone.gutter_left = max(zone.gutter_left, strip.box.right)
        zone.left.append(strip)
        return True
    if strip.box.left >= zone.gutter_left + MIN_GUTTER * unit:
        zone.gutter_right = min(zone.gutter_right, strip.box.left)
        zone.right.append(strip)
        return True
    return False


def _trimmed(columns: Columns, *, unit: float) -> Columns | None:
    """Return the zone without what stands above its first row of two: body text that happens to be short.

    Lines that close up to either column stay: recipients whose signature beside them was not read, and a signature
    whose first line stands above the recipients ("KT. GIÁM ĐỐC" over "PHÓ GIÁM ĐỐC").
    """
    paired = [one for one in columns.left if any(_level(one, other) for other in columns.right)]
    if not paired:
        return None
    partners = [other for other in columns.right if any(_level(one, other) for one in paired)]
    first = min(strip.box.top for strip in (*paired, *partners))
    edge = min(strip.box.left for strip in paired)
    middle = min(partners, key=lambda strip: strip.base).middle
    left_first = _closed_up(
        columns.left, paired, first, unit, lambda strip: abs(strip.box.left - edge) <= CLOSE_EDGE * unit
    )
    right_first = _closed_up(
        columns.right, partners, first, unit, lambda strip: abs(strip.middle - middle) <= CLOSE_MIDDLE * unit
    )
    return Columns(
        tuple(strip for strip in columns.left if strip.base > left_first),
        tuple(strip for strip in columns.right if strip.base > right_first),
    )


def _closed_up(
    column: Sequence[Strip], paired: Sequence[Strip], first: int, unit: float, is_in_line: Callable[[Strip], bool]
) -> int:
    """Return where a column begins: at its first row of two, or above it with the lines that close up to it."""
    top = min(strip.box.top for strip in paired)
    for strip in reversed([strip for strip in column if strip.base <= first]):
        if top - strip.box.bottom > CLOSE_STEP * unit or not is_in_line(strip):
            break
        top, first = strip.box.top, min(first, strip.box.top)
    return first


def _sorted(parts: Sequence[Strip]) -> list[Strip]:
    return sorted(parts, key=lambda strip: (strip.base, strip.box.left))


def _level(one: Strip, other: Strip) -> bool:
    overlap = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return overlap >= BESIDE * min(one.box.height, other.box.height)
