"""Writes PDFs that hold nothing but page images, with or without an invisible text layer, as scanners make them."""

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class HiddenWord:
    """A word of the text layer, its box in pixels of the page image."""

    text: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Scan:
    """A page image ready for a PDF: JPEG bytes, or CCITT group 4 when `bilevel`; `dpi` across and down."""

    data: bytes
    width: int
    height: int
    dpi: tuple[int, int]
    color: bool
    bilevel: bool = False
    words: tuple[HiddenWord, ...] = ()


def encode(image: Pixels, *, dpi: tuple[int, int], ink: str, quality: int) -> Scan:
    """Return a BGR page image packed as its scanner would: colour or gray JPEG, or a bilevel fax image."""
    height, width = image.shape[:2]
    if ink == "bilevel":
        return Scan(_group4(image), width, height, dpi, color=False, bilevel=True)
    plane = image if ink == "color" else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    options = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
    return Scan(cv2.imencode(".jpg", plane, options)[1].tobytes(), width, height, dpi, color=ink == "color")


def write(scans: Sequence[Scan], *, producer: str) -> bytes:
    """Return the PDF, one page a scan, at the size its resolution says."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for scan in scans:
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        width, height = (72 * size / dpi for size, dpi in zip((scan.width, scan.height), scan.dpi, strict=True))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] /Contents {number + 2} 0 R "
            f"/Resources << /XObject << /Im {number + 1} 0 R >> /Font << /F 3 0 R >> >> >>".encode()
        )
        objects.append(_image_object(scan))
        content = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im Do Q\n".encode() + _hidden_text(scan)
        packed = zlib.compress(content)
        objects.append(f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects.append(f"<< /Producer ({producer}) >>".encode())
    return _assemble(objects)


def _image_object(scan: Scan) -> bytes:
    if scan.bilevel:
        parameters = f"/DecodeParms << /K -1 /BlackIs1 true /Columns {scan.width} /Rows {scan.height} >> "
        kind = f"/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode {parameters}"
    else:
        space = "DeviceRGB" if scan.color else "DeviceGray"
        kind = f"/ColorSpace /{space} /BitsPerComponent 8 /Filter /DCTDecode "
    head = (
        f"<< /Type /XObject /Subtype /Image /Width {scan.width} /Height {scan.height} {kind}/Length {len(scan.data)} >>"
    )
    return head.encode() + b"\nstream\n" + scan.data + b"\nendstream"


def _hidden_text(scan: Scan) -> bytes:
    if not scan.words:
        return b""
    across, down = 72 / scan.dpi[0], 72 / scan.dpi[1]
    parts = [b"BT 3 Tr"]
    for word in scan.words:
        letters = word.text.encode("cp1252", errors="replace")
        escaped = letters.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        size = max(4.0, word.height * down)
        stretch = 100 * word.width * across / (0.5 * size * max(1, len(letters)))
        y = (scan.height - word.top - word.height) * down
        place = f"/F {size:.1f} Tf {stretch:.0f} Tz 1 0 0 1 {word.left * across:.1f} {y:.1f} Tm ("
        parts.append(place.encode() + escaped + b" ) Tj")
    return b"\n".join([*parts, b"ET\n"])


def _group4(image: Pixels) -> bytes:
    """Return the CCITT group 4 data of a black and white page; Pillow packs it as the one strip of a TIFF."""
    page = Image.fromarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)).convert("1", dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    page.save(buffer, "TIFF", compression="group4", tiffinfo={278: page.height, 262: 1})
    tiff = Image.open(buffer)
    offset, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]  # type: ignore[attr-defined]
    return buffer.getvalue()[offset : offset + length]


def _assemble(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n".encode()
    out += f"startxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
