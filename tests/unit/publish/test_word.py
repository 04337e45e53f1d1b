"""The national reports in Word: what they say, and that they fail loudly."""

# Text tables keep their shape.
# fmt: off

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pytest
from docx import Document
from docx.document import Document as Docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from schemas.declarations import Declarations, load_declarations
from schemas.forms import RATIO_MEASURE, Line
from schemas.layout import ILLUSTRATION
from schemas.periods import Period
from tonghop.publish.heading import Heading
from tonghop.publish.word import DOCUMENTS, write_report
from tonghop.publish.word_figures import WordingError
from tests.tables import load, parse

GOLDEN = Path(__file__).parents[2] / "golden"
PERIODS = ("2025-H1", "2026-H1")

SCHEMA = """
    create table national_summary (
        figure_id varchar, period varchar, form_code varchar, line_code varchar, measure varchar,
        line_label varchar, measure_label varchar, unit_of_measure varchar, kind varchar,
        value decimal(38, 2), value_last_year decimal(38, 2), change decimal(38, 2),
        change_pct decimal(38, 2), units_reported bigint, units_expected bigint,
        units_reported_last_year bigint, units_expected_last_year bigint);
    create table target_progress (
        period varchar, line_code varchar, line_label varchar, target decimal(9, 2),
        numerator decimal(38, 2), denominator decimal(38, 2), value decimal(38, 2),
        units_reported bigint, units_expected bigint, units_below bigint);
    create table reporting_status (
        period varchar, unit_code varchar, unit_name varchar, unit_kind varchar, status varchar);
    create table expected_report (
        period varchar, unit_code varchar, unit_name varchar, unit_kind varchar);
    create table narrative_summary (
        period varchar, section_code varchar, unit_code varchar, unit_name varchar, sheet varchar,
        cell varchar, text varchar)
"""

STATUSES = """
    period  | unit_code  | unit_name                  | unit_kind         | status
    2025-H1 | SYT63-51   | Sở Y tế tỉnh Quảng Ngãi    | health_department | received
    2025-H1 | SYT63-62   | Sở Y tế tỉnh Kon Tum       | health_department | received
    2025-H1 | BV-BACHMAI | Bệnh viện Bạch Mai         | ministry_hospital | missing
    2026-H1 | SYT34-48   | Sở Y tế thành phố Đà Nẵng  | health_department | on_time
    2026-H1 | SYT34-51   | Sở Y tế tỉnh Quảng Ngãi    | health_department | late
    2026-H1 | CUC-BTXH   | Cục Bảo trợ xã hội         | ministry_unit     | rejected
    2026-H1 | BV-BACHMAI | Bệnh viện Bạch Mai         | ministry_hospital | on_time
"""

NARRATIVES = (
    ("2026-H1", "N02a", "SYT34-51", "Sở Y tế tỉnh Quảng Ngãi", "Triển khai mô hình “Bệnh viện an toàn”."),
    ("2026-H1", "N02a", "BV-BACHMAI", "Bệnh viện Bạch Mai", "Lắp đặt <b>camera & cổng từ</b>.\n\n  - Tại khoa Cấp cứu;\v\x07- Tại\tkhoa Nhi {{ so }}."),
    ("2026-H1", "N02a", "SYT34-48", "Sở Y tế thành phố Đà Nẵng", "Ký quy chế phối hợp với Công an thành phố."),
    ("2026-H1", "N03b", "SYT34-48", "Sở Y tế thành phố Đà Nẵng", "Thiếu cơ sở lưu trú tạm thời."),
    ("2026-H1", "N04a", "SYT34-48", "Sở Y tế thành phố Đà Nẵng", " \n "),
)  # fmt: skip

VALUES = """
    code                 | 2025-H1    | 2026-H1
    A01.tong             | 2          | 3
    A02.pctp             | 9          | 12
    A02.pcmbn            | 6          | 6
    A03.tong             | 4          |
    A09.pctp             | 1200000000 | 1234567890
    D00.vu               | 3          | 5
    D00.chet             | 0          | 0
    D00.bi_thuong        | 0          | 4
    D00.thiet_hai        | 350000000  | 1200000000
    D01.vu               | 1          | 2
    D03.vu               | 2          | 3
    D08b.vu              |            |
    D10.vu               | 0          | 0
    D14.so_luong         | 20         | 21
    D15a.so_luong        | 20         | 20
    D15.ty_le            | 100        | 95.24
    F01a.khoi_luong      | 1500.5     | 2034.25
    C14.tong             | 40         | 36
    C14.nam              | 22         | 21
    C14.nu               | 18         | 15
    C14.duoi_16          | 4          | 4
    C18a.tong            | 0          | 30
    C18b.tong            | 0          | 30
    C18.ty_le            |            | 100
    H01.tong             | 591        | 621
"""

