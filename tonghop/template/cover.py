"""The cover: who reports, for which period, under what, its secrecy, and "không phát sinh"."""

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from schemas.declarations import Declarations, Expected
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
from tonghop.template.style import lay_out, lock, merge, put

TITLE = "BÁO CÁO KẾT QUẢ CÔNG TÁC PHÒNG, CHỐNG TỘI PHẠM VÀ PHÒNG, CHỐNG MUA BÁN NGƯỜI"
_FIRST_FIELD = 7


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
    known = _identity(expected, period, _recipient(declarations, expected, period))
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
    sheet.row_dimensions[row].height = 34 if len(field.label) > 40 else 20
    if field.choices:
        _offer(sheet, f"C{row}", field.choices)


def _recipient(declarations: Declarations, expected: Expected, period: Period) -> str:
    """Return to whom the report goes, and through which of its offices if that is known."""
    name = declarations.units.name_near(expected.duty.reports_to, period.cut_off)
    office = declarations.recipient_name(expected.duty.directive, period)
    return f"{name} (qua {office})" if office and office != name else name


def _identity(expected: Expected, period: Period, recipient: str) -> Mapping[str, str]:
    duty = expected.duty
    return {
        "unit_code": expected.unit.unit_code,
        "unit_name": expected.name.name,
        "period": period.code,
        "period_label": period.label,
        "interval": f"từ {period.starts_on:%d/%m/%Y} đến {period.cut_off:%d/%m/%Y}",
        "directive": duty.directive.number,
        "recipient": recipient,
        "due": f"trước ngày {duty.due_before:%d/%m/%Y}"
        if duty.due_before
        else "theo văn bản chỉ đạo",
        "secrecy": "Không",
    }


def _offer(sheet: Worksheet, address: str, choices: tuple[str, ...]) -> None:
    drop_down = DataValidation(
        "list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=True
    )
    drop_down.error, drop_down.errorTitle = f"Chọn một trong: {', '.join(choices)}.", "Trang bìa"
    drop_down.add(address)
    sheet.add_data_validation(drop_down)
