import datetime as dt
import subprocess
import sys

import pytest

from extractors.register import Places, default
from extractors.register.places import place_key

REGISTER = default()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("UBND xã Thanh Xá", "ubnd-xa/xa-thanh-xa"),
        ("Uỷ ban nhân dân xã Thanh Xá", "ubnd-xa/xa-thanh-xa"),
        ("Văn phòng- thống kê xã", "cong-chuc-van-phong-thong-ke"),
        ("Bộ phận Văn phòng — Thống kê", "cong-chuc-van-phong-thong-ke"),
        ("VP-TK xã", "cong-chuc-van-phong-thong-ke"),
        ("Văn phòng HĐND&UBND huyện", "van-phong-hdnd-ubnd-huyen"),
        ("Chủ tịch UBND tỉnh", "chu-tich-ubnd-tinh"),
        ("SNV", "so-noi-vu"),
        ("SỞ NỘI VỤ", "so-noi-vu"),
        ("các sở, ban, ngành", "cac-so-ban-nganh"),
        ("Tổ hợp Bảy Sắc", None),
        ("", None),
    ],
)
def test_names_of_one_body_have_one_key(name: str, key: str | None) -> None:
    assert REGISTER.key(name, "2024-02-16") == key


def test_known_bodies_are_found_in_running_text() -> None:
    text = "Giao Sở Nội vụ chủ trì, phối hợp với VNPT và UBND các huyện"
    found = [(text[known.start : known.end], known.unit.key) for known in REGISTER.find(text)]
    assert found == [("Sở Nội vụ", "so-noi-vu"), ("VNPT", "vien-thong-vnpt"), ("UBND", "ubnd")]


def test_bodies_that_ended_name_their_successors() -> None:
    ended = REGISTER.units["so-ke-hoach-va-dau-tu"]
    successor = REGISTER.successor(ended)
    assert successor is not None and successor.name == "Sở Tài chính"
    for unit in REGISTER.units.values():
        assert unit.successor is None or unit.successor in REGISTER.units


def test_provinces_and_communes_name_what_they_became_in_july_2025() -> None:
    places = Places()
    (province,) = places.successors("tỉnh Hải Dương")
    assert (province.name, province.key) == ("Thành phố Hải Phòng", "thanh-pho-hai-phong")
    communes = places.successors("xã Mỹ Khánh", within=("huyện Phong Điền", "Cần Thơ"))
    assert len(communes) == 1 and communes[0].level == "commune"
    assert places.successors("xã Không Có") == ()
    assert places.knows("xã Mỹ Khánh") and not places.knows("xã Không Có")


def test_a_commune_is_told_by_the_district_and_province_around_it() -> None:
    places = Places()
    (ward,) = places.became("xã Mỹ Khánh", frozenset({"huyen-phong-dien", "thanh-pho-can-tho"}))
    assert (ward.name, ward.within) == ("Phường An Bình", ("Thành phố Cần Thơ",))
    assert places.became("xã Mỹ Khánh", frozenset({"tinh-hai-duong"})) == ()
    assert places.became("xã Tân Lập", frozenset()) == ()
    (province,) = places.became("tỉnh Trà Vinh", frozenset())
    assert province.name == "Tỉnh Vĩnh Long"
    assert places.became("thành phố Cần Thơ", frozenset()) == ()
    assert len(places.became("huyện Ninh Giang", frozenset({"tinh-hai-duong"}))) == 5


def test_new_provinces_tell_places_of_new_papers_only() -> None:
    places, around = Places(), frozenset({"thanh-pho-hai-phong"})
    assert places.became("huyện Ninh Giang", around, on=dt.date(2024, 5, 2)) == ()
    assert len(places.became("huyện Ninh Giang", around, on=dt.date(2025, 9, 2))) == 5


def test_keys_of_places_leave_out_marks() -> None:
    assert place_key("TP. Hồ Chí Minh") == "thanh-pho-ho-chi-minh"


def test_reading_papers_does_not_import_what_only_the_register_needs() -> None:
    heavy = ("spacy", "underthesea", "openpyxl")
    code = f"import sys, extractors.extract; print(*(name for name in {heavy!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
