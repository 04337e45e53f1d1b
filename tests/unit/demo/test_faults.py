"""Each fault of the demo raises the issue that it promises, whatever report it befalls."""

from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from openpyxl import Workbook, load_workbook

from schemas.issues import HOLDING, REJECTING
from tests.build import checked, content, declarations
from tonghop.checking import ACCEPTED, HELD, REJECTED
from tonghop.demo.collection import write_sending
from tonghop.demo.faults import BOOK_FAULTS, FILE_FAULTS
from tonghop.demo.sendings import Sending

UNITS = ("SYT34-51", "BYT-PC", "BV-BACHMAI")
RULES_BESIDE = {"Q039": {"Q040", "Q041", "Q061"}}


@cache
def good(unit: str) -> bytes:
    sending = Sending("2026-H1", unit, date(2026, 6, 12), "bao-cao.xlsx")
    with TemporaryDirectory() as folder:
        path = Path(folder) / sending.file_name
        write_sending(sending, path, declarations())
        return path.read_bytes()


def book(unit: str) -> Workbook:
    return load_workbook(BytesIO(good(unit)))


@pytest.mark.parametrize("unit", UNITS)
def test_a_report_without_fault_is_accepted(unit: str) -> None:
    found = checked(good(unit))
    assert not [issue for issue in found.issues if issue.severity in REJECTING]
    assert found.submissions["status"].tolist() == [ACCEPTED]
    assert found.submissions["illustrative"].all()


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("fault", BOOK_FAULTS)
def test_a_fault_in_a_workbook_raises_its_issue(fault: str, unit: str) -> None:
    before = {issue.code for issue in checked(good(unit)).issues}
    spoilt = book(unit)
    BOOK_FAULTS[fault].spoil(spoilt)
    found = checked(content(spoilt))
    issue = BOOK_FAULTS[fault].issue
    codes = {found.code for found in found.issues}
    assert issue in codes
    assert codes - before <= {issue} | RULES_BESIDE.get(issue, set())
    severities = {found.severity for found in found.issues if found.code == issue}
    held = HELD if HOLDING in severities else ACCEPTED
    status = REJECTED if severities & set(REJECTING) else held
    assert found.submissions["status"].tolist() == [status]


@pytest.mark.parametrize("fault", FILE_FAULTS)
def test_a_fault_of_a_file_raises_its_issue(fault: str) -> None:
    spoilt = FILE_FAULTS[fault].spoil(good(UNITS[0]))
    found = checked(spoilt, FILE_FAULTS[fault].prefix + "bao-cao.xlsx")
    assert [issue.code for issue in found.issues] == [FILE_FAULTS[fault].issue]


def test_a_fault_befalls_the_same_cell_every_time() -> None:
    first, second = book(UNITS[0]), book(UNITS[0])
    for spoilt in (first, second):
        BOOK_FAULTS["negative"].spoil(spoilt)
    assert [i.cell for i in checked(content(first)).issues] == [
        i.cell for i in checked(content(second)).issues
    ]
