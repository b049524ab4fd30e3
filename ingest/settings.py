"""Every setting of the program: one table of name, default and help, read from `BOCTACH_*` environment variables.

`BOCTACH_DATA=/srv/boctach boctach serve` is all there is to it; there is no settings file.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

PREFIX = "BOCTACH_"
MEBIBYTE = 1024 * 1024

Kind = Literal["text", "whole", "share", "folder", "language"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table; the environment variable is `BOCTACH_` and the name in capitals."""

    name: str
    kind: Kind
    default: str
    help_vi: str
    help_en: str

    @property
    def variable(self) -> str:
        """The environment variable: `max_pages` is `BOCTACH_MAX_PAGES`."""
        return PREFIX + self.name.upper()


SETTINGS = (
    Setting(
        "data",
        "folder",
        "./data",
        "Thư mục chứa dữ liệu: tệp gốc, ảnh trang, cơ sở dữ liệu.",
        "Folder of all data: originals, page images, database.",
    ),
    Setting(
        "database_url",
        "text",
        "",
        "Địa chỉ cơ sở dữ liệu; để trống thì dùng SQLite trong thư mục dữ liệu.",
        "Address of the database; empty means SQLite in the data folder.",
    ),
    Setting(
        "host", "text", "127.0.0.1", "Địa chỉ mạng mà dịch vụ lắng nghe.", "Network address the service listens on."
    ),
    Setting("port", "whole", "8000", "Cổng mạng của dịch vụ.", "Network port of the service."),
    Setting(
        "public_url",
        "text",
        "",
        "Địa chỉ mà người dùng mở trong trình duyệt, khi khác với địa chỉ và cổng ở trên.",
        "Address people open in the browser when it differs from host and port.",
    ),
    Setting("language", "language", "vi", "Ngôn ngữ hiển thị: vi hoặc en.", "Language of messages: vi or en."),
    Setting(
        "workers",
        "whole",
        "0",
        "Số tiến trình đọc trang cùng lúc; 0 là bằng số lõi của máy.",
        "Page-reading processes at a time; 0 means one a processor core.",
    ),
    Setting(
        "max_bytes",
        "whole",
        str(200 * MEBIBYTE),
        "Cỡ tệp lớn nhất, tính bằng byte.",
        "Largest file accepted, in bytes.",
    ),
    Setting("max_pages", "whole", "1000", "Số trang nhiều nhất của một văn bản.", "Most pages a paper may have."),
    Setting(
        "max_pixels",
        "whole",
        "40000000",
        "Số điểm ảnh nhiều nhất của một trang; trang lớn hơn được thu nhỏ trước khi dựng ảnh.",
        "Most pixels of a page image; larger PDF pages are drawn smaller.",
    ),
    Setting(
        "page_memory_mb",
        "whole",
        "3072",
        "Bộ nhớ nhiều nhất cho việc đọc một trang, tính bằng MiB.",
        "Most memory for reading one page, in MiB.",
    ),
    Setting(
        "page_seconds",
        "whole",
        "180",
        "Thời gian lâu nhất để đọc một trang, tính bằng giây.",
        "Longest time for reading one page, in seconds.",
    ),
    Setting(
        "max_attempts",
        "whole",
        "3",
        "Số lần một văn bản được phép làm hỏng tiến trình đọc trước khi bị cách ly.",
        "How often a paper may take its worker down before it is quarantined.",
    ),
    Setting(
        "heartbeat_seconds",
        "whole",
        "10",
        "Nhịp báo còn sống của mỗi tiến trình; lỡ ba nhịp thì việc của nó được giao lại.",
        "Heartbeat of each worker; after three missed beats its work is handed on.",
    ),
    Setting(
        "review_below",
        "share",
        "0.9",
        "Giá trị có độ tin cậy thấp hơn mức này được đánh dấu để kiểm tra (0–1).",
        "Values less sure than this are marked for checking (0–1).",
    ),
    Setting(
        "catalogue",
        "text",
        "",
        "Tệp CSV hoặc XLSX chứa bộ tiêu chí, để ghi tên tiêu chí cạnh mã số; để trống thì không dùng.",
        "CSV or XLSX file of the criteria, to put titles beside codes; empty means none.",
    ),
    Setting(
        "session_hours",
        "whole",
        "12",
        "Số giờ một lần đăng nhập còn hiệu lực khi không dùng.",
        "Hours a sign-in stays valid without use.",
    ),
    Setting(
        "watch_seconds",
        "whole",
        "3",
        "Số giây một tệp trong thư mục theo dõi phải giữ nguyên trước khi được đọc.",
        "Seconds a file in the watched folder must stay unchanged before it is read.",
    ),
)


class SettingError(ValueError):
    """A setting has a value that cannot be used; the message names the variable, the value and what is allowed."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force; made by `load_settings`, field by field what the table says."""

    data: Path
    database_url: str
    host: str
    port: int
    public_url: str
    language: Literal["vi", "en"]
    workers: int
    max_bytes: int
    max_pages: int
    max_pixels: int
    page_memory_mb: int
    page_seconds: int
    max_attempts: int
    heartbeat_seconds: int
    review_below: float
    catalogue: str
    session_hours: int
    watch_seconds: int

    @property
    def files(self) -> Path:
        """Folder of originals and page images, named by what is in them."""
        return self.data / "files"

    @property
    def url(self) -> str:
        """The address people open, without a slash at the end."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"


def load_settings(environment: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """Return the settings in force: `overrides` (as a command line gives them) before environment before defaults.

    Overrides that are None count as not given. Raises `SettingError` naming the variable.
    """
    given = os.environ if environment is None else environment
    values: dict[str, object] = {}
    for setting in SETTINGS:
        override = overrides.pop(setting.name, None)
        written = str(override) if override is not None else given.get(setting.variable, "").strip() or setting.default
        values[setting.name] = _value(setting, written)
    if overrides:
        raise SettingError(f"no such setting: {', '.join(sorted(overrides))}")
    values["workers"] = values["workers"] or os.cpu_count() or 1
    values["database_url"] = _database_url(str(values["database_url"]), Path(str(values["data"])))
    return Settings(**{field.name: values[field.name] for field in fields(Settings)})  # type: ignore[arg-type]


def _value(setting: Setting, written: str) -> object:
    if setting.kind == "whole":
        if not written.isdigit():
            raise SettingError(f"{setting.variable}={written!r}: a whole number is needed (cần một số nguyên)")
        return int(written)
    if setting.kind == "share":
        try:
            share = float(written)
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            raise SettingError(
                f"{setting.variable}={written!r}: a number from 0 to 1 is needed (cần một số từ 0 đến 1)"
            )
        return share
    if setting.kind == "folder":
        return Path(written).expanduser().absolute()
    if setting.kind == "language" and written not in {"vi", "en"}:
        raise SettingError(f"{setting.variable}={written!r}: vi or en is needed (cần vi hoặc en)")
    return written


def _database_url(written: str, data: Path) -> str:
    """Return the address SQLAlchemy takes; `postgres://` and `postgresql://` mean psycopg 3."""
    if not written:
        return f"sqlite:///{data / 'boctach.sqlite'}"
    for prefix in ("postgres://", "postgresql://"):
        if written.startswith(prefix):
            return "postgresql+psycopg://" + written.removeprefix(prefix)
    if written.startswith(("sqlite:///", "postgresql+psycopg://")):
        return written
    raise SettingError(
        f"{PREFIX}DATABASE_URL={written!r}: an address beginning with sqlite:/// or postgresql:// is needed "
        "(cần địa chỉ bắt đầu bằng sqlite:/// hoặc postgresql://)"
    )
