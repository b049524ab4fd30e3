"""Assignments as a sheet: CSV that Excel opens with its Vietnamese intact, and XLSX ready to print."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from api.formats.assignments import Assignment
from api.texts import Language, Texts

COLUMNS = tuple(field.name for field in fields(Assignment))
DAYS = {"issued_on", "deadline_start", "deadline_end"}
LONG = {
    "title": 60,
    "criterion_title": 40,
    "deadline_text": 26,
    "lead": 30,
    "coordinating": 30,
    "performing": 30,
    "targets": 30,
    "issuer": 30,
}  # column widths in characters, so that a landscape page shows most rows whole
SHORT_WIDTH = 14

# A cell that begins so is a formula to Excel, and a text from a paper must never be run (OWASP: CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(rows: Sequence[Assignment]) -> bytes:
    """Return the rows as CSV in UTF-8 with a byte order mark, by which Excel knows the encoding."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_harmless(getattr(row, name)) for name in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(rows: Sequence[Assignment], *, language: Language) -> bytes:
    """Return the rows as a workbook: headings in `language`, days as days, the head fixed, filters on."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    say = Texts(language)
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # a new workbook has one
    sheet.title = say("sheet.name")
    for column, name in enumerate(COLUMNS, start=1):
        head = sheet.cell(1, column, say(f"sheet.column.{name}"))
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="DCE6F1")
        head.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = LONG.get(name, SHORT_WIDTH)
        for row_index, row in enumerate(rows, start=2):
            cell = sheet.cell(row_index, column)
            value = _day(getattr(row, name)) if name in DAYS else getattr(row, name)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # else openpyxl takes "=…" for a formula
            elif isinstance(value, dt.date):
                cell.number_format = "dd/mm/yyyy"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _harmless(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value


def _day(written: str | None) -> dt.date | str | None:
    """Return a full ISO day as a date; a partial one ("2024-02") stays as it is."""
    try:
        return dt.date.fromisoformat(written) if written else None
    except ValueError:
        return written
