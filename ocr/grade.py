"""How much of a page was read right, told from what the engine said about its words."""

from collections.abc import Sequence

from ocr.page import Word


def grade_of(words: Sequence[Word]) -> float:
    """Return the share of words expected to be right (0 to 1), long words weighing more; no words give 0."""
    weights = [len(word.text) for word in words]
    if not weights:
        return 0.0
    return sum(word.confidence * weight for word, weight in zip(words, weights, strict=True)) / sum(weights)
