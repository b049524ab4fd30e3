"""Restoring one text: lines to tokens, tokens to readings in two passes, readings to words of the new text."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from diacritics import calibration, lattice
from diacritics.calibration import Calibration
from diacritics.candidates import Candidates, Entry, as_it_stands
from diacritics.caution import Names, held_back, names_of, unlisted
from diacritics.engine import Engine
from diacritics.kernel import Ints, Trie
from diacritics.lattice import Decoder, Reading, Token
from diacritics.lexicon import Lexicon
from diacritics.lines import WorkingLine, working_line
from diacritics.model import Model, language_tables, load, spelled, trie
from diacritics.printing import Part, assemble
from diacritics.recurrence import pooled
from diacritics.repairing import line_repairs
from diacritics.restoration import Damage, Restoration, Seen
from diacritics.rules import Repair
from diacritics.spacing import segment, with_bare_words
from diacritics.surnames import signed_lines, with_surnames
from diacritics.syllable import inventory
from diacritics.tokens import Piece, is_capital_line, is_file_line, pieces
from diacritics.weights import MARKLESS, OCR, WRONG_LANGUAGE, Weights

_CHANNELS: dict[Damage, tuple[str, Weights]] = {
    "wrong_language": ("eng", WRONG_LANGUAGE),
    "markless": ("markless", MARKLESS),
    "ocr": ("vie", OCR),
}
_TRANSCODED = ("nfd", "tcvn3", "vni", "letter_spaced")
# A stretch of lines decoded at once; longer ones cost memory and gain nothing.
_STRETCH_LINES = 60
# Words that stayed because nothing known fits them: on held-out pages one in seven was right; papers name more that is
# foreign ("Zalo").
_SURE_OF_UNKNOWN = 0.4
# Words inside names that no text has, read in the wrong language: 42 % of 351 were right, and 68 % sure by the curve.
_SURE_OF_UNLISTED = 0.7
_LETTERS = re.compile(r"[^\W\d_]+")


class Restorer:
    """The model with one lexicon; safe to keep, and to use for one text after another."""

    def __init__(
        self,
        lexicon: Lexicon | None = None,
        *,
        model: Model | None = None,
        changes: Mapping[str, float] | None = None,
        calibrated: bool = True,
    ) -> None:
        lexicon = lexicon or Lexicon()
        self._model = model or load()
        self._changes = dict(changes or {})
        self._calibrations = calibration.load() if calibrated else {}
        added = sorted(
            {spelled(word) for entry in lexicon.entries for word in _LETTERS.findall(entry)} - set(self._model.numbers)
        )
        self._words = (*self._model.vocabulary, *added)
        self._numbers = {
            **self._model.numbers,
            **{word: len(self._model.vocabulary) + i for i, word in enumerate(added)},
        }
        self._tables = language_tables(self._model, added=len(added))
        self._lexicon_pairs = self._pairs_of(lexicon)
        self._decoders: dict[str, Decoder] = {}

    @cached_property
    def _trie(self) -> tuple[Trie, Ints]:
        return trie(self._words)

    def restore(self, text: str, damages: Sequence[Damage], seen: Sequence[Seen] = ()) -> Restoration:
        """Return the restored text; `damages` has one entry a line."""
        working = list(self._working_lines(text, damages))
        kinds = [_channel_damage(damage, line) for damage, line in zip(damages, working, strict=True)]
        repaired = line_repairs(working, kinds)
        signed = signed_lines([line.text for line in working])
        parts: dict[int, list[Part]] = {}
        for channel_damage in _CHANNELS:
            chosen = [number for number, kind in enumerate(kinds) if kind == channel_damage]
            if chosen:
                parts |= self._decode(channel_damage, chosen, working, repaired, seen, signed)
        return assemble(text, working, damages, parts, repaired)

    def _working_lines(self, text: str, damages: Sequence[Damage]) -> Iterator[WorkingLine]:
        start = 0
        for line, damage in zip(text.split("\n"), damages, strict=True):
            yield working_line(line, start, damage, self._segment)
            start += len(line) + 1

    def _segment(self, letters: str) -> list[int]:
        return segment(letters, self._spacing)

    @cached_property
    def _spacing(self) -> dict[str, float]:
        inside = inventory()
        pairs = zip(self._model.vocabulary, self._model.unigram.tolist(), strict=True)
        return with_bare_words({word: value for word, value in pairs if word in inside})

    def _decode(
        self,
        damage: Damage,
        chosen: list[int],
        working: list[WorkingLine],
        repaired: list[list[Repair]],
        seen: Sequence[Seen],
        signed: range,
    ) -> dict[int, list[Part]]:
        """Return the parts of the chosen lines: once to learn the paper's own pairs of words, once with them."""
        decoder = self.decoder(damage)
        weights = self.weights(damage)
        stretches = [_tokens(lines, working, repaired) for lines in _stretches(chosen)]
        counts = dict(self._lexicon_pairs)
        pairs = lattice.pair_table(counts)
        engine = Engine(seen, self._model.confidence_odds) if seen and damage == "ocr" else None
        fixed = [self._fixed_entries(stretch, working, decoder, engine) for stretch in stretches]
        decoded = [decoder.decode(s, pairs=pairs, entries=e) for s, e in zip(stretches, fixed, strict=True)]
        own = lattice.own_pairs(decoded, least=weights.own_least)
        names = pooled(decoded, decoder)
        if own or names:
            for pair, count in own.items():
                counts[pair] = counts.get(pair, 0.0) + count
            pairs = lattice.pair_table(counts)
            decoded = [decoder.again(one, pairs=pairs, added=names.get(n)) for n, one in enumerate(decoded)]
        curve = self._calibrations.get(_CHANNELS[damage][0], Calibration())
        parts: dict[int, list[Part]] = {}
        names_seen = Names(Counter(pair for one in stretches for pair in names_of(one)), self._model.is_collocation)
        for one in decoded:
            readings = decoder.readings(one)
            if damage == "ocr":
                readings = held_back(one.tokens, readings, names_seen)
            readings = with_surnames(one.tokens, readings, signed)
            unknown = self._unknown(one.tokens, readings) if damage != "markless" and self._calibrations else set()
            strange = unlisted(one.tokens, readings, self._model.pair) if damage == "wrong_language" else set()
            for part in _parts(one.tokens, readings, curve, unknown, strange):
                parts.setdefault(part.line, []).append(part)
        return parts

    def _unknown(self, tokens: Sequence[Token], readings: Sequence[Reading]) -> set[int]:
        """Return the first tokens of readings that are no word the model knows: nothing fitted, so they stayed."""
        return {
            reading.first
            for reading in readings
            if (piece := tokens[reading.first].piece).kind == "word"
            and not piece.is_code
            and reading.words == (piece.text,)
            and not piece.text[:1].isdigit()
            and spelled(piece.text) not in self._numbers
        }

    def weights(self, damage: Damage) -> Weights:
        """Return the numbers used for a kind of damage."""
        weights = _CHANNELS[damage][1]
        return replace(weights, **self._changes) if self._changes else weights  # type: ignore[arg-type]

    def decoder(self, damage: Damage) -> Decoder:
        """Return the decoder of a kind of damage, made when first asked for."""
        channel = _CHANNELS[damage][0]
        found = self._decoders.get(channel)
        if found is None:
            weights = self.weights(damage)
            search_trie, numbers = self._trie
            unigram = np.full(len(self._words), -14.0, np.float32)
            unigram[: len(self._model.unigram)] = self._model.unigram
            unigram[len(self._model.unigram) :] = -9.0
            candidates = Candidates(self._model, channel, search_trie, numbers, self._words, unigram, weights)
            found = self._decoders[channel] = Decoder(self._tables, candidates, self._words, weights)
        return found

    def _pairs_of(self, lexicon: Lexicon) -> dict[tuple[int, int], float]:
        counts: dict[tuple[int, int], float] = {}
        for entry in lexicon.entries:
            numbers = [self._numbers[spelled(word)] for word in _LETTERS.findall(entry)]
            for pair in pairwise(numbers):
                counts[pair] = counts.get(pair, 0.0) + lexicon.weight
        return counts

    def _fixed_entries(
        self, tokens: Sequence[Token], working: Sequence[WorkingLine], decoder: Decoder, engine: Engine | None
    ) -> dict[int, Entry]:
        """Return arcs that differ from the form's own.

        Tokens a rule has read are given to the language model as read ("II", not "11"); words the engine says something
        about weigh its confidence.
        """
        fixed: dict[int, Entry] = {}
        for index, token in enumerate(tokens):
            piece = token.piece
            if piece.kind == "number" and piece.text.isalpha():
                number = self._numbers.get(piece.text.lower())
                if number is not None:
                    fixed[index] = as_it_stands(number)
            elif engine is not None and piece.kind == "word":
                line = working[token.line]
                word = engine.word_at(line.start + token.start) if line.places is None else None
                if word is not None:
                    choices = engine.choices(word, line.start + token.start, piece.text)
                    entry = decoder.candidates.entry(
                        piece.text,
                        capitals=token.capitals,
                        is_code=piece.is_code,
                        in_name=token.in_name,
                        choices=choices,
                    )
                    fixed[index] = decoder.candidates.trusted(entry, piece.text, engine.odds(word))
        return fixed


