"""`boctach ocr`: the text of a paper, page by page."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.terminal import Command
from api.texts import Texts
from ingest.errors import ExitCode
from ingest.settings import Settings, load_settings

if TYPE_CHECKING:
    from extractors.passage import Block
    from ingest.pipeline import ReadText
    from ingest.sandbox import Sandbox
    from ocr.page import Box, Page

EXPORTS = ("hocr", "alto", "pdf")
RULE = "─" * 12


def command(say: Texts) -> click.Command:
    """Return the command."""

    def run(file: Path, raw: bool, layout: bool, hocr: Path | None, alto: Path | None, pdf: Path | None) -> ExitCode:
        return ocr(file, raw=raw, layout=layout, exports={"hocr": hocr, "alto": alto, "pdf": pdf}, say=say)

    return Command(
        say,
        "ocr",
        callback=run,
        params=[
            click.Argument(
                ["file"], type=click.Path(path_type=Path), metavar=say("cli.metavar.file"), help=say("cli.ocr.file")
            ),
            click.Option(["--raw"], is_flag=True, help=say("cli.ocr.raw")),
            click.Option(["--layout"], is_flag=True, help=say("cli.ocr.layout")),
            *(
                click.Option(
                    [f"--{name}"],
                    type=click.Path(path_type=Path, dir_okay=False),
                    metavar=say("cli.metavar.file"),
                    help=say(f"cli.ocr.{name}"),
                )
                for name in EXPORTS
            ),
        ],
    )


def ocr(path: Path, *, raw: bool, layout: bool, exports: Mapping[str, Path | None], say: Texts) -> ExitCode:
    """Print the text of a paper: each page under a line with its number, blocks with kind and box when asked.

    `exports` names the files that hOCR, ALTO and a searchable PDF go to. They hold the restored words; hOCR and ALTO
    with `raw` those seen.
    """
    from api.papers import keep, read_text_with_progress
    from ingest.sandbox import new_sandbox

    settings = load_settings()
    with new_sandbox(settings) as sandbox:
        paper = read_text_with_progress(path, settings=settings, sandbox=sandbox, say=say)
        for number, lines in _raw_pages(paper, layout) if raw else _restored_pages(paper, layout):
            click.echo(f"{RULE} {say('cli.ocr.page', number=number)} {RULE}")
            for line in lines:
                click.echo(line)
        for name, target in exports.items():
            if target is not None:
                content = _exported(paper, name, path, settings=settings, sandbox=sandbox, raw=raw)
                keep(content, target, paper=path, say=say)
    return ExitCode.OK


def _exported(paper: "ReadText", name: str, path: Path, *, settings: Settings, sandbox: "Sandbox", raw: bool) -> bytes:
    from api.papers import read_bytes
    from ingest.exports import alto, hocr, restored_pages
    from ingest.searchable import searchable
    from ingest.transcript import raw_text

    if name == "pdf":
        return searchable(read_bytes(path), paper, settings=settings, sandbox=sandbox)

    pages: Sequence[Page] = [reading.page for reading in paper.readings]
    if not raw:
        pages = restored_pages(pages, raw_text(pages), paper.restoration)
    return (hocr(pages, title=path.name) if name == "hocr" else alto(pages, file_name=path.name)).encode()


def _raw_pages(paper: "ReadText", layout: bool) -> Iterator[tuple[int, list[str]]]:
    for reading in paper.readings:
        page = reading.page
        yield page.number, [line for block in page.blocks for line in _shown(block.text, block.kind, block.box, layout)]


def _restored_pages(paper: "ReadText", layout: bool) -> Iterator[tuple[int, list[str]]]:
    transcript = paper.transcript
    if not transcript.blocks:
        yield 1, transcript.text.split("\n")
        return
    pages: dict[int, list[str]] = {reading.page.number: [] for reading in paper.readings}
    for block in transcript.blocks:
        lines = _shown(block.span.of(transcript.text), block.kind, _box(paper, block), layout)
        pages.setdefault(block.page, []).extend(lines)
    yield from sorted(pages.items())


def _box(paper: "ReadText", block: "Block") -> "Box | None":
    from ocr.page import Box

    boxes = [place.box for place in paper.transcript.where(block.span) if place.box]
    return Box.around(boxes) if boxes else None


def _shown(text: str, kind: str, box: "Box | None", layout: bool) -> list[str]:
    if not layout:
        return text.split("\n") if text else []
    where = f" {box.left},{box.top},{box.right},{box.bottom}" if box else ""
    return [f"[{kind}{where}]", *(f"  {line}" for line in text.split("\n"))]
