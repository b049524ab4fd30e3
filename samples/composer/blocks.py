"""The fixed parts of a paper under Nghị định 30/2020: letterhead, title, addressees, recipients and signature."""

from samples.composer.flow import Flow, set_lines
from samples.composer.fonts import width_of
from samples.composer.lines import break_lines
from samples.composer.sheet import Ink, Read, Rule
from samples.composer.source import Source

_LEFT_SHARE = 0.44  # of the text width goes to the issuer's column
_SIGNATURE_HEIGHT_PT = 78.0  # room for a seal 36 to 42 mm wide that covers a third of the signature
_RECIPIENT_PT = 11.0
_RECIPIENTS_SHARE = 0.47
CAPTION_PT = 7.5  # what signing software prints beside the seal


def set_letterhead(flow: Flow, source: Source) -> None:
    """Set issuer and motto, number and date in two columns; reading order goes item by item."""
    head, left, width = source.letterhead, flow.left, flow.width * _LEFT_SHARE
    right, right_width = flow.left + width, flow.width - width
    lines = [(text, "regular") for text in head.parent] + [(text, "bold") for text in head.issuer]
    y = flow.y
    for text, face in lines:
        y = _column(flow, text, left, width, y, size=12.5, face=face)
    _rule(flow, left, width, y + 1.5, share=0.36)
    motto_y = _column(flow, head.country, right, right_width, flow.y, size=12.0, face="bold")
    motto_y = _column(flow, head.motto, right, right_width, motto_y, size=13.5, face="bold")
    _rule(flow, right, right_width, motto_y + 1.5, share=width_of(head.motto, "bold", 13.5) / right_width)
    y = max(y, motto_y) + 10.0
    below = _column(flow, head.number, left, width, y, size=13.0)
    date_y = _column(flow, head.place_date, right, right_width, y, size=13.5, face="italic")
    for text in head.about:
        below = _column(flow, text, left, width, below, size=12.0)
    flow.y = max(below, date_y) + 12.0


def set_title(flow: Flow, source: Source) -> None:
    """Set the type of the paper and its subject, or the addressees of a letter."""
    if source.kind:
        flow.y = _column(flow, source.kind, flow.left, flow.width, flow.y, size=14.0, face="bold", kind="heading")
        for text in source.subject:
            flow.y = _column(flow, text, flow.left, flow.width, flow.y, size=14.0, face="bold", kind="heading")
        _rule(flow, flow.left, flow.width, flow.y + 2.5, share=0.3)
        flow.y += 8.0
    if len(source.addressees) == 1:
        text = f"Kính gửi: {source.addressees[0]}"
        flow.y = _column(flow, text, flow.left, flow.width, flow.y + 4, size=14.0, kind="paragraph") + 6
    elif source.addressees:
        x = flow.left + flow.width * 0.24
        flow.y = _column(flow, "Kính gửi:", x, flow.width * 0.2, flow.y + 4, size=14.0, kind="paragraph", align="left")
        for text in source.addressees:
            wide = flow.width * 0.62
            flow.y = _column(flow, text, x + 48, wide, flow.y, size=14.0, kind="paragraph", align="left")
        flow.y += 6.0


def closing_height(flow: Flow, source: Source) -> float:
    """Return the height in points that recipients and signature need."""
    closing, width = source.closing, flow.width * _RECIPIENTS_SHARE
    rows = sum(len(break_lines(text, width=width, size=_RECIPIENT_PT)) for text in closing.recipients)
    signature = len(closing.authority) * 16.5 + _SIGNATURE_HEIGHT_PT + 18.0
    return max(16.0 + rows * _RECIPIENT_PT * 1.12, signature) + 12.0


def set_closing(flow: Flow, source: Source) -> None:
    """Set "Nơi nhận" at the left and the signature block at the right; reading order has the recipients first."""
    closing = source.closing
    left_width, x = flow.width * _RECIPIENTS_SHARE, flow.left + flow.width * 0.48
    if flow.room() < closing_height(flow, source):
        flow.open_sheet()
    recipients = [break_lines(text, width=left_width, size=_RECIPIENT_PT) for text in closing.recipients]
    flow.y += 12.0
    y = _column(
        flow, "Nơi nhận:", flow.left, left_width, flow.y, size=12.0, face="bold_italic", kind="recipients", align="left"
    )
    for lines in recipients:
        y = set_lines(
            flow.sheet, lines, x=flow.left, width=left_width, y=y, size=_RECIPIENT_PT, leading=1.12, align="left",
            kind="recipients",
        )  # fmt: skip
    width, below = flow.width * 0.52, flow.y
    for text in closing.authority:
        below = _column(flow, text, x, width, below, size=14.0, face="bold", kind="signature")
    middle = (x + width / 2, below + _SIGNATURE_HEIGHT_PT / 2)
    flow.sheet.signed_at, flow.sheet.sealed = middle, closing.seal
    if closing.caption:
        _caption(flow, closing.caption, middle)
    if closing.name:
        below = _column(
            flow, closing.name, x, width, below + _SIGNATURE_HEIGHT_PT, size=14.0, face="bold", kind="signature"
        )
    flow.y = max(y, below)


def _caption(flow: Flow, caption: tuple[str, ...], middle: tuple[float, float]) -> None:
    wide = max(width_of(text, "sans", CAPTION_PT) for text in caption)
    x, base = min(middle[0] - 34.0, flow.left + flow.width - wide), middle[1] - 6.0
    top = base - CAPTION_PT
    for text in caption:
        flow.sheet.inks.append(Ink(x, base, text, "sans", CAPTION_PT, color=(0.82, 0.05, 0.05)))
        base += CAPTION_PT * 1.15
    flow.sheet.reads.append(Read(" ".join(caption), "stamp", (x, top, x + wide, base)))


def _column(
    flow: Flow, text: str, x: float, width: float, y: float, *, size: float, face: str = "regular",
    kind: str = "letterhead", align: str = "centre",
) -> float:  # fmt: skip
    lines = break_lines(text, width=width, size=size, face=face)
    return set_lines(flow.sheet, lines, x=x, width=width, y=y, size=size, leading=1.17, align=align, kind=kind)


def _rule(flow: Flow, x: float, width: float, y: float, *, share: float) -> None:
    margin = width * (1 - share) / 2
    flow.sheet.rules.append(Rule(x + margin, y, x + width - margin, y, 0.75))
