"""The decoder: a stretch of lines as one lattice of words, its best path, and how sure each word is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from diacritics.candidates import AS_SEEN, Candidates, Entry, as_it_stands
from diacritics.kernel import Floats, Found, Ints, LanguageTables
from diacritics.model import COMMA, NUMBER, PARAGRAPH, UNKNOWN
from diacritics.syllable import inventory
from diacritics.tokens import Piece
from diacritics.weights import Weights

_MERGE_MOST = 8
_LONGEST_MERGE = 9
_SURE = 0.995
# Arcs less likely than this after the first pass cannot come back in the second.
_ALIVE = 1e-6
_LEAST_SHOWN = 0.001
_MOST_RUNNERS_UP = 3
Pairs = tuple[npt.NDArray[np.uint64], Floats]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece with its place in the whole text and the line it stands in."""

    piece: Piece
    line: int
    start: int
    end: int
    capitals: bool
    in_name: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What tokens `first` .. `last` (half-open) were read as: words with their probability, and other readings."""

    first: int
    last: int
    words: tuple[str, ...]
    probability: float
    runners_up: tuple[tuple[str, float], ...] = ()


class Decoder:
    """One language model, one channel."""

    def __init__(
        self, tables: LanguageTables, candidates: Candidates, spellings: Sequence[str], weights: Weights
    ) -> None:
        self._tables, self.candidates, self._spellings, self._weights = tables, candidates, spellings, weights

    def decode(
        self, tokens: Sequence[Token], *, pairs: Pairs | None = None, entries: Mapping[int, Entry] | None = None
    ) -> "Decoded":
        """Return the weighed lattice of the tokens; `entries` overrides the arcs of single tokens."""
        lattice = _Lattice(tokens, self.candidates, self._weights, entries or {})
        return self._weigh(tokens, lattice, lattice.arcs(), pairs)

    @property
    def weights(self) -> Weights:
        """The numbers it decodes with."""
        return self._weights

    def spelling(self, number: int) -> str:
        """Return a word of the vocabulary, in lower case."""
        return self._spellings[number]

    def again(self, decoded: "Decoded", *, pairs: Pairs | None, added: Floats | None = None) -> "Decoded":
        """Return the lattice weighed once more, over the arcs the first pass left alive.

        Now with pairs, and with what is `added` to the scores of the first pass's arcs.
        """
        if decoded.found is None:
            return decoded
        alive = decoded.found.posterior > _ALIVE
        alive[decoded.found.path] = True
        arcs = decoded.arcs
        if added is not None:
            alive |= added > 0
            arcs = replace(arcs, score=arcs.score + added)
        return self._weigh(decoded.tokens, decoded.lattice, arcs.only(alive), pairs)

    def _weigh(self, tokens: Sequence[Token], lattice: "_Lattice", arcs: "Arcs", pairs: Pairs | None) -> "Decoded":
        if not len(arcs.start):
            return Decoded(tokens, lattice, arcs, None)
        found = self._tables.decode(
            places=lattice.places,
            start=arcs.start,
            end=arcs.end,
            word=arcs.word,
            score=arcs.score,
            pairs=pairs,
            pair_weight=self._weights.own_pairs,
            language_weight=self._weights.language,
            sharpness=self._weights.sharpness,
            prune=self._weights.prune,
            beam=self._weights.histories,
        )
        return Decoded(tokens, lattice, arcs, found)

    def readings(self, decoded: "Decoded") -> list[Reading]:
        """Return readings that cover all tokens but marks, in order."""
        found, arcs, tokens = decoded.found, decoded.arcs, decoded.tokens
        if found is None:
            return [_as_seen(index, token) for index, token in enumerate(tokens)] if len(arcs.start) else []
        readings: list[Reading] = []
        path = found.path
        owners = arcs.owner[path].tolist()
        shares = found.posterior[path].tolist()
        words, cases = arcs.word[path].tolist(), arcs.case[path].tolist()
        spans, count = decoded.lattice.spans, len(path)
        step = 0
        while step < count:
            group, last = owners[step], step + 1
            while last < count and owners[last] == group:
                last += 1
            first_token, last_token = spans[group]
            form = tokens[first_token].piece.text
            if last_token - first_token > 1:
                form += tokens[last_token - 1].piece.text
            if last - step == 1:
                text = self.text(words[step], cases[step], form)
                share = min(1.0, shares[step])
                others = self._others(decoded, found, group, form, text) if share < _SURE else ()
                readings.append(Reading(first_token, last_token, (text,), share, others))
            else:
                texts = tuple(self.text(words[i], cases[i], form, whole=False) for i in range(step, last))
                readings.append(Reading(first_token, last_token, texts, min(1.0, min(shares[step:last]))))
            step = last
        return readings

    def text(self, number: int, case: int, form: str, *, whole: bool = True) -> str:
        """Return a word as it is to be printed: its case, or letter by letter the form's where only marks differ."""
        if case >= AS_SEEN or number <= COMMA:
            return form
        return cased(self._spellings[number], case, form if whole else "")

    def _others(
        self, decoded: "Decoded", found: Found, group: int, form: str, chosen: str
    ) -> tuple[tuple[str, float], ...]:
        arcs = decoded.arcs
        begin, end = np.searchsorted(arcs.owner, (group, group + 1))
        shares = found.posterior[begin:end]
        best = np.argsort(-shares, kind="stable")[: _MOST_RUNNERS_UP + 2]
        others = []
        for arc in (best + begin).tolist():
            share = float(found.posterior[arc])
            text = self.text(int(arcs.word[arc]), int(arcs.case[arc]), form)
            if share > _LEAST_SHOWN and text != chosen and decoded.lattice.is_whole(group, arcs, arc):
                others.append((text, share))
        return tuple(others[:_MOST_RUNNERS_UP])


