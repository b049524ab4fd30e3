"""The way in and out: one-time links, name and password, sign-out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.access import SESSION_COOKIE, AnyCaller, set_session
from api.rendering import page
from api.services import Running

router = APIRouter(include_in_schema=False)


@router.get("/sign-in")
def sign_in_page(request: Request) -> Response:
    """Show the way in; whoever is in already goes to the list."""
    if request.state.caller is not None:
        return RedirectResponse("/", status_code=303)
    return page(request, "sign_in.html", token=None, problem=None)


@router.get("/sign-in/{token}")
def link_page(request: Request, token: str) -> HTMLResponse:
    """Show the button that uses a one-time link: looking at a link must not use it up, mail programs do that."""
    return page(request, "sign_in.html", token=token, problem=None)


@router.post("/sign-in/{token}")
def use_link(request: Request, token: str, services: Running) -> Response:
    """Sign in with a one-time link."""
    return _let_in(request, services, services.store.accounts.redeem(token), "link_used")


@router.post("/sign-in")
def use_password(
    request: Request, services: Running, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = ""
) -> Response:
    """Sign in with name and password."""
    return _let_in(request, services, services.store.accounts.sign_in(name, password), "wrong_password")


@router.post("/sign-out", status_code=204)
def sign_out(request: Request, services: Running, _caller: AnyCaller) -> Response:
    """End the session."""
    services.store.accounts.sign_out(request.cookies.get(SESSION_COOKIE, ""))
    response = Response(status_code=204)
    response.delete_cookie(SESSION_COOKIE, path="/")
    return response


def _let_in(request: Request, services: Running, signed_in: tuple[str, object] | None, problem: str) -> Response:
    if signed_in is None:
        return page(request, "sign_in.html", status=403, token=None, problem=problem)
    response = RedirectResponse("/", status_code=303)
    set_session(response, signed_in[0], services.settings)
    return response
