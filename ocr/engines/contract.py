"""What the reader asks of an engine, and how an engine says that it cannot."""

from dataclasses import dataclass
from typing import Literal

Mode = Literal["page", "block", "line", "word"]


class EngineError(Exception):
    """The engine gave no usable answer: it is missing, it crashed, or what it said is no reading."""


class EngineTimeoutError(EngineError):
    """The engine was stopped because it took too long."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to read: what the image shows, with which languages, and when to give up.

    `languages` empty leaves the choice to the engine; `characters` empty allows all; `choices` asks for per-symbol
    alternatives.
    """

    mode: Mode = "page"
    languages: tuple[str, ...] = ()
    characters: str = ""
    choices: bool = False
    timeout_s: float = 60.0
