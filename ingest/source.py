"""What a file is, told from its bytes and never from its name; and what to do about those that cannot be read."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from ingest.errors import DAMAGED, EMPTY, TOO_LARGE, UNSUPPORTED, PaperError, Reason
from ingest.settings import MEBIBYTE, Settings

ID_DIGITS = 24
PDF, PNG, JPEG, TIFF, TEXT = "application/pdf", "image/png", "image/jpeg", "image/tiff", "text/plain"

PDF_HEAD_BYTES = 1024  # readers accept "%PDF-" anywhere in the first kilobyte (ISO 32000-1, annex H.3.4.1)
MOST_TEXT_BYTES = 4 * MEBIBYTE  # some 1,500 pages of print; plans have fewer than 100
LINEARIZED = re.compile(rb"/Linearized\b.{0,200}?/L\s+(\d+)", re.DOTALL)
CONTROL = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f")

# What to do instead, in Vietnamese and English.
PRINT = "hãy in hoặc lưu thành PDF rồi gửi lại", "print or save it as PDF and hand that in"
UNPACK = "hãy giải nén rồi gửi từng tệp bên trong", "unpack it and hand in the files inside"
CONVERT = "hãy lưu thành PNG hoặc JPEG rồi gửi lại", "save it as PNG or JPEG and hand that in"
SCAN = "hãy gửi bản quét hoặc tệp PDF của văn bản", "hand in a scan or a PDF of the paper"

Foreign = tuple[str, str, tuple[str, str]]  # what it is in Vietnamese and in English, and what to do instead

# What offices hand in by mistake, by its first bytes.
FOREIGN: tuple[tuple[bytes, Foreign], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ("tệp Word, Excel đời cũ", "an old Word or Excel file", PRINT)),
    (b"{\\rtf", ("tệp RTF", "an RTF file", PRINT)),
    (b"MZ", ("tệp chương trình Windows", "a Windows program", SCAN)),
    (b"\x7fELF", ("tệp chương trình Linux", "a Linux program", SCAN)),
    (b"Rar!", ("tệp nén RAR", "a RAR archive", UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", ("tệp nén 7z", "a 7z archive", UNPACK)),
    (b"\x1f\x8b", ("tệp nén gzip", "a gzip archive", UNPACK)),
    (b"GIF8", ("ảnh GIF", "a GIF picture", CONVERT)),
    (b"BM", ("ảnh BMP", "a BMP picture", CONVERT)),
    (b"AT&TFORM", ("tệp DjVu", "a DjVu file", PRINT)),
    (b"%!PS", ("tệp PostScript", "a PostScript file", PRINT)),
    (b"SQLite format 3\x00", ("tệp cơ sở dữ liệu", "a database file", SCAN)),
)
INSIDE_ZIP: tuple[tuple[bytes, Foreign], ...] = (
    (b"word/", ("tệp Word (DOCX)", "a Word file (DOCX)", PRINT)),
    (b"xl/", ("tệp Excel (XLSX)", "an Excel file (XLSX)", PRINT)),
    (b"ppt/", ("tệp PowerPoint (PPTX)", "a PowerPoint file (PPTX)", PRINT)),
    (b"application/vnd.oasis.opendocument", ("tệp OpenDocument", "an OpenDocument file", PRINT)),
)
MARKUP = re.compile(rb"(?i)\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|svg|\?xml)\b", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be read: `sha256` is its identity, `media_type` what its bytes say, `name` what it was called."""

    sha256: str
    media_type: str
    name: str
    page_count: int

    @property
    def id(self) -> str:
        """The paper's id: 96 bits of the SHA-256, so the same bytes have the same id everywhere."""
        return self.sha256[:ID_DIGITS]


