"""What every test may use."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
_beside = Path(os.environ.get("BOCTACH_SHARED", REPOSITORY.parent / "shared"))
SHARED: Path | None = _beside if (_beside / "gold").is_dir() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real papers with gold beside the checkout; tests that use it are skipped where it is absent."""
    if SHARED is None:
        pytest.skip("the folder of real papers (../shared) is not beside this checkout")
    return SHARED
