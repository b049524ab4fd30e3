"""What is attached behind a paper's foot, by its title: "Phụ lục I. Danh mục nhiệm vụ"."""

import re
from collections.abc import Iterator

from extractors.folding import fold
from extractors.passage import Found, Passage

NAME = "appendices"
SCOPE = "header"
READS = frozenset({"appendix"})
EXAMPLES = {
    "[appendix] PHỤ LỤC I\nDanh mục nhiệm vụ năm 2025\n(Kèm theo Kế hoạch số 3/KH-UBND ngày 05/01/2025 của UBND xã)": [
        "PHỤ LỤC I. Danh mục nhiệm vụ năm 2025"
    ],
    "[appendix] KẾ HOẠCH\nKiểm tra công vụ\n(Ban hành kèm theo Quyết định số 5/QĐ-UBND)": [
        "KẾ HOẠCH. Kiểm tra công vụ"
    ],
}

_ATTACHED = re.compile(r"\W*\(?\s*(?:ban hanh\s+)?kem theo\b")


def extract(passage: Passage) -> Iterator[Found[str]]:
    """Yield the title of one attachment: its label and the lines under it, up to the note that it is attached."""
    kept: list[str] = []
    end = at = 0
    for line in passage.text.split("\n"):
        if _ATTACHED.match(fold(line)):
            break
        if any(letter.isalnum() for letter in line):
            kept.append(line.strip(" *"))
            end = at + len(line)
        at += len(line) + 1
    if kept:
        title = " ".join(kept[1:])
        yield Found(f"{kept[0].rstrip('.:')}. {title}" if title else kept[0], passage.span(0, end), "appendices.title")