def _channel_damage(damage: Damage, line: WorkingLine) -> Damage:
    """Return what is left to repair once a line is transcoded and joined; a file's name is copied."""
    if damage == "letter_spaced":
        from_text = judge_joined(line.text)
        return from_text if from_text in _CHANNELS else "clean"
    return "clean" if damage == "ocr" and is_file_line(line.text) else damage


def judge_joined(text: str) -> Damage:
    """Return the damage of letters that were joined; without any mark they are mark-less."""
    return "markless" if text.isascii() else "clean"


def _stretches(chosen: Sequence[int]) -> Iterator[list[int]]:
    stretch: list[int] = []
    for number in chosen:
        if stretch and (number != stretch[-1] + 1 or len(stretch) >= _STRETCH_LINES):
            yield stretch
            stretch = []
        stretch.append(number)
    if stretch:
        yield stretch


def _tokens(lines: Sequence[int], working: Sequence[WorkingLine], repaired: Sequence[list[Repair]]) -> list[Token]:
    tokens: list[Token] = []
    for number in lines:
        line = working[number].text
        capitals = is_capital_line(line)
        if not line.strip():
            tokens.append(Token(Piece("stop", "", 0, 0), number, 0, 0, capitals=False))
            continue
        before: Piece | None = None
        for piece in _repaired_pieces(line, repaired[number]):
            in_name = before is not None and not capitals and _is_title(before.text) and _is_title(piece.text)
            tokens.append(Token(piece, number, piece.start, piece.end, capitals, in_name))
            before = piece
    return tokens


