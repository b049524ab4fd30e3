"""The compiled part of restoring, called through ctypes; `python -m diacritics.kernel.build` makes it."""

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

LIBRARY = Path(__file__).resolve().parent / "libkernel.so"
MAX_FORM = 32
Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


class KernelMissingError(RuntimeError):
    """The kernel was not compiled; `make setup` does it."""


class _Channel(ctypes.Structure):
    _fields_ = [
        ("letters", ctypes.c_int32),
        ("rows", ctypes.c_int32),
        ("keys", ctypes.c_void_p),
        ("emit", ctypes.c_void_p),
        ("erase", ctypes.c_void_p),
        ("insert_mark", ctypes.c_float),
        ("insert_stroke", ctypes.c_float),
        ("insert_letter", ctypes.c_float),
    ]


class _Choice(ctypes.Structure):
    _fields_ = [("place", ctypes.c_int32), ("column", ctypes.c_int32), ("bonus", ctypes.c_float)]


class _Level(ctypes.Structure):
    _fields_ = [
        ("size", ctypes.c_int32),
        ("words", ctypes.c_void_p),
        ("log_p", ctypes.c_void_p),
        ("log_backoff", ctypes.c_void_p),
        ("first", ctypes.c_void_p),
    ]


class _Language(ctypes.Structure):
    _fields_ = [
        ("order", ctypes.c_int32),
        ("vocabulary", ctypes.c_int32),
        ("added", ctypes.c_int32),
        ("step", ctypes.c_float),
        ("added_log_p", ctypes.c_float),
        ("levels", ctypes.POINTER(_Level)),
        ("pair_count", ctypes.c_int32),
        ("pair_keys", ctypes.c_void_p),
        ("pair_p", ctypes.c_void_p),
        ("pair_weight", ctypes.c_float),
    ]


class _Effort(ctypes.Structure):
    _fields_ = [
        ("language_weight", ctypes.c_float),
        ("sharpness", ctypes.c_float),
        ("prune", ctypes.c_float),
        ("beam", ctypes.c_int32),
    ]


@cache
def _library() -> ctypes.CDLL:
    if not LIBRARY.is_file():
        raise KernelMissingError(
            f"{LIBRARY.name} is not compiled; run `make setup` (or python -m diacritics.kernel.build)"
        )
    library = ctypes.CDLL(str(LIBRARY))
    library.trie_new.restype = ctypes.c_void_p
    library.trie_new.argtypes = [ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p]
    library.trie_free.restype = None
    library.trie_free.argtypes = [ctypes.c_void_p]
    library.trie_priors.restype = ctypes.c_int32
    library.trie_priors.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int32, ctypes.c_void_p]
    pointer, number, real = ctypes.c_void_p, ctypes.c_int32, ctypes.c_float
    library.search.restype = ctypes.c_int32
    library.search.argtypes = [pointer, pointer, pointer, pointer, pointer, pointer, number, pointer, number]
    library.search.argtypes += [real, real, number, pointer, pointer, pointer]
    library.decode.restype = ctypes.c_int32
    library.decode.argtypes = [pointer, pointer, number, number, *[pointer] * 7]
    return library


class Trie:
    """A vocabulary to search: rows of letter numbers, sorted."""

    def __init__(self, offsets: Ints, letters: npt.NDArray[np.uint8]) -> None:
        offsets, letters = np.ascontiguousarray(offsets, np.int32), np.ascontiguousarray(letters, np.uint8)
        if not len(offsets) or offsets[0] != 0 or int(offsets[-1]) > len(letters) or (np.diff(offsets) < 0).any():
            raise ValueError("offsets must rise from 0 to the number of letters")
        self._library = _library()
        self.words = len(offsets) - 1
        self.handle = self._library.trie_new(self.words, offsets.ctypes.data, letters.ctypes.data)
        if not self.handle:
            raise MemoryError("no memory for the vocabulary")

    def best_below(self, prior: Floats) -> Floats:
        """Return for each node of the trie the best prior of the words below it."""
        nodes = self._library.trie_priors(self.handle, prior.ctypes.data, 0, None)
        best = np.empty(max(0, nodes), np.float32)
        self._library.trie_priors(self.handle, prior.ctypes.data, nodes, best.ctypes.data)
        return best

    def __del__(self) -> None:
        if getattr(self, "handle", None):
            self._library.trie_free(self.handle)


@dataclass(frozen=True, slots=True)
class ChannelTable:
    """P(chunk | letter) as the kernel reads it; see kernel.h."""

    keys: npt.NDArray[np.uint64]
    emit: Floats
    erase: Floats
    insertions: tuple[float, float, float]  # log probability of dirt read as a mark, a thin letter, another letter


