"""The body above the issuer, as the letterhead's first line names it."""

from collections.abc import Iterator

from extractors.fields.issuer import bodies
from extractors.passage import Found, Passage

NAME = "parent"
SCOPE = "header"
READS = frozenset({"front"})
EXAMPLES = {
    "[front] UBND TỈNH SÔNG TIÊN\nSỞ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 7/KH-SNV": [
        "Ủy ban nhân dân tỉnh Sông Tiên"
    ],
    "[front] ỦY BAN NHÂN DÂN\nXÃ BÌNH AN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 7/KH-UBND": [],
}


def extract(passage: Passage) -> Iterator[Found[str]]:
    """Yield the body named above the issuer, if there is one."""
    named = bodies(passage.text)
    if len(named) > 1:
        name, start, end = named[-2]
        yield Found(name, passage.span(start, end), "parent.letterhead")
