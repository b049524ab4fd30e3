"""What was changed and why, for people: one line per changed word, the doubtful ones marked."""

from diacritics.restoration import ChangeKind, Restoration, RestoredWord

# Below this a reader should look at the paper: the least sure twentieth of words holds most of the errors.
DOUBTFUL = 0.80

_KINDS_VI: dict[ChangeKind, str] = {
    "kept": "giữ nguyên",
    "restored": "khôi phục dấu",
    "split": "tách từ dính",
    "merged": "nối từ rời",
    "rule": "quy tắc",
    "transcoded": "chuyển bảng mã",
}
_KINDS_EN: dict[ChangeKind, str] = {
    "kept": "kept",
    "restored": "restored",
    "split": "split",
    "merged": "merged",
    "rule": "rule",
    "transcoded": "transcoded",
}
RULES_VI = {
    "code": "chữ Đ trong ký hiệu văn bản",
    "code_number": "chữ số trong số ký hiệu",
    "code_bar": "nét gạch của chữ Đ trong ký hiệu",
    "abbreviation_bar": "nét gạch của đ/c",
    "hook_mark": "dấu hỏi thừa trong chữ ứ",
    "stroke_word": "chữ số thay cho chữ cái của từ là, lệ",
    "code_stroke": "nét nối trong số ký hiệu, ngày tháng",
    "code_space": "khoảng trống trong số ký hiệu",
    "quarter": "số La Mã của quý",
    "percent": "dấu phần trăm bị đọc thành 96",
    "roman_heading": "số La Mã của đề mục",
    "month_year": "gạch chéo giữa tháng và năm",
    "date_digit": "chữ số của ngày",
    "ruling": "nét kẻ bảng dính vào số",
    "lost_space": "khoảng trống bị mất",
    "list_letter": "chữ cái đầu mục",
}


def explain(restoration: Restoration, *, language: str = "vi") -> str:
    """Return the changes line by line: `dòng 3: "hoach" → "hoạch"  99,8 %  khôi phục dấu`.

    Words that are less sure than `DOUBTFUL` stand there too when nothing was changed, with what else they could be.
    """
    rows: list[str] = []
    line, cursor = 1, 0
    for word in restoration.words:
        line += restoration.text.count("\n", cursor, word.start)
        cursor = word.start
        if word.text != word.raw or word.probability < DOUBTFUL:
            rows.append(_row(word, line, language))
    if not rows:
        return "Không có gì thay đổi." if language == "vi" else "Nothing was changed."
    return "\n".join(rows)


def _row(word: RestoredWord, line: int, language: str) -> str:
    percent = f"{100 * word.probability:.1f} %"
    if language == "vi":
        kind = RULES_VI.get(word.rule, _KINDS_VI[word.kind])
        row = f'dòng {line}: "{word.raw}" → "{word.text}"  {percent.replace(".", ",")}  {kind}'
        others = "; hoặc: " + ", ".join(f'"{one.text}"' for one in word.runners_up) if word.runners_up else ""
        return row + others + ("  [cần xem lại]" if word.probability < DOUBTFUL else "")
    kind = word.rule or _KINDS_EN[word.kind]
    others = "; or: " + ", ".join(f'"{one.text}"' for one in word.runners_up) if word.runners_up else ""
    row = f'line {line}: "{word.raw}" → "{word.text}"  {percent}  {kind}{others}'
    return row + ("  [check]" if word.probability < DOUBTFUL else "")
