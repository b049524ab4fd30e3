import csv
import datetime as dt
import io
import json
from pathlib import Path

import pdfplumber
import pytest
from openpyxl import load_workbook

from api.cli import COMMANDS, command, run
from api.people import way_in
from api.terminal import chosen_language
from ingest.errors import ExitCode
from ingest.settings import load_settings
from ingest.store import Store
from tests.api.conftest import PLAN
from tests.conftest import REPOSITORY

SCAN = REPOSITORY / "samples" / "finished" / "11-png.png"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _vietnamese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("BOCTACH_LANG", "BOCTACH_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOCTACH_DATA", str(tmp_path / "data"))


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_vietnamese_down_to_its_headings(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*([name] if name else []), "--help"]) == ExitCode.OK
    shown = capsys.readouterr().out
    assert shown.startswith("Cách dùng: boctach")
    assert "Tùy chọn:" in shown
    for word in ("Usage", "Options", "Commands", "Show this", "arguments", "TEXT", "FILE", "default"):
        assert word not in shown


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_turns_english_on_request(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*([name] if name else []), "--lang", "en", "--help"]) == ExitCode.OK
    shown = capsys.readouterr().out
    assert shown.startswith("Usage: boctach")
    assert "Tùy chọn" not in shown


def test_language_comes_from_the_call_before_the_environment() -> None:
    assert chosen_language(["read", "--lang=en"], {"BOCTACH_LANG": "vi"}) == "en"
    assert chosen_language(["read"], {"BOCTACH_LANG": "en_US.UTF-8"}) == "en"
    assert chosen_language(["read", "--", "--lang=en"], {}) == "vi"
    assert chosen_language([], {}) == "vi"


def test_every_command_is_in_the_group() -> None:
    assert tuple(command.commands) == COMMANDS


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["reed"], "không có lệnh “reed”. Có phải ý bạn là read?"),
        (["read"], "thiếu TỆP…"),
        (["read", "--nope", "x"], "không có tùy chọn “--nope”"),
        (["read", "x", "--format", "pdf"], "chọn một trong: json, ndjson, csv, xlsx"),
        (["serve", "--port", "abc"], "giá trị của --port không dùng được"),
    ],
)
def test_wrong_call_is_explained_in_vietnamese(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == ExitCode.USAGE
    shown = capsys.readouterr().err
    assert words in shown
    assert "Xem hướng dẫn: boctach" in shown


def test_record_of_one_paper_is_printed_as_json(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(plan)]) == ExitCode.OK
    record = json.loads(capsys.readouterr().out)
    assert record["schema"] == "boctach.record/1"
    assert record["document"]["symbol"] == "KH-UBND"
    assert [task["path"] for task in record["tasks"]] == ["I.1", "I.2"]


def test_several_papers_get_a_file_each_and_namesakes_do_not_collide(plan: Path, tmp_path: Path) -> None:
    other = tmp_path / "khac" / "ke-hoach.txt"
    other.parent.mkdir()
    other.write_text(PLAN.replace("45/KH", "46/KH"), encoding="utf-8")
    out = tmp_path / "ket-qua"
    assert run(["read", str(plan), str(other), "--out", str(out)]) == ExitCode.OK
    numbers = {path.name: json.loads(path.read_text(encoding="utf-8"))["document"]["number"] for path in out.iterdir()}
    assert numbers == {"ke-hoach.json": "45", "ke-hoach-2.json": "46"}


def test_csv_opens_in_excel_with_its_letters(plan: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["read", str(plan), "--format", "csv"]) == ExitCode.OK
    content = capsysbinary.readouterr().out
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [(row["path"], row["deadline_end"], row["lead"]) for row in rows] == [
        ("I.1", "2024-06-30", "Văn phòng - Thống kê"),
        ("I.2", "2024-09-30", "Văn hóa - Xã hội"),
    ]


def test_xlsx_has_vietnamese_headings_and_real_days(plan: Path, tmp_path: Path) -> None:
    assert run(["read", str(plan), "--format", "xlsx", "--out", str(tmp_path)]) == ExitCode.OK
    sheet = load_workbook(tmp_path / "ke-hoach.xlsx").active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    assert "Nhiệm vụ" in heads
    due = sheet.cell(2, heads.index("Đến ngày") + 1)
    assert isinstance(due.value, dt.datetime)
    assert due.number_format == "dd/mm/yyyy"


def test_ndjson_puts_several_records_on_a_line_each(plan: Path, tmp_path: Path) -> None:
    assert run(["read", str(plan), "--format", "ndjson", "--out", str(tmp_path)]) == ExitCode.OK
    (line,) = (tmp_path / "ke-hoach.ndjson").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["document"]["number"] == "45"


