"""Does a paper name a province, district or commune that ended when two tiers of government began?"""

import datetime as dt
from collections.abc import Iterator

from extractors.checks.inspection import Inspection
from extractors.register.places import TWO_TIERS_SINCE, Places, Region, named_places, place_key
from extractors.values import Document, Flag

NAME = "place_succeeded"

_MOST_NAMED = 6  # successors; a district became up to twenty communes


def check(inspection: Inspection) -> Iterator[Flag]:
    """Yield a flag for the first mention of each place that ended, with the names of what it became."""
    if inspection.register is None:
        return
    places = inspection.register.places
    seen: set[str] = set()
    names: list[tuple[str, str]] = []
    if inspection.extraction.document.issuer:
        names.append(("/document/issuer", inspection.extraction.document.issuer))
    names += [(f"{pointer}/name", unit.name) for pointer, _, unit in inspection.units()]
    around: frozenset[str] | None = None
    for pointer, name in names:
        for place in named_places(name):
            if place_key(place) in seen:
                continue
            seen.add(place_key(place))
            around = _around(inspection, places) if around is None else around
            became = places.became(place, around, on=inspection.issued_on)
            if became:
                yield _flag(pointer, name, place, became, inspection.issued_on)


def _around(inspection: Inspection, places: Places) -> frozenset[str]:
    """Return the keys of the places a paper is about: of its letterhead, and its province where it names only one."""
    document: Document = inspection.extraction.document
    head = " \n ".join(filter(None, (document.issuer, document.parent)))
    keys = {place_key(place) for place in named_places(head)}
    provinces = {key for key in map(place_key, named_places(inspection.paper.text)) if places.is_province(key)}
    return frozenset(keys | provinces if len(provinces) == 1 else keys)


def _flag(pointer: str, name: str, place: str, became: tuple[Region, ...], issued_on: dt.date | None) -> Flag:
    now = ", ".join(_running(region.name) for region in became[:_MOST_NAMED])
    more = len(became) - _MOST_NAMED
    rest, rest_en = (f" và {more} xã, phường khác", f" and {more} more communes") if more > 0 else ("", "")
    within = ", ".join(sorted({_running(province) for region in became for province in region.within}))
    within = f" ({within})" if within else ""
    is_late = issued_on is not None and issued_on >= TWO_TIERS_SINCE
    late, late_en = (", trước ngày ban hành", ", before the paper was issued") if is_late else ("", "")
    return Flag(
        pointer,
        NAME,
        "warning",
        f"“{place}” không còn là đơn vị hành chính từ ngày 01/7/2025{late}. Nay là {now}{rest}{within}.",
        f"“{place}” ended on 30 June 2025{late_en}. It is now {now}{rest_en}{within}.",
        name.replace(place, _running(became[0].name)) if is_late and len(became) == 1 else None,
    )


def _running(name: str) -> str:
    """Return a name as it stands inside a sentence: "Phường An Bình" is "phường An Bình"."""
    return name[:1].lower() + name[1:]
