"""Whether the service is up, for those who watch over it; the only answers a stranger gets."""

import shutil

from fastapi import APIRouter

from api.problems import RefusedError, responses
from api.services import Running

LEAST_FREE_BYTES = 500 * 1024 * 1024  # a day of an office: a hundred scans of 5 MB

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


@router.get("/readyz", responses=responses(503))
def readyz(services: Running) -> dict[str, str]:
    """Say that papers can be taken in: the database answers, Tesseract is there, the disk has room."""
    services.store.documents.counts()
    if shutil.which("tesseract") is None:
        raise RefusedError("not_ready", 503, reason="tesseract")
    if shutil.disk_usage(services.settings.data).free < LEAST_FREE_BYTES:
        raise RefusedError("not_ready", 503, reason="disk")
    return {"status": "ready"}
