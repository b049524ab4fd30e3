"""The weights of a Tesseract network file: small whole numbers made into the floating numbers that can be trained.

Tesseract ships its networks as int8 rows, each with a scale; `lstmtraining` refuses them. The file is a tree of layers.
Only its matrices and one flag differ between the two kinds; everything else is passed on byte by byte.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

_INT8 = 1  # flags of a matrix: whole numbers with scales; scales and weights are doubles
_DOUBLE = 128
_INT_MODE = 1  # flag of the whole network
_LAYER_RATES = 64  # flag of a layer that lists a learning rate for each of its parts
_MATRICES_OF_LSTM = 4  # cell input, input gate, forget gate, output gate; a two-dimensional one would have a fifth
_WITH_PARTS = frozenset(
    ("Series", "Parallel", "Replicated", "ParBidiLSTM", "RTLReversed", "TTBReversed", "XYTranspose")
)
_LSTM = frozenset(("LSTM", "SummLSTM"))
_FULL = frozenset(("Tanh", "Relu", "Linear", "Softmax", "SoftmaxNoCTC", "Logistic"))
_BYTES_OF_SHAPE = {"Input": 20, "Convolve": 8, "Maxpool": 8, "Reconfig": 8}


class NetworkFormatError(ValueError):
    """The bytes are no network of the kinds that are known here."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The weights of one matrix, an output a row, its bias last; `flags` without that of whole numbers."""

    flags: int
    weights: npt.NDArray[np.float64]

    def to_bytes(self) -> bytes:
        """Return the matrix as Tesseract writes floating ones; 0.0 stands for the value of empty places."""
        rows, columns = self.weights.shape
        return struct.pack("<Biid", self.flags, rows, columns, 0.0) + self.weights.astype("<f8").tobytes()


def trainable(network: bytes) -> bytes:
    """Return a network file (the `lstm` part of a traineddata file) with floating weights of the same value."""
    return _joined(_parts(network))


def averaged(networks: Sequence[bytes]) -> bytes:
    """Return the first network with every weight the mean of that weight in all of them."""
    split = [_parts(network) for network in networks]
    mean: list[bytes | Matrix] = []
    for same in zip(*split, strict=True):
        matrices = [part for part in same if isinstance(part, Matrix)]
        if not matrices:
            mean.append(same[0])
        elif len({matrix.weights.shape for matrix in matrices}) > 1 or len(matrices) < len(same):
            raise NetworkFormatError("networks of different shapes have no mean")
        else:
            weights = np.mean([matrix.weights for matrix in matrices], axis=0)
            mean.append(Matrix(matrices[0].flags, np.asarray(weights, dtype=np.float64)))
    return _joined(mean)


def _joined(parts: Sequence[bytes | Matrix]) -> bytes:
    return b"".join(part if isinstance(part, bytes) else part.to_bytes() for part in parts)


@dataclass(slots=True)
class _Reader:
    """Goes through a network and keeps its parts in order."""

    source: bytes
    place: int = 0
    parts: list[bytes | Matrix] = field(default_factory=list)

    def take(self, count: int) -> bytes:
        piece = self.source[self.place : self.place + count]
        if count < 0 or len(piece) != count:
            raise NetworkFormatError(f"the network ends early, at byte {self.place}")
        self.place += count
        return piece

    def keep(self, count: int) -> bytes:
        self.parts.append(self.take(count))
        return self.source[self.place - count : self.place]

    def number(self) -> int:
        return int(struct.unpack("<i", self.keep(4))[0])

    def text(self) -> str:
        return self.keep(self.number()).decode("latin-1")


def _parts(network: bytes) -> list[bytes | Matrix]:
    reader = _Reader(network)
    _read_layer(reader)
    reader.text()  # how the network was asked for: "[1,36,0,1Ct3,3,16Mp3,3Lfys48Lfx96Lrx96Lfx192O1c1]"
    flags = struct.unpack("<i", reader.take(4))[0]
    reader.parts.append(struct.pack("<i", flags & ~_INT_MODE))
    reader.keep(len(network) - reader.place)  # iterations done, rates
    return reader.parts


def _read_layer(reader: _Reader) -> None:
    if reader.keep(1) != b"\0":
        raise NetworkFormatError("a layer starts with another byte than 0")
    kind = reader.text()
    reader.keep(2)  # whether it is being trained, whether errors are passed back through it
    flags = reader.number()
    reader.keep(12)  # inputs, outputs, count of weights
    reader.text()  # its name
    if kind in _WITH_PARTS:
        for _ in range(reader.number()):
            _read_layer(reader)
        if flags & _LAYER_RATES:
            reader.keep(4 * reader.number())
    elif kind in _BYTES_OF_SHAPE:
        reader.keep(_BYTES_OF_SHAPE[kind])
    elif kind in _LSTM:
        reader.keep(4)
        for _ in range(_MATRICES_OF_LSTM):
            reader.parts.append(_read_matrix(reader))
    elif kind in _FULL:
        reader.parts.append(_read_matrix(reader))
    else:
        raise NetworkFormatError(f"a layer of kind {kind!r} is not known")


def _read_matrix(reader: _Reader) -> Matrix:
    flags = reader.take(1)[0]
    if not flags & _DOUBLE:
        raise NetworkFormatError(f"a matrix is not of doubles (flags {flags})")
    rows, columns = struct.unpack("<ii", reader.take(8))
    if rows <= 0 or columns <= 0:
        raise NetworkFormatError(f"a matrix of {rows} rows and {columns} columns")
    if not flags & _INT8:
        reader.take(8)  # the value of empty places
        return Matrix(flags, np.frombuffer(reader.take(8 * rows * columns), "<f8").reshape(rows, columns))
    reader.take(1)
    whole = np.frombuffer(reader.take(rows * columns), np.int8).reshape(rows, columns)
    count = struct.unpack("<I", reader.take(4))[0]
    scales = np.frombuffer(reader.take(8 * count), "<f8")  # more of them than rows: rounded up for vector instructions
    if count < rows:
        raise NetworkFormatError(f"{rows} rows with {count} scales")
    return Matrix(flags & ~_INT8, whole.astype(np.float64) * scales[:rows, None])