def identify(data: bytes, name: str, settings: Settings) -> Source:
    """Return what `data` is, without opening it: the page count of PDF and TIFF stays 0 until someone looks inside.

    Raises `PaperError` for empty, oversized, truncated and foreign files, saying what to do instead.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise refusal(
            EMPTY, name, "tệp trống; hãy quét hoặc tải lại rồi gửi lại", "the file is empty; scan or download it again"
        )
    if len(data) > settings.max_bytes:
        raise _too_many_bytes(name, len(data), settings.max_bytes)
    media_type = _media_type(data, name)
    if media_type == PDF:
        _refuse_truncated_pdf(data, name)
    if media_type == TEXT:
        decode(data, name)
    pages = 0 if media_type in {PDF, TIFF} else 1
    return Source(hashlib.sha256(data).hexdigest(), media_type, name, pages)


def decode(data: bytes, name: str) -> str:
    """Return the text of a text file in NFC with plain line feeds: UTF-8 or UTF-16 with its mark, nothing else."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise refusal(
            UNSUPPORTED,
            name,
            "không nhận ra loại tệp; chỉ đọc được PDF, PNG, JPEG, TIFF và văn bản UTF-8. Nếu là tệp văn bản, "
            "hãy lưu lại với bảng mã UTF-8",
            "this kind of file is not known; PDF, PNG, JPEG, TIFF and UTF-8 text can be read. "
            "Save a text file as UTF-8",
        ) from None
    if CONTROL.intersection(text):
        raise refusal(
            UNSUPPORTED,
            name,
            "tệp có ký tự điều khiển nên không phải văn bản; chỉ đọc được PDF, PNG, JPEG, TIFF và văn bản UTF-8",
            "the file holds control characters and is no text; PDF, PNG, JPEG, TIFF and UTF-8 text can be read",
        )
    if len(data) > MOST_TEXT_BYTES:
        raise _too_many_bytes(name, len(data), MOST_TEXT_BYTES)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return unicodedata.normalize("NFC", lines)


def refusal(reason: Reason, name: str, message_vi: str, message_en: str) -> PaperError:
    """Return the error for a file that cannot be read; the messages get their full stop here."""
    return PaperError(reason, document=name, message_vi=message_vi + ".", message_en=message_en + ".")


def _media_type(data: bytes, name: str) -> str:
    if b"%PDF-" in data[:PDF_HEAD_BYTES]:
        return PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return TIFF
    foreign = _foreign(data)
    if foreign is not None:
        what_vi, what_en, (instead_vi, instead_en) = foreign
        raise refusal(
            UNSUPPORTED,
            name,
            f"đây là {what_vi}, không đọc được; {instead_vi}",
            f"this is {what_en}, which cannot be read; {instead_en}",
        )
    return TEXT


def _foreign(data: bytes) -> Foreign | None:
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        names = data[:65536] + data[-65536:]  # the first entries and the directory at the end
        inside = (what for mark, what in INSIDE_ZIP if mark in names)
        return next(inside, ("tệp nén ZIP", "a ZIP archive", UNPACK))
    for mark, what in FOREIGN:
        if data.startswith(mark):
            return what
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "ảnh WebP", "a WebP picture", CONVERT
    if data[4:8] == b"ftyp":
        return "ảnh HEIC hoặc đoạn phim", "a HEIC picture or a film", CONVERT
    if MARKUP.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return "trang web hoặc tệp XML", "a web page or an XML file", PRINT
    return None


def _refuse_truncated_pdf(data: bytes, name: str) -> None:
    """Refuse a PDF whose end is missing: a repaired one would silently lack its last pages."""
    promised = LINEARIZED.search(data[:PDF_HEAD_BYTES])
    if b"%%EOF" not in data or (promised and int(promised[1]) > len(data)):
        raise refusal(
            DAMAGED,
            name,
            "tệp PDF bị cụt, thiếu phần cuối; hãy tải hoặc chép lại từ nguồn",
            "the PDF is cut off, its end is missing; download or copy it again",
        )


def _too_many_bytes(name: str, size: int, limit: int) -> PaperError:
    return refusal(
        TOO_LARGE,
        name,
        f"tệp nặng {size / MEBIBYTE:.1f} MB, quá mức {limit / MEBIBYTE:.0f} MB; hãy tách tệp hoặc quét ở 200–300 dpi",
        f"the file has {size / MEBIBYTE:.1f} MB, more than {limit / MEBIBYTE:.0f} MB; split it or scan at 200–300 dpi",
    )
