"""What a file is, told from its bytes and never from its name."""

from dataclasses import dataclass

ID_DIGITS = 24


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be read: `sha256` is its identity, `media_type` what its bytes say, `name` what it was called."""

    sha256: str
    media_type: str
    name: str
    page_count: int

    @property
    def id(self) -> str:
        """The paper's id: 96 bits of the SHA-256, so the same bytes have the same id everywhere."""
        return self.sha256[:ID_DIGITS]
