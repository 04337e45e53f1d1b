"""Units: open or closed, named by the day, and found by every spelling of their names."""

from collections import Counter
from datetime import date, timedelta

import pytest

from schemas.declarations import Declarations
from schemas.folding import fold
from schemas.units import Units

LAST_OF_63, FIRST_OF_34 = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def units(declarations: Declarations) -> Units:
    return declarations.units


@pytest.mark.parametrize(
    ("day", "vintage", "count"), [(LAST_OF_63, "SYT63", 63), (FIRST_OF_34, "SYT34", 34)]
)
def test_the_provinces_change_overnight(units: Units, day: date, vintage: str, count: int) -> None:
    departments = [u.unit_code for u in units.open_on(day) if u.kind == "health_department"]
    assert len(departments) == count
    assert all(code.startswith(vintage) for code in departments)


def test_all_63_provinces_pass_to_the_34(units: Units) -> None:
    heirs = {
        s.predecessor: s.successor for s in units.successions if s.predecessor.startswith("SYT63")
    }
    assert len(heirs) == 63
    assert len(set(heirs.values())) == 34
    assert Counter(Counter(heirs.values()).values())[1] == 11
    assert {code for code, heir in heirs.items() if heir == "SYT34-51"} == {"SYT63-51", "SYT63-62"}


def test_units_that_nobody_confirmed_are_not_expected(units: Units) -> None:
    unconfirmed = {unit.unit_code for unit in units.units if unit.mark == "GK"}
    assert unconfirmed
    assert unconfirmed.isdisjoint(unit.unit_code for unit in units.open_on(FIRST_OF_34))


def test_a_unit_is_found_whether_or_not_it_is_open(units: Units) -> None:
    found = units.find("SYT63-62")
    assert found is not None
    assert found.valid_to == LAST_OF_63
    assert units.find("SYT63-99") is None


def test_a_name_is_that_of_the_day(units: Units) -> None:
    assert units.name_on("BYT-HTTB", date(2025, 2, 28)).name == "Cục Cơ sở hạ tầng và Thiết bị y tế"
    assert units.name_on("BYT-HTTB", date(2025, 3, 1)).name == "Cục Hạ tầng và Thiết bị y tế"


def test_a_unit_without_name_on_a_day_is_an_error(units: Units) -> None:
    with pytest.raises(KeyError, match="SYT34-51 has no name on 2025-06-30"):
        units.name_on("SYT34-51", LAST_OF_63)


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [
        ("Sở Y tế tỉnh Quảng Ngãi", LAST_OF_63, "SYT63-51"),
        ("Sở Y tế tỉnh Quảng Ngãi", FIRST_OF_34, "SYT34-51"),
        ("SYT Quảng Ngãi", FIRST_OF_34, "SYT34-51"),
        ("Sở y tế tỉnh  HOÀ BÌNH", LAST_OF_63, "SYT63-17"),
        ("Sở Y tế tỉnh Hoà Bình", FIRST_OF_34, None),
        ("Sở Y tế tỉnh Hậu Giang", LAST_OF_63, "SYT63-93"),
        ("Sở Y tế tỉnh Hà Giang", LAST_OF_63, "SYT63-02"),
        ("Bệnh viện K", FIRST_OF_34, "BV-K"),
        ("Sở Y tế tỉnh Hà Giangg", LAST_OF_63, None),
    ],
)
def test_a_unit_is_known_by_name_or_alias_of_the_day(
    units: Units, text: str, day: date, code: str | None
) -> None:
    assert units.codes_by_name(day).get(fold(text)) == code


@pytest.mark.parametrize("day", [LAST_OF_63, FIRST_OF_34, date(2026, 9, 1), date(2026, 9, 20)])
def test_every_open_unit_is_known_by_its_own_name(units: Units, day: date) -> None:
    codes = units.codes_by_name(day)
    for unit in units.open_on(day):
        assert codes[fold(units.name_on(unit.unit_code, day).name)] == unit.unit_code


