"""From a paper's source to its sheets."""

import dataclasses

from samples.composer.blocks import closing_height, set_closing, set_letterhead, set_title
from samples.composer.flow import Flow
from samples.composer.lines import break_lines
from samples.composer.sheet import Rule, Sheet
from samples.composer.source import Break, Paragraph, Source, Table, plain, typed
from samples.composer.table import set_table

_INDENT_PT = 36.0  # 1.27 cm, the tab of the decree
_FACES = {
    "heading": "bold",
    "subheading": "bold",
    "point": "bold_italic",
    "basis": "italic",
    "centre": "bold",
    "centre_rule": "bold",
    "centre_italic": "italic",
}
_LEFT_OUT = ("stamp",)  # printed over the paper by software: no part of its text


def typeset(source: Source, *, by_hand: bool = False) -> list[Sheet]:
    """Return the sheets of a paper; `by_hand` leaves room where a pen writes number and day."""
    if not by_hand:
        head = source.letterhead
        head = dataclasses.replace(head, number=typed(head.number), place_date=typed(head.place_date))
        elements = tuple(
            Paragraph(element.style, typed(element.text)) if isinstance(element, Paragraph) else element
            for element in source.elements
        )
        source = dataclasses.replace(source, letterhead=head, elements=elements)
    flow = Flow(source)
    set_letterhead(flow, source)
    set_title(flow, source)
    closed = False
    for element, after in zip(source.elements, [*source.elements[1:], None], strict=True):
        match element:
            case Table():
                set_table(flow, element)
            case Break("close"):
                set_closing(flow, source)
                closed = True
            case Break():
                flow.open_sheet(first=True)
            case Paragraph():
                last = after == Break("close") or (after is None and not closed)
                _set_paragraph(flow, element, keep=closing_height(flow, source) if last else 0.0)
    if not closed:
        set_closing(flow, source)
    flow.finish()
    return flow.sheets


def _set_paragraph(flow: Flow, paragraph: Paragraph, *, keep: float) -> None:
    """Set one paragraph; `keep` is the height of the closing part, which never stands alone on a sheet."""
    size, style = flow.source.body_pt, paragraph.style
    if not style.startswith("centre"):
        heading = style in ("heading", "subheading", "point")
        below = size * 2.6 if heading else keep  # a heading stays with two lines of what it announces
        flow.paragraph(
            paragraph.text, size=size, face=_FACES.get(style, "regular"), first=_INDENT_PT, keep=below, whole=keep > 0,
            kind="heading" if heading else "list_item" if paragraph.text.startswith(("-", "+", "*")) else "paragraph",
        )  # fmt: skip
        return
    gap = 0.0 if style == "centre_italic" else 3.0
    flow.paragraph(paragraph.text, size=size, face=_FACES[style], align="centre", gap=gap, kind="heading")
    if style == "centre_rule":
        margin = flow.width * 0.36
        flow.sheet.rules.append(Rule(flow.left + margin, flow.y + 2.5, flow.left + flow.width - margin, flow.y + 2.5))
        flow.y += 8.0


def reading_text(sheets: list[Sheet]) -> str:
    """Return what is read on the sheets in order, one paragraph or cell a line, a form feed before each further sheet.

    What a sheet cuts in two stands on two lines, a repeated table head as often as it is printed, a footnote after the
    last line of its sheet. Page numbers and what was stamped on are left out.
    """
    pages = ["".join(f"{read.text}\n" for read in sheet.reads if read.kind not in _LEFT_OUT) for sheet in sheets]
    return "\f".join(pages)


def gold_text(source: Source) -> str:
    """Return the words of the paper as its author wrote them: nothing cut by a page, each table head once.

    Empty cells are empty lines; a footnote follows the paragraph or cell that calls it.
    """
    head = source.letterhead
    lines = [*head.parent, *head.issuer, head.country, head.motto]
    lines += [head.number, head.place_date, *head.about]
    lines += ([source.kind] if source.kind else []) + list(source.subject)
    lines += [f"Kính gửi: {name}" for name in source.addressees] if len(source.addressees) == 1 else []
    lines += ["Kính gửi:", *source.addressees] if len(source.addressees) > 1 else []
    closing = source.closing
    last = ["Nơi nhận:", *closing.recipients, *closing.authority, *([closing.name] if closing.name else [])]
    closed = False
    for element in source.elements:
        match element:
            case Table():
                cells = (cell for row in element.rows for cell in row)
                lines += [text for cell in cells for text in (cell.paragraphs or ("",))]
            case Break("close"):
                lines += last
                closed = True
            case Paragraph():
                lines.append(element.text)
    lines += [] if closed else last
    noted = [note for line in lines for note in (line, *_footnotes(line, source))]
    return "".join(f"{plain(line)}\n" for line in noted)


def _footnotes(line: str, source: Source) -> list[str]:
    words = (word for row in break_lines(line, width=1e9, size=10) for word in row.notes) if line else iter(())
    return [f"{number} {source.footnotes[number]}" for number in words]
