"""People: one's own password; for the administrator who may come in and with which rights."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import HTMLResponse

from api.access import AnyCaller, Caller, may
from api.people import sign_in_url
from api.problems import responses
from api.rendering import page
from api.services import Running
from ingest.store.accounts import ROLES, Role

Administrator = Annotated[Caller, may("administrator")]

router = APIRouter(tags=["people"])


class NewPerson(BaseModel):
    """Someone who is to come in."""

    name: str
    display_name: str = ""
    role: Role = "uploader"


class Password(BaseModel):
    """A new password."""

    password: str


class Invitation(BaseModel):
    """A one-time link for a person to sign in with."""

    name: str
    url: str


@router.get("/people", include_in_schema=False)
def people_page(request: Request, services: Running, caller: AnyCaller) -> HTMLResponse:
    """Show one's own account, and to the administrator all accounts."""
    accounts = services.store.accounts.list() if caller.account.may("administrator") else ()
    return page(request, "people.html", accounts=accounts, roles=ROLES)


@router.post("/v1/people", status_code=201, responses=responses(401, 403, 422))
def add_person(person: NewPerson, services: Running, caller: Administrator) -> Invitation:
    """Make an account and return the link its owner signs in with."""
    account = services.store.accounts.create(person.name, person.display_name or person.name, person.role)
    services.store.audit.add("account.create", account_id=caller.account.id, detail={"name": account.name})
    return Invitation(
        name=account.name, url=sign_in_url(services.settings, services.store.accounts.new_link(account.id))
    )


@router.post("/v1/people/{account_id}/link", responses=responses(401, 403, 404))
def invite(account_id: str, services: Running, caller: Administrator) -> Invitation:
    """Return a new one-time link for an account."""
    account = services.store.accounts.get(account_id)
    services.store.audit.add("account.link", account_id=caller.account.id, detail={"name": account.name})
    return Invitation(
        name=account.name, url=sign_in_url(services.settings, services.store.accounts.new_link(account.id))
    )


@router.put("/v1/people/me/password", status_code=204, responses=responses(401, 422))
def set_password(password: Password, services: Running, caller: AnyCaller) -> None:
    """Set one's own password; all sessions of the account end, this one too."""
    services.store.accounts.set_password(caller.account.id, password.password)
    services.store.audit.add("account.password", account_id=caller.account.id)
