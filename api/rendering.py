"""Pages: templates filled in the caller's language."""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse

from api.language import language_of
from api.texts import Texts

TEMPLATES = Path(__file__).resolve().parent / "templates"


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page: `template` with `values`, the texts of the caller's language and who is signed in."""
    say = Texts(language_of(request))
    content = (
        _environment()
        .get_template(template)
        .render(
            say=say,
            caller=getattr(request.state, "caller", None),
            path=request.url.path,
            texts=json.dumps(say.under("pages.script."), ensure_ascii=False).replace("<", "\\u003c"),
            **values,
        )
    )
    return HTMLResponse(content, status)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["local_time"] = _local_time
    return environment


def _local_time(moment: dt.datetime) -> str:
    """Return a moment as it is written here: "21:05 03/11/2026"."""
    return moment.astimezone().strftime("%H:%M %d/%m/%Y")
