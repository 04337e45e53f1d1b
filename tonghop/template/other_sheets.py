"""The narrative sheet, and the sheet that checks the rules while the sender fills in."""

import ast
from collections.abc import Sequence
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from schemas.expressions import needed_cells, sides, to_excel
from schemas.layout import CHECKS, NARRATIVE, PRIVACY, TEMPLATE_VERSION, YES, marker
from schemas.narrative import NarrativeSection
from schemas.rules import CellRule
from tonghop.template.plan import FormPlan
from tonghop.template.style import lay_out, lock, merge, put, put_formula

PASSED, FAILED = "Đạt", "Xem lại"
CHECK_HEADS = ("Mã", "Ô", "Nội dung", "Vế trái", "Vế phải", "Kết quả")
CHECK_NOTE = (
    "Trang này tự tính. Dòng ghi “Xem lại” cần được kiểm tra trước khi gửi; "
    "dòng có ô để trống thì chưa kiểm tra."
)


def add_narrative_sheet(book: Workbook, sections: tuple[NarrativeSection, ...]) -> None:
    """Add one entry cell for each section that the unit tells in words."""
    sheet = book.create_sheet(NARRATIVE)
    put(sheet, "A1", marker("narrative", TEMPLATE_VERSION), "tt_plain")
    merge(sheet, "B1:C1", "PHẦN THUYẾT MINH", "tt_title")
    merge(sheet, "B2:C2", PRIVACY, "tt_note")
    sheet.row_dimensions[2].height = 32
    for row, section in enumerate(sections, start=4):
        put(sheet, f"A{row}", section.section_code, "tt_plain")
        put(sheet, f"B{row}", section.label, "tt_label")
        put(sheet, f"C{row}", None, "tt_text_entry")
        sheet.row_dimensions[row].height = 110
    lay_out(sheet, {"B": 46, "C": 92}, landscape=True)
    lock(sheet)


def add_check_sheet(
    book: Workbook, rules: tuple[CellRule, ...], plans: tuple[FormPlan, ...]
) -> None:
    """Add a row of live formulas for each rule; the program itself never reads this sheet."""
    sheet: Worksheet = book.create_sheet(CHECKS)
    put(sheet, "A1", marker("checks", TEMPLATE_VERSION), "tt_plain")
    merge(sheet, "B1:G1", "KIỂM TRA TRƯỚC KHI GỬI", "tt_title")
    merge(sheet, "B2:G2", CHECK_NOTE, "tt_note")
    _write_row(sheet, 4, [(head, "tt_head") for head in CHECK_HEADS])
    cells = {
        code: _CheckedCell(f"'{plan.form.sheet.sheet}'!{address}", plan.form.is_answer(code))
        for plan in plans
        for code, address in plan.addresses.items()
    }
    for row, rule in enumerate(rules, start=5):
        _write_row(sheet, row, _check_row(rule, cells))
    red = PatternFill("solid", bgColor="FFFFC7CE")
    failed = CellIsRule("equal", [f'"{FAILED}"'], fill=red)
    sheet.conditional_formatting.add(f"G5:G{4 + len(rules)}", failed)
    lay_out(sheet, {"B": 8, "C": 22, "D": 70, "E": 13, "F": 13, "G": 11}, landscape=True)
    sheet.freeze_panes = "B5"
    sheet.print_title_rows = "4:4"
    lock(sheet)


def _write_row(sheet: Worksheet, row: int, entries: Sequence[tuple[str, str]]) -> None:
    for column, (value, style) in zip("BCDEFG", entries, strict=True):
        write = put_formula if value.startswith("=") else put
        write(sheet, f"{column}{row}", value, style)


class _CheckedCell(NamedTuple):
    """A cell that rules refer to: its place in the workbook, and whether it holds Có or Không."""

    place: str
    is_answer: bool

    @property
    def number(self) -> str:
        """The formula of its number; a dash and the like count as none."""
        return f'(({self.place}="{YES}")*1)' if self.is_answer else f"N({self.place})"

    @property
    def filled(self) -> str:
        """The formula of whether it reports anything."""
        unknown = ",".join(f'{self.place}="{text}"' for text in ("", "x", "…", "..."))
        return f"NOT(OR({unknown}))"


def _check_row(rule: CellRule, cells: dict[str, _CheckedCell]) -> tuple[tuple[str, str], ...]:
    both = sides(rule.tree)
    left, right = (f"={_formula(side, cells)}" for side in both) if both else ("", "")
    return (
        (rule.rule.rule_code, "tt_code"),
        (", ".join(cells[name].place.replace("'", "") for name in rule.cells[:2]), "tt_label"),
        (plain_sentence(rule.rule.sentence), "tt_label"),
        (left, "tt_code"),
        (right, "tt_code"),
        (_verdict(rule, cells), "tt_code"),
    )


def plain_sentence(sentence: str) -> str:
    """Return a rule's sentence without the values of one report; the cells stand beside it."""
    for piece in (" ({left})", " ({right})", ", cột {measure},", ", cột {measure}", "{line}: "):
        sentence = sentence.replace(piece, "")
    return sentence[0].upper() + sentence[1:]


def _formula(tree: ast.expr, cells: dict[str, _CheckedCell]) -> str:
    return to_excel(tree, lambda name: cells[name].number, lambda name: cells[name].filled)


def _verdict(rule: CellRule, cells: dict[str, _CheckedCell]) -> str:
    groups = [[cells[name].filled for name in group] for group in needed_cells(rule.tree)]
    known = [f"OR({','.join(group)})" if len(group) > 1 else group[0] for group in groups]
    verdict = f'IF({_formula(rule.tree, cells)},"{PASSED}","{FAILED}")'
    return f'=IF(AND({",".join(known)}),{verdict},"")' if known else f"={verdict}"
