"""A Sở's report and its facilities' reach the ministry: the nation counts the Sở's alone."""

from pathlib import Path

import pytest

from tests.build import complete, content, field_of, read_here
from tests.facilities import DEPARTMENT, OFFICE, PERIOD, facility, with_facilities
from tonghop.house import House
from tonghop.pipeline import build_marts, ingest
from tonghop.warehouse import open_warehouse


def test_both_are_received_and_one_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)
    own = with_facilities(tmp_path / "rows", 2)
    house = House(tmp_path / "bo")
    house.raw.mkdir(parents=True)
    sent = {DEPARTMENT: 9, OFFICE: 2, facility(1): 6, "TTYT-99": 5}
    for unit, number in sent.items():
        seen, asked = own.at(DEPARTMENT), facility(2) if unit == "TTYT-99" else unit
        whole = own if unit == DEPARTMENT else seen
        book = complete({"A03.tong": number}, unit=asked, period=PERIOD, whole=whole)
        field_of(book, "unit_code").value = unit
        (house.raw / f"{unit}.xlsx").write_bytes(content(book))
    done = ingest(house, own)
    build_marts(house)
    found = done.checked.submissions
    assert dict(zip(found["file_name"], found["status"], strict=True)) == {
        f"{DEPARTMENT}.xlsx": "accepted",
        f"{OFFICE}.xlsx": "accepted",
        f"{facility(1)}.xlsx": "accepted",
        "TTYT-99.xlsx": "rejected",
    }
    kept = [issue.code for issue in done.checked.issues if issue.code == "report_of_subordinate"]
    assert len(kept) == 2
    with open_warehouse(house.warehouse) as con:
        where = "where period = '2025-Y' and line_code = 'A03'"
        national = con.execute(f"select value, units_reported from marts.national_summary {where}")
        assert national.fetchall() == [(9, 1)]
        compared = con.execute(
            "select value, subordinates_value, difference, subordinates_reported, "
            f"subordinates_expected, state from marts.reconciliation {where}"
        )
        assert compared.fetchall() == [(9, 8, 1, 2, 3, "incomplete")]
        status = con.execute("select unit_code from marts.reporting_status where submissions > 0")
        assert status.fetchall() == [(DEPARTMENT,)]
