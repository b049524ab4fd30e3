"""Trains both networks: `python -m ocr.handwriting.training --mnist DIR --hands DIR --print DIR`."""

import argparse
import sys
from pathlib import Path

import numpy as np

from ocr.handwriting import figures, network
from ocr.handwriting.training import figuring, learning
from ocr.handwriting.training.cuts import cut
from ocr.handwriting.training.hands import Hands, fonts_in, read_mnist
from ocr.handwriting.training.sets import make

_COUNT = 40_000  # lines; 16,000 more in three more rounds read no more numbers rightly
_ROUNDS = 8
_NUMBERS = 36_000  # that are cut apart
_FIGURE_ROUNDS = 9
_SEED = 1


def main() -> int:
    """Draw the examples, learn from them and write the weights; the same arguments give the same examples."""
    parser = argparse.ArgumentParser(prog="python -m ocr.handwriting.training", description=__doc__)
    parser.add_argument("--mnist", type=Path, required=True, help="folder of MNIST's four files, unpacked")
    parser.add_argument("--hands", type=Path, required=True, help="folder of handwriting fonts (ttf, otf, woff)")
    parser.add_argument("--print", type=Path, required=True, dest="prints", help="folder of fonts of printed papers")
    parser.add_argument("--out", type=Path, default=network.FILE.parent, help="folder where the weights go")
    arguments = parser.parse_args()
    hands = Hands(read_mnist(arguments.mnist, part="train"), fonts_in(arguments.hands))
    fonts = fonts_in(arguments.prints)
    examples = make(hands, fonts, count=_COUNT, seed=_SEED)
    for number, loss, net in learning.learn(examples, rounds=_ROUNDS, seed=_SEED):
        print(f"lines, round {number} of {_ROUNDS}: loss {loss:.4f}", file=sys.stderr)
        np.savez_compressed(arguments.out / network.FILE.name, **learning.folded(net))  # type: ignore[arg-type]
    cuts = cut(hands, fonts, count=_NUMBERS, seed=_SEED)
    for number, loss, single in figuring.learn(cuts, rounds=_FIGURE_ROUNDS, seed=_SEED):
        print(f"figures, round {number} of {_FIGURE_ROUNDS}: loss {loss:.4f}", file=sys.stderr)
        np.savez_compressed(arguments.out / figures.FILE.name, **figuring.folded(single))  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main())