def test_result_never_overwrites_the_paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ke-hoach.json"
    path.write_text(PLAN, encoding="utf-8")
    assert run(["read", str(path), "--out", str(tmp_path)]) != ExitCode.OK
    assert path.read_text(encoding="utf-8") == PLAN
    assert "trùng với tệp đầu vào" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", ExitCode.DAMAGED),
        (b"PK\x03\x04" + b"word/document.xml" * 20, ExitCode.UNSUPPORTED),
        (b"%PDF-1.7\n1 0 obj\n", ExitCode.DAMAGED),
        (b"<!doctype html><html></html>", ExitCode.UNSUPPORTED),
    ],
)
def test_bad_file_is_one_clear_line_and_its_own_status(
    content: bytes, status: ExitCode, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "van-ban.pdf"
    path.write_bytes(content)
    assert run(["read", str(path)]) == status
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Lỗi: van-ban.pdf: ")
    assert "Traceback" not in line


def test_missing_file_does_not_stop_the_others(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = tmp_path / "khong-co.pdf"
    assert run(["read", str(missing), str(plan), "--out", str(tmp_path / "ra")]) == ExitCode.FAILED
    assert "không tìm thấy tệp này" in capsys.readouterr().err
    assert (tmp_path / "ra" / "ke-hoach.json").exists()


def test_restore_keeps_lines_and_explains_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hong.txt"
    path.write_text("Ke hoach cai cach hanh chinh\n\nnam 2024\n", encoding="utf-8")
    assert run(["restore", str(path)]) == ExitCode.OK
    assert capsys.readouterr().out == "Kế hoạch cải cách hành chính\n\nnăm 2024\n"
    assert run(["restore", "--explain", str(path)]) == ExitCode.OK
    first, *_, last = capsys.readouterr().out.splitlines()
    assert first.startswith('dòng 1: "Ke" → "Kế"')
    assert last.startswith('dòng 3: "nam" → "năm"')
    assert run(["restore", "--explain", "--lang", "en", str(path)]) == ExitCode.OK
    assert "line 1" in capsys.readouterr().out


def test_restore_refuses_what_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "quet.pdf"
    path.write_bytes(b"%PDF-1.7\xff\xfe")
    assert run(["restore", str(path)]) == ExitCode.UNSUPPORTED
    assert "boctach ocr" in capsys.readouterr().err


@pytest.mark.ocr
def test_ocr_prints_text_page_by_page_with_layout(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ocr", str(SCAN), "--layout"]) == ExitCode.OK
    lines = capsys.readouterr().out.splitlines()
    assert "Trang 1" in lines[0]
    assert any(line.startswith("[letterhead ") and line.count(",") == 3 for line in lines)


@pytest.mark.ocr
def test_ocr_writes_hocr_alto_and_searchable_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hocr, alto, pdf = (tmp_path / name for name in ("trang.hocr", "trang.xml", "trang.pdf"))
    exports = ["--hocr", str(hocr), "--alto", str(alto), "--pdf", str(pdf)]
    assert run(["ocr", str(SCAN), "--raw", *exports]) == ExitCode.OK
    assert "QUYẾT ĐỊNH" in capsys.readouterr().out.upper()
    assert "ocr_page" in hocr.read_text(encoding="utf-8")
    assert "<alto" in alto.read_text(encoding="utf-8")
    with pdfplumber.open(pdf) as document:
        assert len(document.pages) == 1
        assert "QUYẾT ĐỊNH" in document.pages[0].extract_text()


def test_plain_text_makes_no_searchable_pdf(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ocr", str(plan), "--pdf", str(tmp_path / "ra.pdf")]) == ExitCode.UNSUPPORTED
    assert "không có trang ảnh" in capsys.readouterr().err


def test_token_is_printed_once_and_lets_a_program_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["token", "cham-diem"]) == ExitCode.OK
    secret = capsys.readouterr().out.strip()
    store = Store(load_settings())
    account = store.tokens.account(secret)
    store.close()
    assert account is not None
    assert (account.name, account.role) == ("cham-diem", "uploader")


def test_administrator_gets_in_even_when_a_program_came_first(store: Store) -> None:
    assert run(["token", "cham-diem"]) == ExitCode.OK
    token = way_in(store)
    assert token is not None
    signed_in = store.accounts.redeem(token)
    assert signed_in is not None
    assert signed_in[1].role == "administrator"
    assert way_in(store) is None


def test_link_needs_someone_to_sign_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["link"]) == ExitCode.FAILED
    assert "boctach serve" in capsys.readouterr().err
    store = Store(load_settings())
    store.accounts.first_start()
    assert run(["link"]) == ExitCode.OK
    token = capsys.readouterr().out.split("/sign-in/")[1].strip()
    assert store.accounts.redeem(token) is not None
    store.close()


def test_settings_are_shown_with_their_meaning(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["settings"]) == ExitCode.OK
    shown = capsys.readouterr().out
    assert "BOCTACH_PORT=8000\n    Cổng mạng của dịch vụ." in shown


def test_bad_setting_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("BOCTACH_PORT", "cổng")
    assert run(["settings"]) == ExitCode.USAGE
    assert "BOCTACH_PORT" in capsys.readouterr().err
