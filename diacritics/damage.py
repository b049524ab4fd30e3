"""What happened to a text, told line by line: clean, read by the wrong engine, typed without marks, old encodings.

Words are sorted into five classes by their letters alone; a hidden Markov chain over the lines weighs them, so that
"XA THANH XA" between two mark-less lines is mark-less and between two clean lines is left alone.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from diacritics.encodings import old_encoding
from diacritics.fold import fold
from diacritics.restoration import Damage
from diacritics.syllable import bare_inventory, is_marked

WordClass = Literal["marked", "accent", "noise", "plain", "foreign"]
State = Literal["clean", "wrong_language", "markless", "foreign"]

# Letters no engine without Vietnamese prints: those with a hat or horn it lacks, and every hook, tilde or dot.
LATIN_1 = frozenset("àáãèéêìíòóôõùúýâÀÁÃÈÉÊÌÍÒÓÔÕÙÚÝÂ")
_WORD = re.compile(r"[^\s.,;:!?()\"“”/\\-]+")
_ODD = re.compile(r"[^\W\d_][0-9$@#&¢£€§|}{\]\[*'’‘`]|[$@#&¢£€§|}{\]\[*'’‘`0-9][^\W\d_]")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@|\\)\S*")
_CODE = re.compile(r"(?=.*\d)[\dA-ZĐ]+[A-ZĐa-zđ]?\Z")

# Share of each class among words of two letters and more: corpus text, pages read with `eng`, text without marks.
_EMISSIONS: dict[State, dict[WordClass, float]] = {
    "clean": {"marked": 0.66, "accent": 0.13, "noise": 0.004, "plain": 0.18, "foreign": 0.026},
    "wrong_language": {"marked": 0.0006, "accent": 0.15, "noise": 0.07, "plain": 0.66, "foreign": 0.118},
    "markless": {"marked": 0.001, "accent": 0.001, "noise": 0.004, "plain": 0.964, "foreign": 0.03},
    "foreign": {"marked": 0.001, "accent": 0.01, "noise": 0.009, "plain": 0.28, "foreign": 0.70},
}
_STATES: tuple[State, ...] = ("clean", "wrong_language", "markless", "foreign")
_START = {"clean": 0.70, "wrong_language": 0.15, "markless": 0.13, "foreign": 0.02}
# Lines of one paper are mostly of one kind; a paper mixed by hand changes kind every few dozen lines.
_CHANGE = 0.04
_LOG_STAY = math.log(1 - _CHANGE)
_LOG_CHANGE = math.log(_CHANGE / (len(_STATES) - 1))
# A heading in capitals of a badly read paper looks mark-less; nobody mixes the two line by line.
_LOG_BETWEEN_BARE = math.log(1e-7)
_BARE: frozenset[State] = frozenset(("wrong_language", "markless"))
# One letter may be a slip of the keyboard: fewer spaced letters than this are no letter-spaced line.
MIN_SPACED_LETTERS = 5


def judge(text: str) -> Damage:
    """Return the damage most of the text's words have; "clean" for a text without words."""
    votes: Counter[Damage] = Counter()
    for line, found in zip(text.split("\n"), judge_lines(text), strict=True):
        votes[found] += len(_WORD.findall(line))
    return max(votes, key=lambda damage: votes[damage]) if votes.total() else "clean"


def judge_lines(text: str) -> tuple[Damage, ...]:
    """Return the damage of each line (split at line feeds); lines without words go with their neighbours."""
    lines = text.split("\n")
    found: list[Damage | None] = [_visible_damage(line) for line in lines]
    counts = [Counter() if damage else _classes(line) for line, damage in zip(lines, found, strict=True)]
    states = _best_states(counts)
    return tuple(damage or _as_damage(state) for damage, state in zip(found, states, strict=True))


def _visible_damage(line: str) -> Damage | None:
    """Return damage that a line shows by itself, whatever stands around it."""
    if unicodedata.normalize("NFC", line) != line:
        return "nfd"
    old = old_encoding(line)
    if old:
        return "tcvn3" if old == "tcvn3" else "vni"
    if is_letter_spaced(line):
        return "letter_spaced"
    return None


def is_letter_spaced(line: str) -> bool:
    """Tell whether letters stand apart in a line: "K Ế  H O Ạ C H"."""
    pieces = line.split()
    letters = sum(len(piece) == 1 and piece.isalpha() for piece in pieces)
    return letters >= MIN_SPACED_LETTERS and letters >= 0.8 * len(pieces)


def _as_damage(state: State) -> Damage:
    return "clean" if state == "foreign" else state


def _classes(line: str) -> Counter[WordClass]:
    counts: Counter[WordClass] = Counter()
    for word in _WORD.findall(_ADDRESS.sub(" ", line)):
        kind = _word_class(word)
        if kind:
            counts[kind] += 1
    return counts


def _word_class(word: str) -> WordClass | None:
    letters = sum(map(str.isalpha, word))
    if letters < 2 or "@" in word[1:-1] or _CODE.match(word):
        return None
    if not word.isascii() and any(letter not in LATIN_1 and is_marked(letter) for letter in word):
        return "marked"
    if _ODD.search(word):
        return "noise"
    if word.isupper() and len(word) <= 6 and fold(word).lower() not in bare_inventory():
        return None  # an abbreviation says nothing
    if not word.isascii():
        return "accent" if fold(word).isascii() else "noise"
    return "plain" if word.lower() in bare_inventory() else "foreign"


def _best_states(counts: Sequence[Counter[WordClass]]) -> list[State]:
    """Return the likeliest state of each line (Viterbi)."""
    scores = {state: math.log(_START[state]) for state in _STATES}
    came_from: list[dict[State, State]] = []
    for count in counts:
        step: dict[State, State] = {}
        reached: dict[State, float] = {}
        for state in _STATES:
            score, best = max((scores[old] + _log_change(old, state), old) for old in _STATES)
            step[state] = best
            reached[state] = score + _log_likelihood(state, count)
        scores = reached
        came_from.append(step)
    state = max(_STATES, key=lambda name: scores[name])
    path: list[State] = []
    for step in reversed(came_from):
        path.append(state)
        state = step[state]
    return path[::-1]


def _log_change(old: State, new: State) -> float:
    if old == new:
        return _LOG_STAY
    return _LOG_BETWEEN_BARE if old in _BARE and new in _BARE else _LOG_CHANGE


def _log_likelihood(state: State, count: Counter[WordClass]) -> float:
    return sum(times * math.log(_EMISSIONS[state][kind]) for kind, times in count.items())
