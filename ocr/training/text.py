"""What the training pages say: lines of the corpora, and lines made up of the numbers and codes that offices write."""

import hashlib
import lzma
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

HELD_OUT_ONE_IN = 50  # corpus lines that never train; the same ones as the diacritics model keeps back
LONGEST = 420  # letters of a paragraph
LINES_PER_FILE = 60_000
ADMINISTRATIVE_SHARE = 0.65  # of all paragraphs; laws are far more numerous but of one tone
MADE_UP_SHARE = 0.06
LABELLED_SHARE = 0.4  # paragraphs set as one point of a list: a label before them, a natural mark behind them
MIN_LETTERS = 40  # shorter lines are stock phrases that every paper shares
REPOSITORY = Path(__file__).resolve().parents[2]
_MEASURED = ("samples", "../shared/seeds", "../shared/gold", "../shared/scans")
_MOST_SHARED = 0.0005  # a line or two of law is quoted by many papers; more than this share is the paper itself

_LETTERS = re.compile(r"[^\W_]+")
_LABEL = re.compile(r"^(?:Điều \d+\.|\d+(?:\.\d+)*[.)]?|[IVX]+\.|[a-zđ]\)|[-+*])\s+")
_REPAIRS = str.maketrans({"ð": "đ", "Ð": "Đ", "\u00a0": " ", "\ufeff": "", "\u200b": "", "–": "-", "…": "..."})
_OFFICES = (
    "UBND",
    "HĐND",
    "BTC",
    "BNV",
    "SNV",
    "STC",
    "VPCP",
    "TTg",
    "CP",
    "SKHCN",
    "BTTTT",
    "SGDĐT",
    "ĐKT",
    "VP",
    "XDNTM",
)
_KINDS = ("QĐ", "KH", "NQ", "BC", "CV", "TB", "CT", "TTr", "HD", "NĐ", "TT", "GM", "BB", "CTr", "KL")
_UNITS = (
    "%",
    "điểm",
    "triệu đồng",
    "đồng",
    "hộ",
    "người",
    "ha",
    "m2",
    "km",
    "tỷ đồng",
    "lượt",
    "hồ sơ",
    "tháng",
    "ngày",
)
_LEADS = (
    "Căn cứ Quyết định số",
    "Thực hiện Kế hoạch số",
    "theo Công văn số",
    "Số:",
    "tại Thông báo số",
    "Nghị quyết số",
)
_LABELS = (  # what stands before the points of plans and decisions, as often as it stands here of a hundred
    ("{n}.", 30),
    ("{n}.{m}.", 14),
    ("{n}.{m}", 2),
    ("{n}.{m}.{k}.", 4),
    ("{letter})", 13),
    ("-", 14),
    ("+", 5),
    ("{roman}.", 10),
    ("Điều {n}.", 6),
    ("({n})", 2),
)
_ENDS = ((".", 50), (";", 20), (":", 15), ("", 15))
_LETTERS_OF_POINTS = ("a", "b", "c", "d", "đ", "e", "g", "h", "i", "k")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_POINT_LETTERS = (18, 190)  # how long a point of a list is


class ForbiddenTextError(ValueError):
    """A corpus holds one of the papers that the model is measured on."""


def line_hash(line: str) -> int:
    """Return a number that is the same for a line however it is cased, spaced or punctuated."""
    letters = "".join(_LETTERS.findall(unicodedata.normalize("NFC", line).lower()))
    return int.from_bytes(hashlib.blake2b(letters.encode(), digest_size=8).digest(), "big")


def measured_hashes(root: Path = REPOSITORY) -> frozenset[int]:
    """Return the hashes of the long lines of all papers that models are measured on."""
    paths = (path for place in _MEASURED for path in sorted((root / place).rglob("*.txt")))
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(line_hash(line) for line in lines if _is_telling(line))


def _is_telling(line: str) -> bool:
    return sum(letter.isalpha() for letter in line) >= MIN_LETTERS


def refuse(lines: Iterable[str], measured: frozenset[int]) -> list[str]:
    """Return the lines that no measured paper has; ForbiddenTextError when so many go that a whole paper was there."""
    kept, dropped = [], 0
    for line in lines:
        if _is_telling(line) and line_hash(line) in measured:
            dropped += 1
        else:
            kept.append(line)
    if dropped > max(3, _MOST_SHARED * len(kept)):
        raise ForbiddenTextError(f"{dropped} lines of a corpus stand in papers the model is measured on; take them out")
    return kept


