"""The sheet “Nguồn số liệu”: the cells behind every figure of an annex, and the links to them.

The rows of one national figure stand together, ordered by kind of unit and by the unit of today, so
that those of a kind, of a province of today and of one of the time are neighbours among them too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import duckdb
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.decisions import KINDS
from schemas.forms import Form
from tonghop.publish.annex.lines import Figure, all_figures
from tonghop.publish.grammar import number
from tonghop.publish.province_figures import AS_REPORTED, CURRENT
from tonghop.publish.sheets import Value
from tonghop.publish.sheets.bulk import Bulk, RowWriter
from tonghop.publish.sheets.list_sheet import HEAD_ROW, Column, add_filter, add_list_sheet

if TYPE_CHECKING:
    from tonghop.publish.annex.content import AnnexContent

SHEET = "Nguồn số liệu"
_TITLE = "Nguồn số liệu: các ô trong báo cáo đã cộng thành từng con số"
_COLUMNS = (
    Column("Mã con số", 28, "pl_data"),
    Column("Vai trò", 9, "pl_data"),
    Column("Đơn vị", 38, "pl_data"),
    Column("Mã đơn vị", 14, "pl_data"),
    Column("Tệp", 30, "pl_data"),
    Column("SHA-256 (12 ký tự đầu)", 15, "pl_data"),
    Column("Trang", 9, "pl_data"),
    Column("Ô", 7, "pl_data"),
    Column("Nội dung ghi trong ô", 22, "pl_data"),
    Column("Giá trị", 14, "pl_data_quantity"),
    Column("Nhận lúc", 17, "pl_data"),
    Column("Quyết định xử lý", 60, "pl_data"),
)
_LAST, _VALUE = "L", 9
"""The last column's letter, and the place of the value among the columns."""
_NUMERATOR, _DENOMINATOR = "tử số", "mẫu số"
_CELLS = """
    with heirs as (
        select past_unit, min(unit_code) as heir from lineage
        where unit_code not in (select predecessor from succession)
        group by past_unit
    ),
    positions as (
        select unit_code, min(kind_position) as kind_position from unit group by unit_code
    )
    select cell.line_code || '.' || cell.measure, expected.unit_kind, heirs.heir, cell.unit_code,
        cell.unit_name, coalesce(cell.file_name, ''), cell.sha256, coalesce(cell.sheet, ''),
        coalesce(cell.cell, ''), coalesce(cell.raw_text, ''), cell.value,
        strftime(cell.received_at, '%H:%M %d/%m/%Y'), cell.decisions, cell.sent_value
    from figure_cell as cell
    inner join expected_report as expected
        on cell.period = expected.period and cell.unit_code = expected.unit_code
    left join heirs on cell.unit_code = heirs.past_unit
    left join positions on cell.unit_code = positions.unit_code
    where cell.period = $period and cell.form_code in (select unnest($forms))
    order by positions.kind_position, expected.unit_kind, heirs.heir, cell.unit_code
"""
_RATIOS = """
    select line_code || '.' || measure, any_value(numerator), any_value(denominator)
    from indicator_cell where kind = 'ratio' group by all
"""
_DECISIONS = "select number, kind, decided_by, why from decision"


class SourceCell(NamedTuple):
    """A cell that counts, with the kind of its unit and the unit of today that follows it."""

    code: str
    unit_kind: str
    heir: str | None
    unit_code: str
    unit_name: str
    file_name: str
    sha256: str
    sheet: str
    cell: str
    raw_text: str
    value: Decimal
    received_at: str
    decisions: str | None
    sent_value: Decimal | None


@dataclass(frozen=True)
class Block:
    """The rows of one figure, each with its role in it."""

    figure: Figure
    rows: tuple[tuple[str, SourceCell], ...]
    first: int

    @property
    def total_row(self) -> int:
        """The row below, with the sum."""
        return self.first + len(self.rows)


