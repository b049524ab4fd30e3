"""The application: HTTP interface and pages over one store, with an embedded worker when asked for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import metadata
from pathlib import Path

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.staticfiles import StaticFiles

from api.access import Guard
from api.problems import handle_problems
from api.routes import assignments, contents, documents, events, health, pages, people, records, schemas, sign_in
from api.services import Services
from ingest.sandbox import Sandbox
from ingest.settings import Settings
from ingest.store import Store
from ingest.worker import Worker

STATIC = Path(__file__).resolve().parent / "static"
ROUTERS = (health, sign_in, people, pages, documents, contents, records, assignments, events, schemas)
# Looking into a file takes a tenth of a second; its own lane, so that hand-ins never wait for pages being read.
INTAKE_LANES = 1
INTAKE_SECONDS = 30


def create_app(settings: Settings, *, store: Store | None = None, has_worker: bool = False) -> FastAPI:
    """Return the application over the store of `settings`; with `has_worker` it reads papers itself."""
    store = store or Store(settings)

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        app.state.stopping = asyncio.Event()
        worker = Worker(settings, store) if has_worker else None
        with Sandbox(lanes=INTAKE_LANES, memory_mb=settings.page_memory_mb, seconds=INTAKE_SECONDS) as intake:
            app.state.services = Services(settings, store, intake)
            if worker is not None:
                await run_in_threadpool(worker.start)
            yield
            app.state.stopping.set()
            if worker is not None:
                await run_in_threadpool(worker.stop)

    app = FastAPI(
        title="Bóc Tách",
        summary="Records from scanned Vietnamese administrative papers, traceable to the page.",
        version=_version(),
        lifespan=running,
        openapi_url="/v1/openapi.json",
        docs_url=None,  # it would load its scripts from other servers
        redoc_url=None,
    )
    app.add_middleware(Guard, settings=settings, store=store)
    handle_problems(app)
    for module in ROUTERS:
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


def _version() -> str:
    try:
        return metadata.version("boctach")
    except metadata.PackageNotFoundError:  # run from the source folder without being installed
        return "0"