def cased(word: str, case: int, form: str) -> str:
    """Return a lower-case word in its case; "TTg" keeps its own where the form differs by marks only."""
    if len(form) == len(word) and form[:2].isupper() and not form.isupper() and word not in inventory():
        return "".join(w.upper() if f.isupper() else w for w, f in zip(word, form, strict=True))
    if case == 2:
        return word.upper()
    return word[:1].upper() + word[1:] if case == 1 else word


def own_pairs(decoded: Sequence["Decoded"], *, least: int, sure: float = 0.5) -> Counter[tuple[int, int]]:
    """Return how often which word followed which in a first pass, leaving out what was unsure or seen too rarely."""
    pairs: Counter[tuple[int, int]] = Counter()
    for one in decoded:
        if one.found is None:
            continue
        words = one.arcs.word[one.found.path].astype(np.int64)
        good = (words > COMMA) & (one.found.posterior[one.found.path] >= sure)
        both = good[:-1] & good[1:]
        pairs.update(zip(words[:-1][both].tolist(), words[1:][both].tolist(), strict=True))
    return Counter({pair: count for pair, count in pairs.items() if count >= least})


def pair_table(counts: Mapping[tuple[int, int], float]) -> Pairs | None:
    """Return the pairs as the kernel takes them: probability of the second word after the first."""
    if not counts:
        return None
    totals: Counter[int] = Counter()
    for (before, _), count in counts.items():
        totals[before] += count  # type: ignore[assignment]
    rows = sorted((before << 32 | after, count / totals[before]) for (before, after), count in counts.items())
    return np.array([key for key, _ in rows], np.uint64), np.array([share for _, share in rows], np.float32)


def _as_seen(index: int, token: Token) -> Reading:
    return Reading(index, index + 1, (token.piece.text,), 1.0)


