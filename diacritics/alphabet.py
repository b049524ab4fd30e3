"""The letters words are made of, numbered as the kernel counts them."""

from diacritics.fold import MARKED_LETTERS

LETTERS = "abcdefghijklmnopqrstuvwxyz" + MARKED_LETTERS
LETTER_NUMBERS = {letter: number for number, letter in enumerate(LETTERS)}
# Columns of a channel: small letters, then capitals.
COLUMN_NUMBERS = LETTER_NUMBERS | {letter.upper(): len(LETTERS) + number for number, letter in enumerate(LETTERS)}
COLUMNS = 2 * len(LETTERS)
MAX_CHUNK = 3
CODE_POINT_BITS = 21


def pack(chunk: str) -> int:
    """Return a chunk of one to three code points as one number."""
    key = 0
    for letter in chunk:
        key = key << CODE_POINT_BITS | ord(letter)
    return key


def unpack(key: int) -> str:
    """Return the chunk behind a number made by `pack`."""
    letters = []
    while key:
        letters.append(chr(key & (1 << CODE_POINT_BITS) - 1))
        key >>= CODE_POINT_BITS
    return "".join(reversed(letters))
