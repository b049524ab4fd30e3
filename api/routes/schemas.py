"""The JSON Schema of the record."""

from fastapi import APIRouter
from starlette.responses import JSONResponse

from api.access import AnyCaller
from api.problems import responses
from api.schemas import record_schema

router = APIRouter(prefix="/v1/schemas", tags=["schemas"])


@router.get("/record.json", responses=responses(401))
def get_record_schema(_caller: AnyCaller) -> JSONResponse:
    """Return the JSON Schema (2020-12) of the record."""
    return JSONResponse(record_schema(), media_type="application/schema+json")
