"""Files made to do harm: broken, looping, bursting and masked ones. All are generated here, none is from elsewhere."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

A4 = b"[0 0 595 842]"
HUGE = 60_000


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R", tail: bytes | None = None) -> bytes:
    """Return a PDF of numbered `objects`; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, xref)
    return bytes(out) if tail is None else bytes(out[:xref]) + tail


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def deflated(content: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode " + entries)


def one_page(
    content: bytes,
    *more: bytes,
    box: bytes = A4,
    resources: bytes = b"<< >>",
    page: bytes = b"",
    catalogue: bytes = b"",
) -> bytes:
    """Return a PDF with one page: object 4 is its content, `more` objects count from 5."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources %s %s >>" % (box, resources, page),
        content if content.startswith(b"<<") else stream(content),
        *more,
    )


def image_page(entries: bytes, data: bytes) -> bytes:
    picture = stream(data, b"/Type /XObject /Subtype /Image " + entries)
    return one_page(b"595 0 0 842 0 0 cm /Im Do", picture, resources=b"<< /XObject << /Im 5 0 R >> >>")


def zeros(size: int) -> bytes:
    """Return `size` zero bytes, deflated, without ever holding them."""
    squeeze = zlib.compressobj(9)
    block = bytes(1 << 20)
    parts = [squeeze.compress(block) for _ in range(size >> 20)]
    return b"".join(parts) + squeeze.flush()


def encrypted() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("bi mat", ownerPassword="chu"))
    canvas.drawString(72, 720, "noi dung")
    canvas.save()
    return out.getvalue()


def page_tree_of_depth(depth: int) -> bytes:
    nodes = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 3) for number in range(depth)]
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, b"<< /Type /Page /MediaBox %s >>" % A4)


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body))


def png(width: int, height: int, packed: bytes, *, depth: int = 8) -> bytes:
    head = struct.pack("!IIBBBBB", width, height, depth, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + png_chunk(b"IDAT", packed) + png_chunk(b"IEND", b"")


def picture(kind: str, size: tuple[int, int] = (400, 300)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 80).save(out, kind)
    return out.getvalue()


def tiff(*entries: tuple[int, int, int, int], after: int = 0) -> bytes:
    """Return a TIFF with one directory at byte 8; `after` is where the next one is said to be."""
    body = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(entries)) + body + struct.pack("<I", after)


def tiff_page(width: int, height: int) -> tuple[tuple[int, int, int, int], ...]:
    return ((256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 200),
            (278, 4, 1, height), (279, 4, 1, 4))  # fmt: skip


def many_frames(count: int) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("1", (8, 8)) for _ in range(count)]
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, "<xml/>")
    return out.getvalue()


FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /F 5 0 R >> >>"
TILE = (
    b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] "
    b"/XStep 0.001 /YStep 0.001 /Resources << >>"
)
GLYPHS = (
    b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 65 "
    b"/Widths [1] /CharProcs << /A 6 0 R >> /Encoding << /Differences [65 /A] >> "
    b"/Resources << /Font << /F 5 0 R >> >> >>"
)

# name: what makes the file, and how reading it may end: an error's code, or "read" (pages read or flagged)
FILES: dict[str, tuple[Callable[[], bytes], frozenset[str]]] = {}
ENDLESS = frozenset({"pdf_form_in_itself", "pdf_endless_tiles", "pdf_endless_drawing"})  # keep a reader busy for ever


def add(name: str, make: Callable[[], bytes], *ends: str) -> None:
    FILES[name] = (make, frozenset(ends))


add("nothing", lambda: b"", "empty_file")
add("blanks", lambda: b" \r\n\t\0" * 100, "empty_file")
add("pdf_head_only", lambda: b"%PDF-1.7\n", "damaged_file")
add("pdf_head_and_end", lambda: b"%PDF-1.7\n%%EOF\n", "damaged_file")
add("pdf_cut_in_half", lambda: one_page(b"BT ET" * 200)[:600], "damaged_file")
add("pdf_longer_than_it_is", lambda: b"%PDF-1.5\n1 0 obj\n<< /Linearized 1 /L 99999 >>\nendobj\n%%EOF", "damaged_file")
add("pdf_rubbish_inside", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"%%EOF", "damaged_file")
add("pdf_table_points_at_itself", lambda: pdf(
    b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>",
    tail=b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 3 /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF"),
    "damaged_file")  # fmt: skip
add("pdf_without_pages", lambda: pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"),
    "damaged_file")  # fmt: skip
add("pdf_pages_loop", lambda: pdf(b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"), "damaged_file")  # fmt: skip
add("pdf_million_pages", lambda: pdf(
    b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox %s >>" % A4), "file_too_large", "damaged_file", "read")  # fmt: skip
add("pdf_deep_page_tree", lambda: page_tree_of_depth(3000), "damaged_file", "read")
add("pdf_deep_arrays", lambda: one_page(b"[" * 100_000 + b"]" * 100_000), "damaged_file", "read")
add("pdf_deep_dictionaries", lambda: one_page(b"", b"<< /A " * 20_000 + b"1" + b" >>" * 20_000), "damaged_file", "read")
add("pdf_giant_page", lambda: one_page(b"0 0 100 100 re f", box=b"[0 0 1000000000 1000000000]"), "damaged_file", "read")
add("pdf_page_without_size", lambda: one_page(b"0 0 100 100 re f", box=b"[0 0 0 0]"), "read")
add("pdf_page_inside_out", lambda: one_page(b"0 0 100 100 re f", box=b"[595 842 0 0]"), "read")
add("pdf_page_size_is_text", lambda: one_page(b"0 0 100 100 re f", box=b"[(a) (b) /C null]"), "read")
add("pdf_hair_thin_page", lambda: one_page(b"0 0 1 1 re f", box=b"[0 0 0.01 100000]"), "read", "damaged_file")
add("pdf_form_in_itself", lambda: one_page(b"/F Do", stream(b"/F Do /F Do", FORM),
    resources=b"<< /XObject << /F 5 0 R >> >>"), "damaged_file")  # fmt: skip
add("pdf_glyph_in_itself", lambda: one_page(b"BT /F 12 Tf (A) Tj ET", GLYPHS, stream(b"BT /F 1 Tf (AA) Tj ET"),
    resources=b"<< /Font << /F 5 0 R >> >>"), "read")  # fmt: skip
add("pdf_endless_tiles", lambda: one_page(b"/Pattern cs /P scn 0 0 595 842 re f", stream(b"0 0 1 1 re f", TILE),
    resources=b"<< /Pattern << /P 5 0 R >> >>"), "damaged_file")  # fmt: skip
add("pdf_content_bomb", lambda: one_page(stream(zeros(600 << 20), b"/Filter /FlateDecode")), "damaged_file")
add("pdf_content_bomb_twice_packed", lambda: one_page(
    stream(zlib.compress(zeros(600 << 20)), b"/Filter [/FlateDecode /FlateDecode]")), "damaged_file")  # fmt: skip
add("pdf_endless_drawing", lambda: one_page(deflated(b"0 0 595 842 re f " * 400_000)), "damaged_file")
add("pdf_endless_saving", lambda: one_page(deflated(b"q " * 1_000_000)), "read")
add("pdf_pixel_flood", lambda: image_page(
    b"/Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode" % (HUGE, HUGE),
    zeros(64 << 20)), "read")  # fmt: skip
add("pdf_fax_flood", lambda: image_page(
    b"/Width %d /Height %d /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode "
    b"/DecodeParms << /K -1 /Columns %d /Rows %d >>" % (HUGE, HUGE, HUGE, HUGE),
    b"\xff" * 1000), "read", "damaged_file")  # fmt: skip
add("pdf_image_without_data", lambda: image_page(
    b"/Width 1654 /Height 2339 /BitsPerComponent 8 /ColorSpace /DeviceGray", b""), "read")  # fmt: skip
add("pdf_image_of_negative_size", lambda: image_page(
    b"/Width -5 /Height 2147483647 /BitsPerComponent 8 /ColorSpace /DeviceGray", b"x" * 100), "read")  # fmt: skip
add("pdf_jbig2_rubbish", lambda: image_page(
    b"/Width 1000 /Height 1000 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /JBIG2Decode", bytes(range(256))),
    "read")  # fmt: skip
add("pdf_jpeg2000_rubbish", lambda: image_page(
    b"/Width 1000 /Height 1000 /ColorSpace /DeviceRGB /Filter /JPXDecode",
    b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(range(256))), "read")  # fmt: skip
add("pdf_jpeg_cut_off", lambda: image_page(
    b"/Width 400 /Height 300 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /DCTDecode", picture("JPEG")[:900]),
    "read")  # fmt: skip
add("pdf_font_missing", lambda: one_page(b"BT /None 12 Tf (abc) Tj ET"), "read")
add("pdf_font_of_rubbish", lambda: one_page(b"BT /F 12 Tf 72 700 Td (abc) Tj ET",
    b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor << /Type /FontDescriptor /FontFile2 6 0 R >> >>",
    stream(b"\0\1\0\0" + bytes(range(256)) * 8), resources=b"<< /Font << /F 5 0 R >> >>"), "read")  # fmt: skip
add(
    "pdf_opens_javascript", lambda: one_page(b"", catalogue=b"/OpenAction << /S /JavaScript /JS (while(1);) >>"), "read"
)
add("pdf_launches_program", lambda: one_page(b"", catalogue=b"/OpenAction << /S /Launch /F (/bin/sh) >>"), "read")
add("pdf_with_a_program_inside", lambda: one_page(b"", stream(b"MZ" * 100, b"/Type /EmbeddedFile"),
    catalogue=b"/Names << /EmbeddedFiles << /Names [(x.exe) << /EF << /F 5 0 R >> >>] >> >>"), "read")  # fmt: skip
add("pdf_page_opens_itself", lambda: one_page(b"", page=b"/AA << /O << /S /GoTo /D [3 0 R /Fit] >> >>"), "read")
add("pdf_with_password", encrypted, "encrypted_file")
add("pdf_also_a_zip", lambda: one_page(b"0 0 9 9 re f") + archive("a.txt"), "read")
add(
    "pdf_with_a_web_page_before",
    lambda: b"<html><script>alert(1)</script>" + one_page(b"0 0 9 9 re f"),
    "read",
    "damaged_file",
)
add("png_cut_off", lambda: picture("PNG")[:500], "damaged_file")
add("png_wrong_sums", lambda: picture("PNG").replace(b"IDAT", b"IDAT\0", 1), "damaged_file")
add("png_pixel_flood", lambda: png(HUGE, HUGE, zeros(32 << 20)), "file_too_large")
add("png_head_only", lambda: b"\x89PNG\r\n\x1a\n", "damaged_file")
add("jpeg_cut_off", lambda: picture("JPEG")[:700], "damaged_file")
add("jpeg_head_only", lambda: b"\xff\xd8\xff\xe0", "damaged_file")
add("jpeg_of_giant_size", lambda: picture("JPEG").replace(
    struct.pack("!HH", 300, 400), struct.pack("!HH", 65500, 65500), 1), "file_too_large")  # fmt: skip
add("tiff_directory_loop", lambda: tiff(*tiff_page(8, 8), after=8), "damaged_file")
add("tiff_pixel_flood", lambda: tiff(*tiff_page(HUGE, HUGE)), "file_too_large")
add("tiff_head_only", lambda: b"II*\0\x08\0\0\0", "damaged_file")
add("tiff_too_many_pages", lambda: many_frames(60), "file_too_large")
add("docx", lambda: archive("[Content_Types].xml", "word/document.xml"), "unsupported_file")
add("xlsx", lambda: archive("[Content_Types].xml", "xl/workbook.xml"), "unsupported_file")
add("zip", lambda: archive("ke-hoach.pdf"), "unsupported_file")
add("old_word", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported_file")
add("rtf", lambda: b"{\\rtf1\\ansi K\\u7871? ho\\u7841?ch}", "unsupported_file")
add("web_page", lambda: b"\xef\xbb\xbf<!DOCTYPE html><html><body>K\xe1\xba\xbf</body></html>", "unsupported_file")
add("svg", lambda: b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "unsupported_file")
add("windows_program", lambda: b"MZ\x90\0" + bytes(200), "unsupported_file")
add("linux_program", lambda: b"\x7fELF\x02\x01" + bytes(200), "unsupported_file")
add("gzip", lambda: gzip.compress(b"K"), "unsupported_file")
add("gif", lambda: picture("GIF"), "unsupported_file")
add("random_bytes", lambda: bytes((index * 197 + 31) % 256 for index in range(5000)), "unsupported_file")
add("text_with_nul", lambda: "Kế hoạch\0 số 5".encode(), "unsupported_file")
add("text_in_an_old_code_page", lambda: b"K\xd5 ho\xb9ch s\xe8 5, th\xb8ng 6", "unsupported_file")
add("text_of_half_characters", lambda: b"\xff\xfe\x00\xd8\x41\x00", "unsupported_file")
