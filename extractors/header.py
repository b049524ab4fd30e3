"""The head and foot of a paper: the header fields on their zones, brought together to a `Document`."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from extractors.fields import Field
from extractors.outline import outline
from extractors.passage import Found, Label, Passage
from extractors.passages import Joined, join, stacked
from extractors.values import Document, Evidence, Signer
from extractors.zones import Zones

_LISTS = frozenset({"legal_bases", "recipients", "appendices"})
# "năm 2024", not one end of a span of years ("giai đoạn 2022 - 2030").
_YEAR = re.compile(r"(?<![-–]\s)(?<![-–])\b(20\d\d)\b(?!\s*[-–]\s*20\d\d)")


def read_header(zones: Zones, width: float, fields: Iterable[Field]) -> tuple[Document, dict[str, Evidence]]:
    """Return what head and foot say, and where each value stands, by JSON Pointer."""
    passages = list(_passages(zones, width))
    values: dict[str, Any] = {}
    evidence: dict[str, Evidence] = {}
    for field in fields:
        if field.scope != "header":
            continue
        found = [find for passage in passages if field.wants(passage.label) for find in field.extract(passage)]
        if field.name in _LISTS:
            found = _once(found)
            values[field.name] = tuple(find.value for find in found)
            for number, find in enumerate(found):
                evidence[f"/document/{field.name}/{number}"] = Evidence(find.span, find.rule)
        elif found:
            values[field.name] = found[0].value
            evidence[f"/document/{field.name}"] = Evidence(found[0].span, found[0].rule)
    _split_signer(values, evidence)
    return Document(**values), evidence


def working_year(document: Document, zones: Zones) -> int | None:
    """Return the year a paper works in: that of its subject, unless it was issued in a later one."""
    years = [int(year) for year in _YEAR.findall(document.subject or "")]
    if document.issued_on:
        years.append(int(document.issued_on[:4]))
    else:
        years += [int(year) for line in zones.head for year in re.findall(r"năm\W*(20\d\d)\b", line.text)]
    return max(years, default=None)


def issued_day(document: Document) -> dt.date | None:
    """Return the day of issue when it is complete."""
    try:
        return dt.date.fromisoformat(document.issued_on or "")
    except ValueError:
        return None


def _passages(zones: Zones, width: float) -> Iterator[Passage]:
    kind = [zones.kind] if zones.kind else []
    head = join([*zones.head, *kind], keep_breaks=True)
    preamble = stacked(paragraph for node in outline(zones.preamble, width).walk() for paragraph in node.paragraphs())
    subject = join(zones.subject, keep_breaks=True)
    yield from _passage(head, "head")
    yield from _passage(subject, "subject")
    yield from _passage(preamble, "preamble")
    yield from _passage(stacked([head, subject, preamble]), "front")
    yield from _passage(join(zones.foot, keep_breaks=True), "foot")
    for attachment in zones.attachments:
        yield from _passage(join(attachment.title, keep_breaks=True), "appendix")


def _passage(text: Joined, label: Label) -> Iterator[Passage]:
    if text.text:
        yield text.passage(label)


def _once(found: Sequence[Found[Any]]) -> list[Found[Any]]:
    kept: dict[object, Found[Any]] = {}
    for find in found:
        kept.setdefault(find.value, find)
    return list(kept.values())


def _split_signer(values: Mapping[str, Any], evidence: dict[str, Evidence]) -> None:
    """Give the signer's role and name the evidence of the signer."""
    signer = values.get("signer")
    proof = evidence.get("/document/signer")
    if isinstance(signer, Signer) and proof:
        for part in ("role", "name"):
            if getattr(signer, part):
                evidence[f"/document/signer/{part}"] = proof
