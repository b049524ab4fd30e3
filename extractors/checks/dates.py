"""Are all printed dates days of the calendar?"""

import re
from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.dates import day_of
from extractors.folding import fold, folded
from extractors.values import Flag

NAME = "date_impossible"

_DATE = folded(
    r"(?<!\w)ngày\s*(?P<day>\d{1,3})(?:\s*/\s*(?P<month>\d{1,2})\s*/\s*(?P<year>\d{4})"
    r"|\s+tháng\s+(?P<month_word>\d{1,2})\s+năm\s+(?P<year_word>\d{4}))(?!\d)"
)


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag for every date such as "ngày 31/02/2024" at the value it stands in, else at the document."""
    text = inspection.paper.text
    for match in _DATE.finditer(fold(text)):
        year, month = match["year"] or match["year_word"], match["month"] or match["month_word"]
        if day_of(int(year), int(month), int(match["day"])) is None:
            printed = re.sub(r"\s+", " ", text[match.start() : match.end()])
            yield Flag(
                inspection.pointer_at(match.start(), match.end()) or "/document",
                NAME,
                "error",
                f"“{printed}” không phải là ngày có thật. Xem lại trên văn bản.",
                f"“{printed}” is no day of the calendar. Look at the paper.",
            )
