"""The network that looks at a strip: per column how likely each figure, print or paper, and a pen at all.

Nothing but numpy: a line takes about two milliseconds. How it was trained and how well it reads: MODEL_CARD.md.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ocr.handwriting.strip import Strip

FILE = Path(__file__).with_name("network.npz")
STEP = 2  # columns of a strip for each column of what the network says
FIGURES = "0123456789"
PAPER, NO_FIGURE = 0, 11  # classes: paper and print; the digits 1 to 10; what a pen wrote and is no figure
OUTPUTS = 13  # the classes, and whether a pen wrote in this column

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Layer:
    """One convolution followed by a cut at zero; `halved` takes the larger of each two rows."""

    takes: int
    gives: int
    rows: int = 3
    columns: int = 3
    stride: int = 1
    padded: bool = True  # rows of zero above and below, so that their number stays
    halved: bool = False


LAYERS = (
    Layer(1, 12, stride=2),
    Layer(12, 16, halved=True),
    Layer(16, 24, halved=True),
    Layer(24, 32),
    Layer(32, 64, rows=5, padded=False),
    Layer(64, 64, rows=1, columns=5),
    Layer(64, 64, rows=1, columns=5),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the network says of a strip, a column of it for every STEP columns: odds of the classes, and of a pen."""

    odds: Floats  # columns × classes, each row adds up to 1
    pen: Floats  # columns, 0 to 1


def look(strip: Strip) -> Seen:
    """Return what the network sees in a strip."""
    weights = _weights()
    values = strip[None]
    for index, layer in enumerate(LAYERS):
        values = np.maximum(_turned(values, layer, weights[f"weight{index}"], weights[f"bias{index}"]), 0)
        if layer.halved:
            values = np.maximum(values[:, 0::2], values[:, 1::2])
    head = weights["weight_head"].reshape(OUTPUTS, -1)
    scores = head @ values[:, 0] + weights["bias_head"][:, None]
    classes = scores[: NO_FIGURE + 1]
    odds = np.exp(classes - classes.max(axis=0))
    return Seen(np.asarray((odds / odds.sum(axis=0)).T, np.float32), 1 / (1 + np.exp(-scores[NO_FIGURE + 1])))


def _turned(values: Floats, layer: Layer, weight: Floats, bias: Floats) -> Floats:
    """Return one convolution, as one product of matrices."""
    up, beside = (layer.rows // 2 if layer.padded else 0), layer.columns // 2
    padded = np.pad(values, ((0, 0), (up, up), (beside, beside)))
    views = np.lib.stride_tricks.sliding_window_view(padded, (layer.rows, layer.columns), axis=(1, 2))
    views = views[:, :: layer.stride, :: layer.stride]
    rows, columns = views.shape[1:3]
    pieces = np.ascontiguousarray(views.transpose(0, 3, 4, 1, 2)).reshape(-1, rows * columns)
    out = weight.reshape(layer.gives, -1) @ pieces + bias[:, None]
    return np.asarray(out.reshape(layer.gives, rows, columns), np.float32)


@lru_cache(maxsize=1)
def _weights() -> dict[str, Floats]:
    with np.load(FILE) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}
