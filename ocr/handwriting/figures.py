"""The network that looks at one figure cut out of a number: how likely each digit, or no figure at all.

Nothing but numpy: the spans of a number take about a millisecond. How it was trained: MODEL_CARD.md.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from ocr.handwriting.cutting import SIDE, SIZES, Span
from ocr.handwriting.network import Floats

FILE = Path(__file__).with_name("figures.npz")
NONE = 10  # the class of what is no figure, or a part of one, or more than one
CLASSES = 11
CHANNELS, KERNELS = (1, 16, 32, 64), (5, 3, 3)  # each convolution is cut at zero, then halved both ways
INNER = 64
FLAT = CHANNELS[-1] * (SIDE // 8) ** 2 + SIZES


def judge(spans: Sequence[Span]) -> Floats:
    """Return for each span how likely it is each digit, and no figure: spans × CLASSES, each row adds up to 1."""
    if not spans:
        return np.zeros((0, CLASSES), np.float32)
    weights = _weights()
    values = np.stack([span.picture for span in spans])[:, None]
    for index in range(len(KERNELS)):
        values = _halved(np.maximum(_turned(values, weights[f"weight{index}"], weights[f"bias{index}"]), 0))
    flat = np.hstack([values.reshape(len(spans), -1), np.asarray([span.sizes for span in spans], np.float32)])
    inner = np.maximum(flat @ weights["weight_inner"].T + weights["bias_inner"], 0)
    scores = inner @ weights["weight_last"].T + weights["bias_last"]
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), np.float32)


def _turned(values: Floats, weight: Floats, bias: Floats) -> Floats:
    """Return one convolution of each picture, as one product of matrices."""
    gives, _, side, _ = weight.shape
    beside = side // 2
    padded = np.pad(values, ((0, 0), (0, 0), (beside, beside), (beside, beside)))
    views = np.lib.stride_tricks.sliding_window_view(padded, (side, side), axis=(2, 3))
    count, _, rows, columns = values.shape
    pieces = np.ascontiguousarray(views.transpose(0, 2, 3, 1, 4, 5)).reshape(count * rows * columns, -1)
    out = pieces @ weight.reshape(gives, -1).T + bias
    return np.asarray(out.reshape(count, rows, columns, gives).transpose(0, 3, 1, 2), np.float32)


def _halved(values: Floats) -> Floats:
    """Return the largest of each four neighbours."""
    wide = np.maximum(values[:, :, 0::2], values[:, :, 1::2])
    return np.maximum(wide[:, :, :, 0::2], wide[:, :, :, 1::2])


@lru_cache(maxsize=1)
def _weights() -> dict[str, Floats]:
    with np.load(FILE) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}
