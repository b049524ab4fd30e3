"""The record's JSON Schema, generated from its types; `python -m api.schemas` writes `record.schema.json`."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from ingest.record import SCHEMA, Record

RECORD_SCHEMA = Path(__file__).resolve().parent / "record.schema.json"


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema of the record, `boctach.record/1`."""
    schema = TypeAdapter(Record).json_schema(mode="serialization")
    schema["properties"]["schema"] = {"const": SCHEMA}
    for part in (schema, *schema["$defs"].values()):
        if "properties" in part:
            part["required"] = list(
                part["properties"]
            )  # a record always has every key, null or empty when there is none
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        **schema,
    }


def written_schema() -> str:
    """Return the schema as the committed file holds it."""
    return json.dumps(record_schema(), ensure_ascii=False, indent=2) + "\n"
