"""Old encodings of Vietnamese turned into Unicode NFC: TCVN3 (.VnTime), VNI (VNI-Times) and decomposed Unicode.

A text typed in one of the old 8-bit fonts arrives as Latin-1 letters: "KÕ ho¹ch" is TCVN3 for "Kế hoạch",
"Keá hoaïch" is the same in VNI. The tables are the published code charts: TCVN 5712:1993 (VN3) and the VNI
double-byte set for Windows.
"""

import re
import unicodedata

from diacritics.syllable import is_marked, is_syllable


def _tcvn3_table() -> dict[int, str]:
    """Return the letters of TCVN3 by code point."""
    small = {
        "\u00b8": "á", "µ": "à", "¶": "ả", "·": "ã", "¹": "ạ", "¨": "ă", "¾": "ắ", "»": "ằ", "¼": "ẳ", "½": "ẵ",
        "Æ": "ặ",
        "©": "â", "Ê": "ấ", "Ç": "ầ", "È": "ẩ", "É": "ẫ", "Ë": "ậ", "®": "đ", "Ð": "é", "Ì": "è", "Î": "ẻ", "Ï": "ẽ",
        "Ñ": "ẹ", "ª": "ê", "Õ": "ế", "Ò": "ề", "Ó": "ể", "Ô": "ễ", "Ö": "ệ", "Ý": "í", "×": "ì", "Ø": "ỉ", "Ü": "ĩ",
        "Þ": "ị", "ã": "ó", "ß": "ò", "á": "ỏ", "â": "õ", "ä": "ọ", "«": "ô", "è": "ố", "å": "ồ", "æ": "ổ", "ç": "ỗ",
        "é": "ộ", "¬": "ơ", "í": "ớ", "ê": "ờ", "ë": "ở", "ì": "ỡ", "î": "ợ", "ó": "ú", "ï": "ù", "ñ": "ủ", "ò": "ũ",
        "ô": "ụ", "\u00ad": "ư", "ø": "ứ", "õ": "ừ", "ö": "ử", "÷": "ữ", "ù": "ự", "ý": "ý", "ú": "ỳ", "û": "ỷ",
        "ü": "ỹ", "þ": "ỵ", "¡": "Ă", "¢": "Â", "§": "Đ", "£": "Ê", "¤": "Ô", "¥": "Ơ", "¦": "Ư",
    }  # fmt: skip
    return {ord(old): new for old, new in small.items()}


# A VNI letter is a plain vowel followed by one of these.
_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HATS = {
    "â": ("\u0302", ""), "à": ("\u0302", "\u0300"), "á": ("\u0302", "\u0301"), "å": ("\u0302", "\u0309"),
    "ã": ("\u0302", "\u0303"), "ä": ("\u0302", "\u0323"), "ê": ("\u0306", ""), "è": ("\u0306", "\u0300"),
    "é": ("\u0306", "\u0301"), "ú": ("\u0306", "\u0309"), "ü": ("\u0306", "\u0303"), "ë": ("\u0306", "\u0323"),
}  # fmt: skip
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    """Return what each VNI letter, one or two characters, stands for."""
    table: dict[str, str] = dict(_VNI_ALONE)
    for vowel in "aeoyu":
        for mark, tone in _VNI_TONES.items():
            table[vowel + mark] = vowel + tone
        for mark, (hat, tone) in _VNI_HATS.items():
            table[vowel + mark] = vowel + hat + tone
    for horned in "ôö":
        for mark, tone in _VNI_TONES.items():
            table[horned + mark] = _VNI_ALONE[horned] + tone
    composed = {old: unicodedata.normalize("NFC", new) for old, new in table.items()}
    known = {old: new for old, new in composed.items() if len(new) == 1}
    known |= {old.upper(): new.upper() for old, new in known.items()}
    return known | {
        old[0].upper() + old[1:]: new.upper() for old, new in known.items() if len(old) == 2 and new.islower()
    }


_TCVN3 = _tcvn3_table()
_VNI = _vni_table()
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_WORD = re.compile(r"[^\W\d_]+")
# A line is taken for an old encoding only when this share of its words becomes Vietnamese by reading it so.
MIN_VIETNAMESE_SHARE = 0.75
# One odd sign in a badly read line is dirt: old encodings use one in nearly every word.
MIN_OLD_LETTERS = 3
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def from_tcvn3(text: str) -> str:
    """Return text typed in a .VnTime font as Unicode: "KÕ ho¹ch" is "Kế hoạch"."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Return text typed in a VNI font as Unicode: "Keá hoaïch" is "Kế hoạch"."""
    return _VNI_LETTER.sub(lambda found: _VNI[found.group()], text)


def from_nfd(text: str) -> str:
    """Return composed letters: "Ke\u0302\u0301" is "Kế"."""
    return unicodedata.normalize("NFC", text)


def vietnamese_share(text: str) -> float:
    """Return the share of words that are Vietnamese syllables, 0 when no word carries a mark."""
    words = _WORD.findall(text)
    if not words or not any(is_marked(word) for word in words):
        return 0.0
    return sum(is_syllable(word) for word in words) / len(words)


def old_encoding(line: str) -> str | None:
    """Return "tcvn3" or "vni" when the line reads as Vietnamese only that way, else None."""
    if len(_NOT_ASCII.findall(line)) < MIN_OLD_LETTERS:
        return None
    as_it_is = vietnamese_share(line)
    best = max((vietnamese_share(read(line)), name) for name, read in (("tcvn3", _tcvn3_words), ("vni", from_vni)))
    if best[0] >= MIN_VIETNAMESE_SHARE and best[0] > as_it_is + 0.2:
        return best[1]
    return None


def _tcvn3_words(line: str) -> str:
    # The cedilla and the soft hyphen are letters in TCVN3: words hold together only once they are read.
    return from_tcvn3(line)
