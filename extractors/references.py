"""Names that only point: "các phòng nêu trên" are the offices named before them in the same section.

A reference is resolved when one list alone can be meant; otherwise the name stays as printed and a check flags it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.drafts import Draft
from extractors.folding import fold, folded
from extractors.passage import Found
from extractors.values import Unit

# "các đơn vị nêu trên", "các phòng, ban có tên trên", "03 cơ quan trên"
REFERENCE = folded(
    r"(?:nêu|nói|kể|ở|có\s+tên)\s+trên(?!\w)|(?<!\w)(?:này|đó)$"
    r"|(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|phòng|sở|ban|ngành|tổ\s+chức|địa\s+phương)\s+trên$"
)
RULE = "units.referred"
_GENERAL = folded(r"lien\s+quan|(?<!\w)(?:khác|còn\s+lại)(?!\w)|^(?:các|những)\s")
_KINDS = re.compile(r"(?:phong|so|ban|hoi|trung tam|chi cuc|truong|tram|to)\b")
_FEWEST = 2  # bodies that a list has; one body is meant by its name


def resolve(drafts: Sequence[Draft]) -> None:
    """Replace, in drafts in the order of the text, the names that point at one list by the bodies of that list."""
    for at, draft in enumerate(drafts):
        units: list[Found[Unit]] = []
        for found in draft.findings.units:
            meant = _meant(found, draft, drafts[:at]) if REFERENCE.search(fold(found.value.name)) else ()
            if meant:
                named = {unit.name for unit in meant}
                units = [unit for unit in units if unit.value.name not in named or unit.value.role == "lead"]
                standing = {unit.value.name for unit in units}
                units += [
                    Found(replace(unit, role=found.value.role), found.span, RULE)
                    for unit in meant
                    if unit.name not in standing
                ]
            else:
                units.append(found)
        draft.findings.units = units


def _meant(reference: Found[Unit], draft: Draft, before: Sequence[Draft]) -> tuple[Unit, ...]:
    """Return the bodies a reference points at: named before it in its task, else in the only list of the section."""
    own = _fitting(reference, [unit for unit in draft.findings.units if unit.span < reference.span])
    if len(own) >= _FEWEST:
        return own
    section = draft.path.split(".")[0]
    lists = {
        tuple(unit.name for unit in units): units
        for each in before
        if each.path.split(".")[0] == section and len(units := _fitting(reference, each.findings.units)) >= _FEWEST
    }
    return next(iter(lists.values())) if len(lists) == 1 else ()


def _fitting(reference: Found[Unit], units: Sequence[Found[Unit]]) -> tuple[Unit, ...]:
    """Return the bodies with names of their own that a reference may mean: "các phòng" are Phòng A, Phòng B."""
    kind = _KINDS.match(re.sub(r"^\W*(?:cac|nhung|\d+)\s+", "", fold(reference.value.name)))
    return tuple(
        unit.value
        for unit in units
        if not REFERENCE.search(fold(unit.value.name))
        and not _GENERAL.search(fold(unit.value.name))
        and (kind is None or fold(unit.value.name).startswith(kind.group()))
    )
