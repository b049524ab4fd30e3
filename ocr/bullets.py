"""Dashes, dots and crosses at the head of lines, told by their shape: the engine loses them, or reads "•" as "+"."""

from collections.abc import Sequence
from dataclasses import replace

from ocr.image.pixels import Pixels
from ocr.page import Box, Word
from ocr.pieces import EM, Inked, ink_in, unit_of

DASH, DOT, CROSS = "-", "•", "+"

# In em of the page's type; measured on 300 heads of lines of copies of copies, dashes and dots of 13 and 14 pt.
_DASH_WIDTH, _DASH_HEIGHT, _DASH_MIDDLE = (
    (0.17, 0.55),
    (0.04, 0.16),
    (0.17, 0.32),
)  # seen: 0.18-0.30, 0.08-0.14, 0.20-0.29
_DASH_LONG = 1.5  # times as long as high, at least
_DASH_FILL = 0.6
_DOT_SIZE, _DOT_MIDDLE, _DOT_FILL = (0.19, 0.36), (0.26, 0.44), 0.70  # seen: 0.22-0.28, 0.33-0.38, 0.73 and more
_CROSS_SIZE, _CROSS_MIDDLE = (0.32, 0.52), (0.27, 0.42)  # seen: 0.36-0.47, 0.30-0.36
_ROUND = 0.72  # of the longer side
_CORNER = 0.28  # of a cross's sides: nothing stands there
_CORNER_INK = 0.12  # share of a corner's pixels that may be ink, the blur of a copy

_GAP = (0.2, 0.85)  # between a mark and the first letter: tab stops of word processors leave more, dust stands anywhere
_LETTER = 0.24  # height from which a piece is a letter, or what a copy left of one
_RULE = 0.14  # lines of tables are no wider
_DUST = 0.12
_REACH, _ACROSS = 1.7, 3.5  # so far before the first word a lost mark may stand; so much of the line shows its height
_ABOVE = 0.95  # over the letters' foot: so high a line's own pieces reach
_AIR_PX = 3  # over and under the words: what is as high as the picture then is a ruled line
_SURE = 0.90  # confidence of a mark told by its shape
_OPENING = '“"(‘'
_SHORT = 2  # letters of what the engine makes of a mark

_SIGNS = "-–—+*•●▪■·.°®©¢«»~=_'’‘\"“”^"
_LIKE_DOTS = "eosO0°"  # what the engine makes of a dot that stands close to its word


def with_bullets(lines: Sequence[Sequence[Word]], gray: Pixels) -> list[tuple[Word, ...]]:
    """Return the lines of a page with the marks they begin with: "+ Người dân" behind a dot is "• Người dân"."""
    em = EM * unit_of(lines)
    if not em:
        return [tuple(line) for line in lines]
    boxes = [word.box for line in lines for word in line]
    return [_with_bullet(line, gray, boxes, em) if line and _may_begin(line) else tuple(line) for line in lines]


def _may_begin(line: Sequence[Word]) -> bool:
    """Return whether a line may be the first of a point: it begins with a capital or a sign."""
    text = min(line, key=lambda word: word.box.left).text
    return len(text) == 1 or not text[0].islower() or text[1:2].isupper()


def _with_bullet(line: Sequence[Word], gray: Pixels, boxes: Sequence[Box], em: float) -> tuple[Word, ...]:
    words = sorted(line, key=lambda word: word.box.left)
    found = _mark_before(words, gray, boxes, em)
    if found is None:
        return tuple(line)
    sign, mark, letter = found
    own = [word for word in words if word.box.right <= letter.left + 1 and len(word.text) <= _SHORT]
    rest = words[len(own) :]
    if own or words[0].box.left > mark.middle_x:
        is_read = len(own) == 1 and (own[0].text == sign or (sign == DASH and own[0].text in "–—"))
        is_dirt = (
            not own and not words[0].text.lstrip(_OPENING)[:1].isupper()
        )  # a dash before "8-9/2023" is what is left of a rule
        return tuple(line) if is_read or is_dirt or not rest else (Word(sign, mark, _SURE), *rest)
    first, rest = words[0], words[1:]
    bare = first.text.lstrip(_SIGNS)
    if bare[:1] and bare[0] in _LIKE_DOTS and bare[1:2].isupper():
        bare = bare[1:]
    if not bare:
        return tuple(line)
    box = replace(first.box, left=max(first.box.left, min(letter.left, first.box.right - 1)))
    return (Word(sign, mark, _SURE), replace(first, text=bare, box=box, choices=()), *rest)


