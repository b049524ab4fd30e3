"""What a page costs: our CPU seconds beside bare Tesseract's on the same page images, measured in turn in one run."""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from tests.benchmark.papers import Measured
from tests.benchmark.process import run


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds a page, of ours and of bare `tesseract -l vie` on the same page images."""

    name: str
    pages: int
    ours_s: float
    bare_s: float

    @property
    def ratio(self) -> float:
        """How many times the CPU time of bare Tesseract we take."""
        return self.ours_s / self.bare_s


def cost(measured: Measured) -> Cost:
    """Measure one scanned PDF; the start of the command is counted as ours."""
    with tempfile.TemporaryDirectory() as folder:
        images = _page_images(measured.file, Path(folder))
        bare = sum(run(["tesseract", str(image), "-", "-l", "vie"]).cpu_s for image in images)
        ours = run([sys.executable, "-m", "api", "read", str(measured.file), "--out", folder]).cpu_s
    return Cost(measured.name, len(images), ours / len(images), bare / len(images))


def _page_images(file: Path, folder: Path) -> list[Path]:
    """Write the scan of each page as a PNG at its own resolution."""
    images = []
    with pdfium.PdfDocument(file) as document:
        for number in range(len(document)):
            page = document[number]
            pictures = [item for item in page.get_objects() if item.type == pdfium.raw.FPDF_PAGEOBJ_IMAGE]
            dpi = max((picture.get_metadata().horizontal_dpi for picture in pictures), default=200)
            path = folder / f"{number + 1}.png"
            page.render(scale=dpi / 72).to_pil().save(path, dpi=(dpi, dpi))
            images.append(path)
    return images
