"""Files are told apart by what is in them, and refused with a way out."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import ExitCode, PaperError
from ingest.settings import load_settings
from ingest.source import JPEG, PDF, PNG, TEXT, TIFF, decode, identify
from tests.ingest.hostile import archive
from tests.ingest.papers import digital_pdf, picture

SETTINGS = load_settings({})


@pytest.mark.parametrize(
    ("data", "media_type", "pages"),
    [
        (digital_pdf(), PDF, 0),
        (b"rubbish before\n" + digital_pdf(), PDF, 0),
        (picture("PNG"), PNG, 1),
        (picture("JPEG"), JPEG, 1),
        (picture("TIFF", 2), TIFF, 0),
        ("Kế hoạch số 5".encode(), TEXT, 1),
        (b"\xef\xbb\xbf" + "Kế hoạch".encode(), TEXT, 1),
        ("Kế hoạch".encode("utf-16"), TEXT, 1),
    ],
    ids=["pdf", "pdf after rubbish", "png", "jpeg", "tiff", "text", "text with mark", "utf-16"],
)
def test_kind_is_told_by_content_not_by_name(data: bytes, media_type: str, pages: int) -> None:
    source = identify(data, "thư.docx", SETTINGS)
    assert (source.media_type, source.page_count) == (media_type, pages)
    assert source.sha256.startswith(source.id)


def test_same_bytes_have_the_same_id_under_any_name() -> None:
    data = digital_pdf()
    assert identify(data, "a.pdf", SETTINGS).id == identify(data, "b.pdf", SETTINGS).id


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_nfc_with_plain_line_ends(form: str, encoding: str) -> None:
    text = "Ủy ban nhân dân\r\nxã Đồng Lâm\rSố: 5"
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    data = mark + unicodedata.normalize(form, text).encode(encoding)  # type: ignore[arg-type]
    assert decode(data, "a.txt") == "Ủy ban nhân dân\nxã Đồng Lâm\nSố: 5"


@pytest.mark.parametrize(
    ("data", "code", "exit_code", "says"),
    [
        (b"", "empty_file", ExitCode.DAMAGED, "trống"),
        (digital_pdf()[:-200], "damaged_file", ExitCode.DAMAGED, "cụt"),
        (archive("word/document.xml"), "unsupported_file", ExitCode.UNSUPPORTED, "DOCX"),
        (archive("xl/workbook.xml"), "unsupported_file", ExitCode.UNSUPPORTED, "XLSX"),
        (archive("a.pdf"), "unsupported_file", ExitCode.UNSUPPORTED, "ZIP"),
        (b"<!DOCTYPE html><p>", "unsupported_file", ExitCode.UNSUPPORTED, "trang web"),
        (b"\0\0\0\x18ftypheic", "unsupported_file", ExitCode.UNSUPPORTED, "HEIC"),
        (b"K\xd5 ho\xb9ch", "unsupported_file", ExitCode.UNSUPPORTED, "UTF-8"),
    ],
    ids=["empty", "cut", "docx", "xlsx", "zip", "html", "heic", "tcvn3"],
)
def test_refusal_names_the_file_and_the_way_out(data: bytes, code: str, exit_code: ExitCode, says: str) -> None:
    with pytest.raises(PaperError) as caught:
        identify(data, "Kế hoạch.pdf", SETTINGS)
    assert (caught.value.reason.code, caught.value.reason.exit_code) == (code, exit_code)
    assert says in caught.value.message("vi")
    assert caught.value.message("vi").startswith("Kế hoạch.pdf: ")
    assert "hãy" in caught.value.message("vi") or "chỉ đọc được" in caught.value.message("vi")


def test_file_over_the_limit_is_refused_with_both_sizes() -> None:
    with pytest.raises(PaperError, match=r"3\.0 MB, more than 2 MB") as caught:
        identify(bytes([65]) * (3 << 20), "to.txt", load_settings({}, max_bytes=2 << 20))
    assert caught.value.reason.http_status == 413


@pytest.mark.parametrize(
    ("data", "way_out"),
    [(b"MZ\x90", "bản quét"), (archive("a.pdf"), "giải nén"), (b"GIF89a", "PNG hoặc JPEG"), (b"{\\rtf1", "thành PDF")],
)
def test_way_out_fits_the_kind_of_file(data: bytes, way_out: str) -> None:
    with pytest.raises(PaperError) as caught:
        identify(data, "a", SETTINGS)
    assert way_out in caught.value.message_vi


@given(st.binary(max_size=400))
def test_any_bytes_are_known_or_refused(data: bytes) -> None:
    try:
        source = identify(data, "lạ", SETTINGS)
    except PaperError as error:
        assert error.document == "lạ"
    else:
        assert source.media_type in {PDF, PNG, JPEG, TIFF, TEXT}
