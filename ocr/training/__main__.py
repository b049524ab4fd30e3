"""Train the office model: `python -m ocr.training CORPORA OUT` writes OUT/office.traineddata.

Typesets and wears pages, cuts them into lines, makes Tesseract's own Vietnamese network trainable, trains it on, takes
the mean of its last states and makes it whole numbers again. What is in OUT already is not made a second time.
"""

import argparse
import os
import shutil
import subprocess
from functools import partial
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from ocr.training.lines import samples, write_lines
from ocr.training.text import Speech
from ocr.training.typesetting import Faces
from ocr.training.weights import averaged, trainable

BASE = Path("/usr/share/tesseract-ocr/5/tessdata/vie.traineddata")
NAME = "office"
PAGES_PER_FILE = 10
SEED, HELD_OUT_SEED = 1, 777
STEP = 1000  # lines between two states that are kept
STAGES = ((8_000, 3e-4), (14_000, 1e-4))  # lines, learning rate
AVERAGED = 5  # last states whose mean is the model: single lines pull the weights to and fro


def main() -> None:
    """Make lines, train, and print how the new model and the one it came from read the lines that were held out."""
    options = _options()
    cv2.setNumThreads(1)
    os.environ["OMP_THREAD_LIMIT"] = "1"  # more threads wait for each other, and sum in another order every time
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    _tool("combine_tessdata", "-u", options.base, f"{out / 'base'}.")
    alphabet = alphabet_of(out / "base.lstm-unicharset")
    faces = Faces(alphabet, options.fonts)
    print("faces:", ", ".join(faces.names()))
    made = partial(_made_lines, corpora=options.corpora, alphabet=alphabet, faces=faces)
    training = made(out / "lines", pages=options.pages, seed=SEED, held_out=False)
    measuring = made(out / "held-out", pages=options.held_out_pages, seed=HELD_OUT_SEED, held_out=True)
    model = _trained(out, options.base, training)
    for name, data in (("before", options.base), ("after", model)):
        print(f"{name}: {_measured(out, data, measuring)}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ocr.training", description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder of .txt.xz files, a paragraph a line")
    parser.add_argument("out", type=Path, help="folder for lines, states and the model")
    parser.add_argument("--base", type=Path, default=BASE, help="the int8 model to go on from")
    parser.add_argument("--pages", type=int, default=350, help="pages that train")
    parser.add_argument("--held-out-pages", type=int, default=30, help="pages of held-out text that measure")
    parser.add_argument("--fonts", type=Path, action="append", default=[], help="a folder of more faces")
    return parser.parse_args()


def alphabet_of(unicharset: Path) -> frozenset[str]:
    """Return the letters a model can write, the blank among them."""
    rows = unicharset.read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(letter for letter in (row.split(" ")[0] for row in rows) if len(letter) == 1) | {" "}


def _made_lines(
    folder: Path, *, corpora: Path, alphabet: frozenset[str], faces: Faces, pages: int, seed: int, held_out: bool
) -> list[Path]:
    """Return the files of lines, mixed within each file so that no page trains in one go."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{number:04d}.lstmf" for number in range(-(-pages // PAGES_PER_FILE))]
    if all(path.exists() for path in paths):
        return paths
    drawn = samples(Speech(corpora, alphabet, held_out=held_out), faces, seed=seed)
    for number, path in enumerate(tqdm(paths, unit="file", disable=None)):
        lines = [line for page in islice(drawn, PAGES_PER_FILE) for line in page]
        order = np.random.default_rng([seed, number, 7]).permutation(len(lines))
        write_lines(path, [lines[index] for index in order])
    return paths


def _trained(out: Path, base: Path, lines: list[Path]) -> Path:
    listed = out / "training.txt"
    listed.write_text("\n".join(map(str, lines)) + "\n", encoding="utf-8")
    current = out / "base-floating.lstm"
    current.write_bytes(trainable((out / "base.lstm").read_bytes()))
    states: list[Path] = []
    for stage, (count, rate) in enumerate(STAGES, 1):
        # The trainer goes on from RUN_checkpoint where there is one; a run begins its lines and its count anew.
        run, start = out / f"stage-{stage}", current
        for seen in range(STEP, count + STEP, STEP):
            current = out / f"state-{stage}-{seen:06d}.checkpoint"
            states.append(current)
            if not current.exists():
                begun = ("--continue_from", start, "--learning_rate", str(rate), "--reset_learning_rate")
                kept = ("--model_output", run, "--max_iterations", str(seen))
                _tool("lstmtraining", *begun, *kept, "--traineddata", base, "--train_listfile", listed)
                shutil.copy(f"{run}_checkpoint", current)
    mean = out / "mean.lstm"
    mean.write_bytes(averaged([_network(state, base, out) for state in states[-AVERAGED:]]))
    return _whole(mean, base, out / f"{NAME}.traineddata")


def _network(state: Path, base: Path, out: Path) -> bytes:
    """Return the floating network of a state of training."""
    model, network = out / "single.traineddata", out / "single.lstm"
    _tool("lstmtraining", "--stop_training", "--continue_from", state, "--traineddata", base, "--model_output", model)
    _tool("combine_tessdata", "-e", model, network)
    return network.read_bytes()


def _whole(network: Path, base: Path, model: Path) -> Path:
    _tool(
        *("lstmtraining", "--stop_training", "--convert_to_int"),
        *("--continue_from", network, "--traineddata", base, "--model_output", model),
    )
    return model


def _measured(out: Path, model: Path, lines: list[Path]) -> str:
    listed = out / "measuring.txt"
    listed.write_text("\n".join(map(str, lines)) + "\n", encoding="utf-8")
    answer = _tool("lstmeval", "--model", model, "--eval_listfile", listed, "--verbosity", "0")
    return answer.strip().splitlines()[-1]


def _tool(*command: str | Path) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


if __name__ == "__main__":
    main()
