"""Every check is seen to fail, each on a copy of the declarations that is broken in one place."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from schemas.declarations import Declarations
from schemas.integrity import CHECKS, check_integrity, find_faults, tables
from schemas.integrity.faults import Check
from schemas.loading import REFERENCE, load_declarations
from schemas.tables import DeclarationError
from tests.unit.schemas import (
    broken_asking,
    broken_days,
    broken_judging,
    broken_names,
    broken_tables,
    broken_units,
)
from tests.unit.schemas.edits import DAY, Edit, add, change, empty, several

BROKEN = (
    broken_tables, broken_judging, broken_units, broken_asking, broken_days, broken_names,
)  # fmt: skip
CASES = [case for broken in BROKEN for case in broken.CASES]
"""The check that sees it, the edit, and a part of its message."""
LISTED = Path(__file__).with_name("known_faults.txt")
"""Each check and what it holds: a check that goes, or says less, is seen to go."""


@pytest.mark.parametrize(
    ("check", "edit", "message"), CASES, ids=[check.__name__ for check, _, _ in CASES]
)
def test_a_broken_declaration_is_refused(
    declarations: Declarations, check: Check, edit: Edit, message: str
) -> None:
    broken = edit(declarations)
    assert any(message in str(fault) for fault in check(broken)), [*map(str, check(broken))]
    with pytest.raises(DeclarationError) as refusal:
        check_integrity(broken)
    assert message in str(refusal.value)


def test_every_check_is_seen_to_fail() -> None:
    assert {check.__name__ for check, _, _ in CASES} == {check.__name__ for check in CHECKS}


def test_a_fault_names_table_and_row_and_what_was_expected(declarations: Declarations) -> None:
    known = {table.name for table in tables.all_tables(declarations)}
    for check, edit, _ in CASES:
        for fault in map(str, check(edit(declarations))):
            table, row, *_ = fault.split(", ", 1)
            assert table.removesuffix(".csv") in known, fault
            assert row, fault
            assert "expected" in fault, fault


def test_no_check_is_lost(declarations: Declarations) -> None:
    listed = LISTED.read_text(encoding="utf-8").splitlines()
    found = {f"{check.__name__}: {_first_line(check)}" for check in CHECKS}
    assert [line for line in listed if line not in found] == []
    assert len(listed) == len(set(listed)) >= 128


def _first_line(check: Check) -> str:
    return (check.__doc__ or "").partition("\n")[0]


def test_checks_have_names_of_their_own() -> None:
    assert len({check.__name__ for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=[check.__name__ for check in CHECKS])
def test_the_shipped_declarations_pass(declarations: Declarations, check: Check) -> None:
    assert [*map(str, check(declarations))] == []


def test_all_faults_are_told_together(declarations: Declarations) -> None:
    broken = several(
        change("units", "BV-K", mark="X"),
        change("rules", "Q030", severity="error"),
        change("due_dates", "KH331-2024/health_department/Q1", due_before="13-01"),
    )(declarations)
    with pytest.raises(DeclarationError) as refusal:
        check_integrity(broken)
    first, *faults = str(refusal.value).splitlines()
    assert first == f"3 wrong declarations in {REFERENCE}:"
    assert [fault.partition(",")[0] for fault in faults] == [
        "rules.csv",
        "units.csv",
        "due_dates.csv",
    ]


def test_a_fault_of_many_days_is_told_once_with_its_first_day(declarations: Declarations) -> None:
    broken = change("indicators", "D15", numerator="D15b.so_luong")(declarations)
    assert [fault.day for fault in find_faults(broken)] == [date(2023, 12, 15)]


@pytest.mark.parametrize("table", [table.name for table in tables.all_tables(load_declarations())])
def test_a_lost_table_is_a_fault_and_no_crash(declarations: Declarations, table: str) -> None:
    faults = [str(fault) for fault in find_faults(empty(table)(declarations))]
    assert f"{table}.csv, all rows: there is none, expected some" in faults


def test_a_key_may_come_back_on_other_days(declarations: Declarations) -> None:
    closed = change("narrative_sections", "N05b", valid_to=DAY)(declarations)
    again = add("narrative_sections", "N05b", valid_from=date(2026, 1, 1), valid_to=None)(closed)
    assert find_faults(again) == ()


def test_a_wrong_row_in_a_file_is_refused_when_the_declarations_are_loaded(tmp_path: Path) -> None:
    reference = shutil.copytree(REFERENCE, tmp_path / "reference")
    units_csv = reference / "units.csv"
    text = units_csv.read_text(encoding="utf-8")
    units_csv.write_text(text.replace("BV-K,ministry_hospital", "BV-K,hospital"), encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"units\.csv, BV-K: kind is 'hospital'"):
        load_declarations(reference)
