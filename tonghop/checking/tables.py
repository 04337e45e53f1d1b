"""A batch of readings as tables: one row for each asked cell, and one row for each report.

What all sheets of one arrangement share (codes, addresses) is kept once and taken by position, and
each distinct text is interpreted once, so that thousands of reports cost a few whole-column steps.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow

from schemas.contracts import NUMBER
from schemas.declarations import Declarations
from tonghop.checking.identity import nil_forms
from tonghop.checking.values import answer_kind, read_value, without_unit
from tonghop.reading.placing import Placing
from tonghop.reading.typed import TEXT
from tonghop.reading.workbook import Reading

PLACE_COLUMNS = ["form_code", "line_code", "measure", "code", "sheet", "cell", "kind"]


def long_table(readings: Sequence[Reading], declarations: Declarations) -> pd.DataFrame:
    """Return one row for each asked cell of each reading: its place, what was typed, what it means.

    Columns: ``report`` (position in ``readings``), those of ``PLACE_COLUMNS``, ``typed``,
    ``state``, ``number``, ``fault`` and ``expected``.
    """
    forms = [(report, form) for report, reading in enumerate(readings) for form in reading.forms]
    nils = [nil_forms(reading) for reading in readings]
    sizes = [len(form.texts) for _, form in forms]
    table = _places(readings, declarations).assign(
        report=np.repeat(np.array([report for report, _ in forms], dtype=np.int64), sizes),
        typed=pd.Categorical(
            np.array([text for _, form in forms for text in form.texts], dtype=object)
        ),
        is_nil=np.repeat(
            np.array([form.form_code in nils[report] for report, form in forms], dtype=bool), sizes
        ),
    )
    return table.join(_interpret(table))


def _places(readings: Sequence[Reading], declarations: Declarations) -> pd.DataFrame:
    """Return the place of each asked cell of each reading, in order."""
    starts: dict[int, int] = {}
    shared: list[tuple[object, ...]] = []
    positions = [np.arange(0)]
    for reading in readings:
        for form in reading.forms:
            if id(form.placing) not in starts:
                starts[id(form.placing)] = len(shared)
                shared += _describe(form.placing, form.sheet, reading, declarations)
            start = starts[id(form.placing)]
            positions.append(np.arange(start, start + len(form.texts)))
    places = pd.DataFrame(shared, columns=PLACE_COLUMNS).astype(
        dict.fromkeys(PLACE_COLUMNS, "category")
    )
    return places.take(np.concatenate(positions)).reset_index(drop=True)


def _describe(
    placing: Placing, sheet: str, reading: Reading, declarations: Declarations
) -> list[tuple[object, ...]]:
    forms = declarations.forms_on(reading.cut_off) if reading.cut_off else ()
    cells = {cell.code: (form.code, cell) for form in forms for cell in form.cells}
    return [
        (
            form_code,
            cell.line.line_code,
            cell.measure.measure,
            code,
            sheet,
            address,
            answer_kind(cell),
        )
        for code, address in zip(placing.codes, placing.addresses, strict=True)
        for form_code, cell in [cells[code]]
    ]


def _interpret(table: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of a value, each distinct case read once."""
    cases = table[["typed", "is_nil"]].assign(kind=_kinds(table))[["typed", "kind", "is_nil"]]
    numbers = cases.groupby(list(cases.columns), sort=False, observed=True).ngroup().to_numpy()
    distinct: list[tuple[str, str, bool]] = list(
        cases.drop_duplicates().itertuples(index=False, name=None)
    )
    values = [read_value(*case) for case in distinct]
    amounts = pyarrow.array([value.number for value in values], NUMBER.pyarrow_dtype)
    taken = {
        name: pyarrow.array([getattr(value, name) for value in values], pyarrow.string())
        for name in ("state", "fault", "expected")
    }
    positions = pyarrow.array(numbers, pyarrow.int64())
    columns = {name: pd.Series(texts.take(positions), dtype="str") for name, texts in taken.items()}
    return pd.DataFrame({**columns, "number": pd.Series(amounts.take(positions), dtype=NUMBER)})


def _kinds(table: pd.DataFrame) -> pd.Series:
    """Return each cell's kind, without its unit of measure where it holds no text.

    Otherwise the numbers, which are most of a batch, would be read once for each unit of measure.
    """
    kind, typed = table["kind"].astype("category").cat, table["typed"].cat
    plain = [without_unit(name) for name in kind.categories]
    names = pd.Index(dict.fromkeys([*kind.categories, *plain]))
    plain_codes = names.get_indexer(pd.Index(plain))
    is_text = np.array([text.startswith(TEXT) for text in typed.categories], dtype=bool)
    codes = kind.codes.to_numpy()
    wanted = np.where(is_text[typed.codes], codes, plain_codes[codes])
    return pd.Series(pd.Categorical.from_codes(wanted, names))


def wide_table(table: pd.DataFrame, reports: Sequence[int], codes: Sequence[str]) -> pd.DataFrame:
    """Return one row for each of ``reports`` and one column of numbers for each of ``codes``.

    A cell that a report does not hold is null, like one that it leaves blank.
    """
    numbers = pyarrow.array(table["number"])
    known = table["code"].cat
    rows = np.full((len(known.categories), max([*reports, *table["report"].tail(1)]) + 1), -1)
    rows[known.codes, table["report"]] = np.arange(len(table))
    row_of = {code: rows[number, reports] for number, code in enumerate(known.categories)}
    absent = np.full(len(reports), -1)
    positions = {code: row_of.get(code, absent) for code in codes}
    columns = [numbers.take(pyarrow.array(at, mask=at < 0)) for at in positions.values()]
    arrow = pyarrow.Table.from_arrays(columns, names=list(positions))
    wide: pd.DataFrame = arrow.to_pandas(types_mapper=pd.ArrowDtype)
    return wide.set_axis(list(reports))