@dataclass(frozen=True)
class Sources:
    """Where in the workbook the cells of each figure stand; empty where an edition shows none."""

    blocks: tuple[Block, ...] = ()
    places: dict[tuple[str, str, str], str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    bulk: Bulk = field(default_factory=Bulk)

    def link_nation(self, sheet: Worksheet, row: int, column: int, code: str) -> None:
        """Let a cell with a national figure lead to its rows."""
        self.bulk.link(sheet, row, column, self.places.get((code, "", "")))

    def link_kind(self, sheet: Worksheet, row: int, column: int, code: str, kind: str) -> None:
        """Let a cell with the figure of a kind of unit, or of all, lead to its rows."""
        place = (code, "kind", kind) if kind else (code, "", "")
        self.bulk.link(sheet, row, column, self.places.get(place))

    def link_unit(
        self, sheet: Worksheet, row: int, column: int, code: str, unit: str, basis: str
    ) -> None:
        """Let a cell with a unit's figure, on a basis, lead to its rows."""
        self.bulk.link(sheet, row, column, self.places.get((code, basis, unit)))


def read_sources(con: duckdb.DuckDBPyConnection, period: str, forms: Sequence[Form]) -> Sources:
    """Return the cells behind an annex's figures, in printed order, with their places.

    An edition that carries no cells has no sources.
    """
    if not con.execute(
        "select 1 from duckdb_tables() where table_name = 'figure_cell' and schema_name = 'main'"
    ).fetchall():
        return Sources()
    cells: dict[str, list[SourceCell]] = {}
    known = {"period": period, "forms": [form.code for form in forms]}
    for row in con.execute(_CELLS, known).fetchall():
        cells.setdefault(row[0], []).append(SourceCell(*row))
    ratios = {code: parts for code, *parts in con.execute(_RATIOS).fetchall()}
    blocks, first = [], HEAD_ROW + 1
    for figure in (figure for form in forms for figure in all_figures(form)):
        block = Block(figure, tuple(_rows(figure, cells, ratios)), first)
        blocks.append(block)
        first = block.total_row + 1
    return Sources(tuple(blocks), _places(blocks), _told_decisions(con))


def add_sources_sheet(book: Workbook, content: "AnnexContent") -> None:
    """Add the rows of every figure, and below each figure's what they come to."""
    sources, bulk = content.sources, content.sources.bulk
    if not sources.blocks:
        return
    sheet = add_list_sheet(book, content.heading, SHEET, _TITLE, _COLUMNS)
    writer = RowWriter(sheet, [column.look for column in _COLUMNS])
    rows = bulk.rows.setdefault(SHEET, [])
    for block in sources.blocks:
        looks = [column.look for column in _COLUMNS]
        looks[_VALUE] = f"pl_data_{block.figure.number_kind}"
        figure_id = f"{content.heading.period.code}:{block.figure.code}"
        for place, (role, cell) in enumerate(block.rows, start=block.first):
            rows.append(writer.row(place, _row(figure_id, role, cell, sources), looks))
        rows.append(_total(writer, block, figure_id, content))
        bulk.link(sheet, block.total_row, 1, sources.homes.get(block.figure.code))
    last = sources.blocks[-1].total_row
    bulk.dimensions[SHEET] = f"A1:{_LAST}{last}"
    add_filter(sheet, _COLUMNS, last + 1)


def _rows(
    figure: Figure, cells: dict[str, list[SourceCell]], ratios: dict[str, list[str]]
) -> Iterator[tuple[str, SourceCell]]:
    """Yield a figure's cells; a ratio's in pairs, of the units that gave both."""
    if figure.code not in ratios:
        yield from (("", cell) for cell in cells.get(figure.code, ()))
        return
    above, below = (cells.get(part, ()) for part in ratios[figure.code])
    denominators = {cell.unit_code: cell for cell in below}
    for numerator in above:
        if numerator.unit_code in denominators:
            yield _NUMERATOR, numerator
            yield _DENOMINATOR, denominators[numerator.unit_code]


def _places(blocks: Sequence[Block]) -> dict[tuple[str, str, str], str]:
    """Return where the rows of the nation, of each kind and of each unit on each basis stand."""
    rows: dict[tuple[str, str, str], list[int]] = {}
    for block in blocks:
        for row, (_, cell) in enumerate(block.rows, start=block.first):
            keys = (("", ""), ("kind", cell.unit_kind), (AS_REPORTED, cell.unit_code))
            for key in (*keys, (CURRENT, cell.heir or cell.unit_code)):
                rows.setdefault((block.figure.code, *key), []).append(row)
    return {
        key: f"'{SHEET}'!A{found[0]}:{_LAST}{found[-1]}"
        for key, found in rows.items()
        if found[-1] - found[0] + 1 == len(found)
    }


def _row(figure_id: str, role: str, cell: SourceCell, sources: Sources) -> tuple[Value, ...]:
    return (
        figure_id,
        role,
        cell.unit_name,
        cell.unit_code,
        cell.file_name,
        cell.sha256[:12],
        cell.sheet,
        cell.cell,
        cell.raw_text,
        cell.value,
        cell.received_at,
        _decided(cell, sources),
    )


def _decided(cell: SourceCell, sources: Sources) -> str:
    numbers = (cell.decisions or "").split("; ")
    told = " ".join(sources.told[each] for each in numbers if each in sources.told)
    if told and cell.sent_value is not None and cell.sent_value != cell.value:
        return f"{told} Đơn vị đã ghi: {number(cell.sent_value)}."
    return told


def _total(writer: RowWriter, block: Block, figure_id: str, content: "AnnexContent") -> str:
    """Return the row below a figure's cells: how many they are, and the figure as published."""
    national = content.national.get(block.figure.code)
    value = national.value if national else None
    label = " – ".join(filter(None, (block.figure.line.label, block.figure.measure_label)))
    counted = f"Tổng của {len(block.rows)} ô" if block.rows else "Không ô nào có số liệu"
    if block.rows and block.rows[0][0]:
        counted = "100 × {} ÷ {}".format(
            *(_sum(block, role) for role in (_NUMERATOR, _DENOMINATOR))
        )
    values = (figure_id, None, label, *(None,) * 5, counted, value, None, None)
    looks = ["pl_data_total"] * len(_COLUMNS)
    looks[_VALUE] = f"pl_total_{block.figure.number_kind}"
    return writer.row(block.total_row, values, looks)


def _sum(block: Block, wanted: str) -> str:
    total = sum((cell.value for role, cell in block.rows if role == wanted), Decimal(0))
    return number(total)


def _told_decisions(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return {
        str(decision): f"Số {decision} ({KINDS[kind]}, {who}): {why.rstrip('.')}."
        for decision, kind, who, why in con.execute(_DECISIONS).fetchall()
    }
