"""The door: what was written comes out, and nothing else is touched."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diacritics.damage import judge_lines
from diacritics.explain import explain
from diacritics.fold import MARKED_LETTERS, fold
from diacritics.lexicon import Lexicon
from diacritics.restoration import Restoration, RestoredWord, Seen
from diacritics.restore import restore
from tests.conftest import SHARED
from tests.diacritics.texts import BADLY_READ, PLAN

DAMAGES = ("clean", "wrong_language", "markless", "ocr", "letter_spaced", "nfd", "tcvn3", "vni")
DIGIT_WORD = re.compile(r"(?<!\S)\d[\d.,/%:-]*(?!\S)")


def check(result: Restoration) -> None:
    """What every restoration promises."""
    assert result.text.count("\n") == result.raw.count("\n")
    assert len(result.damage) == result.raw.count("\n") + 1
    assert [word.text for word in result.words] == re.findall(r"\S+", result.text)
    place = 0
    for word in result.words:
        assert place <= word.start < word.end
        assert result.text[word.start : word.end] == word.text
        assert result.raw[word.raw_start : word.raw_end] == word.raw
        assert 0 <= word.raw_start <= word.raw_end <= len(result.raw)
        assert 0.0 <= word.probability <= 1.0
        assert "\n" not in word.raw
        assert bool(word.rule) == (word.kind == "rule")
        place = word.end


@pytest.mark.parametrize(("raw", "meant"), BADLY_READ.items())
def test_badly_read_lines_are_restored(raw: str, meant: str) -> None:
    result = restore(raw, damage="wrong_language")
    assert result.text == meant
    check(result)


def test_mark_less_text_is_restored_whole() -> None:
    result = restore(fold(PLAN))
    assert result.text == PLAN
    check(result)


def test_clean_text_is_left_alone_to_the_letter() -> None:
    result = restore(PLAN)
    assert result.text == PLAN
    assert not result.changes()
    assert {word.probability for word in result.words} == {1.0}


def test_clean_lines_inside_a_mixed_paper_are_left_alone() -> None:
    clean = [line for line in PLAN.split("\n") if len(line) > 20]
    bad = list(BADLY_READ)
    lines = [*clean, *bad, *clean, *bad]
    restored = restore("\n".join(lines)).text.split("\n")
    judged = judge_lines("\n".join(lines))
    for line, new, damage in zip(lines, restored, judged, strict=True):
        if line in clean:
            assert (new, damage) == (line, "clean")
        else:
            assert new == BADLY_READ[line]


def test_restored_text_passes_as_clean() -> None:
    once = restore("\n".join(BADLY_READ)).text
    assert restore(once).text == once


@pytest.mark.parametrize("damage", ["wrong_language", "markless", "ocr"])
def test_numbers_codes_and_addresses_stay(damage: str) -> None:
    kept = (
        "Số liệu 1.248 phiếu, 97,5%, ngày 08/03/2024 xem https://a.example.vn/x?y=1 "
        "hoặc lien.he@example.vn tệp bao-cao.docx"
    )
    given_text = kept if damage == "ocr" else fold(kept)
    result = restore(given_text, damage=damage)  # type: ignore[arg-type]
    for token in ("1.248", "97,5%,", "08/03/2024", "https://a.example.vn/x?y=1", "lien.he@example.vn", "bao-cao.docx"):
        assert token in result.text.split()
    check(result)


def test_bars_of_codes_and_roman_numerals_are_rules_and_say_so() -> None:
    result = restore(
        "Quyét dinh sé 3395 /QD -UBND trong Quy 11 nam 2024\nI1. NHIEM VU, GIAI PHAP", damage="wrong_language"
    )
    assert "3395/QĐ-UBND" in result.text
    assert "Quý II năm 2024" in result.text
    assert result.text.split("\n")[1].startswith("II. NHIỆM VỤ")
    assert {"code_space", "quarter", "roman_heading"} <= {word.rule for word in result.words}
    only_bar = restore("Quyét dinh sé 3395/QD-UBND", damage="wrong_language").words[-1]
    assert (only_bar.text, only_bar.kind, only_bar.rule) == ("3395/QĐ-UBND", "rule", "code")


def test_merged_and_split_words_point_to_their_raw_letters() -> None:
    result = restore("Uy bannhan dan xa th uc hién", damage="wrong_language")
    by_text = {word.text: word for word in result.words}
    assert by_text["ban"].raw == by_text["nhân"].raw == "bannhan"
    assert by_text["ban"].kind == "split"
    assert (by_text["thực"].raw, by_text["thực"].kind) == ("th uc", "merged")


def test_letter_spaced_lines_are_joined() -> None:
    assert restore("Q U Y Ế T  Đ Ị N H").text == "QUYẾT ĐỊNH"
    assert restore("Q U Y Ế T Đ Ị N H").text == "QUYẾT ĐỊNH"
    result = restore("Q U Y E T  D I N H")
    assert result.text == "QUYẾT ĐỊNH"
    assert [(word.raw, word.kind) for word in result.words] == [("Q U Y E T", "merged"), ("D I N H", "merged")]


def test_old_encodings_are_read_and_point_to_their_raw_letters() -> None:
    result = restore("KÕ ho¹ch x\u00b8c ®Þnh ChØ sè c¶i c\u00b8ch")
    assert result.text == "Kế hoạch xác định Chỉ số cải cách"
    assert [word.raw for word in result.words][:2] == ["KÕ", "ho¹ch"]
    decomposed = restore(unicodedata.normalize("NFD", PLAN))
    assert decomposed.text == PLAN
    check(decomposed)


def test_good_ocr_is_corrected_and_confidence_counts() -> None:
    line = "Ủy ban nhân dân xã ban hành Kê hoạch xác định Chỉ sô cải cách hành chính"
    result = restore(line, damage="ocr")
    assert result.text == "Ủy ban nhân dân xã ban hành Kế hoạch xác định Chỉ số cải cách hành chính"
    starts = [match.start() for match in re.finditer(r"\S+", line)]
    seen = [
        Seen(start, start + len(word), 0.5 if word in ("Kê", "sô") else 0.97)
        for start, word in zip(starts, line.split(), strict=True)
    ]
    judged = restore(line, seen=seen)
    assert judged.damage == ("ocr",)
    assert judged.text == result.text


def test_choices_of_the_engine_decide_between_like_readings() -> None:
    line = "bà Trân ở thôn"
    sure = tuple(((letter, 1.0),) for letter in "Trân")
    torn = (*sure[:2], (("â", 0.5), ("ầ", 0.48)), sure[3])
    start = line.index("Trân")
    plain = restore(line, seen=[Seen(start, start + 4, 0.9, sure)]).words[1]
    chosen = restore(line, seen=[Seen(start, start + 4, 0.9, torn)]).words[1]

    def share(word: RestoredWord, text: str) -> float:
        return (
            sum(one.probability for one in word.runners_up if one.text == text) + (word.text == text) * word.probability
        )

    assert share(chosen, "Trần") > share(plain, "Trần")


def test_a_choice_of_the_other_case_changes_no_case() -> None:
    line = "ỦY BAN NHÂN DÂN XÃ\nSố: 12/KH-UBND"
    torn = ((), (("ố", 0.95), ("Ố", 0.05)), ())
    starts = [(match.start(), match.group()) for match in re.finditer(r"\S+", line)]
    seen = [Seen(at, at + len(word), 0.96, torn if word == "Số:" else ()) for at, word in starts]
    assert restore(line, seen=seen).text == line


def test_a_files_name_on_good_ocr_is_copied() -> None:
    for name in ("E2ADULIEUWvanban 0805 kh trong cay phan tan va cap giong 1.docx", "kh trong cay xanh .pdf"):
        assert restore(f"Kế hoạch trồng cây\n{name}", damage="ocr").text == f"Kế hoạch trồng cây\n{name}"
    assert restore("kế hoach theo mẫu 1.docx", damage="ocr").text == "kế hoạch theo mẫu 1.docx"
    assert restore("ke hoach trong cay xanh", damage="markless").text == "kế hoạch trồng cây xanh"


def test_the_writers_tone_style_is_kept() -> None:
    modern = "Uỷ ban nhân dân tỉnh về số hoá hồ sơ, thuỷ lợi và văn hoá"
    assert restore(modern).text == modern
    mixed = modern + "\nVe viec so hoa ho so va thuy loi cua Uy ban nhan dan tinh"
    assert restore(mixed).text.split("\n")[1] == "Về việc số hoá hồ sơ và thuỷ lợi của Uỷ ban nhân dân tỉnh"
    assert restore("so hoa ho so cua Uy ban nhan dan tinh").text == "số hóa hồ sơ của Ủy ban nhân dân tỉnh"


def test_a_site_lexicon_takes_effect_at_once() -> None:
    raw = "Uy ban nhan dan xa Thuong Quat\nong Pham Van Xuyt xa Thuong Quat"
    plain = restore(raw).text
    lexicon = Lexicon.of(["xã Thượng Quất", "Phạm Văn Xuýt"])
    helped = restore(raw, lexicon=lexicon).text
    assert "Thượng Quất" not in plain
    assert helped == "Ủy ban nhân dân xã Thượng Quất\nông Phạm Văn Xuýt xã Thượng Quất"
    more = restore("thon Bung Rieu", lexicon=lexicon.with_entries(["thôn Bùng Riêu"])).text
    assert more == "thôn Bùng Riêu"


def test_names_that_repeat_help_each_other() -> None:
    text = "xa Thanh Quang\nUBND xã Thạnh Quảng\nUBND xã Thạnh Quảng\n"
    result = restore(text, damage=["markless", "wrong_language", "wrong_language", None])
    assert result.text.split("\n")[1] == "UBND xã Thạnh Quảng"


def test_damage_must_fit_the_lines() -> None:
    with pytest.raises(ValueError, match="2 kinds of damage for 1 lines"):
        restore("một dòng", damage=["clean", "clean"])


def test_explain_tells_people_what_changed() -> None:
    told = explain(restore("\nKé hoach trong Quy 11", damage="wrong_language"))
    assert 'dòng 2: "hoach" → "hoạch"' in told
    assert "số La Mã của quý" in told
    assert explain(restore("Kế hoạch")) == "Không có gì thay đổi."
    assert 'line 2: "hoach" → "hoạch"' in explain(restore("\nKé hoach", damage="wrong_language"), language="en")


HOSTILE = st.text(max_size=120) | st.text(
    alphabet=st.sampled_from(
        "aăâeêioôơuư nghtc đĐ\n\t\r\u2028\u0301\u0323.,;/-|{}‘’\\1023IlVX()@¢£€§&\U0001f600\ud7ff\x00"
    ),
    max_size=200,
)


@settings(max_examples=150, deadline=None)
@given(HOSTILE, st.sampled_from(DAMAGES))
def test_any_text_of_any_damage_keeps_its_promises(text: str, damage: str) -> None:
    check(restore(text, damage=damage))  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(HOSTILE)
def test_any_text_is_judged_and_restored(text: str) -> None:
    check(restore(text))


@settings(max_examples=40, deadline=None)
@given(HOSTILE, st.lists(st.tuples(st.integers(0, 300), st.integers(0, 30), st.floats(0, 1)), max_size=8))
def test_any_engine_words_are_borne(text: str, spans: list[tuple[int, int, float]]) -> None:
    seen = [
        Seen(start, start + length, confidence, ((("a", 0.5), ("ă", 0.4)),) * length)
        for start, length, confidence in spans
    ]
    check(restore(text, seen=seen))


@pytest.mark.parametrize("text", ["a" * 20_000, "ké " * 4_000, "x" * 31 + " " + "y" * 33, "1" * 5_000, "Ệ" * 3_000])
def test_very_long_lines_are_borne(text: str) -> None:
    check(restore(text, damage="wrong_language"))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PLAN.split("\n")), min_size=1, max_size=6))
def test_dropping_marks_again_gives_the_mark_less_text(lines: list[str]) -> None:
    stripped = fold("\n".join(lines))
    assert fold(restore(stripped, damage="markless").text) == stripped


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PLAN.split("\n")), min_size=1, max_size=6))
def test_numbers_survive_every_channel(lines: list[str]) -> None:
    text = fold("\n".join(lines))
    for damage in ("markless", "wrong_language"):
        assert DIGIT_WORD.findall(restore(text, damage=damage).text) == DIGIT_WORD.findall(text)


def test_letters_of_the_alphabet_are_no_words() -> None:
    check(restore(" ".join(MARKED_LETTERS), damage="ocr"))


@pytest.mark.skipif(SHARED is None, reason="the folder of real papers (../shared) is not beside this checkout")
def test_real_clean_papers_are_left_alone() -> None:
    assert SHARED is not None
    for path in sorted((SHARED / "gold").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        result = restore(text)
        assert result.text == text, path.name
        assert not result.changes(), path.name


@pytest.mark.parametrize("damage", ["wrong_language", "markless", "ocr"])
def test_heading_numbers_that_are_right_stay(damage: str) -> None:
    given_text = (
        "I. MUC DICH, YEU CAU\nII. NHIEM VU\nIII. GIAI PHAP\nIV. KINH PHI\nV. TO CHUC THUC HIEN\nTrong Quy I va Quy IV"
    )
    text = restore(given_text, damage=damage).text  # type: ignore[arg-type]
    assert [line.split()[0] for line in text.split("\n")[:5]] == ["I.", "II.", "III.", "IV.", "V."]
    assert re.findall(r"\b[IV]+\b", text.split("\n")[5]) == ["I", "IV"]


def test_lines_in_every_plan_come_out_right() -> None:
    raw = "Noi nhan:\n- Nhu trén;\n- CT, cac PCT UBND xa;\n- TT HDND&UBND;\n- Luu: VT."
    assert restore(raw, damage="wrong_language").text == (
        "Nơi nhận:\n- Như trên;\n- CT, các PCT UBND xã;\n- TT HĐND&UBND;\n- Lưu: VT."
    )
