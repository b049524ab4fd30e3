"""Makes the finished files of the sample papers: `python -m samples.composer [--out DIR] [--preset NAME]… [ID]…`."""

import argparse
import sys
from pathlib import Path

from samples.catalog import CHOSEN, FINISHED, PAPERS, SAMPLES
from samples.composer.finish import ORIGINS, make, write_gold_text, write_manifest
from samples.composer.source import read_source


def main() -> int:
    """Make the chosen files of the chosen papers; by default what is kept in samples/finished, gold text, manifest."""
    parser = argparse.ArgumentParser(prog="python -m samples.composer", description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="ID", help="papers to make, such as 01 02; all when left out")
    parser.add_argument("--out", type=Path, default=FINISHED, help="folder for the files (default samples/finished)")
    parser.add_argument("--preset", action="append", choices=ORIGINS, help="make these instead of the chosen ones")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for path in PAPERS:
        source = read_source(path)
        if arguments.ids and source.id not in arguments.ids:
            continue
        for origin in arguments.preset or ("digital", *CHOSEN.get(source.id, ())):
            for file in make(source, origin, arguments.out):
                print(f"{file.name}  {file.stat().st_size // 1024} kB", file=sys.stderr)
        if arguments.out == FINISHED:
            write_gold_text(source, SAMPLES / "gold")
    if arguments.out == FINISHED:
        write_manifest(SAMPLES / "manifest.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
