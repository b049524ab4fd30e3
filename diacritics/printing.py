"""Readings set as text again: same lines, same spaces, and for every word where it came from and how sure it is."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from diacritics.lines import WorkingLine
from diacritics.restoration import ChangeKind, Damage, Restoration, RestoredWord, RunnerUp
from diacritics.rules import Repair, code_text
from diacritics.syllable import classic, modern, style_of

_SPACE = re.compile(r"\s")
_WORD = re.compile(r"\S+")
_TRANSCODED = ("nfd", "tcvn3", "vni")


@dataclass(frozen=True, slots=True)
class Part:
    """Characters `start` to `end` of a line were read as `text`."""

    line: int
    start: int
    end: int
    text: str
    probability: float
    runners_up: tuple[tuple[str, float], ...] = ()
    is_code: bool = False
    rule: str = ""


def assemble(
    raw: str,
    working: Sequence[WorkingLine],
    damages: Sequence[Damage],
    parts: Mapping[int, Sequence[Part]],
    repaired: Sequence[Sequence[Repair]],
) -> Restoration:
    """Return the whole restoration; lines nobody decoded stay as they are."""
    style = writer_style(line.text for line, damage in zip(working, damages, strict=True) if damage in ("clean", "ocr"))
    words: list[RestoredWord] = []
    lines: list[str] = []
    offset = 0
    for number, (line, damage) in enumerate(zip(working, damages, strict=True)):
        own = _with_rules(parts.get(number, ()), repaired[number], number)
        text, made = _line(raw, line, damage, own, offset, style)
        lines.append(text)
        words += made
        offset += len(text) + 1
    return Restoration(raw, "\n".join(lines), tuple(words), tuple(damages))


def writer_style(lines: Iterable[str]) -> str:
    """Return "modern" when the writer puts tones there ("hoá") more often than not, else "classic"."""
    votes = 0
    for line in lines:
        for word in _WORD.findall(line):
            shown = style_of(word.strip(".,;:()"))
            votes += (shown == "modern") - (shown == "classic")
    return "modern" if votes > 0 else "classic"


def _with_rules(parts: Sequence[Part], repaired: Sequence[Repair], number: int) -> list[Part]:
    if not repaired:
        return list(parts)
    kept = [p for p in parts if not any(p.start < r.end and r.start < p.end for r in repaired)]
    ruled = [Part(number, r.start, r.end, r.text, _RULE_PROBABILITY, rule=r.rule) for r in repaired]
    return sorted([*kept, *ruled], key=lambda part: (part.start, part.end))


# Measured on held-out pages: a rule's repair is right about this often.
_RULE_PROBABILITY = 0.97


def _line(
    raw: str, line: WorkingLine, damage: Damage, parts: Sequence[Part], offset: int, style: str
) -> tuple[str, list[RestoredWord]]:
    """Return the new line and its words; `offset` is where it begins in the new text."""
    pieces: list[str] = []
    spans: list[tuple[int, int, int, int, Part]] = []  # in the new line, in the working line
    cursor = length = 0
    for part in parts:
        if part.start < cursor:
            continue
        between = line.text[cursor : part.start]
        text = _styled(line.text[part.start : part.end], part.text, style)
        pieces += (between, text)
        length += len(between)
        spans.append((length, length + len(text), part.start, part.end, part))
        length += len(text)
        cursor = part.end
    pieces.append(line.text[cursor:])
    text = "".join(pieces)
    return text, list(_words(raw, line, damage, text, spans, offset))


def _styled(seen: str, text: str, style: str) -> str:
    """Return a word with its tone where the writer puts it: his own word if that is all that differs."""
    if seen != text and classic(seen) == classic(text):
        return seen
    return modern(text) if style == "modern" and seen != text else text


def _words(
    raw: str,
    line: WorkingLine,
    damage: Damage,
    text: str,
    spans: Sequence[tuple[int, int, int, int, Part]],
    offset: int,
) -> Iterator[RestoredWord]:
    first = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        while first < len(spans) and spans[first][1] <= start:
            first += 1
        under = []
        index = first
        while index < len(spans) and spans[index][0] < end:
            under.append(spans[index])
            index += 1
        raw_start, raw_end = line.raw_span(*_source(start, end, spans, first, under))
        yield _word(raw, match.group(), (offset + start, offset + end), (raw_start, raw_end), damage, under, start)


def _source(
    start: int,
    end: int,
    spans: Sequence[tuple[int, int, int, int, Part]],
    first: int,
    under: Sequence[tuple[int, int, int, int, Part]],
) -> tuple[int, int]:
    """Return the span of the working line that a word of the new line came from."""
    if not under:
        shift = spans[first - 1][3] - spans[first - 1][1] if first else 0
        return start + shift, end + shift
    head, tail = under[0], under[-1]
    return head[2] - max(0, head[0] - start), tail[3] + max(0, end - tail[1])


def _word(
    raw: str,
    text: str,
    span: tuple[int, int],
    raw_span: tuple[int, int],
    damage: Damage,
    under: Sequence[tuple[int, int, int, int, Part]],
    start: int,
) -> RestoredWord:
    seen = raw[raw_span[0] : raw_span[1]]
    probability = 1.0
    runners: tuple[RunnerUp, ...] = ()
    if under:
        weakest = under[0] if len(under) == 1 else min(under, key=lambda one: one[4].probability)
        part, left, right = weakest[4], weakest[0] - start, weakest[1] - start
        probability = part.probability
        if left >= 0 and right <= len(text) and not part.rule:
            runners = tuple(RunnerUp(text[:left] + other + text[right:], share) for other, share in part.runners_up)
    kind, rule = _kind(seen, text, damage, under, start, span[1] - span[0])
    return RestoredWord(seen, text, *span, *raw_span, probability, kind, rule, runners)


def _kind(
    seen: str,
    text: str,
    damage: Damage,
    under: Sequence[tuple[int, int, int, int, Part]],
    start: int,
    length: int,
) -> tuple[ChangeKind, str]:
    if seen == text:
        return "kept", ""
    for *_, part in under:
        if part.rule:
            return "rule", part.rule
        if part.is_code and code_text(seen, text):
            return "rule", "code"
    if damage in _TRANSCODED:
        return "transcoded", ""
    if _SPACE.search(seen):
        return "merged", ""
    if any(left < start or right > start + length for left, right, *_ in under):
        return "split", ""
    return "restored", ""
