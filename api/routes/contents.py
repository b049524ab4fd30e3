"""What is in a paper: its pictures, its text, its bytes, a searchable PDF of it."""

from urllib.parse import quote

from fastapi import APIRouter, Response

from api.access import AnyCaller
from api.problems import responses
from api.services import Running
from ingest.searchable import searchable_document
from ingest.source import PDF

PNG_START = b"\x89PNG"
A_DAY = "private, max-age=86400"

router = APIRouter(prefix="/v1/documents/{document_id}", tags=["contents"])


@router.get("/text", response_class=Response, responses=responses(401, 404))
def get_text(document_id: str, services: Running, _caller: AnyCaller) -> Response:
    """Return the restored text of a paper."""
    return Response(services.store.records.text(document_id), media_type="text/plain; charset=utf-8")


@router.get("/pages/{number}/image", response_class=Response, responses=responses(401, 404))
def get_page_image(document_id: str, number: int, services: Running, _caller: AnyCaller) -> Response:
    """Return the picture of a page, upright: the one that the boxes of the record lie on."""
    image = services.store.pages.image(document_id, number)
    media_type = "image/png" if image.startswith(PNG_START) else "image/jpeg"
    return Response(image, media_type=media_type, headers={"Cache-Control": A_DAY})


@router.get("/original", response_class=Response, responses=responses(401, 404))
def get_original(document_id: str, services: Running, caller: AnyCaller) -> Response:
    """Return the file as it was handed in, always as a download and never to be shown by the browser itself."""
    document = services.store.documents.get(document_id)
    services.store.audit.add("document.download", account_id=caller.account.id, document_id=document_id)
    return Response(
        services.store.documents.original(document_id),
        media_type=document.media_type,
        headers={"Content-Disposition": attachment(document.name), "Content-Security-Policy": "sandbox"},
    )


@router.get("/searchable", response_class=Response, responses=responses(401, 404, 415, 422))
def get_searchable(document_id: str, services: Running, _caller: AnyCaller) -> Response:
    """Return the paper as a PDF whose restored words can be searched and copied."""
    content = searchable_document(
        document_id, store=services.store, settings=services.settings, sandbox=services.intake
    )
    name = stem(services.store.documents.get(document_id).name)
    headers = {"Content-Disposition": attachment(f"{name}-{document_id[:6]}.pdf")}
    return Response(content, media_type=PDF, headers=headers)


def stem(name: str) -> str:
    """Return a file's name without what follows its last dot."""
    return name.rpartition(".")[0] or name


def attachment(name: str) -> str:
    """Return the header that saves under `name`, Vietnamese letters included (RFC 6266)."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"
