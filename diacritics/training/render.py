"""Pairs of printed and read words from worn pages: `python -m diacritics.training.render CORPUS OUT --minutes 25`.

Pages are typeset from corpus lines, worn, and read for the channel `eng` with Tesseract's `eng` and (every third page)
for the channel `vie` with our own model, which reads the papers; each page becomes one JSON line of OUT. The same seed
makes the same pages.
"""

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import numpy as np

from diacritics.training.corpus import is_held_out, read_lines
from diacritics.training.pages import typeset
from diacritics.training.reading import OWN_MODELS, pair, read_page
from diacritics.training.wear import draw_wear, wear

PARAGRAPHS_PER_PAGE = 26
LONGEST_PARAGRAPH = 420
LINES_PER_FILE = 60_000
CHANNELS = ("eng", "vie")
PAGES_PER_VIE = 3  # a Vietnamese engine errs less, and its slips are fewer kinds


def paragraphs(corpora: Path, *, held_out: bool) -> list[list[str]]:
    """Return the usable lines of every corpus file, one list a file."""
    pools = []
    for path in sorted(corpora.glob("*.txt.xz")):
        pool = []
        for line in read_lines(path):
            if len(line) >= 12 and is_held_out(line) == held_out:
                pool.append(line[:LONGEST_PARAGRAPH].rsplit(" ", 1)[0])
                if len(pool) >= LINES_PER_FILE:
                    break
        pools.append(pool)
    return pools


def make_pages(
    pools: Sequence[Sequence[str]],
    extra: Sequence[str],
    *,
    seed: int,
    channels: Sequence[str] = CHANNELS,
    own_models: Path = OWN_MODELS,
) -> Iterator[dict[str, object]]:
    """Yield worn pages read for the channels for ever; `extra` lines (names, units) stand on every page."""
    for number in count():
        wanted = [name for name in channels if name != "vie" or number % PAGES_PER_VIE == 0]
        if not wanted:
            continue
        rng = np.random.default_rng([seed, number])
        chosen = []
        for _ in range(PARAGRAPHS_PER_PAGE):
            if extra and rng.random() < 0.12:
                chosen.append(", ".join(str(extra[int(rng.integers(len(extra)))]) for _ in range(4)))
            else:
                pool = pools[int(rng.integers(len(pools)))]
                chosen.append(pool[int(rng.integers(len(pool)))])
        hard = float(rng.beta(1.6, 1.2))
        page = typeset(chosen, rng)
        image, moved = wear(np.asarray(page.image), draw_wear(rng, hard=hard), rng)
        for channel in wanted:
            pairs = pair(page, moved, read_page(image, channel, own_models=own_models))
            yield {
                "page": number,
                "language": channel,
                "hard": round(hard, 3),
                "pairs": [[list(p.printed), list(p.read), round(p.confidence, 3), p.line] for p in pairs],
            }


def write_pages(out: Path, pages: Iterator[dict[str, object]], most: int) -> None:
    """Write the readings of the first `most` pages."""
    with out.open("w", encoding="utf-8") as handle:
        for page in pages:
            if int(str(page["page"])) >= most:
                return
            handle.write(json.dumps(page, ensure_ascii=False) + "\n")


def main() -> None:
    """Write pages until the time is up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=25.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--channel", action="append", choices=CHANNELS, help="read for this channel only")
    parser.add_argument("--own-models", type=Path, default=OWN_MODELS, help="folder of the model that reads papers")
    parser.add_argument("--extra", type=Path, help="a text file of names and units, one a line")
    options = parser.parse_args()
    extra = options.extra.read_text(encoding="utf-8").splitlines() if options.extra else []
    until = time.monotonic() + options.minutes * 60
    with options.out.open("w", encoding="utf-8") as out:
        for page in make_pages(
            paragraphs(options.corpora, held_out=options.held_out),
            extra,
            seed=options.seed,
            channels=options.channel or CHANNELS,
            own_models=options.own_models,
        ):
            out.write(json.dumps(page, ensure_ascii=False) + "\n")
            out.flush()
            if time.monotonic() > until:
                break


if __name__ == "__main__":
    main()
