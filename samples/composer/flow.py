"""Fills sheets from top to bottom: paragraphs, footnotes at the foot of the page that calls them, page numbers."""

from collections.abc import Sequence

from samples.composer.fonts import width_of
from samples.composer.lines import Line, break_lines
from samples.composer.sheet import HEIGHT_PT, PT_PER_MM, WIDTH_PT, Ink, Read, Rule, Sheet
from samples.composer.source import Source, plain

NUMBER_PT = 13.0  # page number; Nghị định 30 asks for 13 to 14
NOTE_PT = 10.5
ASCENT, DESCENT = 0.89, 0.22  # Liberation Serif, shares of the type size
_NOTE_RULE_PT = 110.0
_GAP_ABOVE_NOTES_PT = 8.0


class Flow:
    """The sheets of one paper while they fill up; `y` is where the next thing goes, in points from the top."""

    def __init__(self, source: Source) -> None:
        top, right, bottom, left = (side * PT_PER_MM for side in source.margins_mm)
        self.source = source
        self.top, self.left, self.width = top, left, WIDTH_PT - left - right
        self.bottom = HEIGHT_PT - bottom
        self.sheets: list[Sheet] = []
        self.number = 0
        self.tables = 0
        self._notes: list[tuple[int, list[Line]]] = []
        self.open_sheet(first=True)

    @property
    def sheet(self) -> Sheet:
        """The sheet being filled."""
        return self.sheets[-1]

    def open_sheet(self, *, first: bool = False) -> None:
        """Finish the sheet and take a new one; `first` starts the page count again, as an attachment does."""
        self.finish()
        self.number = 1 if first else self.number + 1
        self.sheets.append(Sheet(self.number))
        self.y = self.top
        if self.number > 1:
            text = str(self.number)
            x = self.left + (self.width - width_of(text, "regular", NUMBER_PT)) / 2
            base = self.top - 6 * PT_PER_MM
            self.sheet.inks.append(Ink(x, base, text, "regular", NUMBER_PT))

    def finish(self) -> None:
        """Print the footnotes the sheet has called, and its footer."""
        if self.sheets and self._notes:
            y = self.bottom - self._notes_height(self._notes) + _GAP_ABOVE_NOTES_PT
            self.sheet.rules.append(Rule(self.left, y - 4, self.left + _NOTE_RULE_PT, y - 4))
            for _, lines in self._notes:
                y = self._set_lines(lines, y, NOTE_PT, leading=1.1, align="justify", kind="footnote")
            self._notes = []
        if self.sheets and self.source.footer and len(self.sheets) % 2 == 1:
            base = HEIGHT_PT - 10 * PT_PER_MM
            self.sheet.inks.append(Ink(self.left, base, self.source.footer, "italic", 9.0))
            box = (self.left, base - 9, self.left + width_of(self.source.footer, "italic", 9.0), base + 2)
            self.sheet.reads.append(Read(self.source.footer, "footer", box))

    def room(self, notes: Sequence[tuple[int, list[Line]]] = ()) -> float:
        """Return the height left on the sheet when `notes` are called on it too."""
        return self.bottom - self._notes_height([*self._notes, *notes]) - self.y

    def paragraph(
        self, text: str, *, size: float, face: str = "regular", align: str = "justify", first: float = 0.0,
        gap: float | None = None, kind: str = "paragraph", keep: float = 0.0, whole: bool = False,
    ) -> None:  # fmt: skip
        """Set a paragraph; it moves on when two of its lines (all if `whole`) and `keep` points below do not fit."""
        gap = self.source.gap_pt if gap is None else gap
        lines = break_lines(text, width=self.width, size=size, face=face, first=first)
        height = size * self.source.leading
        if self.room() < gap + height * (len(lines) if whole else min(2, len(lines))) + keep:
            self.open_sheet()
        elif self.y > self.top:
            self.y += gap
        start = 0
        while start < len(lines):
            count = self._fitting(lines[start:], height)
            if count == 0:
                self.open_sheet()
                continue
            if 0 < len(lines) - start - count < 2 and count > 2:
                count -= 1  # no single line alone on the next sheet
            chunk = lines[start : start + count]
            for line in chunk:
                self._notes += self._called(line)
            self.y = self._set_lines(chunk, self.y, size, leading=self.source.leading, align=align, kind=kind)
            start += count

    def _fitting(self, lines: Sequence[Line], height: float) -> int:
        called: list[tuple[int, list[Line]]] = []
        for count, line in enumerate(lines):
            called += self._called(line)
            if height * (count + 1) > self.room(called) + 0.01:
                return count
        return len(lines)

    def _called(self, line: Line) -> list[tuple[int, list[Line]]]:
        notes = []
        for number in line.notes:
            text = f"[^{number}] {self.source.footnotes[number]}"
            notes.append((number, break_lines(text, width=self.width, size=NOTE_PT)))
        return notes

    def _notes_height(self, notes: Sequence[tuple[int, list[Line]]]) -> float:
        if not notes:
            return 0.0
        return _GAP_ABOVE_NOTES_PT + sum(len(lines) * NOTE_PT * 1.1 for _, lines in notes)

    def _set_lines(
        self, lines: Sequence[Line], y: float, size: float, *, leading: float, align: str, kind: str
    ) -> float:
        return set_lines(
            self.sheet, lines, x=self.left, width=self.width, y=y, size=size, leading=leading, align=align, kind=kind
        )


def set_lines(
    sheet: Sheet, lines: Sequence[Line], *, x: float, width: float, y: float, size: float, leading: float, align: str,
    kind: str, cell: tuple[int, int, int, int] | None = None,
) -> float:  # fmt: skip
    """Print lines in a column as one piece of reading text and return where the next one goes."""
    height = size * leading
    top = y
    for line in lines:
        base = y + (height - size * (ASCENT + DESCENT)) / 2 + size * ASCENT
        sheet.inks += line.inks(left=x, width=width, base=base, align=align)
        y += height
    text = plain(" ".join(line.text for line in lines))
    sheet.reads.append(Read(text, kind, (x, top, x + width, y), cell))
    return y
