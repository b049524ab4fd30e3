"""The gold of every sample paper: values stand in the text, days make sense, sums agree."""

import calendar
import datetime as dt
import json
import math
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from samples.catalog import PAPERS, SAMPLES

IDS = [paper.stem[:2] for paper in PAPERS]
COPIED = {"text", "title", "name", "place", "subject", "ref", "number", "symbol", "issuer"}


def record_of(paper_id: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SAMPLES / "gold" / f"{paper_id}.json").read_text(encoding="utf-8"))
    return loaded


def text_of(paper_id: str) -> str:
    return " ".join((SAMPLES / "gold" / f"{paper_id}.txt").read_text(encoding="utf-8").split())


def strings(value: Any, key: str = "", pointer: str = "") -> Iterator[tuple[str, str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, name, f"{pointer}/{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from strings(inner, key, f"{pointer}/{index}")
    elif isinstance(value, str):
        yield pointer, key, value


@pytest.mark.parametrize("paper_id", IDS)
def test_copied_values_stand_in_the_text(paper_id: str) -> None:
    text = text_of(paper_id)
    for pointer, key, value in strings(record_of(paper_id)):
        if pointer == "/document/issuer":
            assert value.casefold() in text.casefold(), pointer  # capitals in the letterhead
        elif key in COPIED or key == "recipients":
            assert value in text, (pointer, value)


@pytest.mark.parametrize("paper_id", IDS)
def test_signer_closes_the_paper(paper_id: str) -> None:
    signer = record_of(paper_id)["document"]["signer"]
    assert re.search(rf"{re.escape(signer['role'].upper())} {re.escape(signer['name'])}", text_of(paper_id))


@pytest.mark.parametrize("paper_id", IDS)
def test_text_is_composed_unicode(paper_id: str) -> None:
    for suffix in ("txt", "json"):
        raw = (SAMPLES / "gold" / f"{paper_id}.{suffix}").read_text(encoding="utf-8")
        assert raw == unicodedata.normalize("NFC", raw)


@pytest.mark.parametrize("paper_id", IDS)
def test_deadlines_have_the_days_of_their_kind(paper_id: str) -> None:
    for task in record_of(paper_id)["tasks"]:
        for deadline in task["deadlines"]:
            kind, start, end = deadline["kind"], deadline["start"], deadline["end"]
            days = [dt.date.fromisoformat(day) for day in (start, end) if day]
            assert days == sorted(days)
            assert ("every" in deadline) == (kind == "recurring")
            match kind:
                case "within":
                    assert start and end
                case "by":
                    assert start is None and end
                case "recurring" | "by_reference":
                    assert start is None and end is None
                case _:
                    assert kind == "ongoing"


@pytest.mark.parametrize("paper_id", IDS)
def test_printed_days_agree_with_iso_days(paper_id: str) -> None:
    for task in record_of(paper_id)["tasks"]:
        for deadline in task["deadlines"]:
            text, end = deadline["text"], deadline["end"]
            if end is None:
                continue
            last = dt.date.fromisoformat(end)
            printed = re.findall(r"(\d{1,2})(?:/| tháng )(\d{1,2})(?:/| năm )(\d{4})", text)
            months = re.findall(r"(?<![\d/])(\d{1,2})/(\d{4})", text)
            quarter = re.search(r"quý (I{1,3}|IV)\b", text, re.IGNORECASE)
            if printed:
                day = dt.date(*(int(part) for part in reversed(printed[-1])))
                before = re.search(r"trước", text, re.IGNORECASE) is not None
                assert last == day - dt.timedelta(days=before), text
            elif quarter:
                month = {"I": 3, "II": 6, "III": 9, "IV": 12}[quarter[1].upper()]
                assert (last.month, last.day) == (month, calendar.monthrange(last.year, month)[1]), text
            elif months:
                month, year = int(months[-1][0]), int(months[-1][1])
                assert last == dt.date(year, month, calendar.monthrange(year, month)[1]), text


def check_sum(total: int, groups: list[dict[str, Any]], where: str) -> None:
    assert sum(group["count"] for group in groups) == total, where
    for group in groups:
        name = group["name"]
        if "factors" in group:
            assert math.prod(factor["value"] for factor in group["factors"]) == group["count"], name
        if "per" in group:
            assert group["count"] % group["per"]["value"] == 0, name
        if "groups" in group:
            check_sum(group["count"], group["groups"], name)


@pytest.mark.parametrize("paper_id", IDS)
def test_sample_sizes_add_up_and_are_printed(paper_id: str) -> None:
    text = text_of(paper_id)
    for sample in record_of(paper_id)["samples"]:
        check_sum(sample["total"], sample["groups"], sample["path"])
        assert f"{sample['total']:,}".replace(",", ".") + f" {sample['unit']}" in text


@pytest.mark.parametrize("paper_id", IDS)
def test_every_task_names_a_time_a_unit_or_a_criterion(paper_id: str) -> None:
    record = record_of(paper_id)
    paths = [task["path"] for task in record["tasks"]]
    assert len(paths) == len(set(paths))
    for task in record["tasks"]:
        assert task["criteria"] or task["deadlines"] or task["units"], task["path"]
        assert not task["title"].endswith((".", ";", ","))


@pytest.mark.parametrize("paper_id", IDS)
def test_codes_are_printed_or_lie_in_a_printed_range(paper_id: str) -> None:
    text = text_of(paper_id)
    ranges = re.findall(r"từ (\d+(?:\.\d+)+) đến (\d+(?:\.\d+)+)", text)
    for task in record_of(paper_id)["tasks"]:
        for criterion in task["criteria"]:
            code = criterion["code"]
            inside = any(first <= code <= last for first, last in ranges)
            assert inside or re.search(rf"(?<![\d.]){re.escape(code)}(?![\d]|\.\d)", text), code


def test_papers_cover_every_kind_of_value() -> None:
    records = [record_of(paper_id) for paper_id in IDS]
    deadlines = [deadline for record in records for task in record["tasks"] for deadline in task["deadlines"]]
    assert {deadline["kind"] for deadline in deadlines} == {"within", "by", "ongoing", "recurring", "by_reference"}
    assert {deadline["every"] for deadline in deadlines if "every" in deadline} >= {"week", "month", "quarter", "year"}
    roles = {unit["role"] for record in records for task in record["tasks"] for unit in task["units"]}
    assert roles == {"lead", "coordinate", "perform"}
    targets = {target["op"] for record in records for task in record["tasks"] for target in task["targets"]}
    assert targets == {">=", ">", "=", "<=", "<"}
    assert {record["document"]["kind"] for record in records} >= {"ke_hoach", "quyet_dinh", "cong_van"}
