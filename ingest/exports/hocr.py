"""Pages as hOCR 1.2, the HTML that OCR tools exchange: http://kba.github.io/hocr-spec/1.2/."""

from collections.abc import Sequence
from xml.etree import ElementTree as Tree

from ocr.page import Block, Box, Line, Page

CAPABILITIES = "ocr_page ocr_carea ocr_par ocr_line ocrx_word ocr_pageno ocr_footer ocrp_lang"
NAMESPACE = "http://www.w3.org/1999/xhtml"


def hocr(pages: Sequence[Page], *, title: str) -> str:
    """Return the pages as one XHTML file; word confidences are `x_wconf` from 0 to 100."""
    root = Tree.Element("html", {"xmlns": NAMESPACE, "lang": "vi", "xml:lang": "vi"})
    head = Tree.SubElement(root, "head")
    Tree.SubElement(head, "meta", {"charset": "utf-8"})
    Tree.SubElement(head, "title").text = legal(title)
    Tree.SubElement(head, "meta", {"name": "ocr-system", "content": "boctach"})
    Tree.SubElement(head, "meta", {"name": "ocr-capabilities", "content": CAPABILITIES})
    Tree.SubElement(head, "meta", {"name": "ocr-number-of-pages", "content": str(len(pages))})
    body = Tree.SubElement(root, "body")
    for page in pages:
        _add_page(body, page)
    return "<!DOCTYPE html>\n" + Tree.tostring(root, encoding="unicode", short_empty_elements=True) + "\n"


def _add_page(body: Tree.Element, page: Page) -> None:
    place = f"bbox 0 0 {page.width} {page.height}; ppageno {page.number - 1}; scan_res {page.dpi} {page.dpi}"
    element = Tree.SubElement(body, "div", {"class": "ocr_page", "id": f"page_{page.number}", "title": place})
    for index, block in enumerate(page.blocks, start=1):
        if block.lines:
            _add_block(element, block, f"{page.number}_{index}")


def _add_block(page: Tree.Element, block: Block, identity: str) -> None:
    classes = {"page_number": "ocr_pageno", "footer": "ocr_footer"}
    area = Tree.SubElement(
        page,
        "div",
        {
            "class": classes.get(block.kind, "ocr_carea"),
            "id": f"block_{identity}",
            "title": _bbox(block.box),
            "data-kind": block.kind,
        },
    )
    if block.cell is not None:
        area.set("data-table", str(block.cell.table))
        area.set("data-row", str(block.cell.row))
        area.set("data-column", str(block.cell.column))
        area.set("data-row-span", str(block.cell.row_span))
        area.set("data-column-span", str(block.cell.column_span))
    paragraph = Tree.SubElement(area, "p", {"class": "ocr_par", "id": f"par_{identity}", "title": _bbox(block.box)})
    for number, line in enumerate(block.lines, start=1):
        _add_line(paragraph, line, f"{identity}_{number}")


def _add_line(paragraph: Tree.Element, line: Line, identity: str) -> None:
    element = Tree.SubElement(
        paragraph, "span", {"class": "ocr_line", "id": f"line_{identity}", "title": _bbox(line.box)}
    )
    for number, word in enumerate(line.words, start=1):
        title = f"{_bbox(word.box)}; x_wconf {round(100 * word.confidence)}"
        attributes = {"class": "ocrx_word", "id": f"word_{identity}_{number}", "title": title}
        item = Tree.SubElement(element, "span", attributes)
        item.text = legal(word.text)
        item.tail = " "


def _bbox(box: Box) -> str:
    return f"bbox {box.left} {box.top} {box.right} {box.bottom}"


def legal(text: str) -> str:
    """Return the text without characters that XML forbids."""
    return "".join(letter for letter in text if letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff"))
