"""The recorded numbers: a worse one fails, a better one is to be recorded in the same commit."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.benchmark.measure import Numbers

BASELINE = Path(__file__).with_name("baseline.json")
LOWER_IS_BETTER = ("cer", "wer")
ONLY_COUNTED = ("files", "pages")
# Tesseract sums floats in another order on processors with other vector units, which flips a few doubtful letters.
MAX_DRIFT = 0.003

Table = Mapping[str, Mapping[str, Numbers]]


@dataclass(frozen=True, slots=True)
class Change:
    """A number that moved away from the recorded one; `recorded` is None when it is new."""

    where: str
    recorded: float | None
    measured: float
    is_worse: bool


def recorded() -> dict[str, dict[str, Numbers]]:
    """Return the recorded table; empty before the first recording."""
    table: dict[str, dict[str, Numbers]] = {}
    if BASELINE.exists():
        table = json.loads(BASELINE.read_text(encoding="utf-8"))
    return table


def record(table: Table) -> None:
    """Keep the measured numbers; collections and origins that were not measured keep theirs."""
    kept = recorded()
    for collection, origins in table.items():
        kept.setdefault(collection, {}).update({origin: dict(numbers) for origin, numbers in origins.items()})
    BASELINE.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def changes(table: Table) -> Iterator[Change]:
    """Yield every measured number that is new, or differs from the recorded one by more than `MAX_DRIFT`."""
    kept = recorded()
    for collection, origins in table.items():
        for origin, numbers in origins.items():
            for name, value in numbers.items():
                before = kept.get(collection, {}).get(origin, {}).get(name)
                change = _change(f"{collection} / {origin} / {name}", name, before, value)
                if change:
                    yield change


def _change(where: str, name: str, before: float | None, value: float) -> Change | None:
    if before is None:
        return Change(where, None, value, is_worse=False)
    if name in ONLY_COUNTED:
        return Change(where, before, value, is_worse=value < before) if value != before else None
    gain = before - value if name in LOWER_IS_BETTER else value - before
    return Change(where, before, value, is_worse=gain < 0) if abs(gain) > MAX_DRIFT else None
