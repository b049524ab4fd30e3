"""Who is calling, and whether they may: a session for people, a bearer token for machines, nothing for strangers."""

import hmac
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import RefusedError, refused_answer, wants_page
from ingest.settings import Settings
from ingest.store import Store
from ingest.store.accounts import Account, Role

SESSION_COOKIE = "boctach_session"
CSRF_HEADER = "x-boctach-csrf"
# A request may carry several files; ten of the largest size are more than any scanner's batch.
FILES_OF_FULL_SIZE = 10
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}

# All that a stranger gets: the way in, the program's own style and scripts, and whether the service is up.
PUBLIC_PREFIXES = ("/sign-in", "/static/", "/language/")
PUBLIC_PATHS = {"/healthz", "/readyz"}

# Everything comes from this server and nothing may be framed, sent elsewhere or run that is not a file of ours.
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # "no-referrer" would also blank the Origin that forged requests are told by
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever makes a request; `csrf` is what their pages send back with changes, empty for machines."""

    account: Account
    csrf: str
    kind: Literal["person", "machine"]


class Guard:
    """Lets a request through only when its caller is known, and puts the security headers on every answer."""

    def __init__(self, app: ASGIApp, *, settings: Settings, store: Store) -> None:
        self._app = app
        self._store = store
        self._language = settings.language
        self._most_body_bytes = FILES_OF_FULL_SIZE * settings.max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})["language"] = self._language
        request = Request(scope, receive)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                # Scripts and styles are asked about each time (304 when unchanged), so that an upgrade shows at once.
                is_ours = request.url.path.startswith("/static/")
                headers.setdefault("Cache-Control", "no-cache" if is_ours else "no-store")
            await send(message)

        try:
            self._refuse_large(request)
            refuse_forged(request)
            scope["state"]["caller"] = await run_in_threadpool(self._caller, request)
            _refuse_stranger(request)
        except RefusedError as refused:
            await _refusal(request, refused)(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)

    def _caller(self, request: HTTPConnection) -> Caller | None:
        if request.url.path.startswith("/static/"):
            return None
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and secret:
            account = self._store.tokens.account(secret.strip())
            return Caller(account, "", "machine") if account else None
        token = request.cookies.get(SESSION_COOKIE)
        session = self._store.accounts.session(token) if token else None
        return Caller(session.account, session.csrf, "person") if session else None

    def _refuse_large(self, request: Request) -> None:
        """Refuse a body that is announced too large, and one of unknown length."""
        length = request.headers.get("content-length")
        if request.method in SAFE_METHODS:
            return
        if length is not None and not (length.isdigit() and int(length) <= self._most_body_bytes):
            raise RefusedError("request_too_large", 413, limit_mb=self._most_body_bytes // 1_000_000)
        if length is None and "transfer-encoding" in request.headers:
            raise RefusedError("length_missing", 411)


def refuse_forged(request: Request) -> None:
    """Refuse a change that another site's page sends: the browser itself says where it comes from."""
    if request.method in SAFE_METHODS or "authorization" in request.headers:
        return
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    if site not in {"same-origin", "none"} or (origin and origin.partition("://")[2] != request.headers.get("host")):
        raise RefusedError("forged_request", 403)


def _refuse_stranger(request: Request) -> None:
    path, caller = request.url.path, request.state.caller
    if path in PUBLIC_PATHS or path.startswith(PUBLIC_PREFIXES):
        return
    if caller is None:
        raise RefusedError("not_signed_in", 401)
    if caller.kind == "person" and request.method not in SAFE_METHODS:
        sent = request.headers.get(CSRF_HEADER, "")
        if not hmac.compare_digest(sent.encode(), caller.csrf.encode()):
            raise RefusedError("forged_request", 403)


def _refusal(request: Request, refused: RefusedError) -> Response:
    if refused.status == 401 and request.method == "GET" and wants_page(request):
        return RedirectResponse("/sign-in", status_code=303)
    return refused_answer(request, refused)


def caller_of(request: Request) -> Caller:
    """Return who is calling; the guard has let nobody else in."""
    caller: Caller = request.state.caller
    return caller


def set_session(response: Response, token: str, settings: Settings) -> None:
    """Give the browser its session: not readable by scripts, not sent along by other sites."""
    response.set_cookie(
        SESSION_COOKIE,
        token,
        httponly=True,
        samesite="lax",
        secure=settings.url.startswith("https://"),
        path="/",
    )


def may(role: Role) -> object:
    """Return the dependency that refuses callers who may not do what `role` may."""

    def refuse(request: Request) -> Caller:
        caller = caller_of(request)
        if not caller.account.may(role):
            raise RefusedError("not_allowed", 403)
        return caller

    return Depends(refuse)


AnyCaller = Annotated[Caller, Depends(caller_of)]
Uploader = Annotated[Caller, may("uploader")]
Reviewer = Annotated[Caller, may("reviewer")]
Approver = Annotated[Caller, may("approver")]
