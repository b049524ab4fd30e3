"""Whether the text a PDF page carries is good enough: keep it, repair it, or read the page's picture instead."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from diacritics.damage import judge
from diacritics.encodings import vietnamese_share
from diacritics.restoration import Damage
from ingest.text_layer import TextLayer

Action = Literal["keep", "repair", "replace", "blank"]

SCAN_SHARE = 0.5  # a page half covered by pictures is a scan; logos and charts cover less
CAPTION_CHARACTERS = 200  # a signature's caption has up to 140 letters; the emptiest last page of a paper has more
UNMAPPED_SHARE = 0.05  # fonts without a table to Unicode lose whole words
HIDDEN_SHARE = 0.5
VIETNAMESE_SHARE = 0.2  # of a page's words; the digital pages of samples and real papers have 0.8 and more
SCRAMBLED_WORDS = 30  # fewer words, as in a table of numbers, prove nothing
SIGNS_SHARE = 0.5  # of what is printed, dotted lines to fill in left out; papers have less than 0.1
PAGE_NUMBER_CHARACTERS = 12  # "- 12 -", "Trang 12/345"
PICTURE_SHARE = 0.15  # of the page under pictures: with a page number alone as text they hold what there is to read
UNCOVERED_SHARE = 0.4  # of a scan's print: layers of the same page leave 0.30 at most, those of another 0.43 at least
DOUBLED_SHARE = 0.2  # of the words; headings printed twice to look bold are less
WORD = re.compile(r"[^\W\d_]{2,}")
CID = re.compile(r"\(cid:\d+\)")  # how converters write a letter whose font has no table
FILLED_IN = frozenset("._…-–—")

_REPAIRED: dict[Damage, tuple[str, str]] = {
    "letter_spaced": ("chữ bị tách rời từng chữ cái, đã ghép lại", "letters stand apart; they were put together"),
    "markless": ("lớp chữ không có dấu, đã phục hồi dấu", "the text layer has no marks; they were restored"),
    "wrong_language": (
        "lớp chữ được nhận dạng sai ngôn ngữ, đã phục hồi dấu",
        "the text layer was read in the wrong language; marks were restored",
    ),
    "nfd": ("dấu được lưu tách khỏi chữ, đã ghép lại", "marks are stored apart from letters; they were composed"),
    "tcvn3": ("lớp chữ dùng bảng mã TCVN3 (ABC), đã chuyển mã", "the text layer is in TCVN3 (ABC); it was transcoded"),
    "vni": ("lớp chữ dùng bảng mã VNI, đã chuyển mã", "the text layer is in VNI; it was transcoded"),
}
_REPLACED: dict[Damage, tuple[str, str]] = {
    "wrong_language": (
        "lớp chữ của trang quét được nhận dạng sai ngôn ngữ",
        "the scan's text layer was read in the wrong language",
    ),
    "markless": ("lớp chữ của trang quét không có dấu", "the scan's text layer has no marks"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a page's text layer and why.

    `damage` is what the words of `TextLayer.page` still have, for the restorer; None where the text was not looked at.
    """

    action: Action
    damage: Damage | None
    code: str
    message_vi: str
    message_en: str


