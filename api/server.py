"""`boctach serve`: what happens between the command and the running service."""

import json
import socket
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.logs import log_to_stderr
from api.papers import read_bytes
from api.people import address, sign_in_url, way_in
from api.terminal import say_error
from api.texts import Texts, refusal
from ingest.errors import INVALID, MISSING_PART, ExitCode, PaperError
from ingest.intake import accept
from ingest.sandbox import new_sandbox
from ingest.settings import Settings
from ingest.store import Store

MANIFEST = Path(__file__).resolve().parent.parent / "samples" / "manifest.json"
CLEAN = "digital"  # of each sample paper a scan is read first: that is what an office has
GRACEFUL_STOP_S = 3


class Server(uvicorn.Server):
    """uvicorn that ends open event streams before it waits for connections to close."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop: streams first, then the rest."""
        self._app.state.stopping.set()
        await super().shutdown(sockets)


def serve(settings: Settings, *, files: Sequence[Path], samples: bool, has_worker: bool, say: Texts) -> ExitCode:
    """Run the service until it is told to stop; papers named are queued first, and the way in is printed."""
    log_to_stderr()
    listener = _listener(settings)
    settings = replace(settings, port=listener.getsockname()[1])  # port 0 asks for any free one
    store = Store(settings)
    token = way_in(store)
    _queue([*files, *(_samples() if samples else ())], store=store, settings=settings, say=say)
    click.echo(say("cli.serve.listening", url=address(settings)), err=True)
    if token:
        click.echo(say("cli.link.print", name="admin", url=sign_in_url(settings, token)), err=True)
    click.echo(say("cli.serve.stop"), err=True)
    app = create_app(settings, store=store, has_worker=has_worker)
    config = uvicorn.Config(
        app,
        log_config=None,  # uvicorn's warnings go where ours go
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACEFUL_STOP_S,
        lifespan="on",
    )
    Server(config, app).run(sockets=[listener])
    store.close()
    return ExitCode.OK


def _listener(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen()  # whoever opens the printed address at once waits some moments instead of being refused
    except OSError:
        listener.close()
        raise refusal(
            INVALID, "cli.error.port_taken", document="boctach serve", host=settings.host, port=settings.port
        ) from None
    return listener


def _samples() -> Iterable[Path]:
    """Return one scan of each sample paper, as the manifest names them."""
    if not MANIFEST.exists():
        raise refusal(MISSING_PART, "cli.serve.no_samples", document="samples")
    for paper in json.loads(MANIFEST.read_text(encoding="utf-8"))["papers"]:
        files = sorted(paper["files"], key=lambda file: file["origin"] == CLEAN)
        yield from (MANIFEST.parent / file["path"] for file in files[:1])


def _queue(paths: Sequence[Path], *, store: Store, settings: Settings, say: Texts) -> None:
    """Hand in papers before the service starts; those already there stay as they are, bad ones are said and skipped."""
    if not paths:
        return
    from tqdm import tqdm

    with new_sandbox(settings) as sandbox:
        for path in tqdm(paths, unit=f" {say('cli.progress.papers')}", file=sys.stderr, disable=None, leave=False):
            try:
                accept(read_bytes(path), path.name, store=store, settings=settings, sandbox=sandbox)
            except PaperError as error:
                say_error(say, error.message(say.language))
