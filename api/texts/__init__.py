"""Every text a person sees, in Vietnamese and English: one TOML file per part of the door, one table per text."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from ingest.errors import PaperError, Reason

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

_FOLDER = Path(__file__).resolve().parent


class Texts:
    """The texts of one language: `Texts("vi")("cli.read.short")`."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of `key` with `values` put in; KeyError names a key that is not written down."""
        text = catalogue()[key][self.language]
        return text.format(**values) if values else text

    def under(self, prefix: str) -> dict[str, str]:
        """Return the texts whose key begins with `prefix`, under the rest of their keys."""
        return {
            key.removeprefix(prefix): text[self.language] for key, text in catalogue().items() if key.startswith(prefix)
        }


def refusal(reason: Reason, key: str, *, document: str, **values: object) -> PaperError:
    """Return the error whose words stand under `key` in both languages."""
    return PaperError(
        reason,
        document=document,
        message_vi=Texts("vi")(key, **values),
        message_en=Texts("en")(key, **values),
    )


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Return all texts: file and table names joined by dots give the key, "vi" and "en" the words."""
    texts: dict[str, dict[str, str]] = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        _collect(path.stem, tomllib.loads(path.read_text(encoding="utf-8")), texts)
    return texts


def _collect(key: str, table: dict[str, object], texts: dict[str, dict[str, str]]) -> None:
    words = {language: text for language, text in table.items() if isinstance(text, str)}
    if words:
        texts[key] = words
    for name, inner in table.items():
        if isinstance(inner, dict):
            _collect(f"{key}.{name}", inner, texts)
