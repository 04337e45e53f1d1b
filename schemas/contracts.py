"""The pandera contracts, built from the declarations and run once over a whole batch of reports.

The cell contract looks at one cell at a time, on the long table of what was typed. The report
contract looks across the cells of a report, on the wide table with one row a report: its parser
turns the numbers into one verdict column for each rule, so that a failure names its rule and row.
"""

from decimal import Decimal

import numpy as np
import pandas as pd
import pandera.pandas as pa
import pyarrow

from schemas.evaluation import evaluate
from schemas.rules import CellRule

NUMBER = pd.ArrowDtype(pyarrow.decimal128(20, 2))
VERDICT = pd.ArrowDtype(pyarrow.bool_())
LARGEST = Decimal(10) ** 15
STATES = ("number", "none", "not_collected", "blank", "refused")
FAULTS = (
    "text_in_number",
    "letter_in_number",
    "number_ambiguous",
    "separators_misplaced",
    "several_numbers",
    "slash_in_number",
    "approximate_number",
    "percent_in_number",
    "unit_of_measure_other",
    "amount_scaled",
    "error_in_cell",
    "formula_without_value",
    "error_in_words",
    "formula_in_words",
    "formula_stale",
    "number_shown_otherwise",
    "date_in_number",
    "logical_in_number",
    "answer_not_understood",
    "negative",
    "fraction",
    "too_large",
    "nil_but_reported",
)


def cell_contract() -> pa.DataFrameSchema:
    """Return the contract of the long table: one row for each cell that holds something.

    ``fault`` is what there is to tell of the cell; a failed check bears the fault's name. Beside a
    number it is a warning, by the severity of its kind of issue.
    """
    is_not = {fault: pa.Check.ne(fault, error=fault) for fault in FAULTS}
    return pa.DataFrameSchema(
        {
            "state": pa.Column(str, pa.Check.isin(STATES)),
            "number": pa.Column(NUMBER, nullable=True),
            "fault": pa.Column(str, list(is_not.values()), nullable=True),
        },
        name="cells",
    )


def report_contract(rules: tuple[CellRule, ...]) -> pa.DataFrameSchema:
    """Return the contract of the wide table: one row a report, one column a cell (``D03.vu``).

    Validating returns the verdicts, one row for each report and rule. One column of verdicts is
    checked instead of one column for each rule, because pandera pays for every column.
    """
    return pa.DataFrameSchema(
        {"holds": pa.Column(VERDICT, pa.Check.eq(True, error="rule"), nullable=True)},
        parsers=pa.Parser(lambda wide: verdicts(wide, rules)),
        name="reports",
    )


def verdicts(wide: pd.DataFrame, rules: tuple[CellRule, ...]) -> pd.DataFrame:
    """Return whether each rule holds in each report: null where a blank makes it unknown.

    ``report`` and ``rule`` are positions in ``wide`` and ``rules``.
    """
    cells = {str(name): pyarrow.array(column) for name, column in wide.items()}
    columns = [evaluate(rule.tree, cells) for rule in rules]
    return pd.DataFrame(
        {
            "report": np.tile(np.arange(len(wide)), len(rules)),
            "rule": np.repeat(np.arange(len(rules)), len(wide)),
            "holds": pd.Series(pyarrow.concat_arrays(columns), dtype=VERDICT),
        }
    )
