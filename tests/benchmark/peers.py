"""Other readers on the same files, from their own packages: `python -m tests.benchmark --peers`.

OCRmyPDF and kreuzberg are installed into an environment of their own under build/, and read with Tesseract's `vie`.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.benchmark.papers import IMAGE_ORIGINS, Measured
from tests.benchmark.process import run
from tests.benchmark.text_score import TextScore, score_text
from tests.conftest import REPOSITORY

ENVIRONMENT = REPOSITORY / "build" / "peers"
PEERS = ("ocrmypdf==17.13.0", "kreuzberg==4.10.4")
READ_WITH_KREUZBERG = """
import sys
from kreuzberg import ExtractionConfig, OcrConfig, extract_file_sync
ocr = OcrConfig(backend="tesseract", language="vie")
print(extract_file_sync(sys.argv[1], config=ExtractionConfig(force_ocr=True, ocr=ocr)).content)
"""


@dataclass(frozen=True, slots=True)
class PeerResult:
    """One file read by one program."""

    program: str
    measured: Measured
    text: TextScore
    cpu_s: float
    wall_s: float


def compare(papers: Iterable[Measured]) -> Iterator[PeerResult]:
    """Yield what the peers and we make of each scanned PDF, in turn."""
    _install()
    sidecar = ENVIRONMENT / "sidecar.txt"
    binary = str(ENVIRONMENT / "bin")
    for paper in papers:
        if paper.origin not in IMAGE_ORIGINS or paper.file.suffix != ".pdf" or paper.text is None:
            continue
        file = str(paper.file)
        # A wrong-language layer stops OCRmyPDF unless it is told to read the page anew.
        again = ["--force-ocr"] if paper.origin == "badlayer" else []
        ocrmypdf = [f"{binary}/ocrmypdf", "-l", "vie", "--rotate-pages", "--deskew", *again, "--output-type", "pdf"]
        programs = {
            "boctach": [sys.executable, "-m", "api", "ocr", file],
            "OCRmyPDF": [*ocrmypdf, "--sidecar", str(sidecar), file, str(ENVIRONMENT / "out.pdf")],
            "kreuzberg": [f"{binary}/python", "-c", READ_WITH_KREUZBERG, file],
        }
        for program, command in programs.items():
            done = run(command)
            text = sidecar.read_text(encoding="utf-8") if program == "OCRmyPDF" else done.output
            yield PeerResult(program, paper, score_text(paper.text, text), done.cpu_s, done.wall_s)


def _install() -> None:
    if not (ENVIRONMENT / "bin" / "ocrmypdf").exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        subprocess.run([str(ENVIRONMENT / "bin" / "pip"), "install", "-q", *PEERS], check=True)
