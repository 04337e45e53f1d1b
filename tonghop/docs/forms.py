"""``bieu-mau.md``: the forms as the ministry would approve them, a table a form."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from schemas.dated import overlaps
from schemas.declarations import Declarations
from schemas.forms import FormSheet, Line, Measure
from schemas.layout import CONVENTION, ENTRY_FIELDS, IDENTITY_FIELDS, PRIVACY
from tonghop.docs import words
from tonghop.docs.markdown import code, joined, quote, table

_MEASURE_HEADS = ("Mã cột", "Tên cột", "Đơn vị tính", "Áp dụng")
_LINE_HEADS = (
    "Mã", "Chỉ tiêu", "Đơn vị tính", "Cột", "Loại", "Cách tổng hợp", "Thuộc dòng", "Căn cứ",
    "Bằng chứng", "Áp dụng",
)  # fmt: skip


def describe_forms(declarations: Declarations) -> Mapping[str, str]:
    """Return every form with its columns and lines, and the other sheets of the workbook."""
    return {
        "evidence": table(("Ghi trong bảng", "Nghĩa"), words.EVIDENCE_MEANINGS),
        "cover": _cover(),
        "notes": quote((CONVENTION, PRIVACY)),
        "forms": joined(
            block for sheet in declarations.form_sheets for block in _form(sheet, declarations)
        ),
        "narrative": _narrative(declarations),
    }


def _form(sheet: FormSheet, declarations: Declarations) -> Iterator[str]:
    measures = [m for m in declarations.measures if _is_of(m, sheet)]
    lines = [line for line in declarations.lines if _is_of(line, sheet)]
    yield f"## {sheet.sheet}. {sheet.title}"
    yield (
        f"Mã biểu {code(sheet.form_code)}, phiên bản {sheet.version}, áp dụng {words.span(sheet)}. "
        f"Dùng cho: {words.reports(sheet.reports)}. {words.plain(sheet.source)}."
    )
    yield table(_MEASURE_HEADS, map(_measure, measures))
    yield table(_LINE_HEADS, _rows(lines, [measure.measure for measure in measures]))


def _is_of(record: Line | Measure, sheet: FormSheet) -> bool:
    return record.form_code == sheet.form_code and overlaps(record, sheet)


def _measure(measure: Measure) -> tuple[str, ...]:
    label = f"{measure.group_label}: {measure.label}" if measure.group_label else measure.label
    decimals = f", {measure.decimals} chữ số thập phân" if measure.decimals else ""
    unit = measure.unit_of_measure or "theo dòng"
    return code(measure.measure), label, unit + decimals, words.span(measure)


def _rows(lines: list[Line], columns: list[str]) -> Iterator[tuple[str, ...]]:
    for section, members in groupby(lines, key=lambda line: line.section):
        yield ("", f"**{section}**", *[""] * (len(_LINE_HEADS) - 2))
        for line in members:
            yield _line(line, columns)


def _line(line: Line, columns: list[str]) -> tuple[str, ...]:
    return (
        code(line.line_code),
        ("– " if line.part_of else "") + line.label,
        line.unit_of_measure,
        _columns(line, columns),
        words.KINDS[line.kind],
        words.AGGREGATIONS[line.aggregation],
        code(line.part_of),
        words.plain(line.source),
        words.EVIDENCE[line.evidence],
        words.span(line),
    )


def _columns(line: Line, columns: list[str]) -> str:
    if not line.is_asked:
        return f"không điền; = {code(line.numerator)} / {code(line.denominator)}"
    if not line.measures or list(line.measures) == columns:
        return "mọi cột"
    return ", ".join(map(code, line.measures))


def _cover() -> str:
    rows = [
        (
            code(field.code),
            field.label,
            "đơn vị ghi" if field.is_input else "in sẵn, khóa",
            ", ".join(field.choices),
            "bắt buộc" if field.required else "",
        )
        for field in (*IDENTITY_FIELDS, *ENTRY_FIELDS)
    ]
    return table(("Mã", "Mục", "Ai ghi", "Lựa chọn", "Bắt buộc"), rows)


def _narrative(declarations: Declarations) -> str:
    rows = [
        (
            code(section.section_code),
            section.title,
            words.reports(section.reports),
            section.prompt,
            words.plain(section.source),
        )
        for section in declarations.sections
    ]
    return table(("Mã", "Mục", "Dùng cho", "Gợi ý in trên biểu", "Căn cứ"), rows)