def _mark_before(words: Sequence[Word], gray: Pixels, boxes: Sequence[Box], em: float) -> tuple[str, Box, Box] | None:
    """Return the mark that a line begins with, where it stands, and where the letter behind it stands; None without."""
    first = words[0].box
    right = min(max(word.box.right for word in words), first.left + round(_ACROSS * em))
    head = Box.around([first, *(word.box for word in words[1:] if word.box.left < right)])
    cut = Box(
        max(0, first.left - round(_REACH * em)),
        max(0, head.top - _AIR_PX),
        min(right, gray.shape[1]),
        min(head.bottom + _AIR_PX, gray.shape[0]),
    )
    part = ink_in(gray, cut, like=head)
    base = part.base(em)
    if base is None:
        return None
    own = [
        piece
        for piece in part.pieces
        if base - _ABOVE * em < piece.top < base
        and max(piece.width, piece.height) >= _DUST * em
        and not _is_rule(piece, part, first, em)
        and not (piece.right <= first.left and any(_touch(piece, box) for box in boxes))
    ]
    if not own:
        return None
    mark = own[0]
    letter = next((piece for piece in own[1:] if piece.height >= _LETTER * em), None)
    if letter is None or not _GAP[0] * em <= letter.left - mark.right <= _GAP[1] * em:
        return None
    sign = _sign_of(mark, part, base, em)
    return (sign, mark, letter) if sign else None


def _is_rule(piece: Box, part: Inked, first: Box, em: float) -> bool:
    """Return whether a piece is a ruled line at the side of a cell, or what a copy left of one."""
    is_apart = piece.right <= first.left - _GAP[0] * em
    return piece.height >= part.mask.shape[0] or (
        is_apart and piece.width <= _RULE * em and piece.height >= 2 * piece.width
    )


def _touch(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _sign_of(piece: Box, part: Inked, base: int, em: float) -> str | None:
    """Return what a piece of ink is by its size, its height over the foot of the letters, and how full its box is."""
    wide, high = piece.width / em, piece.height / em
    middle = (base - (piece.top + piece.bottom) / 2) / em
    ink = part.mask[
        piece.top - part.at.top : piece.bottom - part.at.top, piece.left - part.at.left : piece.right - part.at.left
    ]
    fill = float(ink.mean())
    if _within(wide, _DASH_WIDTH) and _within(high, _DASH_HEIGHT) and _within(middle, _DASH_MIDDLE):
        return DASH if wide >= _DASH_LONG * high and fill >= _DASH_FILL else None
    if min(wide, high) < _ROUND * max(wide, high):
        return None
    if _within(wide, _DOT_SIZE) and _within(high, _DOT_SIZE) and _within(middle, _DOT_MIDDLE):
        return DOT if fill >= _DOT_FILL else None
    if _within(wide, _CROSS_SIZE) and _within(high, _CROSS_SIZE) and _within(middle, _CROSS_MIDDLE):
        up, beside = max(1, round(_CORNER * piece.height)), max(1, round(_CORNER * piece.width))
        corners = (ink[:up, :beside], ink[:up, -beside:], ink[-up:, :beside], ink[-up:, -beside:])
        return CROSS if all(corner.mean() <= _CORNER_INK for corner in corners) else None
    return None


def _within(value: float, span: tuple[float, float]) -> bool:
    return span[0] <= value <= span[1]