@dataclass(frozen=True, slots=True)
class Arcs:
    """The ways through a lattice as the kernel takes them; `owner` is the group an arc belongs to."""

    start: Ints
    end: Ints
    word: Ints
    case: npt.NDArray[np.uint8]
    score: Floats
    owner: Ints

    def only(self, chosen: npt.NDArray[np.bool_]) -> "Arcs":
        """Return some of the arcs."""
        return Arcs(
            self.start[chosen], self.end[chosen], self.word[chosen], self.case[chosen], self.score[chosen],
            self.owner[chosen],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """Tokens, their lattice, and what was found in it; nothing when there was no word or no way through."""

    tokens: Sequence[Token]
    lattice: "_Lattice"
    arcs: Arcs
    found: Found | None


class _Lattice:
    """The arcs of all tokens; group g stands for tokens spans[g]."""

    def __init__(
        self, tokens: Sequence[Token], candidates: Candidates, weights: Weights, entries: Mapping[int, Entry]
    ) -> None:
        self._candidates, self._weights, self._entries = candidates, weights, entries
        self.spans: list[tuple[int, int]] = []
        self._bases: list[int] = []
        self._parts: list[tuple[Ints, Ints, Ints, npt.NDArray[np.uint8], Floats]] = []
        self.places = 1
        self._whole: list[tuple[int, int]] = []
        before: tuple[int, int, Entry] | None = None  # token, its first place, its entry
        was_stop = True
        for index, token in enumerate(tokens):
            kind = token.piece.kind
            if kind == "mark" or (kind == "stop" and was_stop):
                if kind == "stop":
                    before = None
                continue
            was_stop = kind == "stop"
            entry = entries.get(index) or self._entry(token)
            base = self.places - 1
            self._add(index, index + 1, base, base + entry.places, entry.start + base, entry.end + base, entry)
            self.places += entry.places
            if kind != "word" or token.piece.is_code:
                before = None
                continue
            if before is not None and (before[2].is_weak or entry.is_weak):
                self._merge(tokens, before[0], index, before[1], self.places - 1)
            before = (index, base, entry)

    def arcs(self) -> Arcs:
        """Return all arcs, those of one group side by side."""
        if not self._parts:
            empty = np.empty(0, np.int32)
            return Arcs(empty, empty, empty, np.empty(0, np.uint8), np.empty(0, np.float32), empty)
        owner = np.repeat(np.arange(len(self._parts), dtype=np.int32), [len(part[0]) for part in self._parts])
        start, end, word, case, score = (np.concatenate(column) for column in zip(*self._parts, strict=True))
        return Arcs(start, end, word, case, score, owner)

    def is_whole(self, group: int, arcs: Arcs, arc: int) -> bool:
        """Tell whether an arc stands for all of its group's form."""
        return (int(arcs.start[arc]), int(arcs.end[arc])) == self._whole[group]

    def _add(self, first: int, last: int, begin: int, end: int, starts: Ints, ends: Ints, entry: Entry) -> None:
        self.spans.append((first, last))
        self._whole.append((begin, end))
        self._parts.append((starts, ends, entry.word, entry.case, entry.score))

    def _entry(self, token: Token) -> Entry:
        piece = token.piece
        if piece.kind == "word" and piece.text[:-1].isdigit() and piece.text[-1] in "abcdđeABCD":
            return self._number_or_word(piece.text, self._weights.digit_letter)  # "22a", or "1y" for "lý"
        if piece.kind == "word":
            return self._candidates.entry(
                piece.text, capitals=token.capitals, is_code=piece.is_code, in_name=token.in_name
            )
        if piece.kind == "number" and len(piece.text) <= 2 and piece.text.isdigit() and not piece.is_code:
            weights = self._weights
            cost = weights.digits_one if len(piece.text) == 1 else weights.digits_two
            if cost < 50:
                return self._number_or_word(piece.text, cost)
        return _SINGLE[piece.kind]

    def _number_or_word(self, digits: str, cost: float) -> Entry:
        word, case, score = self._candidates.words(digits, False)
        word, case = np.append(word, np.int32(NUMBER)), np.append(case, np.uint8(AS_SEEN))
        score = np.append(score - np.float32(cost), np.float32(0))
        return Entry(1, np.zeros(len(word), np.int32), np.ones(len(word), np.int32), word, case, score, is_weak=False)

    def _merge(self, tokens: Sequence[Token], first: int, last: int, begin: int, end: int) -> None:
        one, two = tokens[first], tokens[last]
        form = one.piece.text + two.piece.text
        if last != first + 1 or one.line != two.line or len(form) > _LONGEST_MERGE or one.end == two.start:
            return
        word, case, score = self._candidates.joined(form, one.capitals)
        most = min(len(word), _MERGE_MOST)
        if not most:
            return
        entry = Entry(
            1,
            np.full(most, begin, np.int32),
            np.full(most, end, np.int32),
            word[:most],
            case[:most],
            score[:most] - np.float32(self._weights.merge),
            is_weak=False,
        )
        self._add(first, last + 1, begin, end, entry.start, entry.end, entry)


_SINGLE = {
    "number": as_it_stands(NUMBER),
    "stop": as_it_stands(PARAGRAPH),
    "fixed": as_it_stands(UNKNOWN),
    "comma": as_it_stands(COMMA),
}
