"""Running the pandera contracts over a batch, and turning each failure into an issue."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

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

_PLACE = ("report", "typed", "sheet", "cell", "form_code", "line_code", "measure", "expected")


def faulty_cells(
    table: pd.DataFrame, readings: Sequence[Reading], declarations: Declarations
) -> Iterator[Issue]:
    """Yield an issue for each cell that fails the cell contract."""
    filled = table[(table["typed"] != "") | table["is_nil"]]
    failures = _failures(cell_contract(), filled[["state", "number", "fault"]])
    places = table.loc[failures["index"].astype(int)]
    columns = (places[name] for name in _PLACE)
    for code, (report, typed, sheet, cell, *rest) in zip(
        failures["check"], zip(*columns, strict=True), strict=True
    ):
        finding = Finding(code, sheet, cell, raw_text(typed), *rest)
        yield tell(finding, readings[report].sha256, readings[report].file_name, declarations)


def broken_rules(
    table: pd.DataFrame, readings: Sequence[Reading], declarations: Declarations
) -> Iterator[Issue]:
    """Yield an issue for each rule that a report breaks; rules are those of the report's period."""
    for day in sorted({reading.cut_off for reading in readings if reading.cut_off}):
        reports = [report for report, reading in enumerate(readings) if reading.cut_off == day]
        broken = list(_broken(declarations.rules_on(day), table, reports))
        anchors = _anchors(table, broken)
        for found in broken:
            place, typed = anchors.get((found.report, found.rule.anchor), (("", ""), ""))
            issue = tell_rule(
                found.rule,
                place,
                raw_text(typed),
                found.sides,
                readings[found.report].sha256,
                declarations,
            )
            yield issue._replace(basis=found.basis)


class _Broken(NamedTuple):
    """A rule that one report breaks, its two sides as written numbers, and its cells' figures."""

    rule: CellRule
    report: int
    sides: tuple[str, str]
    basis: str


def _broken(
    rules: tuple[CellRule, ...], table: pd.DataFrame, reports: list[int]
) -> Iterator[_Broken]:
    wide = wide_table(table, reports, [code for rule in rules for code in rule.cells])
    verdicts = sorted(int(index) for index in _failures(report_contract(rules), wide)["index"])
    for number, group in groupby(verdicts, key=lambda verdict: verdict // len(reports)):
        positions = [verdict % len(reports) for verdict in group]
        rule, rows = rules[number], wide.iloc[positions]
        told = zip(positions, _sides(rule, rows), _basis(rule, rows), strict=True)
        for position, both, basis in told:
            yield _Broken(rule, reports[position], both, basis)


def _anchors(
    table: pd.DataFrame, broken: Sequence[_Broken]
) -> dict[tuple[int, str], tuple[tuple[str, str], str]]:
    """Return the place (sheet, cell) and typed text of the cells that broken rules point to."""
    reports = {found.report for found in broken}
    codes = {found.rule.anchor for found in broken}
    part = table[table["report"].isin(reports) & table["code"].isin(codes)]
    columns = (part[name] for name in ("report", "code", "sheet", "cell", "typed"))
    return {
        (report, code): ((sheet, cell), typed)
        for report, code, sheet, cell, typed in zip(*columns, strict=True)
    }


def _sides(rule: CellRule, wide: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the values of a rule's two sides in each row; empty when it compares nothing."""
    both = sides(rule.tree)
    if both is None:
        return [("", "")] * len(wide)
    cells = {code: pyarrow.array(wide[code]) for code in rule.cells}
    columns = [_as_column(evaluate(side, cells), len(wide)) for side in both]
    return [(written(left), written(right)) for left, right in zip(*columns, strict=True)]


def _basis(rule: CellRule, wide: pd.DataFrame) -> list[str]:
    """Return the figures that a rule was judged on in each row: ``D01.chet=3; D01.vu=``."""
    columns = [pyarrow.array(wide[code]).to_pylist() for code in rule.cells]
    return [
        "; ".join(f"{code}={written(n)}" for code, n in zip(rule.cells, numbers, strict=True))
        for numbers in zip(*columns, strict=True)
    ]


def _as_column(values: pyarrow.Array | pyarrow.Scalar, length: int) -> list[Decimal | None]:
    return [values.as_py()] * length if isinstance(values, pyarrow.Scalar) else values.to_pylist()


def _failures(contract: pa.DataFrameSchema, table: pd.DataFrame) -> pd.DataFrame:
    """Return pandera's failure cases, all of them; the index is the row's label."""
    try:
        contract.validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        unforeseen = errors.failure_cases[errors.failure_cases["index"].isna()]
        if len(unforeseen):
            raise
        return pd.DataFrame(errors.failure_cases)
    return pd.DataFrame(columns=["check", "index"])
