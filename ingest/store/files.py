"""Originals and page images in a folder, each named by the SHA-256 of what is in it."""

import hashlib
import os
import re
import secrets
from pathlib import Path

DIGEST = re.compile(r"[0-9a-f]{64}")


class Files:
    """A content-addressed folder: the same bytes are kept once, a kept file never changes."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`, making it when it is not there."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, content: bytes) -> str:
        """Keep `content` for good (on disk when this returns) and return its digest."""
        digest = hashlib.sha256(content).hexdigest()
        path = self.path(digest)
        if path.exists():
            return digest
        path.parent.mkdir(exist_ok=True)
        draft = path.with_name(f"{digest}.{secrets.token_hex(4)}.part")
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        return digest

    def get(self, digest: str) -> bytes:
        """Return the content kept under `digest`; FileNotFoundError when there is none."""
        return self.path(digest).read_bytes()

    def path(self, digest: str) -> Path:
        """Return where the content of `digest` is kept; anything but a digest is refused with ValueError."""
        if not DIGEST.fullmatch(digest):
            raise ValueError(f"{digest!r} is not the SHA-256 of a file")
        return self.folder / digest[:2] / digest
