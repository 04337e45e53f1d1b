"""Targets: how far the nation is, and which units are below, by name."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tonghop.publish.annex.content import AnnexContent
from tonghop.publish.annex.heading import write_heading
from tonghop.publish.annex.sources.blocks import ALIKE, DENOMINATOR, NUMERATOR
from tonghop.publish.annex.sources.links import AT_CUT_OFF
from tonghop.publish.annex.target_content import Target, UnitBelow
from tonghop.publish.province_figures import AS_REPORTED
from tonghop.publish.sheets import (
    Value,
    lines_needed,
    set_height,
    set_up_page,
    set_widths,
    write_merged,
    write_row,
)
from tonghop.publish.sheets.book import add_sheet

SHEET = "Mục tiêu"
_HEADS = (
    "Mã", "Nội dung mục tiêu", "Mức đặt ra (%)", "Tử số, hoặc kỳ này", "Mẫu số, hoặc cùng kỳ",
    "Kết quả (%)", "Đánh giá", "Đơn vị có đủ số liệu", "Đơn vị phải báo cáo",
    "Đơn vị tính được",
    "Đơn vị chưa đạt", "Căn cứ",
)  # fmt: skip
_PARTS, _RESULT = 4, 6
_WIDTHS = (8, 52, 10, 14, 14, 11, 12, 10, 10, 10, 10, 46)
_LOOKS = (
    "tt_code", "tt_label", "pl_share", "pl_whole", "pl_whole", "pl_share", "tt_code", "pl_whole",
    "pl_whole", "pl_whole", "pl_whole", "tt_label",
)  # fmt: skip
_BELOW_HEADS = (
    "Mã", "Đơn vị chưa đạt", "STT", "Tử số, hoặc kỳ này", "Mẫu số, hoặc cùng kỳ", "Kết quả (%)",
)  # fmt: skip
_BELOW_LOOKS = ("tt_code", "tt_label", "tt_code", "pl_whole", "pl_whole", "pl_share")
_VERDICTS = {True: "Đạt", False: "Chưa đạt", None: "không tính được"}
_NOTES = (
    "Mục tiêu theo tỷ lệ: kết quả bằng 100 nhân tổng tử số chia tổng mẫu số của các đơn vị báo "
    "cáo đủ cả hai; với chỉ tiêu có/không là số đơn vị trả lời “Có” trên số đơn vị đã trả lời.",
    "Mục tiêu giảm: tử số là số của kỳ này, mẫu số là số của cùng kỳ năm trước đã quy đổi theo "
    "địa giới hiện hành, chỉ của các đơn vị có đủ số liệu ở cả hai kỳ; kết quả là tỷ lệ giảm, số "
    "âm là tăng. Mức 0 là giảm bao nhiêu cũng được; bằng nhau là chưa đạt.",
    "Đơn vị chưa có số liệu, hoặc không phát sinh để tính (mẫu số bằng 0; cả hai kỳ không có vụ "
    "việc), thì không xếp là chưa đạt.",
)


def add_target_sheet(book: Workbook, content: AnnexContent) -> None:
    """Add the report's targets and the units below each, unless it has none."""
    if not content.targets:
        return
    sheet = add_sheet(book, SHEET)
    top = write_heading(sheet, content, "Kết quả thực hiện các mục tiêu", _WIDTHS)
    row = _write_targets(sheet, top, content)
    for note in _NOTES:
        write_merged(sheet, (row, row), (1, len(_WIDTHS)), note, "tt_note")
        set_height(sheet, row, lines_needed(note, 1.1 * sum(_WIDTHS)))
        row += 1
    _write_below(sheet, row + 1, content)
    set_widths(sheet, _WIDTHS)
    set_up_page(sheet, content.heading)


def _write_targets(sheet: Worksheet, top: int, content: AnnexContent) -> int:
    write_row(sheet, top, _HEADS, ["tt_head"] * len(_HEADS))
    set_height(sheet, top, 3)
    for row, target in enumerate(content.targets, start=top + 1):
        write_row(sheet, row, _target(target), _LOOKS)
        _link_target(sheet, row, target, content)
        texts = ((target.label, _WIDTHS[1]), (target.source, _WIDTHS[-1]))
        set_height(sheet, row, max(lines_needed(text, width) for text, width in texts))
    return top + 1 + len(content.targets)


def _link_target(sheet: Worksheet, row: int, target: Target, content: AnnexContent) -> None:
    """Let both parts lead to where they are added up, and a share to its cells as well."""
    now, above, below = content.sources, _PARTS, _PARTS + 1
    if target.is_reduction:
        now.link_total(sheet, row, above, target.code, ALIKE)
        content.sources_last_year.link_total(sheet, row, below, target.code, ALIKE)
        return
    now.link_part(sheet, row, above, target.code, NUMERATOR)
    now.link_part(sheet, row, below, target.code, DENOMINATOR)
    now.link_nation(sheet, row, _RESULT, target.code)


def _target(target: Target) -> tuple[Value, ...]:
    return (
        target.target_code,
        target.label,
        target.target,
        target.numerator,
        target.denominator,
        target.value,
        _VERDICTS[target.is_met],
        target.units_reported,
        target.units_expected,
        target.units_measured,
        target.units_below,
        target.source,
    )


def _write_below(sheet: Worksheet, row: int, content: AnnexContent) -> None:
    """List the units that miss each target, by target and in the order of units."""
    for target in content.targets:
        below = [unit for unit in content.units_below if unit.target_code == target.target_code]
        title = f"{target.target_code}. {target.label}: {len(below)} đơn vị chưa đạt"
        write_merged(sheet, (row, row), (1, len(_WIDTHS)), title, "tt_strong")
        if below:
            row = _write_units(sheet, row + 1, target, below, content)
        row += 2


def _write_units(
    sheet: Worksheet, row: int, target: Target, below: Sequence[UnitBelow], content: AnnexContent
) -> int:
    """Write the heads and the units from ``row`` down and return the last row."""
    write_row(sheet, row, _BELOW_HEADS, ["tt_head"] * len(_BELOW_HEADS))
    set_height(sheet, row, 2)
    for number, unit in enumerate(below, start=1):
        values = (unit.target_code, unit.unit_name, number, unit.numerator, unit.denominator)
        write_row(sheet, row + number, (*values, unit.value), _BELOW_LOOKS)
        _link_unit(sheet, row + number, target, unit.unit_code, content)
    return row + len(below)


def _link_unit(
    sheet: Worksheet, row: int, target: Target, unit: str, content: AnnexContent
) -> None:
    """Let a unit's parts lead to its cells; last year's may be of the units before it."""
    now, code, above, below = content.sources, target.code, _PARTS, _PARTS + 1
    if target.is_reduction:
        now.link_unit(sheet, row, above, code, unit, AS_REPORTED)
        content.sources_last_year.link_unit(sheet, row, below, code, unit, AT_CUT_OFF)
        return
    now.link_part(sheet, row, above, code, NUMERATOR, unit)
    now.link_part(sheet, row, below, code, DENOMINATOR, unit)
    now.link_unit(sheet, row, _RESULT, code, unit, AS_REPORTED)
