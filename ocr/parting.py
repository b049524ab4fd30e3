"""Words that dust between them has joined: "hoạch.số" with a speck in the space is "hoạch" and "số"."""

import re
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from ocr.image.pixels import Pixels
from ocr.page import Box, Word

_JOINED = re.compile(r"(?P<left>.*[^\W\d_])(?P<mark>[.,:;'’`_~-])(?P<right>[^\W\d_].*|(?:19|20)\d\d\W?)")
_TALL = 0.35  # of the word's height: letters are taller, dust and stops are not
_SPACE = 0.2  # of the word's height; a space of type has 0.3, the gaps between letters 0.1 at most
_AROUND = 0.3  # of the word's width: so far from where its letters count it the space may lie
_BESIDE = 0.12  # of the word's height: a stop stands as near as this to its word
_FEET = 0.3  # of the word's height from its lower edge: stops stand there, or hang lower
_DASH = 0.2  # of the word's height: a dash is as long
_INK = 0.6  # of the way from ink to paper: darker is ink


def parted(line: Sequence[Word], gray: Pixels) -> tuple[Word, ...]:
    """Return the line, each word that holds a space on the paper parted there; a mark in the space stays if it is one.

    Addresses, file names and abbreviations ("TP.HCM") keep their stops: between capitals, or between words of plain
    letters, nothing is parted.
    """
    return tuple(part for word in line for part in _parts(word, gray))


def _parts(word: Word, gray: Pixels) -> tuple[Word, ...]:
    found = _JOINED.fullmatch(word.text)
    if found is None or not _is_prose(found["left"], found["right"]):
        return (word,)
    space = _space_in(word, gray, len(found["left"]) / len(word.text))
    if space is None:
        return (word,)
    box = word.box
    start, end, is_mark = space
    if is_mark and found["mark"] == "-":
        return (word,)
    left, right = found["left"] + (found["mark"] if is_mark else ""), found["right"]
    ours, theirs = word.choices[: len(left)], word.choices[found.start("right") :]
    return (
        replace(word, text=left, box=Box(box.left, box.top, box.left + start, box.bottom), choices=ours),
        replace(word, text=right, box=Box(box.left + end, box.top, box.right, box.bottom), choices=theirs),
    )


def _is_prose(left: str, right: str) -> bool:
    """Return whether words of running text meet: one has a letter with marks, and not two capitals stand together."""
    last, first = re.split(r"[^\w]", left)[-1], re.split(r"[^\w]", right)[0]
    return not (last + first).isascii() and not (left[-1].isupper() and right[0].isupper()) and "@" not in left + right


def _space_in(word: Word, gray: Pixels, share: float) -> tuple[int, int, bool] | None:
    """Return where a space begins and ends in a word's box and whether a mark stands in it; None without a space."""
    box = word.box
    piece = np.ascontiguousarray(gray[box.top : box.bottom, box.left : box.right])
    dark, light = float(np.percentile(piece, 5)), float(np.percentile(piece, 95))
    ink = (piece < dark + _INK * (light - dark)).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    tall = stats[:, cv2.CC_STAT_HEIGHT] >= _TALL * box.height
    tall[0] = False
    free = ~tall[labels].any(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], free, [False]]).astype(np.int8)))
    gaps = [
        (int(end - start), int(start), int(end))
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if start > 0 and end < box.width and abs((start + end) / 2 - share * box.width) <= _AROUND * box.width
    ]
    width, start, end = max(gaps, default=(0, 0, 0))
    if width < _SPACE * box.height:
        return None
    between = [row for index, row in enumerate(stats.tolist()) if index and not tall[index] and start <= row[0] < end]
    return start, end, any(_is_mark(row, start, box.height) for row in between)


def _is_mark(stats: Sequence[int], start: int, height: int) -> bool:
    """Return whether a small piece is a stop at the foot of the word before it, or a dash."""
    left, top, wide, high, _ = stats
    is_stop = left - start <= _BESIDE * height and top + high >= (1 - _FEET) * height
    return is_stop or (wide >= _DASH * height and wide > 2 * high)
