"""Which sample papers there are, and which finished files of them are kept in the repository."""

from pathlib import Path

SAMPLES = Path(__file__).resolve().parent
FINISHED = SAMPLES / "finished"
PAPERS = tuple(sorted((SAMPLES / "papers").glob("*.toml")))

# Beside the digital PDF; chosen so that every paper stands on paper at least once, every treatment at least once, and
# all together stay small. Everything else is made in seconds: python -m samples.composer --out DIR --preset NAME ID
CHOSEN: dict[str, tuple[str, ...]] = {
    "01": ("medium",),
    "02": ("badlayer",),
    "03": ("fax",),
    "04": ("light",),
    "05": ("heavy", "text"),
    "06": ("turned",),
    "07": ("heavy",),
    "08": ("phone",),
    "09": ("badlayer",),
    "10": ("tiff",),
    "11": ("png", "jpeg"),
    "12": ("medium",),
    "13": ("bitonal",),
    "14": ("fax",),
}
