"""The cover: who reports, for which period, under what, its secrecy, and "không phát sinh"."""

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from schemas.declarations import Declarations, Expected
from schemas.directives import Duty
from schemas.layout import (
    CONVENTION,
    COVER,
    PRIVACY,
    TEMPLATE_VERSION,
    CoverField,
    cover_fields,
    marker,
)
from schemas.periods import Period
from tonghop.lateness import told
from tonghop.template.style import lay_out, lock, merge, put

TITLE = "BÁO CÁO KẾT QUẢ CÔNG TÁC PHÒNG, CHỐNG TỘI PHẠM VÀ PHÒNG, CHỐNG MUA BÁN NGƯỜI"
_FIRST_FIELD = 7
_LONGEST_LINE = 40


def add_cover(
    book: Workbook, declarations: Declarations, expected: Expected, period: Period
) -> None:
    """Add the cover as the first sheet; its identity cells are locked."""
    sheet: Worksheet = book.create_sheet(COVER, 0)
    put(sheet, "A1", marker("cover", TEMPLATE_VERSION), "tt_plain")
    put(sheet, "B1", expected.name.name.upper(), "tt_strong")
    merge(sheet, "B3:C3", TITLE, "tt_title")
    merge(sheet, "B4:C4", period.label, "tt_subtitle")
    sheet.row_dimensions[3].height = 42
    recipient, due = _recipient(declarations, expected, period), _due(expected.duty, declarations)
    known = _identity(expected, period, recipient, due)
    row = _FIRST_FIELD
    for field in cover_fields(declarations.forms_on(period.cut_off)):
        _write_field(sheet, row, field, known.get(field.code))
        row += 1
    for offset, note in enumerate((CONVENTION, PRIVACY), start=row + 1):
        merge(sheet, f"B{offset}:C{offset}", note, "tt_note")
        sheet.row_dimensions[offset].height = 46
    lay_out(sheet, {"B": 44, "C": 44}, landscape=False)
    lock(sheet)


def _write_field(sheet: Worksheet, row: int, field: CoverField, value: str | None) -> None:
    put(sheet, f"A{row}", field.code, "tt_plain")
    put(sheet, f"B{row}", field.label, "tt_label")
    put(sheet, f"C{row}", value, "tt_text_entry" if field.is_input else "tt_label")
    takes_two_lines = max(len(field.label), len(value or "")) > _LONGEST_LINE
    sheet.row_dimensions[row].height = 34 if takes_two_lines else 20
    if field.choices:
        _offer(sheet, f"C{row}", field.choices)


def _recipient(declarations: Declarations, expected: Expected, period: Period) -> str:
    """Return to whom the report goes, and through which of its offices if that is known."""
    name = declarations.units.name_near(expected.duty.reports_to, period.cut_off)
    office = declarations.recipient_name(expected.duty.directive, period)
    return f"{name} (qua {office})" if office and office != name else name


def _due(duty: Duty, declarations: Declarations) -> str:
    """Return the due date as its text names it, and the last day in time by its terms."""
    if not duty.due_before:
        return "theo văn bản chỉ đạo"
    last_day = declarations.last_day(duty)
    named = f"trước ngày {told(duty.due_before)}"
    return f"{named} (đúng hạn đến hết ngày {told(last_day)})" if last_day else named


def _identity(expected: Expected, period: Period, recipient: str, due: str) -> Mapping[str, str]:
    duty = expected.duty
    return {
        "unit_code": expected.unit.unit_code,
        "unit_name": expected.name.name,
        "period": period.code,
        "period_label": period.label,
        "interval": f"từ {period.starts_on:%d/%m/%Y} đến {period.cut_off:%d/%m/%Y}",
        "directive": duty.directive.number,
        "recipient": recipient,
        "due": due,
        "secrecy": "Không",
    }


def _offer(sheet: Worksheet, address: str, choices: tuple[str, ...]) -> None:
    drop_down = DataValidation(
        "list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=True
    )
    drop_down.error, drop_down.errorTitle = f"Chọn một trong: {', '.join(choices)}.", "Trang bìa"
    drop_down.add(address)
    sheet.add_data_validation(drop_down)
