"""Pages as ALTO 4, the XML that libraries and archives keep: https://www.loc.gov/standards/alto/."""

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as Tree

from ingest.exports.hocr import legal
from ocr.page import Block, Box, Line, Page

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"


def alto(pages: Sequence[Page], *, file_name: str) -> str:
    """Return the pages as one ALTO file: boxes in pixels, `WC` a word's confidence, a tag for the kind of block."""
    root = Tree.Element(
        "alto",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
            "SCHEMAVERSION": "4.4",
        },
    )
    description = Tree.SubElement(root, "Description")
    Tree.SubElement(description, "MeasurementUnit").text = "pixel"
    source = Tree.SubElement(description, "sourceImageInformation")
    Tree.SubElement(source, "fileName").text = legal(file_name)
    kinds = sorted({block.kind for page in pages for block in page.blocks if block.lines})
    if kinds:
        tags = Tree.SubElement(root, "Tags")
        for kind in kinds:
            Tree.SubElement(tags, "LayoutTag", {"ID": f"kind_{kind}", "LABEL": kind})
    layout = Tree.SubElement(root, "Layout")
    for page in pages:
        _add_page(layout, page)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Tree.tostring(root, encoding="unicode") + "\n"


def _add_page(layout: Tree.Element, page: Page) -> None:
    attributes = {
        "ID": f"page_{page.number}",
        "PHYSICAL_IMG_NR": str(page.number),
        "WIDTH": str(page.width),
        "HEIGHT": str(page.height),
        "PC": f"{page.grade:.4f}",
    }
    element = Tree.SubElement(layout, "Page", attributes)
    space = Tree.SubElement(element, "PrintSpace", _place(Box(0, 0, page.width, page.height)))
    numbered = [(index, block) for index, block in enumerate(page.blocks, start=1) if block.lines]
    for table, group in groupby(numbered, key=lambda item: item[1].cell.table if item[1].cell else None):
        members = list(group)
        parent = space
        if table is not None:
            box = Box.around(block.box for _, block in members)
            identity = {"ID": f"table_{page.number}_{table}", "TYPE": "table"}
            parent = Tree.SubElement(space, "ComposedBlock", {**identity, **_place(box)})
        for index, block in members:
            _add_block(parent, block, f"{page.number}_{index}")


def _add_block(parent: Tree.Element, block: Block, identity: str) -> None:
    attributes = {"ID": f"block_{identity}", **_place(block.box), "TAGREFS": f"kind_{block.kind}", "LANG": "vi"}
    element = Tree.SubElement(parent, "TextBlock", attributes)
    for number, line in enumerate(block.lines, start=1):
        _add_line(element, line, f"{identity}_{number}")


def _add_line(block: Tree.Element, line: Line, identity: str) -> None:
    element = Tree.SubElement(block, "TextLine", {"ID": f"line_{identity}", **_place(line.box)})
    for number, word in enumerate(line.words, start=1):
        if number > 1:
            Tree.SubElement(element, "SP")
        attributes = {
            "ID": f"word_{identity}_{number}",
            "CONTENT": legal(word.text),
            **_place(word.box),
            "WC": f"{word.confidence:.4f}",
        }
        Tree.SubElement(element, "String", attributes)


def _place(box: Box) -> dict[str, str]:
    return {"HPOS": str(box.left), "VPOS": str(box.top), "WIDTH": str(box.width), "HEIGHT": str(box.height)}
