"""Names of places and words of the dictionary, from underthesea's data."""

import json
from collections.abc import Iterator
from importlib.resources import files

# Twice, so that cut-offs of rare n-grams do not drop them.
TIMES = 2


def units() -> list[str]:
    """Return provinces, districts and communes as they were before and are since July 2025."""
    data = json.loads(files("underthesea").joinpath("address/data/mapping.json").read_text(encoding="utf-8"))
    names: set[str] = set()
    for row in data["ward_mapping"]:
        for field in ("old_province", "old_district", "old_ward", "new_province", "new_ward"):
            names.add(row[field])
    for table in ("province_names", "old_province_names"):
        names |= {entry["name"] for entry in data[table].values()}
    return sorted(name for name in names if name)


def unit_lines() -> Iterator[str]:
    """Yield the units as papers write them, alone and as the place of an office."""
    for name in units():
        for _ in range(TIMES):
            yield name
            yield f"UBND {name[0].lower()}{name[1:]} trên địa bàn"


def word_list() -> list[str]:
    """Return the syllables of a Vietnamese word list."""
    text = files("underthesea").joinpath("corpus/data/Viet74K.txt").read_text(encoding="utf-8")
    return sorted({syllable for line in text.splitlines() for syllable in line.lower().replace("-", " ").split()})
