"""Trains the network: `python -m ocr.handwriting.training --mnist DIR --hands DIR --print DIR`."""

import argparse
import sys
from pathlib import Path

import numpy as np

from ocr.handwriting.network import FILE
from ocr.handwriting.training.hands import Hands, fonts_in, read_mnist
from ocr.handwriting.training.learning import folded, learn
from ocr.handwriting.training.sets import make

_COUNT = 40_000  # lines; 16,000 more in three more rounds read no more numbers rightly
_ROUNDS = 8
_SEED = 1


def main() -> int:
    """Draw the examples, learn from them and write the weights; the same arguments give the same examples."""
    parser = argparse.ArgumentParser(prog="python -m ocr.handwriting.training", description=__doc__)
    parser.add_argument("--mnist", type=Path, required=True, help="folder of MNIST's four files, unpacked")
    parser.add_argument("--hands", type=Path, required=True, help="folder of handwriting fonts (ttf, otf, woff)")
    parser.add_argument("--print", type=Path, required=True, dest="prints", help="folder of fonts of printed papers")
    parser.add_argument("--out", type=Path, default=FILE, help="where the weights go")
    arguments = parser.parse_args()
    hands = Hands(read_mnist(arguments.mnist, part="train"), fonts_in(arguments.hands))
    examples = make(hands, fonts_in(arguments.prints), count=_COUNT, seed=_SEED)
    for number, loss, net in learn(examples, rounds=_ROUNDS, seed=_SEED):
        print(f"round {number} of {_ROUNDS}: loss {loss:.4f}", file=sys.stderr)
        np.savez_compressed(arguments.out, **folded(net))  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main())
