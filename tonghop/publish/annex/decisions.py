"""What analysts decided on the period's reports, with who, when and why, also what was revoked."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import duckdb
from openpyxl import Workbook

from schemas.decisions import CORRECT, KINDS, REVOKE, Decision
from schemas.declarations import Declarations
from tonghop.decisions.replaying import kept
from tonghop.decisions.wording import worded
from tonghop.publish.heading import Heading
from tonghop.publish.sheets import Value
from tonghop.publish.sheets.list_sheet import Column, add_filter, add_list_sheet, write_list

SHEET = "Quyết định xử lý"
_TITLE = "Quyết định xử lý đối với báo cáo, số liệu và tên đơn vị"
_COLUMNS = (
    Column("Số", 6, "pl_data_centre"),
    Column("Thời điểm", 17, "pl_data_centre"),
    Column("Người quyết định", 20, "pl_data_wrap"),
    Column("Loại", 20, "pl_data_wrap"),
    Column("Đơn vị", 28, "pl_data_wrap"),
    Column("Nội dung", 60, "pl_data_wrap"),
    Column("Lý do", 40, "pl_data_wrap"),
    Column("Hiệu lực", 22, "pl_data_wrap"),
)
_DECISIONS = """
    select number, decided_at at time zone 'Asia/Ho_Chi_Minh', decided_by, why, kind,
        coalesce(file_name, ''), coalesce(unit_code, ''), coalesce(period, ''),
        coalesce(despite, ''), coalesce(line_code || '.' || measure, ''),
        coalesce(old_state, ''), coalesce(old_value, ''), coalesce(new_state, ''), new_value,
        coalesce(alias, ''), coalesce(cast(valid_from as varchar), ''),
        coalesce(cast(valid_to as varchar), ''), revokes, revoked_by
    from decision
    where (period = $period or period is null)
        and (kind <> $correct or form_code in (select unnest($forms)))
    order by number
"""


class DecisionRow(NamedTuple):
    """A decision, the moment in Hanoi, the file that it rules on, and what revokes it."""

    decision: Decision
    decided_at: datetime
    file_name: str
    revoked_by: int | None


def add_decisions_sheet(
    book: Workbook,
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    heading: Heading,
    forms: list[str],
) -> None:
    """Add the list, unless nothing was decided that touches the period or the report's forms."""
    if rows := _read(con, heading, forms):
        sheet = add_list_sheet(book, heading, SHEET, _TITLE, _COLUMNS)
        told = (_row(row, heading, declarations) for row in rows)
        add_filter(sheet, _COLUMNS, write_list(sheet, _COLUMNS, told))


def _read(con: duckdb.DuckDBPyConnection, heading: Heading, forms: list[str]) -> list[DecisionRow]:
    asked = {"period": heading.period.code, "forms": forms, "correct": CORRECT}
    return [*_rows(con.execute(_DECISIONS, asked).fetchall())]


def _rows(found: list[tuple[object, ...]]) -> Iterator[DecisionRow]:
    for number, moment, who, why, kind, file, unit, period, despite, cell, *rest in found:
        old_state, old_value, new_state, new_value, alias, first, last, revokes, revoked_by = rest
        decision = Decision(
            number=number,  # type: ignore[arg-type]
            decided_at=str(moment),
            decided_by=str(who),
            why=str(why),
            kind=str(kind),
            unit_code=str(unit),
            period=str(period),
            despite=tuple(str(despite).split("; ")),
            cell=str(cell),
            old_state=str(old_state),
            old_value=str(old_value),
            new_state=str(new_state),
            new_value=kept(new_value),  # type: ignore[arg-type]
            alias=str(alias),
            valid_from=str(first),
            valid_to=str(last),
            revokes=revokes,  # type: ignore[arg-type]
        )
        yield DecisionRow(decision, moment, str(file), revoked_by)  # type: ignore[arg-type]


def _row(row: DecisionRow, heading: Heading, declarations: Declarations) -> tuple[Value, ...]:
    decision, unit = row.decision, row.decision.unit_code
    name = declarations.units.name_near(unit, heading.period.cut_off) if unit else None
    return (
        decision.number,
        f"{row.decided_at:%d/%m/%Y %H:%M}",
        decision.decided_by,
        KINDS[decision.kind],
        name,
        worded(decision, row.file_name, declarations),
        decision.why,
        _force(row),
    )


def _force(row: DecisionRow) -> str | None:
    if row.revoked_by:
        return f"Đã hủy bởi quyết định số {row.revoked_by}"
    return None if row.decision.kind == REVOKE else "Đang áp dụng"
