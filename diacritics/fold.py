"""Text without marks, for comparing: "Ủy ban Đống Đa" and "Uy ban Dong Da" fold to the same."""

import unicodedata

MARKED_LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_BARE_LETTERS = "a" * 17 + "e" * 11 + "i" * 5 + "o" * 17 + "u" * 11 + "y" * 5 + "d"
_FOLDS = str.maketrans(
    MARKED_LETTERS + MARKED_LETTERS.upper() + "ðÐ",
    _BARE_LETTERS + _BARE_LETTERS.upper() + "dD",
)


def fold(text: str) -> str:
    """Return `text` without Vietnamese marks and with d for đ, case kept: "Kế hoạch" is "Ke hoach".

    For NFC text the result has the same length, so offsets into it are offsets into `text`.
    """
    bare = text.translate(_FOLDS)
    if bare.isascii():
        return bare
    return "".join(_fold_letter(letter) for letter in bare)


def _fold_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    if unicodedata.combining(letter):
        return ""
    first = unicodedata.normalize("NFD", letter)[0]
    return first if first.isascii() and first.isalpha() else letter