class Search:
    """Finds the words behind a form, for one vocabulary and one channel."""

    def __init__(
        self, trie: Trie, table: ChannelTable, prior: Floats, *, beam: float, give_up: float, most: int
    ) -> None:
        columns = table.emit.shape[1]
        if table.emit.shape[0] < len(table.keys) + 3 or len(table.erase) != columns or len(prior) < trie.words:
            raise ValueError("the tables of the channel do not fit together")
        self._trie, self._table, self._prior = trie, table, np.ascontiguousarray(prior, np.float32)
        self._prior_below = trie.best_below(self._prior)
        self._keys = np.ascontiguousarray(table.keys, np.uint64)
        self._emit = np.ascontiguousarray(table.emit, np.float32)
        self._erase = np.ascontiguousarray(table.erase, np.float32)
        self._channel = _Channel(
            columns // 2,
            len(self._keys),
            self._keys.ctypes.data,
            self._emit.ctypes.data,
            self._erase.ctypes.data,
            *table.insertions,
        )
        self._beam, self._give_up, self._most = beam, give_up, most
        self._words, self._scores = np.empty(most, np.int32), np.empty(most, np.float32)
        self._cases = np.empty(most, np.uint8)

    def candidates(
        self, form: str, case_cost: Sequence[float], choices: Sequence[tuple[int, int, float]] = ()
    ) -> tuple[Ints, npt.NDArray[np.uint8], Floats]:
        """Return word numbers, cases (0 lower, 1 Title, 2 UPPER) and log P(form | word), best first; empty if none."""
        if not 0 < len(form) <= MAX_FORM:
            return np.empty(0, np.int32), np.empty(0, np.uint8), np.empty(0, np.float32)
        text = np.frombuffer(form.encode("utf-32-le", "surrogatepass"), np.uint32)
        costs = (ctypes.c_float * 3)(*case_cost)
        own = (_Choice * len(choices))(*(_Choice(*choice) for choice in choices)) if choices else None
        count = _library().search(
            self._trie.handle,
            ctypes.addressof(self._channel),
            self._prior.ctypes.data,
            self._prior_below.ctypes.data,
            ctypes.addressof(costs),
            text.ctypes.data,
            len(form),
            ctypes.addressof(own) if own is not None else None,
            len(choices),
            self._beam,
            self._give_up,
            self._most,
            self._words.ctypes.data,
            self._cases.ctypes.data,
            self._scores.ctypes.data,
        )
        _check(count)
        return self._words[:count].copy(), self._cases[:count].copy(), self._scores[:count].copy()


@dataclass(frozen=True, slots=True)
class Found:
    """The best path (numbers of arcs), every arc's posterior, and the score of the path."""

    path: Ints
    posterior: Floats
    score: float


class LanguageTables:
    """The n-gram trie in the memory of the caller, and the pairs of words of one paper."""

    def __init__(
        self, levels: Sequence[dict[str, npt.NDArray[Any]]], *, step: float, added: int = 0, added_log_p: float = -14.0
    ) -> None:
        self._keep = levels
        self._levels = (_Level * len(levels))()
        for place, level in zip(self._levels, levels, strict=True):
            place.size = len(level["words"])
            place.words, place.log_p = level["words"].ctypes.data, level["log_p"].ctypes.data
            place.log_backoff = level["log_backoff"].ctypes.data
            place.first = level["first"].ctypes.data if len(level["first"]) else None
        self.vocabulary = len(levels[0]["words"])
        self._step, self._added_log_p = step, added_log_p
        self.added = added

    def decode(
        self,
        *,
        places: int,
        start: Ints,
        end: Ints,
        word: Ints,
        score: Floats,
        pairs: tuple[npt.NDArray[np.uint64], Floats] | None = None,
        pair_weight: float = 0.0,
        language_weight: float,
        sharpness: float = 1.0,
        prune: float,
        beam: int,
    ) -> Found | None:
        """Return the best way from place 0 to the last one, None when there is none."""
        arcs = len(start)
        if not len(end) == len(word) == len(score) == arcs:
            raise ValueError("every arc needs a start, an end, a word and a score")
        keys, shares = pairs if pairs is not None else (np.empty(0, np.uint64), np.empty(0, np.float32))
        language = _Language(
            len(self._levels), self.vocabulary, self.added, self._step, self._added_log_p, self._levels,
            len(keys), keys.ctypes.data, shares.ctypes.data, pair_weight,
        )  # fmt: skip
        effort = _Effort(language_weight, sharpness, prune, beam)
        path, posterior, total = np.empty(places, np.int32), np.empty(arcs, np.float32), ctypes.c_float()
        count = _library().decode(
            ctypes.addressof(language), ctypes.addressof(effort), places, arcs, start.ctypes.data, end.ctypes.data,
            word.ctypes.data, score.ctypes.data, path.ctypes.data, posterior.ctypes.data, ctypes.addressof(total),
        )  # fmt: skip
        if count == -3:
            return None
        _check(count)
        return Found(path[:count], posterior, total.value)


def _check(count: int) -> None:
    if count == -1:
        raise MemoryError("no memory left for restoring")
    if count < 0:
        raise ValueError("the kernel refused its input")
