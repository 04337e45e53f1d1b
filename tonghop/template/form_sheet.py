"""A form's sheet: headings, hidden codes, lines, and entry cells with their validation."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from schemas.forms import YES_NO_UNIT, Cell, Line
from schemas.layout import (
    COLUMN_CODES,
    COLUMN_NUMBERS,
    CONVENTION,
    NO,
    SECTION,
    STRUCTURE_LABELS,
    YES,
    marker,
    period_line,
)
from schemas.periods import Period
from tonghop.template import plan as at
from tonghop.template.applying import apply_style
from tonghop.template.plan import FormPlan
from tonghop.template.style import lay_out, lock, merge, put

NARROW, WIDE = 10.5, 16.0


def add_form_sheet(book: Workbook, plan: FormPlan, unit_name: str, period: Period) -> Worksheet:
    """Add the sheet of one form, locked but for its entry cells."""
    form = plan.form
    sheet: Worksheet = book.create_sheet(form.sheet.sheet)
    _write_heading(sheet, plan, unit_name, period)
    _write_column_heads(sheet, plan)
    for row, entry in plan.rows:
        if isinstance(entry, Line):
            _write_line(sheet, row, entry)
        else:
            _write_section(sheet, row, entry, plan)
    _write_entry_cells(sheet, plan)
    _write_foot(sheet, plan)
    _set_up_page(sheet, plan)
    return sheet


def _write_heading(sheet: Worksheet, plan: FormPlan, unit_name: str, period: Period) -> None:
    last = get_column_letter(plan.last_column)
    put(sheet, "A1", marker(plan.form.code, plan.form.sheet.version), "tt_plain")
    put(sheet, "B1", unit_name.upper(), "tt_strong")
    put(sheet, f"{last}1", plan.form.sheet.sheet, "tt_strong")
    merge(sheet, f"B{at.TITLE_ROW}:{last}{at.TITLE_ROW}", plan.form.sheet.title.upper(), "tt_title")
    merge(
        sheet,
        f"B{at.PERIOD_ROW}:{last}{at.PERIOD_ROW}",
        period_line(period),
        "tt_subtitle",
    )
    sheet.row_dimensions[at.TITLE_ROW].height = 38


def _write_column_heads(sheet: Worksheet, plan: FormPlan) -> None:
    for column, letter, (code, text) in zip("BCD", "ABC", STRUCTURE_LABELS.items(), strict=True):
        merge(sheet, f"{column}{at.GROUP_ROW}:{column}{at.MEASURE_ROW}", text, "tt_head")
        put(sheet, f"{column}{at.CODE_ROW}", code, "tt_number_row")
        put(sheet, f"{column}{at.NUMBER_ROW}", f"({letter})", "tt_number_row")
    put(sheet, f"A{at.CODE_ROW}", COLUMN_CODES, "tt_plain")
    put(sheet, f"A{at.NUMBER_ROW}", COLUMN_NUMBERS, "tt_plain")
    for group, measures in plan.groups():
        _write_group(
            sheet, group, [plan.columns[m.measure] for m in measures], [m.label for m in measures]
        )
    for number, measure in enumerate(plan.form.measures, start=1):
        letter = get_column_letter(plan.columns[measure.measure])
        put(sheet, f"{letter}{at.CODE_ROW}", measure.measure, "tt_number_row")
        put(sheet, f"{letter}{at.NUMBER_ROW}", f"({number})", "tt_number_row")
    sheet.row_dimensions[at.CODE_ROW].hidden = True
    sheet.row_dimensions[at.MEASURE_ROW].height = 48


def _write_group(sheet: Worksheet, group: str, columns: list[int], labels: list[str]) -> None:
    letters = [get_column_letter(column) for column in columns]
    if not group:
        merge(
            sheet, f"{letters[0]}{at.GROUP_ROW}:{letters[0]}{at.MEASURE_ROW}", labels[0], "tt_head"
        )
        return
    merge(sheet, f"{letters[0]}{at.GROUP_ROW}:{letters[-1]}{at.GROUP_ROW}", group, "tt_head")
    for letter, label in zip(letters, labels, strict=True):
        put(sheet, f"{letter}{at.MEASURE_ROW}", label, "tt_head")


def _write_section(sheet: Worksheet, row: int, title: str, plan: FormPlan) -> None:
    put(sheet, f"A{row}", SECTION, "tt_plain")
    merge(sheet, f"B{row}:{get_column_letter(plan.last_column)}{row}", title, "tt_section")


def _write_line(sheet: Worksheet, row: int, line: Line) -> None:
    put(sheet, f"A{row}", line.line_code, "tt_plain")
    put(sheet, f"B{row}", line.line_code, "tt_code")
    indent = "– " if line.part_of else ""
    put(sheet, f"C{row}", indent + line.label, "tt_label")
    put(sheet, f"D{row}", line.unit_of_measure, "tt_code")
    sheet.row_dimensions[row].height = 16 * (1 + len(line.label) // 48)


def _write_entry_cells(sheet: Worksheet, plan: FormPlan) -> None:
    answers, whole, quantity = _validations(sheet)
    for row, entry in plan.rows:
        if isinstance(entry, Line):
            for column in plan.columns.values():
                apply_style(sheet.cell(row, column), "tt_closed")
    for cell in plan.form.cells:
        address = plan.addresses[cell.code]
        apply_style(sheet[address], _style(cell))
        if cell.unit_of_measure == YES_NO_UNIT:
            answers.add(address)
        elif cell.line.kind != "text":
            (quantity if cell.measure.decimals else whole).add(address)


def _style(cell: Cell) -> str:
    if cell.line.kind == "text" or cell.unit_of_measure == YES_NO_UNIT:
        return "tt_text_entry"
    return "tt_quantity" if cell.measure.decimals else "tt_entry"


def _validations(sheet: Worksheet) -> tuple[DataValidation, DataValidation, DataValidation]:
    """Drop-downs for answers; numbers warn but yield, because “-” and “x” are lawful entries."""
    answers = DataValidation(
        "list", formula1=f'"{YES},{NO}"', allow_blank=True, showErrorMessage=True
    )
    answers.error, answers.errorTitle = f"Chọn “{YES}” hoặc “{NO}”.", "Trả lời"
    whole = DataValidation("whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    quantity = DataValidation(
        "decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True
    )
    for validation, what in ((whole, "số nguyên"), (quantity, "số")):
        validation.errorStyle, validation.showErrorMessage = "warning", True
        validation.errorTitle = "Số liệu"
        validation.error = f"Ô này nhận {what} không âm, hoặc “-” (không có), “x” (không thu thập)."
    for validation in (answers, whole, quantity):
        sheet.add_data_validation(validation)
    return answers, whole, quantity


def _write_foot(sheet: Worksheet, plan: FormPlan) -> None:
    row, last = plan.last_row + 1, get_column_letter(plan.last_column)
    merge(sheet, f"B{row}:{last}{row}", CONVENTION, "tt_note")
    sheet.row_dimensions[row].height = 46
    put(sheet, f"C{row + 2}", "NGƯỜI LẬP BIỂU", "tt_strong")
    put(
        sheet,
        f"{get_column_letter(max(plan.last_column - 1, 4))}{row + 2}",
        "THỦ TRƯỞNG ĐƠN VỊ",
        "tt_strong",
    )


def _set_up_page(sheet: Worksheet, plan: FormPlan) -> None:
    width = NARROW if len(plan.columns) > 4 else WIDE
    measures = {get_column_letter(column): width for column in plan.columns.values()}
    lay_out(sheet, {"B": 7, "C": 50, "D": 11, **measures}, landscape=True)
    sheet.print_title_rows = f"{at.GROUP_ROW}:{at.NUMBER_ROW}"
    sheet.print_area = f"B1:{get_column_letter(plan.last_column)}{plan.last_row + 8}"
    sheet.freeze_panes = f"E{at.FIRST_ROW}"
    lock(sheet)
