"""Recognisers of print: every module of this directory is one, found by its `NAME`.

An engine has `NAME`, `is_available() -> bool` and `read(images, *, dpi, mode, languages, choices, timeout_s)`, which
returns one tuple of words per image, in pixels of that image, in the engine's order.
"""

import importlib
import pkgutil
from collections.abc import Sequence
from typing import Protocol, cast

from ocr.engines.contract import EngineError, EngineTimeoutError, Mode, Settings
from ocr.image.pixels import Pixels
from ocr.page import Word

__all__ = ["Engine", "EngineError", "EngineTimeoutError", "Mode", "Settings", "engine_of", "names"]

_REQUIRED = ("NAME", "is_available", "read")
_NOT_ENGINES = {"contract", "symbols"}


class Engine(Protocol):
    """What a module of this directory offers."""

    NAME: str

    def is_available(self) -> bool:
        """Whether the program and the data it needs are installed."""
        ...

    def read(self, images: Sequence[Pixels], *, dpi: int, settings: Settings) -> tuple[tuple[Word, ...], ...]:
        """Return the words of each image; raises EngineError when the engine cannot answer."""
        ...


def _registered() -> dict[str, Engine]:
    found: dict[str, Engine] = {}
    for module_info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name):
        if module_info.name in _NOT_ENGINES:
            continue
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        missing = [name for name in _REQUIRED if not hasattr(module, name)]
        if missing:
            raise ImportError(f"engine {module_info.name} lacks {', '.join(missing)}")
        found[module.NAME] = cast(Engine, module)
    return found


_ENGINES = _registered()


def names() -> tuple[str, ...]:
    """Return the names an engine may be asked for by, in alphabetical order."""
    return tuple(sorted(_ENGINES))


def engine_of(name: str) -> Engine:
    """Return the engine called `name`; raises EngineError that lists what there is."""
    if name not in _ENGINES:
        raise EngineError(f'no engine is called "{name}"; there are: {", ".join(names())}')
    return _ENGINES[name]
