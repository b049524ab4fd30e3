"""The stock of people's names: made by rote, of nobody, and well formed."""

from diacritics.syllable import classic, is_syllable
from diacritics.training.people import people_lines


def test_names_are_syllables_in_every_place() -> None:
    lines = list(people_lines())
    assert len(lines) > 1000
    foreign = {"Ksor", "Rơ", "Siu"}
    for line in set(lines):
        words = [word.strip(",;-") for word in line.split()]
        assert all(is_syllable(classic(word)) or word in foreign for word in words if word), line


def test_the_stock_is_the_same_every_time() -> None:
    assert list(people_lines()) == list(people_lines())
