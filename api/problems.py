"""Errors over HTTP: one shape (RFC 9457), a stable `code`, words in Vietnamese and English."""

import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from api.language import language_of
from api.rendering import page
from api.texts import Texts
from ingest.errors import PaperError

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:boctach:problem:"

log = logging.getLogger(__name__)


class Messages(BaseModel):
    """What is wrong and what to do, in both languages."""

    vi: str
    en: str


class Problem(BaseModel):
    """A problem document; `title` and `detail` are in the caller's language, `messages` in both."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    messages: Messages
    errors: list[dict[str, str]] = []


class RefusedError(Exception):
    """A request that is refused for a reason of the interface itself; the words stand under `problems.CODE`."""

    def __init__(self, code: str, status: int, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.values = values


def handle_problems(app: FastAPI) -> None:
    """Make every error of `app` a problem document."""
    app.add_exception_handler(PaperError, _paper_error)
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unexpected)


def paper_problem(request: Request, error: PaperError) -> Problem:
    """Return the problem document of a paper that cannot be read or changed as asked."""
    messages = Messages(vi=_sentence(error.message_vi), en=_sentence(error.message_en))
    return _problem(request, error.reason.code, error.reason.http_status, messages)


def refused_problem(request: Request, refused: RefusedError) -> Problem:
    """Return the problem document of a refused request."""
    vi, en = (Texts(language)(f"problems.{refused.code}", **refused.values) for language in ("vi", "en"))
    return _problem(request, refused.code, refused.status, Messages(vi=vi, en=en))


def refused_answer(request: Request, refused: RefusedError) -> Response:
    """Return the answer to a refused request."""
    headers = {"WWW-Authenticate": "Bearer"} if refused.status == 401 else {}
    return _answer(request, refused_problem(request, refused), **headers)


def wants_page(request: Request) -> bool:
    """Return whether a person's browser asks for a page, not a script or a program for data."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/v1/")


def _answer(request: Request, problem: Problem, **headers: str) -> Response:
    if wants_page(request):
        return page(request, "problem.html", status=problem.status, problem=problem)
    content = problem.model_dump(exclude_defaults=True)
    return JSONResponse(content, problem.status, media_type=MEDIA_TYPE, headers=headers)


def _problem(
    request: Request, code: str, status: int, messages: Messages, errors: Sequence[dict[str, str]] = ()
) -> Problem:
    language = language_of(request)
    return Problem(
        type=f"{TYPE_PREFIX}{code}",
        title=Texts(language)(f"problems.title.{code}"),
        status=status,
        detail=getattr(messages, language),
        instance=request.url.path,
        code=code,
        messages=messages,
        errors=list(errors),
    )


def _paper_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, PaperError)
    return _answer(request, paper_problem(request, error))


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    return refused_answer(request, error)


def _invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [
        {"where": "/".join(str(step) for step in item["loc"]), "code": item["type"], "message": item["msg"]}
        for item in error.errors()
    ]
    problem = refused_problem(request, RefusedError("invalid_request", 422))
    return _answer(request, problem.model_copy(update={"errors": errors}))


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = {404: "no_such_page", 405: "method_not_allowed", 400: "malformed_request"}.get(
        error.status_code, "http_error"
    )
    problem = refused_problem(request, RefusedError(code, error.status_code))
    return _answer(request, problem, **dict(error.headers or {}))


def _unexpected(request: Request, error: Exception) -> Response:
    log.error("request failed", exc_info=error, extra={"method": request.method, "path": request.url.path})
    return refused_answer(request, RefusedError("internal_error", 500))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the entries by which the OpenAPI description names these problem answers."""
    return {status: {"model": Problem, "content": {MEDIA_TYPE: {}}} for status in statuses}