def paragraphs(path: Path, alphabet: frozenset[str], *, held_out: bool) -> Iterator[str]:
    """Yield the paragraphs of one corpus file (`.txt.xz`) that the model's alphabet can write."""
    with lzma.open(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            clean = " ".join(unicodedata.normalize("NFC", line).translate(_REPAIRS).split())
            if len(clean) < 12 or (line_hash(clean) % HELD_OUT_ONE_IN == 0) != held_out:
                continue
            if len(clean) > LONGEST:
                clean = clean[:LONGEST].rsplit(" ", 1)[0]
            if alphabet.issuperset(clean):
                yield clean


class Speech:
    """Draws paragraphs: corpora weighted towards administrative papers, numbers and codes mixed in."""

    def __init__(self, corpora: Path, alphabet: frozenset[str], *, held_out: bool) -> None:
        measured = measured_hashes()
        pools: dict[str, list[str]] = {}
        for path in sorted(corpora.glob("*.txt.xz")):
            found: list[str] = []
            for line in paragraphs(path, alphabet, held_out=held_out):
                found.append(line)
                if len(found) == LINES_PER_FILE:
                    break
            pools.setdefault("admin" if path.name.startswith("admin") else "legal", []).extend(refuse(found, measured))
        if not pools:
            raise FileNotFoundError(f"{corpora} has no .txt.xz files")
        self._pools: Sequence[Sequence[str]] = [
            pools.get("admin") or pools["legal"],
            pools.get("legal") or pools["admin"],
        ]

    def paragraph(self, rng: np.random.Generator) -> str:
        """Return one paragraph, now and then as headings print it."""
        if rng.random() < MADE_UP_SHARE:
            return _made_up(rng)
        pool = self._pools[0 if rng.random() < ADMINISTRATIVE_SHARE else 1]
        text = pool[int(rng.integers(len(pool)))]
        if rng.random() < LABELLED_SHARE:
            text = _labelled(text, rng)
        if rng.random() < 0.13:
            return text[:160].rsplit(" ", 1)[0].upper()
        return text


def _labelled(text: str, rng: np.random.Generator) -> str:
    """Return a text as one point of a list: "2.1. " before it, and what ends points behind it."""
    words = _LABEL.sub("", text)[: int(rng.integers(*_POINT_LETTERS))].rsplit(" ", 1)[0].rstrip(" .,:;-")
    label = _drawn(_LABELS, rng).format(
        n=int(rng.integers(1, 13)),
        m=int(rng.integers(1, 10)),
        k=int(rng.integers(1, 8)),
        letter=_LETTERS_OF_POINTS[int(rng.integers(len(_LETTERS_OF_POINTS)))],
        roman=_ROMAN[int(rng.integers(len(_ROMAN)))],
    )
    return f"{label} {words}{_drawn(_ENDS, rng)}"


def _drawn(weighted: Sequence[tuple[str, int]], rng: np.random.Generator) -> str:
    shares = np.array([weight for _, weight in weighted], dtype=np.float64)
    return weighted[int(rng.choice(len(weighted), p=shares / shares.sum()))][0]


def _made_up(rng: np.random.Generator) -> str:
    return " ".join(_piece(rng) for _ in range(int(rng.integers(2, 9))))


def _piece(rng: np.random.Generator) -> str:
    def pick(words: Sequence[str]) -> str:
        return words[int(rng.integers(len(words)))]

    def whole(most: int) -> int:
        return int(rng.integers(1, most))

    day, month, year = whole(32), whole(13), int(rng.integers(1995, 2031))
    code = f"{whole(9999)}/{pick(_KINDS)}-{pick(_OFFICES)}"
    makers = (
        lambda: f"{pick(_LEADS)} {code} ngày {day:02d}/{month}/{year}",
        lambda: f"{whole(400)}/{year}/{pick(_KINDS)}-{pick(_OFFICES)}",
        lambda: f"ngày {day:02d} tháng {month:02d} năm {year}",
        lambda: f"{day:02d}/{month:02d}/{year}",
        lambda: f"{whole(9)}.{whole(9)}.{whole(20)}.",
        lambda: f"{whole(100)},{whole(100)}{pick(('%', ' điểm', ''))}",
        lambda: f"{whole(999)}.{whole(1000) - 1:03d}.{whole(1000) - 1:03d} {pick(_UNITS)}",
        lambda: f"{whole(1000)} {pick(_UNITS)}",
        lambda: f"quý {pick(('I', 'II', 'III', 'IV'))}/{year}",
        lambda: f"{pick(_ROMAN)}.",
        lambda: f"({pick(('a', 'b', 'c', 'd', 'đ', 'e', 'i', 'ii', 'iii'))})",
        lambda: f"Điều {whole(90)}, khoản {whole(12)}",
        lambda: f"02{whole(99):02d}.{whole(10000):04d}.{whole(1000):03d}",
        lambda: f"{whole(25):02d}h{whole(60):02d}",
        lambda: f"Lưu: VT, {pick(_OFFICES)} ({whole(60)}b).",
        lambda: f"[{whole(50)}]",
        lambda: code,
    )
    return makers[int(rng.integers(len(makers)))]()
