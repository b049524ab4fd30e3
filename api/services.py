"""What a request needs of the program behind it: settings, store, the sandbox for looking into files."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from ingest.sandbox import Sandbox
from ingest.settings import Settings
from ingest.store import Store


@dataclass(frozen=True, slots=True)
class Services:
    """The parts a running application shares among its requests."""

    settings: Settings
    store: Store
    intake: Sandbox


def services_of(request: Request) -> Services:
    """Return the services of the application that answers this request."""
    services: Services = request.app.state.services
    return services


Running = Annotated[Services, Depends(services_of)]
