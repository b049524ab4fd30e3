"""A name that a paper repeats is decided with the evidence of all its places, not anew in every line.

"xã Thanh Xa", "XA THANH XA" and "Thanh X4," are one name. What each place shows of the letters (the channel) is added
up, since every place was printed and read anew; what the words around it make likely (the language) is averaged, since
the name's own rarity is the same fact everywhere.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from diacritics.fold import fold
from diacritics.kernel import Floats
from diacritics.lattice import Decoded, Decoder, Token
from diacritics.model import COMMA

# No single place speaks more strongly against a reading than this many nats: it may be a blot.
_MOST_AGAINST = 8.0
_LEAST_SHARE = 1e-6
_SURE = 0.98
# Figures that stand for marked letters in badly read names: "X4", "H6".
_FIGURES = str.maketrans("4609", "aoog")


@dataclass(frozen=True, slots=True)
class _Place:
    """One word of a name where it stands: arcs `begin` to `end` of a decoded stretch are its readings."""

    stretch: int
    token: Token
    begin: int
    end: int
    best: int  # the word it was read as
    share: float  # and how sure that was


@dataclass(slots=True)
class _Evidence:
    """Log likelihood of each reading by its letters and by the words around it, the best being 0."""

    letters: dict[int, float] = field(default_factory=dict)
    around: dict[int, float] = field(default_factory=dict)


def pooled(decoded: Sequence[Decoded], decoder: Decoder) -> dict[int, Floats]:
    """Return for each stretch in which a repeated name stands what to add to the scores of its arcs."""
    pairs = [pair for number, one in enumerate(decoded) for pair in _pairs(number, one)]
    forms = Counter(_form_key(pair) for pair in pairs)
    names: dict[tuple[str, str], list[tuple[_Place, _Place]]] = defaultdict(list)
    for pair in pairs:
        key = _form_key(pair)
        # A form seen once may be a misread one: "Tharh Xa" joins the others by what it was read as.
        names[key if forms[key] > 1 else _reading_key(pair, decoder)].append(pair)
    added: dict[int, Floats] = {}
    for places in names.values():
        # Capitals alone are headings: "CAI CACH HANH CHINH" is no name.
        if len(places) > 1 and any(not (one.token.capitals or two.token.capitals) for one, two in places):
            for half in zip(*places, strict=True):
                if _is_read(half) and not _is_settled(half):
                    _add(half, decoded, decoder, added)
    return added


def _pairs(number: int, one: Decoded) -> list[tuple[_Place, _Place]]:
    """Return the pairs of neighbours of a stretch that may be two words of a name."""
    if one.found is None:
        return []
    owner, spans = one.arcs.owner, one.lattice.spans
    bounds = np.searchsorted(owner, np.arange(len(spans) + 1)).tolist()
    places: dict[int, _Place] = {}
    for arc in one.found.path.tolist():
        group = int(owner[arc])
        first, last = spans[group]
        token = one.tokens[first]
        if last == first + 1 and _may_be_named(token) and one.lattice.is_whole(group, one.arcs, arc):
            best, share = int(one.arcs.word[arc]), float(one.found.posterior[arc])
            places[first] = _Place(number, token, bounds[group], bounds[group + 1], best, share)
    return [(place, places[index + 1]) for index, place in places.items() if index + 1 in places]


def _may_be_named(token: Token) -> bool:
    return token.piece.kind == "word" and not token.piece.is_code and token.piece.text[:1].isupper()


def _form_key(pair: tuple[_Place, _Place]) -> tuple[str, str]:
    first, second = (fold(place.token.piece.text).lower().translate(_FIGURES) for place in pair)
    return first, second


def _reading_key(pair: tuple[_Place, _Place], decoder: Decoder) -> tuple[str, str]:
    first, second = (
        fold(decoder.spelling(place.best) if place.best > COMMA else place.token.piece.text).lower() for place in pair
    )
    return first, second


def _is_settled(places: Sequence[_Place]) -> bool:
    """Tell whether all places were surely read alike."""
    return len({place.best for place in places}) == 1 and min(place.share for place in places) > _SURE


def _is_read(places: Sequence[_Place]) -> bool:
    """Tell whether most places of a word were read; a foreign name is left as it stands."""
    return 2 * sum(place.best > COMMA for place in places) > len(places)


def _add(places: Sequence[_Place], decoded: Sequence[Decoded], decoder: Decoder, added: dict[int, Floats]) -> None:
    """Give each place what the others say."""
    seen = [_evidence(place, decoded[place.stretch], decoder) for place in places]
    weights = decoder.weights
    letters = {word: 0.0 for one in seen for word in one.letters}
    around = dict(letters)
    for word in letters:
        letters[word] = sum(one.letters.get(word, -_MOST_AGAINST) for one in seen)
        around[word] = sum(one.around.get(word, -_MOST_AGAINST) for one in seen)
    for place, own in zip(places, seen, strict=True):
        arcs = decoded[place.stretch].arcs
        change = added.setdefault(place.stretch, np.zeros(len(arcs.start), np.float32))
        for arc in range(place.begin, place.end):
            word = int(arcs.word[arc])
            if word in letters:
                change[arc] += weights.pooled_letters * (letters[word] - own.letters.get(word, -_MOST_AGAINST))
                change[arc] += (
                    weights.pooled_around * (around[word] - own.around.get(word, -_MOST_AGAINST)) / (len(places) - 1)
                )
            else:
                change[arc] -= weights.pooled_around * _MOST_AGAINST


def _evidence(place: _Place, one: Decoded, decoder: Decoder) -> _Evidence:
    arcs, found = one.arcs, one.found
    span = slice(place.begin, place.end)
    habit = decoder.candidates.habit(arcs.word[span], arcs.case[span], in_name=place.token.in_name)
    letters: dict[int, float] = {}
    share: dict[int, float] = {}
    if found is None:
        return _Evidence()
    rows = zip(
        arcs.word[span].tolist(), (arcs.score[span] - habit).tolist(), found.posterior[span].tolist(), strict=True
    )
    for word, score, posterior in rows:
        if word > COMMA:
            letters[word] = max(score, letters.get(word, -99.0))
            share[word] = share.get(word, 0.0) + posterior
    around = {word: float(np.log(max(_LEAST_SHARE, value))) - letters[word] for word, value in share.items()}
    return _Evidence(_from_best(letters), _from_best(around))


def _from_best(logs: Mapping[int, float]) -> dict[int, float]:
    best = max(logs.values(), default=0.0)
    return {word: max(-_MOST_AGAINST, value - best) for word, value in logs.items()}
