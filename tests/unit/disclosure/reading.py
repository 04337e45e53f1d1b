"""Somebody outside reads an edition's workbooks and Word files: what is printed at which place.

A place is whose figure it is (the nation, a kind, a province, by the name printed), the cell (by
the number that the annex prints beside it, or by line and breakdown as they are called there), and
the column, as ``tonghop.disclosure.masking`` names it.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import docx
import openpyxl
from docx.table import Table
from openpyxl.worksheet.worksheet import Worksheet

NATION = "Toàn quốc"
CHANGES = ("change_like", "change_pct_like")
NATIONAL = ("value", "value_last_year", "value_like", "value_last_year_like", *CHANGES)
IN_WORD = ("value", "value_last_year", *CHANGES)
COMPARED = ("value", "value_last_year", *CHANGES)
BY_PROVINCE = ("value", "value_last_year", "change", "change_pct")
OF_TARGETS = {"Kết quả": "value", "Đánh giá": "is_met", "Số đơn vị chưa đạt": "units_below"}
_BY_PROVINCE = re.compile(r"Bảng \d+\. (.+), theo tỉnh, thành phố")
Row = tuple[object, ...]


class Printed(NamedTuple):
    """What stands at a place of a file."""

    where: str
    whose: str
    code: str
    column: str
    text: str


def read_edition(folder: Path, targets: Mapping[str, str]) -> list[Printed]:
    """Return every figure that the annexes and the Word tables print, kept back or not.

    ``targets`` are the cells of targets, by what the targets are called.
    """
    found: list[Printed] = []
    for path in sorted(folder.glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        names = dict(_names(book[NATION]))
        for sheet in book:
            found.extend(_of_sheet(f"{path.name}/{sheet.title}", sheet, names))
        report = path.with_name(path.name.replace("phu-luc", "bao-cao")).with_suffix(".docx")
        document, title = docx.Document(str(report)), ""
        for number, part in enumerate(document.iter_inner_content()):
            if isinstance(part, Table):
                found.extend(_of_table(f"{report.name}/{number}", part, title, names, targets))
            else:
                title = part.text if part.text.startswith("Bảng") else title
    return found


def _rows(sheet: Worksheet) -> list[Row]:
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def _names(sheet: Worksheet) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield of every cell the line's code or name, with the breakdown, and its number."""
    for line, row in _with_line(_rows(sheet)):
        if isinstance(row[-1], str) and ":" in row[-1]:
            code = row[-1].partition(":")[2]
            for name in line:
                yield (name, _bare(row[1])), code


def _with_line(rows: list[Row]) -> Iterator[tuple[tuple[str, str], Row]]:
    """Yield each row with the code and the name of the line that it belongs to."""
    line = ("", "")
    for row in rows:
        if row[0] and row[1]:
            line = (str(row[0]), _bare(row[1]))
        yield line, row


def _bare(label: object) -> str:
    return str(label).lstrip("–+ ")


def _of_sheet(where: str, sheet: Worksheet, names: dict[tuple[str, str], str]) -> Iterator[Printed]:
    rows = _rows(sheet)
    if sheet.title == NATION:
        yield from _national(where, rows)
    elif sheet.title.startswith("Theo loại"):
        yield from _kinds(where, rows, names)
    elif sheet.title.startswith("Theo tỉnh"):
        yield from _provinces(where, rows, names)
    elif sheet.title.startswith("So cùng kỳ"):
        yield from _compared(where, rows, names)


def _national(where: str, rows: list[Row]) -> Iterator[Printed]:
    for row in rows:
        if isinstance(row[-1], str) and ":" in row[-1]:
            code = row[-1].partition(":")[2]
            for column, value in zip(NATIONAL, row[3:], strict=False):
                yield Printed(where, NATION, code, column, str(value))


def _kinds(where: str, rows: list[Row], names: dict[tuple[str, str], str]) -> Iterator[Printed]:
    heads = next(row for row in rows if row[0] == "Mã số")
    for (line, _), row in _with_line(rows):
        if code := names.get((line, _bare(row[1]))):
            for head, value in list(zip(heads, row, strict=True))[3::2]:
                yield Printed(where, str(head).partition("\n")[0], code, "value", str(value))


def _provinces(where: str, rows: list[Row], names: dict[tuple[str, str], str]) -> Iterator[Printed]:
    top = next(n for n, row in enumerate(rows) if row[0] == "STT")
    labels, lines = rows[top + 2], rows[top + 3]
    for row in rows[top + 4 :]:
        whose = "Sở Y tế" if str(row[0]).startswith("Tổng") else str(row[1])
        for line, label, value in list(zip(lines, labels, row, strict=True))[3:]:
            yield Printed(where, whose, _code(names, line, label), "value", str(value))


def _code(names: dict[tuple[str, str], str], line: object, label: object) -> str:
    """Return the cell of a column, whose line may have only one, called by the line's name."""
    own = {name: code for (of, name), code in names.items() if of == str(line)}
    found = own.get(_bare(label).partition("\n")[0])
    return found or (_first(names, str(line)) if len(own) == 1 else "")


def _first(names: dict[tuple[str, str], str], line: str) -> str:
    return next((code for (of, _), code in names.items() if of == line), "")


def _compared(where: str, rows: list[Row], names: dict[tuple[str, str], str]) -> Iterator[Printed]:
    top = next(n for n, row in enumerate(rows) if row[0] == "STT")
    for row in rows[top + 3 :]:
        for first, line in enumerate(rows[top + 2]):
            if line:
                code = _first(names, str(line))
                for column, value in zip(COMPARED, row[first:], strict=False):
                    yield Printed(where, str(row[1]), code, column, str(value))


def _of_table(
    where: str,
    table: Table,
    title: str,
    names: dict[tuple[str, str], str],
    targets: Mapping[str, str],
) -> Iterator[Printed]:
    """Yield what a Word table prints, whose rows are lines, provinces or targets."""
    heads, *rows = [[cell.text for cell in row.cells] for row in table.rows]
    match heads[0]:
        case "Chỉ tiêu":
            yield from _lines_in_word(where, rows, names)
        case "TT":
            yield from _provinces_in_word(where, rows, title, names)
        case "Nội dung mục tiêu":
            yield from _targets_in_word(where, heads, rows, targets)


def _provinces_in_word(
    where: str, rows: list[list[str]], title: str, names: dict[tuple[str, str], str]
) -> Iterator[Printed]:
    """Yield what a table of one line by province prints; its title ends what the line is called."""
    line = _BY_PROVINCE.match(title)
    assert line, title
    code = next(c for (of, _), c in names.items() if of.lower().endswith(line[1].lower()))
    for _, whose, *values in rows:
        for column, text in zip(BY_PROVINCE, values, strict=False):
            yield Printed(where, whose, code, column, text)


def _targets_in_word(
    where: str, heads: list[str], rows: list[list[str]], targets: Mapping[str, str]
) -> Iterator[Printed]:
    for row in rows:
        for head, text in zip(heads, row, strict=True):
            if column := OF_TARGETS.get(head):
                yield Printed(where, NATION, targets[row[0]], column, text)


def _lines_in_word(
    where: str, rows: list[list[str]], names: dict[tuple[str, str], str]
) -> Iterator[Printed]:
    line = ""
    for label, _, *values in rows:
        if not label.startswith("+"):
            line = _bare(label)
            code = _first(names, line)
        else:
            code = names.get((line, _bare(label)), "")
        for column, text in zip(IN_WORD, values, strict=False):
            yield Printed(where, NATION, code, column, text)
