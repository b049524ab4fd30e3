"""The README's accuracy table, made from the recorded numbers."""

from collections.abc import Iterator
from pathlib import Path

from tests.benchmark.measure import Numbers
from tests.benchmark.ratchet import Table
from tests.conftest import REPOSITORY

README = REPOSITORY / "README.md"
BEGIN, END = "<!-- accuracy: written by python -m tests.benchmark --record -->", "<!-- /accuracy -->"
TITLES = {"samples": "Sample papers (`samples/`)", "real": "Five real papers (not in this repository)"}
ORIGINS = {
    "gold text": "correct text",
    "text as it came": "text as it came (three of five read in the wrong language)",
    "text": "plain text",
    "digital": "digital PDF",
    "light": "scan, 300 dpi grey",
    "medium": "scan, 200 dpi colour, worn",
    "badlayer": "the same with a wrong-language text layer",
    "heavy": "scan, 200 dpi grey, copy of a copy",
    "phone": "phone photographs",
    "bitonal": "scan, 300 dpi black and white",
    "fax": "fax, 204 x 98 dpi",
    "turned": "pages turned and upside down",
    "png": "PNG image",
    "jpeg": "JPEG image",
    "tiff": "multi-page TIFF",
}
COLUMNS = (
    ("CER", "cer", "%"),
    ("WER", "wer", "%"),
    ("syllables", "syllables", "%"),
    ("numbers", "numbers", "%"),
    ("header F1", "header.f1", "F"),
    ("criteria F1", "criteria.f1", "F"),
    ("deadlines F1", "deadlines.f1", "F"),
    ("units F1", "units.f1", "F"),
    ("samples F1", "samples.f1", "F"),
    ("mission F1", "mission.f1", "F"),
)


def rendered(table: Table) -> str:
    """Return the Markdown tables, one a collection."""
    return "\n\n".join("\n".join(_lines(TITLES[name], table[name])) for name in TITLES if name in table)


def written(readme: str, table: Table) -> str:
    """Return the README with its accuracy table replaced; ValueError when the marks around it are missing."""
    head, begin, rest = readme.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"README.md lacks the marks {BEGIN} and {END}")
    return f"{head}{BEGIN}\n{rendered(table)}\n{END}{tail}"


def write(table: Table, readme: Path = README) -> None:
    """Put the table into the README."""
    readme.write_text(written(readme.read_text(encoding="utf-8"), table), encoding="utf-8")


def _lines(title: str, origins: dict[str, Numbers] | object) -> Iterator[str]:
    assert isinstance(origins, dict)
    yield f"| {title} | files | pages | " + " | ".join(head for head, _, _ in COLUMNS) + " |"
    yield "|---" * (len(COLUMNS) + 3) + "|"
    for origin in sorted(origins, key=list(ORIGINS).index):
        numbers = origins[origin]
        cells = " | ".join(_cell(numbers.get(key), unit) for _, key, unit in COLUMNS)
        yield f"| {ORIGINS[origin]} | {numbers['files']:.0f} | {numbers['pages']:.0f} | {cells} |"


def _cell(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{100 * value:.1f} %" if unit == "%" else f"{value:.3f}"
