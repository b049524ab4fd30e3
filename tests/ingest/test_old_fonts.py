import io
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from fontTools.ttLib import TTFont as FontFile
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.old_fonts import has_old_font, reader_of
from ingest.text_layer import read_text_layer
from ingest.verdict import judge_layer
from tests.ingest.pdfs import SERIF, pdf, serif, tcvn3, vni


@cache
def face(name: str) -> str:
    """Register a face under an old font's name and return that name; its letters look as Latin-1 does."""
    file = FontFile(SERIF)
    for record in file["name"].names:
        if record.nameID in (1, 4, 6):
            record.string = name
    target = io.BytesIO()
    file.save(target)
    target.seek(0)
    pdfmetrics.registerFont(TTFont(name, target))
    return name


def read(path: Path, *pieces: tuple[str, str]) -> tuple[str, str]:
    """Return the text and the verdict of a page with a line in each font."""

    def draw(canvas: Canvas) -> None:
        for index, (font, line) in enumerate(pieces):
            canvas.setFont(font, 13)
            canvas.drawString(80, 740 - 24 * index, line)

    path.write_bytes(pdf(draw))
    layer = read_text_layer(pdfium.PdfDocument(path)[0], number=1, dpi=150, path=path)
    return layer.page.text, judge_layer(layer).action


def test_each_font_is_read_by_its_name(tmp_path: Path) -> None:
    lines = ["kế hoạch kiểm tra công vụ năm 2009 của xã hưng thịnh", "mọi cán bộ, công chức nghiêm túc thực hiện"]
    text, action = read(
        tmp_path / "old.pdf",
        (face(".VnTime"), tcvn3(lines)[0]),
        (face("VNI-Times"), vni(lines)[1]),
        (serif(), "Ngày 02 tháng 3"),
        (face(".VnTimeH"), tcvn3(["ủy ban nhân dân"])[0]),
    )
    assert text == f"{lines[0]}\n{lines[1]}\nNgày 02 tháng 3\nỦY BAN NHÂN DÂN"
    assert action == "repair"


@pytest.mark.parametrize("name", ["ABCDEF+.VnTime", ".VnArialH", "VNI-Helve-Bold", ".VnTime-Bold", ".VnTime,Bold"])
def test_old_fonts_are_known_by_name(name: str) -> None:
    assert has_old_font(["Times New Roman", name])


@pytest.mark.parametrize("name", ["TimesNewRomanPSMT", "ABCDEF+LiberationSerif", "Vnext", "", "DVNIXX"])
def test_other_fonts_are_left_alone(name: str) -> None:
    assert reader_of(name) is None
