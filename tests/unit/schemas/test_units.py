"""Units: open or closed, named by the day, and found by every spelling of their names."""

from collections import Counter
from datetime import date

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
