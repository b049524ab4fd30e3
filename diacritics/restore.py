"""The door: damaged Vietnamese text in, what was written out, with a probability for every word."""

from collections.abc import Sequence
from functools import cache

from diacritics.damage import judge_lines
from diacritics.lexicon import Lexicon
from diacritics.restoration import Damage, Restoration, Seen
from diacritics.restorer import Restorer


def restore(
    text: str,
    *,
    damage: Damage | Sequence[Damage | None] | None = None,
    seen: Sequence[Seen] = (),
    lexicon: Lexicon | None = None,
) -> Restoration:
    """Return the text as it was meant: "Ké hoach x4c dinh Chi sb" is "Kế hoạch xác định Chỉ số"; lines stay lines.

    `damage` may be given for the whole text or per line; what is None is judged. With `seen`, lines that look clean are
    taken for good OCR and its tone slips are corrected too; without, clean lines are left alone to the letter.
    """
    lines = _damages(text, damage, has_engine=bool(seen))
    return restorer(lexicon or Lexicon()).restore(text, lines, seen)


@cache
def _restorers() -> dict[Lexicon, Restorer]:
    return {}


def restorer(lexicon: Lexicon) -> Restorer:
    """Return the restorer of a lexicon; the newest few are kept, since a site uses one lexicon for many papers."""
    known = _restorers()
    found = known.get(lexicon)
    if found is None:
        while len(known) >= _MOST_LEXICONS:
            known.pop(next(iter(known)))
        found = known[lexicon] = Restorer(lexicon)
    return found


_MOST_LEXICONS = 3


def _damages(text: str, damage: Damage | Sequence[Damage | None] | None, *, has_engine: bool) -> tuple[Damage, ...]:
    count = text.count("\n") + 1
    if isinstance(damage, str):
        return (damage,) * count
    given = list(damage) if damage is not None else [None] * count
    if len(given) != count:
        raise ValueError(f"{len(given)} kinds of damage for {count} lines")
    if None not in given:
        return tuple(one for one in given if one)
    judged = judge_lines(text)
    if has_engine:
        judged = tuple("ocr" if one == "clean" else one for one in judged)
    return tuple(one or other for one, other in zip(given, judged, strict=True))
