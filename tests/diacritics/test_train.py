"""Training counts what it is given, the same every time, and refuses the papers it is measured on."""

import json
import lzma
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from diacritics import train
from diacritics.training import channel, language, render
from diacritics.training.corpus import is_held_out, line_hash, read_lines
from diacritics.training.forbidden import ForbiddenTextError, forbidden_hashes, is_telling, refuse
from diacritics.training.phrases import with_abbreviations

LINES = [
    "Ủy ban nhân dân xã ban hành kế hoạch công tác năm 2024.",
    "Ủy ban nhân dân huyện giao phòng chuyên môn thực hiện, báo cáo kết quả.",
    "Cán bộ và nhân dân trong xã cùng thực hiện kế hoạch.",
] * 3


def rows(levels: list[language.Level], length: int) -> Iterator[tuple[int, int]]:
    """Yield the child ranges of every entry of a level."""
    ends = np.cumsum(levels[length - 1].children.astype(np.int64))
    yield from zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True)


def test_every_context_sums_to_one() -> None:
    vocabulary = language.choose_vocabulary(language.count_words(LINES), min_count_other=99)
    levels = language.estimate(language.encode(LINES, vocabulary), len(vocabulary), order=3, cutoffs=(1, 1, 1))
    unigrams = np.exp(levels[0].log_p.astype(float))
    assert unigrams.sum() == pytest.approx(1.0)
    for word, (first, last) in enumerate(rows(levels, 1)):
        backoff = float(np.exp(levels[0].log_backoff[word]))
        own = np.exp(levels[1].log_p[first:last].astype(float))
        lower = unigrams[levels[1].words[first:last]]
        assert own.sum() + backoff * (1 - lower.sum()) == pytest.approx(1.0, abs=1e-5)


def test_tokens_are_words_numbers_stops_and_commas() -> None:
    assert list(language.tokens("Quý I, 3.395/QĐ: hoá.")) == ["Quý", "I", "<c>", "<num>", "QĐ", "<p>", "hoá", "<p>"]
    vocabulary = language.choose_vocabulary(language.count_words(["hoá hóa quyêt QUYẾT"]), min_count_other=1)
    assert vocabulary[4:] == ["hóa", "quyết"]


def test_the_channel_learns_what_letters_leave() -> None:
    pairs = {("hoạch", "hoach"): 9, ("số", "sb"): 9, ("số", "só"): 3, ("nhân", "nhan"): 9, ("đề", "dé"): 5}
    table = channel.learn(pairs)
    assert table["ố"] == {"b": 9.0, "ó": 3.0}
    smoothed = channel.smooth(table)
    for letter, chunks in smoothed.items():
        if letter in table:
            assert sum(chunks.values()) == pytest.approx(1.0, abs=0.35), letter
    assert channel.align("nhân", "nh'an", None) is not None
    assert channel.align("a", "abcdefgh", None) is None


def test_long_forms_are_written_a_second_time_short() -> None:
    long = [f"Kế hoạch của Ủy ban nhân dân xã số {number}" for number in range(40)]
    made = list(with_abbreviations(long))
    assert any("Kế hoạch của UBND xã" in line for line in made)
    assert all(line in made for line in long)


def test_lines_are_the_same_however_printed() -> None:
    assert line_hash("KẾ HOẠCH, năm 2024") == line_hash("Kế hoạch - Năm 2024.")
    assert line_hash("Kế hoạch") != line_hash("Ke hoach")


def write_corpus(folder: Path, lines: list[str]) -> Path:
    folder.mkdir(exist_ok=True)
    with lzma.open(folder / "own.txt.xz", "wt", encoding="utf-8") as handle:
        handle.write("\n".join(lines))
    return folder


def test_papers_that_measure_are_refused(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    (root / "samples").mkdir(parents=True)
    paper = [
        f"Dòng thứ {word} của bài mẫu dùng để đo độ chính xác của phần khôi phục" for word in ("một", "hai", "ba", "tư")
    ]
    (root / "samples" / "01.txt").write_text("\n".join(paper), encoding="utf-8")
    forbidden = forbidden_hashes(root)
    assert len(forbidden) == 4
    with pytest.raises(ForbiddenTextError, match="4 lines"):
        refuse(paper, forbidden)
    corpora = write_corpus(tmp_path / "corpora", [*paper, *LINES])
    with pytest.raises(ForbiddenTextError):
        train.corpus_lines(corpora, forbidden)


def test_a_quoted_line_is_left_out_of_training(tmp_path: Path) -> None:
    quoted = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015 và luật sửa đổi"
    corpora = write_corpus(tmp_path / "corpora", [quoted, *LINES])
    lines = train.corpus_lines(corpora, frozenset([line_hash(quoted)]))
    assert quoted not in lines
    assert set(lines) == {line for line in LINES if not is_held_out(line)}


def test_the_sample_papers_of_this_repository_are_forbidden() -> None:
    forbidden = forbidden_hashes()
    texts = sorted((Path(train.__file__).resolve().parents[1] / "samples").rglob("*.txt"))
    lines = [line for path in texts for line in path.read_text(encoding="utf-8").splitlines() if is_telling(line)]
    assert all(line_hash(line) in forbidden for line in lines)


def test_training_twice_gives_the_same_files(tmp_path: Path) -> None:
    lines = list(read_lines(write_corpus(tmp_path / "corpora", LINES) / "own.txt.xz"))
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        train.write_language(lines, tmp_path / name)
    assert (tmp_path / "one" / "language.npz").read_bytes() == (tmp_path / "two" / "language.npz").read_bytes()


def read_pages(path: Path, slips: dict[str, str]) -> Path:
    """Write one page for each channel, on which words are read as `slips` has them or right, and always alike."""
    words = ("kế", "hoạch", "số", "nhân", "dân", "xã") * 20
    pages = [
        {"page": 0, "language": name, "pairs": [[[word], [slips.get(word, word)], 0.9, 0] for word in words]}
        for name in ("eng", "vie")
    ]
    path.write_text("".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages), encoding="utf-8")
    return path


def test_one_channel_is_learnt_anew_and_the_other_stays(tmp_path: Path) -> None:
    train.write_channels(read_pages(tmp_path / "old.jsonl", {"kế": "kê"}), tmp_path)
    with np.load(tmp_path / "channels.npz") as stored:
        before = {name: stored[name] for name in stored.files}
    train.write_channels(read_pages(tmp_path / "new.jsonl", {"số": "sô"}), tmp_path, ("vie",))
    with np.load(tmp_path / "channels.npz") as stored:
        after = {name: stored[name] for name in stored.files}
    assert set(before) == set(after)
    changed = {name for name in before if not np.array_equal(before[name], after[name])}
    assert changed == {"vie_keys", "vie_table"}


@pytest.mark.ocr
def test_pages_are_read_for_the_channels_asked_for_with_our_own_model() -> None:
    lines = ["Cán bộ và nhân dân trong xã cùng thực hiện kế hoạch trồng cây."] * 30
    pages = list(islice(render.make_pages([lines], [], seed=3, channels=("vie",)), 2))
    assert [(page["page"], page["language"]) for page in pages] == [(0, "vie"), (render.PAGES_PER_VIE, "vie")]
    pairs = pages[0]["pairs"]
    assert isinstance(pairs, list)
    assert sum(printed == read for printed, read, _, _ in pairs) > len(pairs) / 2
