"""``bieu-mau.md``: the forms as the ministry would approve them, a table a form."""

from collections.abc import Iterator
from itertools import groupby

from schemas.dated import overlaps
from schemas.declarations import Declarations
from schemas.forms import FormSheet, Line, Measure
from schemas.layout import CONVENTION, COVER, ENTRY_FIELDS, IDENTITY_FIELDS, NARRATIVE, PRIVACY
from tonghop.docs import words
from tonghop.docs.markdown import code, document, table

_PROPOSAL = """\
> **ĐỀ XUẤT, CHỜ BỘ Y TẾ PHÊ DUYỆT.** Trong các văn bản đã xem không có biểu mẫu Excel hay phụ lục nào do
> Bộ Y tế ban hành cho báo cáo này; các văn bản chỉ yêu cầu “báo cáo kết quả thực hiện”. Các biểu, chỉ
> tiêu, đơn vị tính và cách cộng dưới đây là đề xuất, mỗi chỉ tiêu ghi rõ căn cứ và mức độ chắc chắn.
> Những điểm cần quyết định nêu tại [cho-bo-quyet-dinh.md](cho-bo-quyet-dinh.md)."""

_LINE_HEADS = (
    "Mã", "Chỉ tiêu", "Đơn vị tính", "Cột", "Loại", "Cách tổng hợp", "Mục tiêu", "Thuộc dòng",
    "Căn cứ", "Bằng chứng", "Áp dụng",
)  # fmt: skip


def describe_forms(declarations: Declarations) -> str:
    """Return every form with its columns and lines, then the other sheets of the workbook."""
    return document(
        "# Biểu mẫu báo cáo",
        _PROPOSAL,
        "Mỗi đơn vị gửi một sổ tính cho một kỳ, gồm các trang theo thứ tự dưới đây. Chương trình nhận ra "
        "trang, dòng, cột bằng mã ẩn ở cột A và một dòng ẩn, nên không xóa cột A và các dòng ẩn.",
        _describe_cover(),
        *(block for sheet in declarations.form_sheets for block in _form(sheet, declarations)),
        *_describe_narrative(declarations),
        "## Trang “Kiểm tra”",
        "Tự tính ngay trong Excel các quy tắc của [quy-tac.md](quy-tac.md) để người điền thấy chỗ cần xem "
        "lại trước khi gửi. Chương trình không đọc trang này.",
        "## Cách đọc bảng",
        _describe_words(),
    )


def _form(sheet: FormSheet, declarations: Declarations) -> Iterator[str]:
    measures = [
        measure
        for measure in declarations.measures
        if measure.form_code == sheet.form_code and overlaps(measure, sheet)
    ]
    lines = [
        line
        for line in declarations.lines
        if line.form_code == sheet.form_code and overlaps(line, sheet)
    ]
    yield f"## {sheet.sheet}. {sheet.title}"
    yield (
        f"Mã biểu {code(sheet.form_code)}, phiên bản {sheet.version}, áp dụng {words.span(sheet)}. "
        f"Dùng cho: {words.reports(sheet.reports)}. {words.plain(sheet.source)}."
    )
    yield "Các cột:"
    yield table(("Mã cột", "Tên cột", "Đơn vị tính", "Áp dụng"), map(_measure, measures))
    yield "Các dòng:"
    yield table(_LINE_HEADS, _rows(lines, measures))


def _measure(measure: Measure) -> tuple[str, ...]:
    label = f"{measure.group_label}: {measure.label}" if measure.group_label else measure.label
    decimals = f", {measure.decimals} chữ số thập phân" if measure.decimals else ""
    unit = measure.unit_of_measure or "theo dòng"
    return code(measure.measure), label, unit + decimals, words.span(measure)


def _rows(lines: list[Line], measures: list[Measure]) -> Iterator[tuple[str, ...]]:
    for section, members in groupby(lines, key=lambda line: line.section):
        yield ("", f"**{section}**", *[""] * (len(_LINE_HEADS) - 2))
        for line in members:
            yield _line(line, [measure.measure for measure in measures])


def _line(line: Line, all_columns: list[str]) -> tuple[str, ...]:
    return (
        code(line.line_code),
        ("– " if line.part_of else "") + line.label,
        line.unit_of_measure,
        _columns(line, all_columns),
        words.KINDS[line.kind],
        words.AGGREGATIONS[line.aggregation],
        words.percent(line.target),
        code(line.part_of),
        words.plain(line.source),
        words.EVIDENCE[line.evidence],
        words.span(line),
    )


def _columns(line: Line, all_columns: list[str]) -> str:
    if not line.is_asked:
        return f"không điền; = {code(line.numerator)} / {code(line.denominator)}"
    if not line.measures or list(line.measures) == all_columns:
        return "mọi cột"
    return ", ".join(map(code, line.measures))


def _describe_cover() -> str:
    fields = [
        (code(field.code), field.label, "đơn vị ghi" if field.is_input else "đã in sẵn, khóa",
         ", ".join(field.choices), "bắt buộc" if field.required else "")
        for field in (*IDENTITY_FIELDS, *ENTRY_FIELDS)
    ]  # fmt: skip
    return document(
        f"## Trang “{COVER}”",
        table(("Mã", "Mục", "Ai ghi", "Lựa chọn", "Bắt buộc"), fields),
        "Sau các mục này, mỗi biểu có một dòng “Không phát sinh”: chọn “Có” khi cả biểu không phát sinh.",
        f"> {CONVENTION}",
        f"> {PRIVACY}",
    )


def _describe_narrative(declarations: Declarations) -> tuple[str, ...]:
    rows = [
        (code(section.section_code), section.title, words.reports(section.reports),
         section.prompt, words.plain(section.source))
        for section in declarations.sections
    ]  # fmt: skip
    return (
        f"## Trang “{NARRATIVE}”",
        table(("Mã", "Mục", "Dùng cho", "Gợi ý in trên biểu", "Căn cứ"), rows),
    )


def _describe_words() -> str:
    return document(
        "**Loại** – "
        + "; ".join(f"*{word}*" for kind, word in words.KINDS.items() if kind in ("flow", "stock"))
        + ": cả hai đều cộng các đơn vị, nhưng số hiện có không được so như số phát sinh. *Tỷ lệ* do "
        "chương trình tính từ hai ô khác, đơn vị không điền.",
        "**Bằng chứng** – mức độ chắc chắn của chỉ tiêu:",
        table(("Ghi trong bảng", "Nghĩa"), _EVIDENCE_MEANINGS),
    )


_EVIDENCE_MEANINGS = (
    (words.EVIDENCE["V"], "đã thấy số liệu của chỉ tiêu này trong một báo cáo đã công bố"),
    (words.EVIDENCE["B"], "đã thấy chỉ tiêu này trong một biểu mẫu hoặc văn bản quy phạm"),
    (words.EVIDENCE["S"], "văn bản chỉ đạo nêu nội dung, không nêu đơn vị tính"),
    (words.EVIDENCE["D"], "thêm vào để các dòng chi tiết cộng đủ với dòng tổng"),
    (words.EVIDENCE["GK"], "theo hiểu biết chung, chưa đối chiếu được với văn bản nào; cần xác nhận trước khi dùng"),
)  # fmt: skip
