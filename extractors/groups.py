"""Group rows of a table: "I. Cơ sở vật chất" over the rows 1, 2, 3, and what scans make of their labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.marks import ROMANS

# What "I", "II", "III" are read as in a narrow column; an empty cell is a label that was not read at all.
_LIKE_ROMAN = re.compile(r"[IVXHTLJYilM1|!+\-.]{0,4}$")
_CLEAN_ROMAN = re.compile(r"(?:II|III|IV|V|VI|VII|VIII|IX)$")


@dataclass(slots=True)
class GroupRow:
    """A row that heads the rows under it; `printed` is its label as read, `label` as its sequence shows it."""

    printed: str
    label: str = ""


def relabel(groups: Sequence[GroupRow]) -> None:
    """Give each group its label: in a table that counts groups in Roman numerals, an unreadable one is the next."""
    has_romans = any(_CLEAN_ROMAN.match(group.printed) for group in groups)
    if len(groups) > 1 and groups[0].printed == "A" and not has_romans:
        _reletter(groups)
        return
    numbers = {roman: number for number, roman in ROMANS.items()}
    last = 0
    for group in groups:
        printed = group.printed
        if has_romans and _LIKE_ROMAN.match(printed):
            last = max(numbers.get(printed, 0), last + 1) if printed != "I" or last == 0 else last + 1
            group.label = ROMANS.get(last, printed)
        elif len(groups) > 1 and not has_romans and printed in ("I", "l", "|", "!") and last == 0:
            group.label, last = "I", 1
        else:
            group.label = printed


def _reletter(groups: Sequence[GroupRow]) -> None:
    """Give groups counted A, B, C their letters; one that was not read, or read as no later letter, is the next."""
    last = ord("A") - 1
    for group in groups:
        printed = group.printed
        is_later = len(printed) == 1 and "A" <= printed <= "H" and ord(printed) > last
        last = ord(printed) if is_later else last + 1
        group.label = chr(last)


def nested(label: str, groups: list[str]) -> list[str]:
    """Return the groups that hold from a group row on: "II" closes "I", stays inside "A"."""
    if not label:
        return []
    if re.fullmatch(r"[A-H]", label) and not re.fullmatch(r"[IVX]+", label):
        return [label]
    if re.fullmatch(r"[IVX]+", label):
        return [*[outer for outer in groups if re.fullmatch(r"[A-H]", outer) and outer not in "IVX"], label]
    return [*[outer for outer in groups if not outer[0].isdigit()], label]


def in_group(label: str, groups: Sequence[str]) -> str:
    """Return a row's number behind those of its groups, not doubled: "1.2" under 1 stays "1.2"."""
    if not label:
        return ""
    outer = list(groups)
    if outer and label.startswith(outer[-1] + "."):
        outer.pop()
    elif outer and outer[-1].isdigit() and label.isdigit():
        outer.pop()  # "2" behind the group row "1" is the next group's sibling, not its part
    return ".".join([*outer, label])
