import json

from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from api.schemas import RECORD_SCHEMA, record_schema, written_schema
from ingest.store import Store
from ingest.store.documents import StoredDocument


def test_committed_schema_is_what_the_types_say() -> None:
    assert RECORD_SCHEMA.read_text(encoding="utf-8") == written_schema(), "run: python -m api.schemas"


def test_schema_is_itself_valid_and_names_every_key() -> None:
    schema = record_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["required"][:2] == ["id", "source"]
    assert "deadlines" in schema["$defs"]["Task"]["required"]


def test_record_of_a_paper_fits_the_schema(store: Store, paper: StoredDocument) -> None:
    record = json.loads(json.dumps(store.records.get(paper.id).to_json()))
    assert list(Draft202012Validator(record_schema()).iter_errors(record)) == []
    del record["tasks"]
    assert list(Draft202012Validator(record_schema()).iter_errors(record))


def test_schema_is_served(machine: TestClient) -> None:
    response = machine.get("/v1/schemas/record.json")
    assert response.headers["content-type"] == "application/schema+json"
    assert response.json() == record_schema()
