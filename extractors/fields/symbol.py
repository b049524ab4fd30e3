"""The symbol of a paper, "KH-UBND" of "Số: 70/KH-UBND"."""

import re
from collections.abc import Iterator

from extractors.fields.number import BARE_LINE, NUMBER_LINE
from extractors.passage import Found, Passage

NAME = "symbol"
SCOPE = "header"
READS = frozenset({"head"})
EXAMPLES = {
    "[head] Số: 70/KH-UBND Thanh Bình, ngày 13 tháng 12 năm 2023": ["KH-UBND"],
    "[head] Số: /KH - UBND": ["KH-UBND"],
    "[head] Số: 12/KH-BCĐCCHC": ["KH-BCĐCCHC"],
    "[head] Số: 15/2025/QĐ-UBND": ["QĐ-UBND"],
    "[head] Số: 455/SNV-CCHC&VTLT": ["SNV-CCHC&VTLT"],
    "[head] Số: 31-KH/HU": ["KH/HU"],
    "[head] Số: |{f/KH-UBND": ["KH-UBND"],
    "[head] Số: 9/QĐÐ-UBND": ["QĐ-UBND"],
    "[head] Số: $/KH-UBND": ["KH-UBND"],
    "[head] Số: †“ŸKH-UBND.": ["KH-UBND"],
    "[head] XÃ BÌNH AN\n/KH-UBND": ["KH-UBND"],
    "[head] KẾ HOẠCH": [],
}


# The symbol alone, when what stands before it on its line cannot be read.
_ALONE = re.compile(
    r"(?:^|\n)[^\n]{0,4}\bS[ốôo6óồởổ0]\b[^\n]{0,20}?(?P<symbol>(?:KH|QĐ|CT|BC|TB|TTr|HD|CTr|NQ|PA|ĐA)-[A-ZĐ]{2,}[A-ZĐ0-9&-]*)",
    re.IGNORECASE,
)


def extract(passage: Passage) -> Iterator[Found[str]]:
    """Yield the symbol without blanks, as the decree prints it."""
    match = next((m for line in (NUMBER_LINE, BARE_LINE, _ALONE) if (m := line.search(passage.text))), None)
    if match:
        symbol = re.sub(r"\s?([-/–])\s?", lambda sign: sign.group(1).replace("–", "-"), match.group("symbol"))
        symbol = re.sub("[ÐĐ]+", "Đ", symbol)  # scans read Đ as the Icelandic Ð, sometimes as both
        yield Found(symbol, passage.span(match.start("symbol"), match.end("symbol")), "symbol.line")
