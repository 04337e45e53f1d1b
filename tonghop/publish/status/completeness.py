"""Three lists of the status workbook: how much was filled in, by unit, by form and by cell."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import duckdb
from openpyxl import Workbook

from schemas.declarations import Declarations
from schemas.statuses import STATUSES
from tonghop.publish.sheets import Value, lines_needed, set_height, write_merged
from tonghop.publish.sheets.list_sheet import Column, add_filter, add_list_sheet, write_list
from tonghop.publish.status.content import StatusContent

_UNIT_FORMS = """
    select unit_code, status, form_code, cells_asked, cells_number, cells_none,
        cells_not_collected, cells_blank, cells_refused, cells_unread
    from unit_completeness
    where period = ?
"""
_LINES = """
    select line.form_code, line.line_code, line.line_label, line.measure_label, line.units_expected,
        line.units_number, line.units_none, line.units_not_collected, line.units_blank,
        line.units_refused, line.units_uncounted, line.units_missing, line.filled_pct
    from line_completeness as line
    left join indicator_cell as cell
        on line.line_code = cell.line_code and line.measure = cell.measure
        and (cell.valid_from is null or cell.valid_from <= $day)
        and (cell.valid_to is null or cell.valid_to >= $day)
    where line.period = $period
    order by cell.position, line.line_code, line.measure
"""
_STATES = ("Có số liệu", "Không phát sinh", "Không thu thập", "Để trống")
_BY_FORM = (
    Column("STT", 6, "tt_code"),
    Column("Biểu", 9, "tt_code"),
    Column("Tên biểu", 62, "tt_label"),
    Column("Đơn vị phải gửi", 10, "pl_whole"),
    Column("Ghi đủ mọi ô", 10, "pl_whole"),
    Column("Ghi một phần", 10, "pl_whole"),
    Column("Không ghi ô nào", 10, "pl_whole"),
    Column("Chưa có báo cáo được tính", 12, "pl_whole"),
    Column("Số ô phải ghi", 11, "pl_whole"),
    *(Column(f"Số ô {state[0].lower()}{state[1:]}", 11, "pl_whole") for state in _STATES),
    Column("Tỷ lệ có số liệu (%)", 11, "pl_share"),
)
_BY_LINE = (
    Column("STT", 6, "pl_data_centre"),
    Column("Biểu", 9, "pl_data_centre"),
    Column("Mã số", 8, "pl_data_centre"),
    Column("Chỉ tiêu", 56, "pl_data_wrap"),
    Column("Cột", 26, "pl_data_wrap"),
    Column("Đơn vị phải gửi", 10, "pl_data_whole"),
    *(Column(state, 10, "pl_data_whole") for state in _STATES),
    Column("Ô này ghi sai, bị trả lại", 11, "pl_data_whole"),
    Column("Trả lại, chờ xác định vì lý do khác", 13, "pl_data_whole"),
    Column("Chưa gửi", 10, "pl_data_whole"),
    Column("Tỷ lệ có số liệu (%)", 11, "pl_data_share"),
)
_BY_UNIT_NOTE = (
    "Tỷ lệ có số liệu = số ô có số liệu hoặc không phát sinh chia cho số ô phải ghi. Ô tỷ lệ và ô"
    " ghi chữ không tính. Với đơn vị bị trả lại hoặc chờ xác định, các ô là của báo cáo nhận sau "
    "cùng và chưa được tính vào số liệu chung; ô chưa có là chưa gửi hoặc không đọc được."
)
_BY_FORM_NOTE = (
    "Chỉ tính các báo cáo được tính; tỷ lệ có số liệu = số ô có số liệu hoặc không phát sinh chia"
    " cho số ô phải ghi của mọi đơn vị phải gửi."
)
_BY_LINE_NOTE = (
    "Tỷ lệ có số liệu = số đơn vị có số liệu hoặc không phát sinh được tính, chia cho số đơn vị "
    "phải gửi. Các cột từ “Có số liệu” đến “Chưa gửi” cộng lại bằng số đơn vị phải gửi."
)


class Filled(NamedTuple):
    """How many cells were asked for, and in which state they are."""

    asked: int = 0
    number: int = 0
    none: int = 0
    not_collected: int = 0
    blank: int = 0
    refused: int = 0
    unread: int = 0

    @property
    def share(self) -> Decimal | None:
        """Per cent of the asked cells that have a value; ``None`` if none could be read."""
        if self.asked == self.unread:
            return None
        share = Decimal(100 * (self.number + self.none)) / Decimal(self.asked)
        return share.quantize(Decimal("0.01"), ROUND_HALF_UP)


class UnitForm(NamedTuple):
    """A row of ``unit_completeness``."""

    unit_code: str
    status: str
    form_code: str
    filled: Filled

    @property
    def counts(self) -> bool:
        """Whether the report's figures count."""
        return self.status not in ("missing", "rejected", "held")