TARGETS = """
    period  | line_code | line_label    | target | numerator | denominator | value | units_reported | units_expected | units_below
    2025-H1 | D15       | Tỷ lệ tố giác | 100    | 20        | 20          | 100   | 2              | 3              | 0
    2025-H1 | C18       | Tỷ lệ hưởng   | 100    | 0         | 0           |       | 2              | 3              | 0
    2026-H1 | D15       | Tỷ lệ tố giác | 100    | 20        | 21          | 95.24 | 3              | 4              | 1
    2026-H1 | C18       | Tỷ lệ hưởng   | 100    | 30        | 30          | 100   | 3              | 4              | 0
    2026-H1 | C21       | Tỷ lệ tin báo | 100    |           |             |       | 0              | 4              | 0
"""  # noqa: E501


@pytest.fixture(scope="module")
def declarations() -> Declarations:
    return load_declarations()


@pytest.fixture(scope="module")
def con(declarations: Declarations) -> Iterator[duckdb.DuckDBPyConnection]:
    """A small edition: 2025-H1 with nothing to compare with, and 2026-H1."""
    with duckdb.connect() as con:
        con.execute(SCHEMA)
        load(con, "reporting_status", STATUSES)
        con.execute("insert into expected_report select * exclude (status) from reporting_status")
        con.executemany(
            "insert into narrative_summary values (?, ?, ?, ?, 'Thuyết minh', 'C5', ?)", NARRATIVES
        )
        load(con, "target_progress", TARGETS)
        load_figures(con, declarations)
        yield con


def load_figures(con: duckdb.DuckDBPyConnection, declarations: Declarations) -> None:
    """Give every cell of both periods a value: from VALUES, or one made from its position."""
    given = given_values()
    for code in PERIODS:
        period = declarations.period(code)
        for position, (form_code, line, measure, label, unit) in enumerate(asked(declarations, period)):
            cell, expected = f"{line.line_code}.{measure}", 3 if code == "2025-H1" else 4
            value = given.get((cell, code), made_value(line, position, period, unit))
            last = given.get((cell, period.last_year), made_value(line, position, declarations.period(period.last_year), unit))
            is_compared = period.last_year in PERIODS and (line.valid_from is None or line.valid_from.year <= period.year - 1)
            last = last if is_compared else None
            change = None if value is None or last is None else value - last
            change_pct = None if change is None or not last else 100 * change / last
            con.execute(
                f"insert into national_summary values ({', '.join('?' * 17)})",
                [f"{code}:{cell}", code, form_code, line.line_code, measure, line.label, label, unit, line.kind,
                 value, last, change, change_pct, 0 if value is None else expected - position % 2, expected, None, None],
            )


def given_values() -> dict[tuple[str, str], Decimal | None]:
    header, *records = parse(VALUES)
    return {
        (record[0], period): Decimal(text) if text else None
        for record in records
        for period, text in zip(header[1:], record[1:], strict=True)
    }


def asked(declarations: Declarations, period: Period) -> Iterator[tuple[str, Line, str, str, str]]:
    for form in declarations.forms_on(period.cut_off):
        for cell in form.cells:
            if cell.line.kind != "text":
                yield form.code, cell.line, cell.measure.measure, cell.measure.label, cell.unit_of_measure
        for line in form.lines:
            if line.kind == "ratio":
                yield form.code, line, RATIO_MEASURE, "Tỷ lệ", line.unit_of_measure


def made_value(line: Line, position: int, period: Period, unit: str) -> Decimal | None:
    if line.kind == "ratio":
        return None
    scale = {"đồng": 1_500_000, "lượt người": 137}.get(unit, 1)
    return Decimal((31 * position + 5 * period.year) % 23 * scale)
