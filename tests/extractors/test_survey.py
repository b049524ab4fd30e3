from extractors.survey import item_at, items_of


def test_an_item_has_its_factors_and_its_result() -> None:
    text = "Lãnh đạo phòng (02 người x 9 huyện x 18 sở, ban ngành) = 324 phiếu."
    item = item_at(text, 0, len(text), mark="-", opens=False)
    assert item is not None
    assert (item.name, item.count, item.unit) == ("Lãnh đạo phòng", 324, "phiếu")
    assert [(factor.value, factor.unit) for factor in item.factors] == [
        (2, "người"),
        (9, "huyện"),
        (18, "sở, ban ngành"),
    ]


def test_a_figure_for_each_is_not_the_count() -> None:
    text = "Công chức Bộ phận Một cửa: 56 người (04 người/xã, thị trấn)"
    item = item_at(text, 0, len(text), mark="+", opens=False)
    assert item is not None and item.per is not None
    assert (item.count, item.per.value, item.per.each) == (56, 4, "xã, thị trấn")


def test_a_count_may_stand_before_its_name() -> None:
    text = "30 phiếu đối với đại biểu Hội đồng nhân dân"
    item = item_at(text, 0, len(text), mark="-", opens=False)
    assert item is not None
    assert (item.name, item.count) == ("đại biểu Hội đồng nhân dân", 30)


def test_thousands_have_dots_and_lists_in_one_line_are_unrolled() -> None:
    text = "+ Khối xã: 1.410 phiếu, trong đó: đại biểu 30 phiếu; người dân 1.380 phiếu."
    items = [item for item in items_of(text, 0, len(text)) if item]
    assert [(item.name, item.count, item.is_inline) for item in items] == [
        ("Khối xã", 1410, False),
        ("đại biểu", 30, True),
        ("người dân", 1380, True),
    ]


def test_a_line_without_a_figure_is_no_item() -> None:
    assert list(items_of("+ Thời gian: Trong tháng 12 năm 2023", 0, 36)) == [None]
