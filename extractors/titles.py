"""Titles of tasks: the heading or sentence that says what is to be done, without its end mark, time and figures."""

import re
from collections.abc import Sequence

from extractors.findings import Findings
from extractors.folding import fold
from extractors.passage import Found, Span
from extractors.passages import Joined
from extractors.values import Deadline

# "TP. Bình An" and "1.2. …" do not end a sentence; one that ends is followed by a capital.
_SENTENCE = re.compile(r"(?<![A-ZĐ])(?<!\d)(?<!TP)[.!?][”\"]?\s+(?=[A-ZĐÀ-Ỹ])")
_TITLE_END = re.compile(r"[\s.;:,/'`‘’|]+$")
_FORCE = re.compile(r"\bco hieu luc\b")
# What may follow the time that closes a title, and the words that lead into it.
_TIME_CLOSES = re.compile(r"[*\s]*(?:[.;)\]]|,?\s*$)")
_RECURRENCE_CLOSES = re.compile(r"(?:\s+(?:0?1|một)\s+lần)?[*\s.)]*$")
_BEFORE_TIME = re.compile(
    r"[\s,;(*]+(?:(?:va\s+)?(?:phai\s+)?(?:hoan thanh|hoan tat|ket thuc|xong|bat dau|thuc hien|to chuc|"
    r"dinh ky|vao|(?:trong )?tuan|"
    r"truoc|trong|thoi gian|thoi han|(?<!qua )(?<!tre )(?<!dung )(?<!truoc )(?<!sau )han)\s*:?[\s*]*)*$"
)
# "…, hoàn thành trước ngày 31/12/2025, bảo đảm 100% …": a clause of its own says by when, whatever stands behind it.
_DONE_BY = re.compile(r"\s*[,;]\s*(?:va\s+)?(?:phai\s+)?(?:hoan thanh|hoan tat|xong)\b")
_FIGURES = re.compile(
    r",?\s*\(?(?:tong (?:so|cong|co mau)[^,;:]{0,40}\d[^,;:]{0,20},\s*)?"
    r"(?:bao gom|gom|trong do|cu the)(?:\s+nhu sau)?\s*:(?=.*\d)"
)
_BETWEEN_TIMES = re.compile(r"\s*(?:[,;]\s*(?:và\s+)?|và\s+)")
_FIGURES_BEFORE = re.compile(
    r"\s*[:(]\s*(?:du kien\s+)?\d[\d.]*\s+[a-z]+(?:\s[a-z]+)?\s*,?\s*"
    r"(?:bao gom|gom|trong do|cu the)(?:\s+nhu sau)?\s*:?\s*$"
)
SHORTEST_TITLE = 7  # characters; a shorter rest would be no sentence


def titled(text: Joined) -> Joined:
    """Return a heading without its end mark and without the figures it leads to ("…, gồm: 120 phiếu …")."""
    figures = _FIGURES.search(fold(text.text)) or _FIGURES_BEFORE.search(fold(text.text))
    if figures and figures.start() >= SHORTEST_TITLE:
        text = text.cut(0, figures.start())
    end = _TITLE_END.search(text.text)
    return text.cut(0, end.start()) if end else text


def first_sentence(text: Joined) -> Joined:
    """Return the first sentence of a paragraph; "TP. Bình An" ends none."""
    end = _SENTENCE.search(text.text)
    return text.cut(0, end.start() + 1) if end else text


def in_force(text: Joined) -> Joined:
    """Return an article without the sentence that only says from when it is in force, when more follows."""
    end = _SENTENCE.search(text.text)
    if end and _FORCE.search(fold(text.text[: end.start()])):
        return text.cut(end.end())
    return Joined("", ()) if not end and _FORCE.search(fold(text.text)) else text


def _joined(deadlines: Sequence[Found[Deadline]], title: Joined) -> list[Found[Deadline]]:
    """Return the deadlines in order, those that only a comma parts as one: "định kỳ 6 tháng, hằng năm"."""
    places = {place: at for at, place in enumerate(title.offsets)}
    joined: list[Found[Deadline]] = []
    for found in sorted(deadlines, key=lambda found: found.span):
        above = joined[-1] if joined else None
        start = places.get(found.span.start)
        end = places.get(above.span.end - 1) if above else None
        if above and start is not None and end is not None and _BETWEEN_TIMES.fullmatch(title.text, end + 1, start):
            joined[-1] = Found(above.value, Span(above.span.start, found.span.end), above.rule)
        else:
            joined.append(found)
    return joined


def without_time(title: Joined, findings: Findings) -> Joined:
    """Return a title without the time it closes with: "… gửi về UBND huyện chậm nhất ngày 19/4/2024".

    What follows the time behind a semicolon goes with it, behind a comma what follows "…, hoàn thành trước ngày …,"; a
    sentence that runs on keeps it.
    """
    for found in _joined(findings.deadlines, title):
        if not title.offsets[0] < found.span.start <= title.offsets[-1] or found.span.end < title.offsets[0]:
            continue
        start = next(at for at, place in enumerate(title.offsets) if place >= found.span.start)
        end = next((at for at, place in enumerate(title.offsets) if place >= found.span.end), len(title))
        closes = _TIME_CLOSES if found.value.kind != "recurring" else _RECURRENCE_CLOSES
        if start < SHORTEST_TITLE:
            continue
        before = title.cut(0, start)
        closing = _BEFORE_TIME.search(fold(before.text))
        is_clause = closing is not None and _DONE_BY.match(closing[0]) and title.text[end : end + 1] == ","
        if not is_clause and not closes.match(title.text, end):
            continue
        cut = closing.start() if closing else len(before)
        if cut >= SHORTEST_TITLE:
            return titled(before.cut(0, cut))
    return title