FORCED = Verdict("replace", None, "forced", "nhận dạng lại theo yêu cầu", "read anew as asked")
_BLANK = Verdict("blank", None, "blank", "trang trắng", "the page is blank")
_NO_LAYER = Verdict("replace", None, "no_layer", "trang chỉ có hình ảnh", "the page is a picture without text")
_OUTLINES = Verdict(
    "replace", None, "outlines", "chữ trên trang được vẽ thành hình", "the letters of the page are drawn as shapes"
)
_CAPTION = Verdict(
    "replace",
    None,
    "caption_only",
    "trang quét, lớp chữ chỉ có vài từ (như chú thích chữ ký số)",
    "a scan whose text layer is a few words, such as the caption of a signature",
)
_UNMAPPED = Verdict(
    "replace", None, "unmapped", "phông chữ không cho biết ký tự", "the fonts do not say which letters they draw"
)
_SCRAMBLED = Verdict(
    "replace",
    None,
    "scrambled",
    "lớp chữ không thành tiếng Việt, có thể do phông chữ sai bảng mã",
    "the text layer makes no Vietnamese words; its fonts may name the wrong letters",
)
_HIDDEN = Verdict(
    "replace", None, "hidden_text", "lớp chữ ẩn không khớp với trang in", "hidden text without a scan under it"
)
MISPLACED = Verdict(
    "replace",
    None,
    "misplaced",
    "lớp chữ không khớp với hình của trang quét",
    "the text layer does not fit the picture of the scan",
)
_DOUBLED = Verdict(
    "repair",
    "clean",
    "doubled",
    "chữ nằm hai lần chồng lên nhau, đã bỏ phần lặp",
    "the words lie twice over each other; one of each was dropped",
)
_SCAN_LAYER = Verdict("keep", "clean", "good_layer", "trang quét có lớp chữ tốt", "a scan with a good text layer")
_DIGITAL = Verdict("keep", "clean", "digital_text", "trang có chữ số hóa", "the page is digital text")


def judge_layer(layer: TextLayer, *, force_ocr: bool = False) -> Verdict:
    """Return what to do with a page's text: a scan with only "Ký bởi: …" as text is to be read from its picture.

    With `force_ocr` the answer is `FORCED` whatever the layer holds; callers need not read the layer then.
    """
    if force_ocr:
        return FORCED
    is_scan = layer.image_share >= SCAN_SHARE
    if layer.characters == 0:
        return _without_text(layer)
    is_picture = layer.image_share >= PICTURE_SHARE and layer.characters <= PAGE_NUMBER_CHARACTERS
    if is_picture or (is_scan and layer.characters < CAPTION_CHARACTERS):
        return _CAPTION
    text = layer.page.text
    if layer.unmapped_share > UNMAPPED_SHARE or _share(CID.findall(text), text) > UNMAPPED_SHARE:
        return _UNMAPPED
    is_hidden = layer.invisible_share > HIDDEN_SHARE
    if is_hidden and not is_scan:
        return _HIDDEN
    damage = judge(layer.raw)
    if _is_all_signs(text) or (damage == "clean" and _is_scrambled(text)):
        return _SCRAMBLED
    if damage == "clean" and not is_scan and layer.doubled_share > DOUBLED_SHARE:
        return _DOUBLED
    return _by_damage(damage, text, is_scan=is_scan, is_hidden=is_hidden)


def _is_scrambled(text: str) -> bool:
    words = WORD.findall(text)
    return len(words) >= SCRAMBLED_WORDS and vietnamese_share(text) < VIETNAMESE_SHARE


def _is_all_signs(text: str) -> bool:
    printed = [sign for sign in text if not sign.isspace() and sign not in FILLED_IN]
    signs = sum(not sign.isalnum() for sign in unicodedata.normalize("NFC", "".join(printed)))
    return len(printed) > PAGE_NUMBER_CHARACTERS and signs > SIGNS_SHARE * len(printed)


def _share(pieces: Sequence[str], text: str) -> float:
    return sum(map(len, pieces)) / max(1, len(text))


def _without_text(layer: TextLayer) -> Verdict:
    if layer.image_share > 0:
        return _NO_LAYER
    return _OUTLINES if layer.shapes else _BLANK


def _by_damage(damage: Damage, text: str, *, is_scan: bool, is_hidden: bool) -> Verdict:
    """Return the verdict on a layer with `damage`; `text` may still have what reading the layer has not mended."""
    if is_scan and damage in _REPLACED:
        return Verdict("replace", damage, damage, *_REPLACED[damage])
    if damage in _REPAIRED:
        return Verdict("repair", judge(text), damage, *_REPAIRED[damage])
    good = _SCAN_LAYER if is_scan else _DIGITAL
    # Unseen words over a scan were recognised by some engine: good ones have slips of tone marks as ours have.
    return replace(good, damage="ocr" if is_scan and is_hidden else damage)
