"""Corrections: another value for a cell, read and judged as if its unit had sent it."""

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple
from unicodedata import normalize

import duckdb
import pandas as pd
import pyarrow

from schemas.contracts import NUMBER
from schemas.decisions import Decision
from schemas.declarations import Declarations
from schemas.forms import Cell
from schemas.issues import REJECTING, Finding, Issue
from tonghop.checking.contracts import broken_rules
from tonghop.checking.sentences import tell
from tonghop.checking.values import Value, answer_kind, read_value
from tonghop.decisions.refusing import CannotDecideError
from tonghop.decisions.replaying import kept
from tonghop.decisions.wording import value_label
from tonghop.reading.typed import TEXT
from tonghop.reading.workbook import Reading

_REPORT = """
    select submission.file_name, period.cut_off
    from warehouse.submission as submission
    inner join reference.period as period on submission.period = period.period
    where submission.sha256 = ?
"""
_VALUES = """
    select line_code || '.' || measure as code, form_code, state, cast(value as varchar) as value,
        if(corrected_by is null, coalesce(raw_text, ''), '') as raw_text,
        coalesce(sheet, '') as sheet, coalesce(cell, '') as cell
    from warehouse.decided_value where sha256 = ? order by code
"""


class Corrected(NamedTuple):
    """The cell to be corrected: what it asks for, what stands there now, and where."""

    asked: Cell
    form_code: str
    state: str
    value: str
    sheet: str
    address: str

    def is_what(self, read: Value) -> bool:
        """Say whether it holds this value; of what has no number the state says all."""
        is_same = read.number is None or kept(read.number) == self.value
        return read.state == self.state != "refused" and is_same


def correct(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, wanted: Decision
) -> Decision:
    """Return a correction with the states of both values.

    Raises:
        CannotDecideError: The cell is not in the report, holds another value than expected, cannot
            take the new one, or with it the report would break a rule that it does not break now.
    """
    found = con.execute(_REPORT, [wanted.sha256]).fetchone()
    if found is None:
        raise CannotDecideError("báo cáo không cho biết kỳ nên không có ô nào để sửa.")
    reading = Reading(wanted.sha256, found[0], cut_off=found[1])
    values = con.execute(_VALUES, [wanted.sha256]).df()
    cell = _find_cell(reading, values, declarations, wanted.cell)
    _check_expected(cell, wanted)
    new = _read_new(cell, reading, declarations, wanted)
    if cell.is_what(new):
        raise CannotDecideError("số liệu mới không khác số liệu đang có.")
    _check_rules(reading, values, declarations, wanted.cell, new)
    return replace(
        wanted,
        old_state=cell.state,
        old_value=cell.value,
        new_state=new.state,
        new_value=kept(new.number),
    )


def _find_cell(
    reading: Reading, values: pd.DataFrame, declarations: Declarations, code: str
) -> Corrected:
    rows = values[values["code"] == code].to_dict("records")
    forms = declarations.forms_on(reading.cut_off) if reading.cut_off else ()
    asked = {cell.code: cell for form in forms for cell in form.cells}
    if not rows or code not in asked:
        raise CannotDecideError(f"báo cáo không có ô “{code}”; ô ghi theo mã, ví dụ D03.vu.")
    row = rows[0]
    has_number = row["state"] in ("number", "none")
    value = kept(Decimal(row["value"])) if has_number else row["raw_text"]
    place = (row["state"], value, row["sheet"], row["cell"])
    return Corrected(asked[code], row["form_code"], *place)


def _check_expected(cell: Corrected, wanted: Decision) -> None:
    """The value in the cell must be the one that the decision is made on."""
    expected = normalize("NFC", wanted.old_value).strip()
    read = read_value(TEXT + expected, answer_kind(cell.asked)) if expected else Value("blank")
    as_written = cell.state == "refused" and expected == cell.value.strip()
    if not (cell.is_what(read) or as_written):
        raise CannotDecideError(
            f"ô {wanted.cell} ({cell.sheet}, {cell.address}) đang là "
            f"{value_label(cell.state, cell.value)}, không phải “{wanted.old_value}”."
        )


def _read_new(
    cell: Corrected, reading: Reading, declarations: Declarations, wanted: Decision
) -> Value:
    text = normalize("NFC", wanted.new_value).strip()
    new = read_value(TEXT + text, answer_kind(cell.asked)) if text else Value("blank")
    if new.state == "refused" and new.fault:
        line_code, _, measure = wanted.cell.partition(".")
        place = (cell.sheet, cell.address, text, cell.form_code, line_code, measure)
        finding = Finding(new.fault, *place, expected=new.expected)
        sentence = tell(finding, reading.sha256, reading.file_name, declarations).sentence
        raise CannotDecideError(f"số liệu mới không dùng được: {sentence}")
    return new


def _check_rules(
    reading: Reading, values: pd.DataFrame, declarations: Declarations, code: str, new: Value
) -> None:
    """Refuse what would break a rule; those that are broken already do not speak against it."""
    before = _broken(reading, values, declarations)
    number = None if new.number is None else str(new.number)
    changed = values.assign(value=values["value"].where(values["code"] != code, number))
    known = {(issue.code, issue.line_code, issue.measure) for issue in before}
    for issue in _broken(reading, changed, declarations):
        if (issue.code, issue.line_code, issue.measure) not in known:
            raise CannotDecideError(f"sửa như vậy thì báo cáo trái quy tắc: {issue.sentence}")


def _broken(reading: Reading, values: pd.DataFrame, declarations: Declarations) -> list[Issue]:
    numbers = [None if pd.isna(value) else Decimal(value) for value in values["value"]]
    amounts = pyarrow.array(numbers, NUMBER.pyarrow_dtype)
    table = values.assign(
        report=0,
        typed=[TEXT + text for text in values["raw_text"]],
        number=pd.Series(amounts, dtype=NUMBER),
        code=values["code"].astype("category"),
    )
    broken = broken_rules(table, [reading], declarations)
    return [issue for issue in broken if issue.severity in REJECTING]
