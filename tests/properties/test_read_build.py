"""Whatever is written into a form is read back from it, and the whole is the sum of its parts."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from schemas.forms import YES_NO_UNIT, Cell
from tests.build import blank, declarations, filled, insert_rows, reading_of, values_of
from tests.warehouses import warehouse_in_memory
from tonghop.archive import Receipt
from tonghop.building import build
from tonghop.checking import check
from tonghop.reading.workbook import Reading
from tonghop.warehouse import record

MODERATE = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
FEW = settings(MODERATE, max_examples=6)
Typed = tuple[object, tuple[str, str]]
"""What is typed into a cell, and the state and number that it means."""


@cache
def cells() -> dict[str, Cell]:
    forms = declarations().forms_on(declarations().period("2026-H1").cut_off)
    return {cell.code: cell for form in forms for cell in form.cells if cell.line.kind != "text"}


NONE = st.sampled_from(["-", "không", "KHÔNG PHÁT SINH", "kho\u0302ng co\u0301"]).map(
    lambda text: (text, ("none", "0.00"))
)
NOT_COLLECTED = st.sampled_from(["x", "X", "…", "..."]).map(
    lambda text: (text, ("not_collected", ""))
)
REFUSED = st.sampled_from(["mười", "1,606", 1.606, -1, "12 con", "341/360", True]).map(
    lambda entry: (entry, ("refused", ""))
)
WHOLE = st.integers(0, 10**15 - 1)
ANSWERS = st.sampled_from([("Có", ("number", "1.00")), ("không", ("number", "0.00"))])


def whole(number: int) -> Typed:
    return number, ("number", f"{number}.00")


def as_digits(number: int) -> Typed:
    return str(number), ("number", f"{number}.00")


def quantity(hundredths: int) -> Typed:
    return hundredths / 100, ("number", f"{Decimal(hundredths) / 100:.2f}")


def entries_for(cell: Cell) -> st.SearchStrategy[Typed]:
    """Return what a unit may type into a cell: every state, in the ways that people write it."""
    if cell.unit_of_measure == YES_NO_UNIT:
        return st.one_of(ANSWERS, NOT_COLLECTED)
    numbers = [WHOLE.map(whole), WHOLE.map(as_digits), NONE, NOT_COLLECTED, REFUSED]
    if cell.measure.decimals:
        numbers.append(st.integers(0, 10**13).map(quantity))
    return st.one_of(numbers)


def reports() -> st.SearchStrategy[dict[str, Typed]]:
    """Return entries for some cells; all others stay blank."""
    codes = st.lists(st.sampled_from(sorted(cells())), max_size=40, unique=True)
    return codes.flatmap(
        lambda chosen: st.fixed_dictionaries({code: entries_for(cells()[code]) for code in chosen})
    )


@MODERATE
@given(reports())
def test_what_is_written_is_read(report: dict[str, Typed]) -> None:
    book = filled({code: entry for code, (entry, _) in report.items()})
    assert values_of(book) == {code: meant for code, (_, meant) in report.items()}


@FEW
@given(
    reports(),
    st.permutations(["Bìa", "Biểu 1", "Biểu 2", "Biểu 3", "Biểu 4", "Biểu 5", "Thuyết minh"]),
    st.integers(1, 12),
)
def test_where_sheets_and_rows_have_moved_does_not_matter(
    report: dict[str, Typed], order: list[str], rows: int
) -> None:
    book = filled({code: entry for code, (entry, _) in report.items()})
    move(book, order, rows)
    assert values_of(book) == {code: meant for code, (_, meant) in report.items()}


def move(book: Workbook, order: list[str], rows: int) -> None:
    """Put the sheets into another order under other names, with empty rows above."""
    book._sheets.sort(key=lambda sheet: order.index(sheet.title) if sheet.title in order else -1)  # type: ignore[attr-defined]
    for number, name in enumerate(order):
        insert_rows(book[name], 1, rows)
        book[name].title = f"Trang {number}"


UNITS = ("SYT34-51", "SYT34-01", "SYT34-04", "BV-BACHMAI")
SUMMED = ("D03.vu", "D14.so_luong", "A05a.tong", "F01a.khoi_luong", "C14.tong")
Counts = Mapping[str, Mapping[str, int | None]]


def counts() -> st.SearchStrategy[Counts]:
    """Return a number or nothing for each unit and cell."""
    number = st.one_of(st.none(), st.integers(0, 10**14))
    report = st.fixed_dictionaries(dict.fromkeys(SUMMED, number))
    return st.fixed_dictionaries(dict.fromkeys(UNITS, report))


@cache
def empty_reading(unit: str) -> Reading:
    return reading_of(blank(unit), sha256=unit)


def reading_with(unit: str, numbers: Mapping[str, int | None]) -> Reading:
    typed = {code: "" if number is None else f"n{number}" for code, number in numbers.items()}
    empty = empty_reading(unit)
    forms = [
        replace(form, texts=tuple(typed.get(code, "") for code in form.placing.codes))
        for form in empty.forms
    ]
    return replace(empty, forms=forms)


def national(readings: list[Reading]) -> dict[str, tuple[Decimal | None, int]]:
    """Record the readings as one batch and return each figure with the units that reported it."""
    receipts = [
        Receipt("2026-06-10T08:00:00+07:00", 1, r.sha256, r.file_name, "") for r in readings
    ]
    with warehouse_in_memory() as con:
        record(con, check(readings, declarations()), receipts, declarations())
        build(con)
        found = con.execute(
            """
            select line_code || '.' || measure, value, units_reported from marts.national_summary
            where line_code || '.' || measure in ?
            """,
            [list(SUMMED)],
        ).fetchall()
    return {code: (value, units) for code, value, units in found}


@FEW
@given(counts())
def test_a_national_figure_is_the_sum_of_the_units_that_reported_it(reports: Counts) -> None:
    found = national([reading_with(unit, numbers) for unit, numbers in reports.items()])
    accepted = [
        numbers for numbers in reports.values() if any(n is not None for n in numbers.values())
    ]
    for code in SUMMED if accepted else ():
        told = [numbers[code] for numbers in accepted if numbers[code] is not None]
        assert found[code] == (sum(map(Decimal, told)) if told else None, len(told))  # type: ignore[arg-type]


@FEW
@given(counts(), st.permutations(UNITS))
def test_the_order_of_files_does_not_matter(reports: Counts, order: list[str]) -> None:
    one = national([reading_with(unit, reports[unit]) for unit in UNITS])
    assert national([reading_with(unit, reports[unit]) for unit in order]) == one
