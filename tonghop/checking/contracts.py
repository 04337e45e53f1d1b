"""Running the pandera contracts over a batch, and turning each failure into an issue."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

import pandas as pd
import pandera.pandas as pa
import pyarrow

from schemas.contracts import cell_contract, report_contract
from schemas.declarations import Declarations
from schemas.evaluation import evaluate
from schemas.expressions import sides
from schemas.issues import Finding, Issue
from schemas.rules import CellRule
from tonghop.checking.sentences import tell, tell_rule, written
from tonghop.checking.tables import wide_table
from tonghop.reading.typed import raw_text
from tonghop.reading.workbook import Reading

EXPECTED = {"fraction": "số nguyên", "too_large": "1.000.000.000.000.000"}
EXPECTED_QUANTITY = "số có tối đa 2 chữ số thập phân"


def faulty_cells(
    table: pd.DataFrame, readings: Sequence[Reading], declarations: Declarations
) -> Iterator[Issue]:
    """Yield an issue for each cell that fails the cell contract."""
    filled = table[(table["typed"] != "") | table["is_nil"]]
    for failure in _failures(cell_contract(), filled[["state", "number", "fault"]]).itertuples():
        row = table.loc[failure.index]
        reading = readings[row["report"]]
        expected = EXPECTED_QUANTITY if row["kind"] == "number2" else EXPECTED.get(failure.check, "")
        place = (row["sheet"], row["cell"], raw_text(row["typed"]))
        codes = (row["form_code"], row["line_code"], row["measure"])
        finding = Finding(failure.check, *place, *codes, expected)
        yield tell(finding, reading.sha256, reading.file_name, declarations)


def broken_rules(
    table: pd.DataFrame, readings: Sequence[Reading], declarations: Declarations
) -> Iterator[Issue]:
    """Yield an issue for each rule that a report breaks; rules are those of the report's period."""
    for day in sorted({reading.cut_off for reading in readings if reading.cut_off}):
        reports = [report for report, reading in enumerate(readings) if reading.cut_off == day]
        rules = declarations.rules_on(day)
        for rule, report, told in _broken(rules, table, reports):
            yield _tell_broken(rule, table, report, told, readings[report].sha256, declarations)


def _broken(
    rules: tuple[CellRule, ...], table: pd.DataFrame, reports: list[int]
) -> Iterator[tuple[CellRule, int, tuple[str, str]]]:
    """Yield each broken rule with its report and the two sides as written numbers."""
    wide = wide_table(table, reports, [code for rule in rules for code in rule.cells])
    verdicts = sorted(int(index) for index in _failures(report_contract(rules), wide)["index"])
    for number, group in groupby(verdicts, key=lambda verdict: verdict // len(reports)):
        positions = [verdict % len(reports) for verdict in group]
        told = _sides(rules[number], wide.iloc[positions])
        for position, both in zip(positions, told, strict=True):
            yield rules[number], reports[position], both


def _sides(rule: CellRule, wide: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the values of a rule's two sides in each row; empty when it compares nothing."""
    both = sides(rule.tree)
    if both is None:
        return [("", "")] * len(wide)
    cells = {code: pyarrow.array(wide[code]) for code in rule.cells}
    columns = [_as_column(evaluate(side, cells), len(wide)) for side in both]
    return [(written(left), written(right)) for left, right in zip(*columns, strict=True)]


def _as_column(values: pyarrow.Array | pyarrow.Scalar, length: int) -> list[Decimal | None]:
    return [values.as_py()] * length if isinstance(values, pyarrow.Scalar) else values.to_pylist()


def _tell_broken(
    rule: CellRule,
    table: pd.DataFrame,
    report: int,
    told: tuple[str, str],
    sha256: str,
    declarations: Declarations,
) -> Issue:
    line_code, _, measure = rule.anchor.partition(".")
    found = table[(table["report"] == report) & (table["code"] == rule.anchor)]
    sheet, cell, typed = found[["sheet", "cell", "typed"]].iloc[0] if len(found) else ("", "", "")
    place = (rule.rule.form_code, line_code, measure, sheet, cell)
    return tell_rule(rule, place, raw_text(typed), told, sha256, declarations)


def _failures(contract: pa.DataFrameSchema, table: pd.DataFrame) -> pd.DataFrame:
    """Return pandera's failure cases, all of them; the index is the row's label."""
    try:
        contract.validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        unforeseen = errors.failure_cases[errors.failure_cases["index"].isna()]
        if len(unforeseen):
            raise
        return errors.failure_cases
    return pd.DataFrame(columns=["check", "index"])
