from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ocr.page import Box, SymbolChoice, Word
from ocr.rereading import doubt_of, gain_of, voted, without_repeats


def line(*words: tuple[str, float]) -> tuple[Word, ...]:
    return tuple(Word(text, Box(40 * at, 0, 40 * at + 30, 20), sure) for at, (text, sure) in enumerate(words))


def texts(words: tuple[Word, ...]) -> list[str]:
    return [word.text for word in words]


def test_the_surer_reading_of_a_word_wins_and_the_other_stays_a_choice() -> None:
    (best, _) = voted(line(("Bhần", 0.31), ("chín", 0.9)), line(("phần", 0.94), ("chín", 0.9)))
    assert best.text == "phần"
    assert best.choices[0] == (SymbolChoice("p", 0.94), SymbolChoice("B", 0.31))
    assert best.choices[1] == ()


def test_what_the_first_reading_weighed_outlives_the_vote() -> None:
    torn = ((), (), (SymbolChoice("i", 0.8), SymbolChoice("ỉ", 0.2)))
    (chi,) = line(("Chi", 0.5))
    first = (replace(chi, choices=torn),)
    (lost,) = voted(first, line(("Chị", 0.8)))
    assert lost.text == "Chị"
    assert lost.choices == ((), (), (SymbolChoice("ị", 0.8), SymbolChoice("i", 0.4), SymbolChoice("ỉ", 0.1)))
    (kept,) = voted(first, line(("Chí", 0.2)))
    assert [choice.text for choice in kept.choices[2]] == ["i", "í", "ỉ"]
    assert voted(first, line(("Chiu", 0.1)))[0].choices == torn
    assert voted(first, line(("Chi", 0.9)))[0].choices == torn


def test_a_word_read_twice_at_one_place_is_kept_where_it_is_surest() -> None:
    head, rest = line(("PHÓ", 0.9), ("GIÁM", 0.7)), line(("PHÓ", 0.2), ("GIÁM", 0.95), ("ĐỐC", 0.9))
    assert [texts(words) for words in without_repeats([head, rest[1:]], [])] == [["PHÓ"], ["GIÁM", "ĐỐC"]]
    assert without_repeats([head], [rest]) == [head, rest[2:]]
    assert without_repeats([head[:1], rest[:1]], [head]) == [head[:1], rest[:1], head[1:]]
    apart = line(("GIÁM", 0.9), ("GIÁM", 0.9))
    assert without_repeats([apart], [apart, ()]) == [apart]


def test_many_doubtful_words_promise_more_than_one_and_a_short_line_more_than_a_long_one() -> None:
    one = line(("cây", 0.5), ("giống", 0.99), ("đúng", 0.99))
    assert gain_of(line(("cây", 0.6), ("giống", 0.6), ("đúng", 0.6))) > gain_of(one)
    assert gain_of(one[:1]) > gain_of(one)


def test_two_readings_that_agree_are_surer_than_one() -> None:
    (word,) = voted(line(("cây", 0.6)), line(("cây", 0.7)))
    assert 0.7 < word.confidence < 1


def test_words_run_together_are_parted_by_the_surer_reading() -> None:
    assert texts(voted(line(("cây.giống", 0.4)), line(("cây", 0.9), ("giống", 0.95)))) == ["cây", "giống"]


def test_dirt_of_one_reading_goes_and_a_sure_word_of_the_other_comes() -> None:
    first = line(("trồng", 0.9), ("'^", 0.2), ("cây", 0.9))
    second = line(("trồng", 0.9), ("cây", 0.9), ("xanh", 0.95))
    assert texts(voted(first, second)) == ["trồng", "cây", "xanh"]


@given(st.lists(st.tuples(st.text("abcđẻ", min_size=1, max_size=5), st.floats(0, 1)), min_size=1, max_size=8))
def test_a_reading_voted_with_nothing_or_itself_stays(words: list[tuple[str, float]]) -> None:
    first = line(*words)
    assert voted(first, ()) == first
    assert texts(voted(first, first)) == texts(first)


def test_doubt_is_that_of_the_least_sure_word() -> None:
    assert doubt_of(line(("a", 0.9), ("b", 0.25))) == 0.75


def test_a_date_that_no_calendar_has_gives_way_to_one_that_it_has() -> None:
    assert texts(voted(line(("17/26/2025", 0.8)), line(("17/06/2025", 0.6)))) == ["17/06/2025"]
    assert texts(voted(line(("45/2025", 0.8)), line(("4/2025", 0.6)))) == ["4/2025"]


def test_numbers_of_papers_and_two_impossible_dates_are_left_to_the_surer_reading() -> None:
    assert texts(voted(line(("45/2025/NĐ-CP", 0.8)), line(("4/2025/NĐ-CP", 0.6)))) == ["45/2025/NĐ-CP"]
    assert texts(voted(line(("17/26/2025", 0.8)), line(("17/36/2025", 0.6)))) == ["17/26/2025"]
    assert texts(voted(line(("17/26/2025", 0.8)), line(("sau", 0.6)))) == ["17/26/2025"]


def test_a_figure_with_a_broken_digit_gives_way_to_a_whole_one() -> None:
    assert texts(voted(line(("\u00a15", 0.8)), line(("15", 0.6)))) == ["15"]
    assert texts(voted(line(("\u00a15", 0.8)), line(("l5", 0.6)))) == ["\u00a15"]


def test_a_label_that_the_first_reading_stuck_to_its_word_is_kept() -> None:
    first, second = line(("b}-Phối", 0.43), ("hợp", 0.97)), line(("b)", 0.7), ("Phối", 0.97), ("hợp", 0.97))
    assert texts(voted(first, second)) == ["b)", "Phối", "hợp"]
    assert texts(voted(line(("Phối", 0.9), ("hợp", 0.9)), line((".", 0.3), ("Phồi", 0.5), ("hợp", 0.9)))) == [
        "Phối",
        "hợp",
    ]
