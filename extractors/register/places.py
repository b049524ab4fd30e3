"""Provinces, districts and communes before and after 1 July 2025, and what became of each.

The mapping is the one underthesea ships (63 provinces and 10 602 communes to 34 provinces and their communes); it is
read when first asked for.
"""

import datetime as dt
import importlib.util
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from extractors.folding import fold

TWO_TIERS_SINCE = dt.date(2025, 7, 1)
AREA = re.compile(
    r"(?<!\w)(?:[Tt]ỉnh|[Tt]hành phố|TP\.?|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)"
    r"\s+(?:[A-ZÀ-ỸĐ][\w']*)(?:\s+[A-ZÀ-ỸĐ][\w']*){0,3}"
)

Level = Literal["province", "commune"]


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative unit: "Xã Mỹ Khánh" in "Huyện Phong Điền", "Thành phố Cần Thơ", until 30 June 2025."""

    name: str
    level: Level
    within: tuple[str, ...]
    key: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class Places:
    """Administrative units by name; `successors` names what a unit became on 1 July 2025."""

    def successors(self, name: str, *, within: tuple[str, ...] = ()) -> tuple[Region, ...]:
        """Return what a province or commune became: "xã Mỹ Khánh" within "Phong Điền" is one commune of Cần Thơ.

        Several are returned when the name alone does not tell which commune is meant; `within` (district, province, in
        any order and spelling) narrows it.
        """
        key = place_key(name)
        provinces = self._new_provinces.get(key)
        if provinces:
            return (provinces,)
        wanted = [_bare(place) for place in within if place]
        records = [
            record
            for record in self._communes.get(key, ())
            if all(want in (_bare(record["old_district"]), _bare(record["old_province"])) for want in wanted)
        ]
        found = {record["new_province_key"] + record["new_ward_key"]: record for record in records}
        return tuple(map(_region, found.values()))

    def became(self, name: str, around: frozenset[str], *, on: dt.date | None = None) -> tuple[Region, ...]:
        """Return what a province, district or commune became; none when it goes on, or when it is not sure which it is.

        `around` are keys of the districts and provinces the paper is about: there is a "xã Tân Lập" in many of them.
        A paper issued `on` a day after the merger means the new provinces, an older one the old.
        """
        key = place_key(name)
        if key in self._new_provinces:
            province = self._new_provinces[key]
            return (province,) if province.key != key else ()
        kind = "old_ward" if key in self._communes else "old_district"
        records = self._communes.get(key) or self._districts.get(key, [])
        now = on is not None and on >= TWO_TIERS_SINCE
        nearest = max((self._nearness(record, around, is_late=now) for record in records), default=0)
        meant = [r for r in records if nearest and self._nearness(r, around, is_late=now) == nearest]
        if len({(record[kind], record["old_province"], record["old_district"]) for record in meant}) != 1:
            return ()
        regions = {_region(record).key: _region(record) for record in meant}
        return () if any(place_key(region.name) == key for region in regions.values()) else tuple(regions.values())

    def _nearness(self, record: dict[str, str], around: frozenset[str], *, is_late: bool) -> int:
        """Return how many of a commune's district and province the paper names, 0 when it names another province."""
        own = {place_key(record["old_province"])} | ({place_key(record["new_province"])} if is_late else set())
        is_elsewhere = any(map(self.is_province, around)) and not own & around
        return 0 if is_elsewhere else (place_key(record["old_district"]) in around) + bool(own & around)

    def is_province(self, key: str) -> bool:
        """Whether a key is that of a province of before or after July 2025."""
        return key in self._new_provinces

    def knows(self, name: str) -> bool:
        """Whether a province or commune of this name ever was: "xã Mỹ Khánh", "tỉnh Hải Dương"."""
        key = place_key(name)
        return key in self._new_provinces or key in self._communes or key in self._new_communes

    @cached_property
    def _data(self) -> dict[str, Any]:
        # find_spec does not run the package, whose import costs a third of a second.
        spec = importlib.util.find_spec("underthesea")
        if spec is None or not spec.submodule_search_locations:
            return {"province_mapping": {}, "province_names": {}, "old_province_names": {}, "ward_mapping": []}
        path = Path(next(iter(spec.submodule_search_locations))) / "address" / "data" / "mapping.json"
        loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return loaded

    @cached_property
    def _new_provinces(self) -> dict[str, Region]:
        names = self._data["province_names"]
        provinces = {}
        for old_key, new_key in self._data["province_mapping"].items():
            old, new = self._data["old_province_names"].get(old_key), names.get(new_key)
            if old and new:
                region = Region(new["name"], "province", (), place_key(new["name"]), TWO_TIERS_SINCE)
                provinces[place_key(old["name"])] = region
        return provinces

    @cached_property
    def _communes(self) -> dict[str, list[dict[str, str]]]:
        return self._by_key("old_ward")

    @cached_property
    def _districts(self) -> dict[str, list[dict[str, str]]]:
        return self._by_key("old_district")

    def _by_key(self, kind: str) -> dict[str, list[dict[str, str]]]:
        """Return what became of each commune by the key of its "old_ward" or "old_district"."""
        keys = {name: place_key(name) for name in {record[kind] for record in self._data["ward_mapping"]}}
        records: dict[str, list[dict[str, str]]] = {}
        for record in self._data["ward_mapping"]:
            records.setdefault(keys[record[kind]], []).append(record)
        return records

    @cached_property
    def _new_communes(self) -> frozenset[str]:
        return frozenset(place_key(record["new_ward"]) for record in self._data["ward_mapping"])


def named_places(text: str) -> tuple[str, ...]:
    """Return the administrative units a text names: "UBND xã Mỹ Khánh, huyện Phong Điền" names two."""
    return tuple(" ".join(match.group().split()) for match in AREA.finditer(text))


def _region(record: dict[str, str]) -> Region:
    province, commune = record["new_province"], record["new_ward"]
    key = f"{place_key(province)}/{place_key(commune)}"
    return Region(commune, "commune", (province,), key, TWO_TIERS_SINCE)


def place_key(name: str) -> str:
    """Return the key of an administrative unit: "Xã Thanh Xá" is "xa-thanh-xa"."""
    words = re.sub(r"^tp\.?\s+", "thanh pho ", " ".join(fold(name).split()))
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-")


def _bare(name: str) -> str:
    return re.sub(r"^(?:tinh|thanh-pho|huyen|quan|thi-xa|xa|phuong|thi-tran|dac-khu)-", "", place_key(name))
