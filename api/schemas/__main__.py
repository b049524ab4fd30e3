"""Writes the committed schema: `python -m api.schemas`."""

from api.schemas import RECORD_SCHEMA, written_schema

RECORD_SCHEMA.write_text(written_schema(), encoding="utf-8")
