"""The invisible text that a scanner's own software adds when it was never told that the paper is Vietnamese."""

import csv
import io
import os
import subprocess

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.composer.image_pdf import HiddenWord


def read_as_english(image: NDArray[np.uint8], *, dpi: int) -> tuple[HiddenWord, ...]:
    """Return the words Tesseract reads with its English data: "Ké hoach" where the paper says "Kế hoạch"."""
    png = cv2.imencode(".png", image)[1].tobytes()
    command = ["tesseract", "stdin", "stdout", "-l", "eng", "--psm", "3", "--dpi", str(dpi), "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    result = subprocess.run(command, input=png, capture_output=True, check=True, env=environment)
    rows = csv.DictReader(io.StringIO(result.stdout.decode()), delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(
        HiddenWord(row["text"], *(int(row[side]) for side in ("left", "top", "width", "height")))
        for row in rows
        if row["level"] == "5" and row["text"].strip()
    )
