"""What a damaged form could be: a small lattice per form, remembered, because a paper repeats its words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from diacritics.damage import LATIN_1
from diacritics.fold import fold
from diacritics.kernel import Floats, Ints, Search, Trie
from diacritics.model import UNKNOWN, Model
from diacritics.syllable import bare_inventory, classic, inventory, is_marked
from diacritics.weights import Weights

Choices = Sequence[tuple[int, int, float]]

AS_SEEN = 3  # the case of an arc that keeps the form as it is
MAX_LETTERS = 24
# Cost of lower, Title and UPPER in running text and in lines of capitals.
CASE_COSTS = ((-0.1, -1.8, -6.5), (-5.0, -3.0, -0.05))
CODE_CASE_COSTS = (-7.0, -6.0, 0.0)
ABBREVIATION_TITLE = 1.5
ONE_LETTER_CAPITAL = -4.0
_SPLIT_MOST = 8
_MIN_SPLIT_FORM = 4
_LONGEST_PART = 8
_MEMORY = 60_000
# Two tokens read as one word must fit it well: their pieces would else be words of their own.
_JOINED_BEAM, _JOINED_GIVE_UP, _JOINED_MOST = 5.0, 10.0, 8
_NAME_RANGE = (-4.0, 2.0)


@dataclass(frozen=True, slots=True)
class Entry:
    """Arcs between the places 0 .. `places` of one form: word numbers, cases, scores."""

    places: int
    start: Ints
    end: Ints
    word: Ints
    case: npt.NDArray[np.uint8]
    score: Floats
    is_weak: bool


class Candidates:
    """Entries for the forms of one channel and one vocabulary."""

    def __init__(
        self,
        model: Model,
        channel: str,
        trie: Trie,
        numbers: Ints,
        spellings: Sequence[str],
        unigram: Floats,
        weights: Weights,
    ) -> None:
        self._weights = weights
        self._spelling = spellings.__getitem__
        self._numbers = numbers
        self._known = {word: number for number, word in enumerate(spellings)}
        self._is_syllable = np.array([word in inventory() for word in spellings])
        # "V", "S": letters of codes and lists, and no words that running text could hold.
        self._is_letter = np.array([len(word) == 1 and not _has_vowel(word) for word in spellings])
        self._channel = channel
        prior = (weights.unigram_rank * unigram[numbers]).astype(np.float32)
        title = np.full(len(unigram), 0.05, np.float32)
        title[: len(model.title_rate)] = model.title_rate
        title = np.clip(title, 0.08, 0.92)
        # Per case the change of score that the word's habit of being capitalised makes.
        self._title = weights.title * np.stack([np.log(1 - title), np.log(title), np.zeros_like(title)])
        # Abbreviations are capital in running text, where whole words in capitals are rare.
        abbreviations = ~self._is_syllable
        self._title[1, abbreviations] -= ABBREVIATION_TITLE
        self._title[2, abbreviations] -= CASE_COSTS[0][2]
        name = np.zeros(len(unigram), np.float32)
        name[: len(model.name_ratio)] = weights.name * np.clip(model.name_ratio, *_NAME_RANGE)
        self._name = name
        options = {"beam": weights.beam, "give_up": weights.give_up, "most": weights.most_candidates}
        self._search = Search(trie, model.channels[channel], prior, **options)  # type: ignore[arg-type]
        narrow = options | {"beam": _JOINED_BEAM, "give_up": _JOINED_GIVE_UP, "most": _JOINED_MOST}
        self._narrow = Search(trie, model.channels[channel], prior, **narrow)  # type: ignore[arg-type]
        self._joined: dict[tuple[str, bool], tuple[Ints, npt.NDArray[np.uint8], Floats]] = {}
        self._memory: dict[tuple[str, bool, bool, bool], Entry] = {}
        self._parts: dict[tuple[str, bool, bool], tuple[Ints, npt.NDArray[np.uint8], Floats]] = {}

    def entry(
        self, form: str, *, capitals: bool, is_code: bool = False, in_name: bool = False, choices: Choices = ()
    ) -> Entry:
        """Return the arcs of a form; "bannhan" also gets the way over "ban" and "nhân".

        `in_name`: the form begins with a capital right behind another that does.
        """
        key = (form, capitals, is_code, in_name)
        found = None if choices else self._memory.get(key)
        if found is None:
            if len(self._memory) > _MEMORY:
                self._memory.clear()
                self._parts.clear()
                self._joined.clear()
            found = self._make(form, capitals, is_code, choices)
            if in_name:
                change = np.where(found.case == 1, self._name[found.word], np.float32(0))
                found = replace(found, score=found.score + change)
            if choices:
                return found
            self._memory[key] = found
        return found

    def habit(self, word: Ints, case: npt.NDArray[np.uint8], *, in_name: bool) -> Floats:
        """Return the part of arcs' scores that is a word's habit of being capital or a name, and not its letters."""
        as_word = np.where(case < AS_SEEN, self._title[np.minimum(case, 2), word], 0.0)
        name = np.where(case == 1, self._name[word], 0.0) if in_name else 0.0
        return (as_word + name).astype(np.float32)

    def trusted(self, entry: Entry, form: str, odds: float) -> Entry:
        """Return an entry whose readings of the form as it stands are likelier by `odds`, as sure as the engine was."""
        same = (entry.case == AS_SEEN) | (entry.word == self._known.get(classic(form.lower()), -1))
        change = np.where(same, np.float32(self._weights.confidence * odds), np.float32(0))
        return replace(entry, score=entry.score + change)

    def words(
        self,
        form: str,
        capitals: bool,
        is_code: bool = False,
        choices: Choices = (),
    ) -> tuple[Ints, npt.NDArray[np.uint8], Floats]:
        """Return word numbers, cases and scores for a form taken as one word."""
        key = (form, capitals, is_code)
        found = None if choices else self._parts.get(key)
        if found is None:
            costs = CODE_CASE_COSTS if is_code else CASE_COSTS[capitals]
            if len(form) == 1 and not capitals and not is_code:
                costs = (costs[0], costs[1], ONE_LETTER_CAPITAL - 2)
            # The vocabulary is in the classic style; "Uỷ" and "Ủy" are the same word.
            entries, case, score = self._search.candidates(classic(form), costs, choices)
            word = self._numbers[entries]
            if self._is_letter[word].any():
                fits = ~self._is_letter[word] | np.array([_holds_only(form, self._spelling(n)) for n in word], bool)
                word, case, score = word[fits], case[fits], score[fits]
            if not is_code:
                score = score + self._title[case, word].astype(np.float32)
            found = (word, case, score.astype(np.float32))
            if not choices:
                self._parts[key] = found
        return found

    def joined(self, form: str, capitals: bool) -> tuple[Ints, npt.NDArray[np.uint8], Floats]:
        """Return the words two tokens could be together; only what fits well, since most neighbours are two words."""
        key = (form, capitals)
        found = self._joined.get(key)
        if found is None:
            entries, case, score = self._narrow.candidates(classic(form), CASE_COSTS[capitals])
            word = self._numbers[entries]
            found = self._joined[key] = (word, case, (score + self._title[case, word]).astype(np.float32))
        return found

    def _make(self, form: str, capitals: bool, is_code: bool, choices: Choices) -> Entry:
        weights = self._weights
        if self._channel == "vie" and (any(map(str.isdigit, form)) or not any(map(str.isalpha, form))):
            return as_it_stands(UNKNOWN)  # a Vietnamese engine prints digits for digits, signs for dirt
        locked = self._lock(form)
        if locked is not None:
            return locked
        word, case, score = self.words(form, capitals, is_code, choices)
        best = float(score.max()) if len(score) else -99.0
        is_weak = best < weights.weak or (
            len(form) < 4 and form.isalpha() and fold(form).lower() not in bare_inventory()
        )
        if form.isalpha() and form.isupper() and (is_code or self._is_abbreviation(form)):
            bars = np.array([_is_bar_apart(self._spelling(number), form) for number in word], bool)
            score = np.where(bars, score, score - np.float32(weights.code_letter))
        keep = -self._keep_cost(form, is_code)
        if form.isupper() and any(fold(self._spelling(number)) == fold(form).lower() for number in word[:3]):
            keep = min(keep, -self._weights.keep_known)  # "TTDT": the vocabulary has TTĐT
        word = np.append(word, np.int32(UNKNOWN))
        case = np.append(case, np.uint8(AS_SEEN))
        score = np.append(score, np.float32(keep))
        start, end = np.zeros(len(word), np.int32), np.ones(len(word), np.int32)
        if is_weak and not is_code and self._channel != "markless" and _MIN_SPLIT_FORM <= len(form) <= MAX_LETTERS:
            return self._with_splits(form, capitals, Entry(1, start, end, word, case, score, is_weak), best)
        return Entry(1, start, end, word, case, score, is_weak)

    def _is_abbreviation(self, form: str) -> bool:
        number = self._known.get(form.lower())
        return number is not None and len(form) > 1 and not self._is_syllable[number]

    def _lock(self, form: str) -> Entry | None:
        """Return the one arc of a whole syllable that carries a mark no engine without Vietnamese can print."""
        if self._channel == "vie" or not any(is_marked(letter) and letter not in LATIN_1 for letter in form):
            return None
        number = self._known.get(classic(form.lower()))
        if number is None or not self._is_syllable[number]:
            return None
        return as_it_stands(number)

    def _with_splits(self, form: str, capitals: bool, whole: Entry, best: float) -> Entry:
        """Return the whole-form arcs and those over parts, with a place between any two letters."""
        length = len(form)
        columns: list[list[npt.NDArray]] = [[whole.word], [whole.case], [whole.score]]  # type: ignore[type-arg]
        starts, ends = [whole.start], [whole.end * length]
        for first in range(length - 1):
            for last in range(first + 2, min(length, first + _LONGEST_PART) + 1):
                if (first, last) == (0, length) or first == 1 or last == length - 1:
                    continue
                word, case, score = self.words(form[first:last], capitals)
                # Parts are syllables: "nh" or "cl" would split every word.
                chosen = np.flatnonzero((score > self._weights.part) & self._is_syllable[word])[:_SPLIT_MOST]
                most = len(chosen)
                if not most:
                    continue
                columns[0].append(word[chosen])
                columns[1].append(case[chosen])
                columns[2].append(score[chosen] - np.float32(self._weights.split / 2 * ((first > 0) + (last < length))))
                starts.append(np.full(most, first, np.int32))
                ends.append(np.full(most, last, np.int32))
        word, case, score = (np.concatenate(column) for column in columns)
        return Entry(length, np.concatenate(starts), np.concatenate(ends), word, case, score, is_weak=True)

    def _keep_cost(self, form: str, is_code: bool) -> float:
        weights = self._weights
        letters = sum(letter.isalpha() for letter in form)
        accent = 0.0 if form.isascii() or self._channel != "eng" else weights.keep_accent
        if is_code:
            return weights.keep_code
        if letters < len(form) - 1 or not letters:
            return weights.keep_digits if any(letter.isdigit() for letter in form) else weights.keep_noise
        if form.isupper() and form.isalpha() and 2 <= len(form) <= 9 and not _has_vowel(form[1:]):
            return weights.keep_capitals
        if form[0].isupper() and len(form) > 2:
            return weights.keep_title + accent
        return accent + (weights.keep_short if letters <= 3 else weights.keep_long)


def as_it_stands(number: int) -> Entry:
    """Return the one arc of a form that stays as it is and counts as a word of the model."""
    return Entry(
        1,
        np.zeros(1, np.int32),
        np.ones(1, np.int32),
        np.array([number], np.int32),
        np.array([AS_SEEN], np.uint8),
        np.zeros(1, np.float32),
        is_weak=False,
    )


def _is_bar_apart(word: str, form: str) -> bool:
    """Tell whether a word differs from the form seen by nothing but case and the bar of a Đ."""
    return word.replace("đ", "d") == form.lower().replace("đ", "d")


def _holds_only(form: str, letter: str) -> bool:
    """Tell whether a form is nothing but one letter, its bar and case aside: "Vv" is a V."""
    return set(form.lower().replace("đ", "d")) == {letter.replace("đ", "d")}


def _has_vowel(form: str) -> bool:
    return any(letter in "aeiouy" for letter in fold(form).lower())
