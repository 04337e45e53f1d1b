"""The pipeline most people would write: for each file a task that reads, checks, inserts it."""

import time
from pathlib import Path

import duckdb
import pandas as pd
import pandera.pandas as pa
from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from schemas.loading import load_declarations
from tonghop.template import plan as at

CREATE = "create table if not exists value (file text, line text, measure text, number double)"
NOT_NEGATIVE = pa.DataFrameSchema(
    {
        "line_code": pa.Column(str),
        "measure": pa.Column(str),
        "value": pa.Column(float, pa.Check.ge(0), coerce=True, nullable=True),
    }
)


@task(cache_policy=NO_CACHE)
def ingest_file(path: Path, warehouse: Path) -> int:
    """Read one workbook with pandas and openpyxl, validate it, insert it."""
    sheets = pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")
    day = load_declarations().period("2024-Y").cut_off
    forms = [form.sheet.sheet for form in load_declarations().forms_on(day)]
    values = pd.concat([_melt(sheets[name]) for name in forms])
    valid = NOT_NEGATIVE.validate(values, lazy=True)
    with duckdb.connect(warehouse) as con:
        con.execute("insert into value select ?, line_code, measure, value from valid", [path.name])
    return len(valid)


def _melt(sheet: pd.DataFrame) -> pd.DataFrame:
    table = sheet.iloc[at.FIRST_ROW - 1 :].set_axis(sheet.iloc[at.CODE_ROW - 1], axis=1)
    table = table[table["#cot"].notna() & table["#nhan"].notna()].drop(
        columns=["#stt", "#nhan", "#dvt"]
    )
    long = table.melt(id_vars=["#cot"], var_name="measure", value_name="value")
    numbers = pd.to_numeric(long["value"], errors="coerce")
    return long.assign(line_code=long["#cot"].astype(str), value=numbers)[
        ["line_code", "measure", "value"]
    ]


@flow(name="usual-pipeline")
def usual_pipeline(paths: list[Path], warehouse: Path) -> float:
    """Map the task over the files and return the seconds it took, without the engine's start."""
    with duckdb.connect(warehouse) as con:
        con.execute(CREATE)
    start = time.perf_counter()
    for future in [ingest_file.submit(path, warehouse) for path in paths]:
        future.result()
    return time.perf_counter() - start