def _is_title(form: str) -> bool:
    return form[:1].isupper() and (len(form) == 1 or not form[1:].isupper())


def _repaired_pieces(line: str, found: Sequence[Repair]) -> Iterator[Piece]:
    """Yield the pieces of a line; those a rule has read come as numbers that say what it read."""
    if not found:
        yield from pieces(line)
        return
    cursor = 0
    for repair in found:
        yield from _moved(pieces(line[cursor : repair.start]), cursor)
        if repair.text.strip("/- |"):
            yield Piece("number", repair.text.strip(" |"), repair.start, repair.end)
        cursor = repair.end
    yield from _moved(pieces(line[cursor:]), cursor)


def _moved(found: Sequence[Piece], by: int) -> Iterator[Piece]:
    for piece in found:
        yield replace(piece, start=piece.start + by, end=piece.end + by)


def _parts(
    tokens: Sequence[Token],
    readings: Sequence[Reading],
    curve: Calibration,
    unknown: set[int],
    unlisted_names: set[int],
) -> Iterator[Part]:
    for reading in readings:
        first, last = tokens[reading.first], tokens[reading.last - 1]
        most = _SURE_OF_UNKNOWN if reading.first in unknown else 1.0
        share = _SURE_OF_UNLISTED if reading.first in unlisted_names else 1.0
        yield Part(
            first.line,
            first.start,
            last.end,
            " ".join(reading.words),
            min(most, share * curve.probability(reading.probability)),
            reading.runners_up,
            is_code=first.piece.is_code,
        )
