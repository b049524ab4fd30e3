"""Pictures of single lines and what they say, cut out of worn pages as the engine cuts them, in the engine's files."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from ocr.image.preparing import prepared
from ocr.training.text import Speech
from ocr.training.typesetting import Faces, Pixels, Sheet, sheet
from ocr.training.wear import Worn, worn

DPIS = (200, 200, 204, 240, 300)
AIR_PX = 4  # what the engine leaves around a row
_LEAST_PX = (12, 12)  # height and width of a line worth reading
_POINTS_ALONG = 9
_LEANING_PX = 5  # a line that leans more than this in its cut is not straight enough to be cut alone
_LEADERS = "...."  # dots up to a blank to be filled in: nobody counts them, and no model should


@dataclass(frozen=True, slots=True)
class Sample:
    """One line: its picture, gray, and its text; `kind` is how the page was worn."""

    picture: Pixels
    text: str
    kind: str


def samples(speech: Speech, faces: Faces, *, seed: int, first: int = 0) -> Iterator[list[Sample]]:
    """Yield page after page the lines on it; page `n` of a seed is the same whatever was drawn before."""
    number = first
    back: Pixels | None = None
    while True:
        rng = np.random.default_rng([seed, number])
        clean = sheet(speech, faces, dpi=int(rng.choice(DPIS)), rng=rng)
        page = worn(clean.image, back if rng.random() < 0.7 else None, dpi=clean.dpi, rng=rng)
        yield list(_cut(clean, page, rng))
        back = clean.image
        number += 1


def _cut(clean: Sheet, page: Worn, rng: np.random.Generator) -> Iterator[Sample]:
    ready = prepared(page.image, dpi=clean.dpi, turn=0)
    onto = np.linalg.inv(ready.frame.back) @ page.matrix
    height, width = ready.gray.shape
    for line in clean.lines:
        left, top, right, bottom = line.box
        along = np.linspace(left, right, _POINTS_ALONG)
        spots = np.stack([np.tile(along, 2), np.repeat([top, bottom], _POINTS_ALONG), np.ones(2 * _POINTS_ALONG)])
        seen = onto @ spots
        xs, ys = seen[0] / seen[2], seen[1] / seen[2]
        if np.ptp(ys[:_POINTS_ALONG]) > _LEANING_PX or _LEADERS in line.text:
            continue
        loose = np.clip(rng.normal(0, 1.2, 4), -2, 4)
        x0, y0 = round(xs.min() - AIR_PX - loose[0]), round(ys.min() - AIR_PX - loose[1])
        x1, y1 = round(xs.max() + AIR_PX + loose[2]), round(ys.max() + AIR_PX + loose[3])
        if x0 < 0 or y0 < 0 or x1 > width or y1 > height or y1 - y0 < _LEAST_PX[0] or x1 - x0 < _LEAST_PX[1]:
            continue
        yield Sample(np.ascontiguousarray(ready.gray[y0:y1, x0:x1]), line.text, page.kind)


def write_lines(path: Path, lines: Sequence[Sample]) -> None:
    """Write lines as the `.lstmf` file that `lstmtraining` and `lstmeval` read."""
    path.write_bytes(struct.pack("<I", len(lines)) + b"".join(_packed(line) for line in lines))


def _packed(line: Sample) -> bytes:
    picture = cv2.imencode(".png", line.picture)[1].tobytes()
    text = line.text.encode()
    no_boxes = struct.pack("<I", 0)
    one_text = struct.pack("<I", 1) + _counted(text)
    page = struct.pack("<i", 0)
    return (
        b"\x01"
        + _counted(b"line")
        + page
        + _counted(picture)
        + _counted(b"vie")
        + _counted(text)
        + no_boxes
        + one_text
        + b"\x00"
    )


def _counted(content: bytes) -> bytes:
    return struct.pack("<I", len(content)) + content
