"""The closed inventory of Vietnamese syllables: onset × rhyme × tone, and where the tone is written.

"nghiêng" is onset "ngh", rhyme "iêng", level tone; "hóa" (classic) and "hoá" (new) are the same syllable written in two
styles. Rhymes follow the usual phonology tables (Đoàn Thiện Thuật, Ngữ âm tiếng Việt): a stop coda takes only the
acute and the dot tone.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")  # level, grave, acute, hook, tilde, dot


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ONSETS = (*_words("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"), "")
RHYMES = _words(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch
    êm ên ênh êp êt êu i ia ich im in inh ip it iu iê iêc iêm iên iêng iêp iêt iêu o oa oac oach oai oam oan oang oanh
    oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm
    ơn ơp ơt u ua uc ui um un ung up ut uân uât uây uâng uê uêch uênh uên uêt uô uôc uôi uôm uôn uông uôt uơ uy uya uych
    uynh uyn uyt uyp uyu uyê uyên uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu ươ ươc ươi ươm ươn ương ươp ươt ươu y yê yêm yên yêng
    yêt yêu
    """
)
# Rhymes that are written only with something before or after them.
_NEVER_WHOLE = {"iê", "uô", "uyê", "ươ", "yê"}
_STOPS = ("c", "ch", "p", "t")
# After "qu" and "gi" the glide or the i is part of the onset's letters.
_QU_RHYMES = _words(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât ây âu e en eo et ê êch ên ênh êt i it in iu
    ôc ơ ơi ơt y ych yên yêt ynh yt yn ip eng
    """
)


def is_syllable(word: str) -> bool:
    """Tell whether a word in NFC, in any case and either tone style, is a possible Vietnamese syllable."""
    return classic(word.lower()) in inventory()


def is_marked(word: str) -> bool:
    """Tell whether a word carries any Vietnamese mark or đ."""
    return not word.isascii() and not _MARKED.isdisjoint(word)


@cache
def inventory() -> frozenset[str]:
    """Return every possible syllable, lower case, classic tone placement, NFC."""
    return frozenset(_syllables())


@cache
def bare_inventory() -> frozenset[str]:
    """Return every possible syllable without its marks: "hoach", "dinh"."""
    return frozenset(_bare(word) for word in inventory())


def _syllables() -> Iterator[str]:
    for onset in ONSETS:
        for rhyme in RHYMES:
            if not _fits(onset, rhyme):
                continue
            stopped = rhyme.endswith(_STOPS) and not rhyme.endswith("nh")
            for tone in ("\u0301", "\u0323") if stopped else TONES:
                yield unicodedata.normalize("NFC", onset + with_tone(rhyme, tone))
    for rhyme in _QU_RHYMES:
        for tone in ("\u0301", "\u0323") if rhyme.endswith(_STOPS) else TONES:
            yield "qu" + with_tone(rhyme, tone)
    for word in ("gi", "gin", "ginh", "giêng", "giêc", "giêt", "giêm", "giên", "giêu"):
        for tone in ("\u0301", "\u0323") if word.endswith(_STOPS) else TONES:
            yield "g" + with_tone(word[1:], tone)


def _fits(onset: str, rhyme: str) -> bool:
    if rhyme in _NEVER_WHOLE or onset == "qu":
        return False
    front = rhyme[0] in "eêiy"
    if onset in ("gh", "ngh", "k"):
        return front
    if onset in ("c", "g", "ng"):
        return not front and not (onset in ("c",) and rhyme.startswith(("oa", "oe", "uâ", "uê", "uy", "uơ")))
    if onset == "gi":
        return rhyme[0] not in "iy"
    if rhyme.startswith("y"):
        return onset == "" or (rhyme == "y" and onset in ("h", "k", "l", "m", "s", "t", "v", "qu"))
    if onset == "":
        return not rhyme.startswith("iê")
    return True


def with_tone(rhyme: str, tone: str) -> str:
    """Return a rhyme with its tone written where the classic style puts it: "oa" + acute is "óa", "oan" is "oán"."""
    if not tone:
        return rhyme
    place = _tone_place(rhyme)
    return unicodedata.normalize("NFC", rhyme[: place + 1] + tone + rhyme[place + 1 :])


def _tone_place(rhyme: str) -> int:
    vowels = [index for index, letter in enumerate(rhyme) if letter in _VOWELS]
    for index in reversed(vowels):
        if rhyme[index] in "ăâêôơư" and rhyme[index : index + 2] != "ưa" and rhyme[index : index + 2] != "ưu":
            return index
    if len(vowels) == 1:
        return vowels[0]
    if len(vowels) == 3 or vowels[-1] != len(rhyme) - 1:
        return vowels[1]
    return vowels[0]


def classic(word: str) -> str:
    """Return a lower-case word with its tone where the classic style puts it: "hoá" is "hóa", "uỷ" is "ủy"."""
    return _restyled(word, _TO_CLASSIC)


def modern(word: str) -> str:
    """Return a word, in any case, with its tone where the new style puts it: "hóa" is "hoá", "thủy" is "thuỷ"."""
    return _restyled(word, _TO_MODERN)


def _restyled(word: str, table: dict[str, str]) -> str:
    if len(word) < 2 or word[-2:].lower() not in _STYLED or word[:-1].lower() in ("q", "qu"):
        return word
    ending = table.get(word[-2:], word[-2:])
    # "quý" is onset "qu" with rhyme "y": its tone has one place only.
    if word[-3:-2].lower() == "q":
        return word
    return word[:-2] + ending


def style_of(word: str) -> str:
    """Return "classic" or "modern" when a word shows where its writer puts tones, else ""."""
    if word[-3:-2].lower() == "q":
        return ""
    if word[-2:] in _TO_MODERN:
        return "classic"
    return "modern" if word[-2:] in _TO_CLASSIC else ""


_VOWELS = "aăâeêioôơuưy"
_MARKED = frozenset(
    unicodedata.normalize("NFC", v + t) for v in _VOWELS for t in TONES if v + t not in tuple("aeiouy")
) | {"đ"}
_MARKED = _MARKED | frozenset(letter.upper() for letter in _MARKED)


def _style_tables() -> tuple[dict[str, str], dict[str, str]]:
    to_modern: dict[str, str] = {}
    for pair in ("oa", "oe", "uy"):
        for tone in TONES[1:]:
            old = unicodedata.normalize("NFC", pair[0] + tone + pair[1])
            new = unicodedata.normalize("NFC", pair + tone)
            for shape in (str.lower, str.upper, str.title):
                to_modern[shape(old)] = shape(new)
            to_modern[old[0] + old[1].upper()] = new[0] + new[1].upper()
    return to_modern, {new: old for old, new in to_modern.items()}


_TO_MODERN, _TO_CLASSIC = _style_tables()
_STYLED = frozenset(key.lower() for key in (*_TO_MODERN, *_TO_CLASSIC))


def _bare(word: str) -> str:
    return "".join(
        letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)
    ).replace("đ", "d")