MINISTRY_2024 = {
    "Vụ Bảo hiểm y tế",
    "Vụ Sức khỏe Bà mẹ - Trẻ em",
    "Vụ Tổ chức cán bộ",
    "Vụ Kế hoạch - Tài chính",
    "Vụ Pháp chế",
    "Vụ Hợp tác quốc tế",
    "Văn phòng Bộ",
    "Thanh tra Bộ",
    "Cục Y tế dự phòng",
    "Cục Phòng, chống HIV/AIDS",
    "Cục Quản lý Môi trường y tế",
    "Cục Khoa học công nghệ và Đào tạo",
    "Cục Quản lý Khám, chữa bệnh",
    "Cục Quản lý Y, Dược cổ truyền",
    "Cục Quản lý Dược",
    "Cục An toàn thực phẩm",
    "Cục Cơ sở hạ tầng và Thiết bị y tế",
    "Cục Dân số",
    "Viện Chiến lược và Chính sách y tế",
    "Trung tâm Thông tin y tế Quốc gia",
    "Báo Sức khỏe và Đời sống",
}
"""Nghị định 95/2022/NĐ-CP."""
LEFT_2025 = {
    "Vụ Sức khỏe Bà mẹ - Trẻ em",
    "Cục Y tế dự phòng",
    "Cục Phòng, chống HIV/AIDS",
    "Cục Quản lý Môi trường y tế",
    "Cục Cơ sở hạ tầng và Thiết bị y tế",
}
CAME_2025 = {
    "Cục Phòng bệnh",
    "Cục Bà mẹ và Trẻ em",
    "Cục Bảo trợ xã hội",
    "Cục Hạ tầng và Thiết bị y tế",
}
"""Nghị định 42/2025/NĐ-CP, from 01/3/2025."""
MINISTRY_2025 = MINISTRY_2024 - LEFT_2025 | CAME_2025


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2024, 12, 14), MINISTRY_2024),
        (date(2025, 2, 28), MINISTRY_2024),
        (date(2025, 3, 1), MINISTRY_2025),
        (date(2025, 5, 31), MINISTRY_2025),
        (date(2025, 6, 1), MINISTRY_2025 - {"Thanh tra Bộ"}),
        (date(2025, 6, 14), MINISTRY_2025 - {"Thanh tra Bộ"}),
        (date(2026, 12, 14), MINISTRY_2025 - {"Thanh tra Bộ"}),
    ],
)
def test_ministry_units_are_those_of_the_vintage(units: Units, day: date, names: set[str]) -> None:
    found = [u.unit_code for u in units.open_on(day) if u.kind == "ministry_unit"]
    assert sorted(units.name_on(code, day).name for code in found) == sorted(names)


def test_the_vintages_of_the_ministry_have_21_and_20_units() -> None:
    assert (len(MINISTRY_2024), len(MINISTRY_2025)) == (21, 20)


def test_ministry_units_pass_to_their_successors(units: Units) -> None:
    heirs = {s.predecessor: s.successor for s in units.successions if s.predecessor[:3] == "BYT"}
    assert heirs == {
        "BYT-YTDP": "BYT-PB",
        "BYT-AIDS": "BYT-PB",
        "BYT-MT": "BYT-PB",
        "BYT-SKBMTE": "BYT-BMTE",
    }


def test_work_that_crossed_the_ministrys_border_makes_nobody_report(units: Units) -> None:
    crossed = {(h.unit_code, h.kind, h.effective_from) for h in units.handovers}
    assert crossed == {
        ("BYT-TTRB", "to_outside", date(2025, 6, 1)),
        ("BYT-BTXH", "from_outside", date(2025, 3, 1)),
    }
    bodies = {fold(h.other_body) for h in units.handovers}
    assert bodies.isdisjoint(fold(name.name) for name in units.names)


@pytest.mark.parametrize(
    ("unit", "day", "before", "since"),
    [
        ("SYT63-46", date(2025, 1, 1), "tỉnh Thừa Thiên Huế", "thành phố Huế"),
        ("SYT34-75", date(2026, 4, 30), "tỉnh Đồng Nai", "thành phố Đồng Nai"),
        ("SYT34-22", date(2026, 9, 1), "tỉnh Quảng Ninh", "thành phố Quảng Ninh"),
        ("SYT34-24", date(2026, 9, 20), "tỉnh Bắc Ninh", "thành phố Bắc Ninh"),
    ],
)
def test_a_province_becomes_a_city_on_its_day(
    units: Units, unit: str, day: date, before: str, since: str
) -> None:
    assert units.name_on(unit, day - timedelta(days=1)).name == f"Sở Y tế {before}"
    assert units.name_on(unit, day).name == f"Sở Y tế {since}"
