"""The pages people see: the list of papers, the review of one, the language switch."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.access import AnyCaller
from api.language import COOKIE
from api.rendering import page
from api.services import Running
from api.texts import LANGUAGES

A_YEAR_S = 365 * 24 * 3600

router = APIRouter(include_in_schema=False)


@router.get("/")
def list_page(request: Request, services: Running, _caller: AnyCaller) -> HTMLResponse:
    """Show the list of papers; the script fills it."""
    return page(request, "list.html", most_megabytes=services.settings.max_bytes // (1024 * 1024))


@router.get("/documents/{document_id}")
def review_page(request: Request, document_id: str, services: Running, _caller: AnyCaller) -> HTMLResponse:
    """Show one paper: the page images at the left, the fields at the right."""
    document = services.store.documents.get(document_id)
    return page(request, "review.html", document=document, review_below=services.settings.review_below)


@router.get("/language/{language}")
def switch_language(language: str, back: Annotated[str, Query(alias="next")] = "/") -> Response:
    """Keep the chosen language and go back to a page of ours."""
    target = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"
    response = RedirectResponse(target, status_code=303)
    if language in LANGUAGES:
        response.set_cookie(COOKIE, language, max_age=A_YEAR_S, samesite="lax", path="/")
    return response
