"""Numbers as Vietnamese papers print them: "1.278" is 1278, "97,5" is 97.5, "03" is 3, "hai" is 2."""

import re

from extractors.folding import folded

# "1.278", "1 278", "12.000.000", "97,5", "03"
NUMBER = r"(?:\d{1,3}(?:[.\u00a0]\d{3})+(?!\d)|\d+)(?:,\d+)?"
_THOUSANDS = re.compile(r"\d{1,3}(?:[.\s\u00a0]\d{3})+(?:,\d+)?")
_SPELLED = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
SPELLED = "|".join(_SPELLED)
_PLAIN = folded(r"\d+(?:,\d+)?")


def number_of(printed: str) -> float | None:
    """Return the value of a printed number, None when it is none: "1.278" is 1278.0, "2.4.1" is None."""
    text = printed.strip().lower()
    if text in _SPELLED:
        return float(_SPELLED[text])
    if _THOUSANDS.fullmatch(text):
        return float(re.sub(r"[.\s\u00a0]", "", text).replace(",", "."))
    if _PLAIN.fullmatch(text):
        return float(text.replace(",", "."))
    decimal = re.fullmatch(r"\d+\.\d{1,2}", text)  # "99.5%" with a point instead of the comma
    return float(text) if decimal else None


def whole(value: float) -> float:
    """Return a whole number without its decimals: 97.0 is 97."""
    return int(value) if value == int(value) else value
