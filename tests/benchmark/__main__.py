"""Measure accuracy and cost: `python -m tests.benchmark [--record] [--only TEXT] [--worst N] [--cost | --peers]`.

Without options every file is read and compared with the recorded numbers; a worse one ends with status 1.
"""

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterable

from tqdm import tqdm

from ingest.sandbox import new_sandbox
from ingest.settings import load_settings
from tests.benchmark import ratchet, table
from tests.benchmark.confidence import reliability
from tests.benchmark.cost import cost
from tests.benchmark.measure import Result, measure, summed_up
from tests.benchmark.papers import IMAGE_ORIGINS, Measured, real_papers, sample_papers
from tests.benchmark.peers import compare
from tests.conftest import SHARED


def main() -> int:
    """Run the benchmark; return the exit status."""
    options = _options()
    papers = [paper for paper in _papers() if options.only in paper.name]
    if options.cost:
        _print_costs(papers)
        return 0
    if options.peers:
        _print_peers(papers)
        return 0
    settings = load_settings()
    with new_sandbox(settings) as sandbox:
        results = [measure(paper, settings, sandbox) for paper in tqdm(papers, unit="file", disable=None)]
    measured = summed_up(results)
    for result in results:
        _print_result(result, worst=options.worst)
    print(table.rendered(measured))
    print("How sure the program is of the values it reads from scans, and how often they are right:")
    print(reliability([pair for result in results if result.measured.origin in IMAGE_ORIGINS for pair in result.said]))
    if options.only:
        return 0
    if options.record:
        ratchet.record(measured)
        table.write(ratchet.recorded())
        return 0
    return _compare(measured)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    parser.add_argument("--record", action="store_true", help="keep the numbers and write the README's table")
    parser.add_argument("--only", default="", help='measure files whose name holds this, such as "real/003 light"')
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the N longest errors of each file")
    parser.add_argument("--cost", action="store_true", help="measure CPU seconds a page beside bare Tesseract")
    parser.add_argument("--peers", action="store_true", help="read the scans with OCRmyPDF and kreuzberg too")
    return parser.parse_args()


def _papers() -> list[Measured]:
    papers = list(sample_papers())
    if SHARED is None:
        print("The folder of real papers is not beside this checkout: only the samples are measured.", file=sys.stderr)
    else:
        papers += real_papers(SHARED)
    return papers


def _print_costs(papers: Iterable[Measured]) -> None:
    for paper in papers:
        if paper.origin in IMAGE_ORIGINS and paper.file.suffix == ".pdf":
            measured = cost(paper)
            print(
                f"{measured.name}: {measured.ours_s:.2f} CPU s a page, bare Tesseract {measured.bare_s:.2f}, "
                f"ratio {measured.ratio:.2f}",
                flush=True,
            )


def _print_peers(papers: Iterable[Measured]) -> None:
    for result in compare(papers):
        print(
            f"{result.measured.name} {result.program}: CER {result.text.cer:.4f} WER {result.text.wer:.4f} "
            f"syllables {result.text.syllables:.4f} numbers {result.text.numbers:.4f} "
            f"CPU {result.cpu_s:.1f} s wall {result.wall_s:.1f} s",
            flush=True,
        )


def _print_result(result: Result, *, worst: int) -> None:
    parts = [f"{result.measured.name}:"]
    if result.text:
        parts += [f"{name} {value:.4f}" for name, value in dataclasses.asdict(result.text).items()]
    if result.fields:
        parts += [f"{field} {count.f1:.3f}" for field, count in result.fields.counts.items()]
        parts.append(f"mission {result.fields.mission.f1:.3f}")
    print(" ".join(parts))
    for gold, read in sorted(result.misread, key=lambda pair: -len("".join(pair)))[:worst]:
        print(f"    {gold!r} was read {read!r}")
    for sign, items in (("-", result.fields.missed), ("+", result.fields.added)) if result.fields and worst else ():
        for item in items:
            print(f"    {sign} {item.field} {json.dumps(item.exact, ensure_ascii=False)} {item.text}")


def _compare(measured: ratchet.Table) -> int:
    failed = 0
    for change in ratchet.changes(measured):
        word = (
            "WORSE" if change.is_worse else "better, record it with --record" if change.recorded is not None else "new"
        )
        print(f"{change.where}: {change.recorded} -> {change.measured} ({word})")
        failed += change.is_worse
    print(f"{failed} numbers are worse than recorded" if failed else "no number is worse than recorded")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