def add_completeness(
    book: Workbook,
    con: duckdb.DuckDBPyConnection,
    content: StatusContent,
    declarations: Declarations,
) -> None:
    """Add the three lists of what was filled in, of what was asked."""
    period = content.heading.period
    found = con.execute(_UNIT_FORMS, [period.code]).fetchall()
    unit_forms = [UnitForm._make((*row[:3], Filled(*row[3:]))) for row in found]
    sheets = {form.sheet.form_code: form.sheet for form in declarations.forms_on(period.cut_off)}
    names = {code: sheet.sheet for code, sheet in sheets.items()}
    titles = {code: sheet.title for code, sheet in sheets.items()}
    _add_by_unit(book, content, unit_forms, names)
    _add_by_form(book, content, unit_forms, names, titles)
    lines = con.execute(_LINES, {"period": period.code, "day": period.cut_off}).fetchall()
    rows = ((n, names[form], *rest) for n, (form, *rest) in enumerate(lines, start=1))
    title = "Mức độ đầy đủ theo chỉ tiêu"
    _add(book, content, "Đầy đủ theo chỉ tiêu", title, _BY_LINE, rows, _BY_LINE_NOTE)


def _add(
    book: Workbook,
    content: StatusContent,
    name: str,
    title: str,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Value, ...]],
    note: str,
) -> None:
    sheet = add_list_sheet(book, content.heading, name, title, columns)
    below = write_list(sheet, columns, rows)
    add_filter(sheet, columns, below)
    write_merged(sheet, (below, below), (1, len(columns)), note, "tt_note")
    set_height(sheet, below, lines_needed(note, sum(column.width for column in columns)))


def _add_by_unit(
    book: Workbook, content: StatusContent, unit_forms: list[UnitForm], names: dict[str, str]
) -> None:
    columns = (
        Column("STT", 6, "tt_code"),
        Column("Đơn vị", 42, "tt_label"),
        Column("Loại đơn vị", 26, "tt_label"),
        Column("Tình trạng", 18, "tt_code"),
        *(Column(f"{name} (%)", 9, "pl_share") for name in names.values()),
        Column("Số ô phải ghi", 9, "pl_whole"),
        *(Column(state, 9, "pl_whole") for state in (*_STATES, "Ghi sai", "Chưa có")),
        Column("Tỷ lệ có số liệu (%)", 10, "pl_share"),
    )
    rows = _by_unit(content, unit_forms, names)
    title = "Mức độ đầy đủ theo đơn vị"
    _add(book, content, "Đầy đủ theo đơn vị", title, columns, rows, _BY_UNIT_NOTE)


def _by_unit(
    content: StatusContent, unit_forms: list[UnitForm], names: dict[str, str]
) -> Iterator[tuple[Value, ...]]:
    found = {(each.unit_code, each.form_code): each.filled for each in unit_forms}
    for number, unit in enumerate(content.units, start=1):
        forms = [found.get((unit.unit_code, form), Filled()) for form in names]
        whole = _sum(forms)
        shares = (filled.share for filled in forms)
        status = STATUSES[unit.status]
        yield number, unit.name, unit.kind_label, status, *shares, *whole, whole.share


def _add_by_form(
    book: Workbook,
    content: StatusContent,
    unit_forms: list[UnitForm],
    names: dict[str, str],
    titles: dict[str, str],
) -> None:
    rows = (
        (
            number,
            names[form],
            titles[form],
            *_form_row([u for u in unit_forms if u.form_code == form]),
        )
        for number, form in enumerate(names, start=1)
    )
    title = "Mức độ đầy đủ theo biểu"
    _add(book, content, "Đầy đủ theo biểu", title, _BY_FORM, rows, _BY_FORM_NOTE)


def _form_row(units: list[UnitForm]) -> tuple[Value, ...]:
    """Return the units by how much of the form they filled in, then its cells by their state."""
    counting = [unit.filled for unit in units if unit.counts]
    full = sum(filled.number + filled.none == filled.asked for filled in counting)
    empty = sum(filled.number + filled.none == 0 for filled in counting)
    partly = len(counting) - full - empty
    whole = _sum(counting)._replace(asked=sum(unit.filled.asked for unit in units))
    cells = (whole.asked, whole.number, whole.none, whole.not_collected, whole.blank)
    silent = len(units) - len(counting)
    return len(units), full, partly, empty, silent, *cells, whole.share


def _sum(parts: list[Filled]) -> Filled:
    return Filled(*map(sum, zip(*parts, strict=True))) if parts else Filled()
