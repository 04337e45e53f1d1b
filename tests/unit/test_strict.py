"""A Strict workbook tells the same as the ordinary one."""

from datetime import date, datetime, time
from functools import cache

from tests.build import checked, complete, content, values_in
from tests.strict import as_strict
from tonghop.reading.formats.ooxml import open_ooxml
from tonghop.reading.package import Package

ENTRIES: dict[str, object] = {
    "D03.vu": 4711,
    "D03.thiet_hai": 12.5,
    "D04.vu": "=2+3",
    "D05.vu": "#REF!",
    "D06.vu": True,
    "D07.vu": "12 vụ",
    "D08a.vu": date(2026, 5, 12),
    "D08b.vu": datetime(2026, 5, 12, 18),
    "D08c.vu": time(18),
    "D12.vu": "-",
}
DAYS = {
    "46154": "2026-05-12T00:00:00",
    "46154.75": "2026-05-12T18:00:00",
    "0.75": "1899-12-30T18:00:00",
}


@cache
def workbooks() -> tuple[bytes, bytes]:
    ordinary = content(complete(ENTRIES))
    return ordinary, as_strict(ordinary, DAYS)


def test_a_strict_workbook_has_the_same_values_and_issues() -> None:
    ordinary, strict = map(checked, workbooks())
    assert values_in(strict) == values_in(ordinary)
    assert strict.issues == ordinary.issues
    assert strict.values.equals(ordinary.values)
    assert strict.submissions.equals(ordinary.submissions)


def test_the_strict_workbook_of_this_test_is_one() -> None:
    sheet = Package(workbooks()[1]).read("xl/worksheets/sheet3.xml")
    assert sheet.count(b't="d"') == len(DAYS)
    assert b"http://purl.oclc.org/ooxml/spreadsheetml/main" in sheet
    assert b"http://schemas.openxmlformats.org/" not in sheet


def test_a_strict_workbook_has_the_same_properties_and_sheets() -> None:
    ordinary, strict = map(open_ooxml, workbooks())
    assert strict.properties == ordinary.properties != {}
    assert [s.name for s in strict.sheets] == [s.name for s in ordinary.sheets]
    assert [s.merged for s in strict.sheets] == [s.merged for s in ordinary.sheets]
