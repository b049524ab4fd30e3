"""Does the paper speak of an attachment that is not there?"""

from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.folding import fold, folded
from extractors.values import Flag

NAME = "attachment_missing"

_ATTACHED = folded(
    r"\((?:có\s+)?(?:chi\s+tiết\s+)?(?:tại\s+|theo\s+)?[^()]{0,60}kèm\s+theo[^()]{0,20}\)|(?:chi\s+tiết|cụ\s+thể)\s+(?:tại|theo)\s+(?:các\s+)?phụ\s+lục"
    r"|kèm\s+theo\s+(?:kế\s+hoạch|quyết\s+định|công\s+văn|văn\s+bản)\s+này"
)
_HEADING = folded(r"\n\s*(?:phụ\s+lục|danh\s+mục|biểu|mẫu)[^\n]{0,40}\n")


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag when "(Phụ lục kèm theo)" is printed and no appendix was found."""
    if inspection.extraction.document.appendices:
        return
    comparable = fold(inspection.paper.text)
    match = _ATTACHED.search(comparable)
    if match and not _HEADING.search(comparable, match.end()):
        printed = " ".join(inspection.paper.text[match.start() : match.end()].split())
        yield Flag(
            "/document/appendices",
            NAME,
            "warning",
            f"Văn bản ghi “{printed}” nhưng không thấy phần kèm theo. Kiểm tra xem bản quét có thiếu trang.",
            f"The paper says “{printed}”, but no attachment was found. See whether pages are missing from the scan.",
        )
