"""Names of people as papers write them: laws hold hardly any, plans, minutes and letters several each.

Surnames and given names are put together by rote, so that nobody is meant: what counts is which syllables stand where.
"""

from collections.abc import Iterator
from pathlib import Path

PEOPLE = Path(__file__).resolve().parent / "people.txt"
TIMES = 2

_OFFICES = (
    "Chủ tịch", "Phó Chủ tịch", "Giám đốc", "Phó Giám đốc", "Trưởng phòng", "Phó Trưởng phòng", "Chánh Văn phòng",
    "chuyên viên", "công chức", "Bí thư", "Tổ trưởng", "thành viên", "Trưởng Ban", "Ủy viên", "thư ký",
)  # fmt: skip
# A given name stands behind this many surnames and middle names; steps without a common factor mix them.
_FAMILIES = 3


def read_people() -> dict[str, list[str]]:
    """Return the lists of people.txt by their titles: each a title, then names until a blank line."""
    parts = PEOPLE.read_text(encoding="utf-8").strip().split("\n\n")
    return {title: names.split() for title, _, names in (part.partition("\n") for part in parts)}


def people_lines() -> Iterator[str]:
    """Yield every line `TIMES` times."""
    people = read_people()
    surnames, women = people["surnames"], people["given to women"]
    for _ in range(TIMES):
        yield from _lines("Ông", surnames, people["middle names of men"], people["given to men"])
        yield from _lines("Bà", surnames, people["middle names of women"], women)
        for number, given in enumerate(women):
            # Every second woman's middle name is Thị.
            yield f"Bà {surnames[number * 11 % len(surnames)]} Thị {given}, {_OFFICES[number % len(_OFFICES)]}"


def _lines(address: str, surnames: list[str], middles: list[str], givens: list[str]) -> Iterator[str]:
    for number, given in enumerate(givens):
        for family in range(_FAMILIES):
            at = number * _FAMILIES + family
            name = f"{surnames[at * 7 % len(surnames)]} {middles[at * 5 % len(middles)]} {given}"
            office = _OFFICES[at % len(_OFFICES)]
            yield (
                f"{address} {name}, {office};",
                f"đồng chí {name} - {office}",
                f"{address.lower()} {name} làm {office} và",
            )[family]
