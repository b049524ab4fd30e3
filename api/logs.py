"""Log lines for those who run the service: time, level, where, what and the ids; never document text."""

import logging
import sys

# What every log record has anyway; anything else was given as `extra`.
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class Lines(logging.Formatter):
    """One line a record, ids behind it: `23:59:01 WARNING ingest.worker taken back document=7d44 kills=1`."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", "%H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging's own name
        """Return the line with its ids."""
        ids = " ".join(f"{name}={value}" for name, value in vars(record).items() if name not in _USUAL)
        return f"{super().formatMessage(record)} {ids}".rstrip()


def log_to_stderr() -> None:
    """Write warnings and errors to stderr from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
