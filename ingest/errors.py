"""What can go wrong with a paper, said so that a clerk knows what to do next."""

from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """Exit status of the command line; scripts may rely on the numbers."""

    OK = 0
    FAILED = 1  # something went wrong on our side
    USAGE = 2  # the command was called wrongly (click's own number)
    UNSUPPORTED = 3  # not a kind of file that can be read
    DAMAGED = 4  # truncated, empty or otherwise unreadable
    ENCRYPTED = 5  # needs a password
    TOO_LARGE = 6  # over a limit on bytes, pages or pixels
    MISSING_PART = 7  # a program or a data file of ours is not installed


@dataclass(frozen=True, slots=True)
class Reason:
    """A stable code with the HTTP status and exit code that go with it."""

    code: str
    http_status: int
    exit_code: ExitCode


UNSUPPORTED = Reason("unsupported_file", 415, ExitCode.UNSUPPORTED)
EMPTY = Reason("empty_file", 422, ExitCode.DAMAGED)
DAMAGED = Reason("damaged_file", 422, ExitCode.DAMAGED)
ENCRYPTED = Reason("encrypted_file", 422, ExitCode.ENCRYPTED)
TOO_LARGE = Reason("file_too_large", 413, ExitCode.TOO_LARGE)
MISSING_PART = Reason("missing_part", 503, ExitCode.MISSING_PART)
NOT_FOUND = Reason("not_found", 404, ExitCode.FAILED)
CONFLICT = Reason("version_conflict", 412, ExitCode.FAILED)
INVALID = Reason("invalid_value", 422, ExitCode.FAILED)


class PaperError(Exception):
    """A paper that cannot be read or changed as asked.

    `document` names the file or id, `message_vi` and `message_en` say what is wrong and what to do about it.
    """

    def __init__(self, reason: Reason, *, document: str, message_vi: str, message_en: str) -> None:
        super().__init__(f"{document}: {message_en}")
        self.reason = reason
        self.document = document
        self.message_vi = message_vi
        self.message_en = message_en

    def message(self, language: str) -> str:
        """Return the message in "vi" or "en", with the document's name before it."""
        return f"{self.document}: {self.message_en if language == 'en' else self.message_vi}"
