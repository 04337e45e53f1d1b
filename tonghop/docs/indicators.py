"""``chi-tieu.md``: what there is to decide about indicators: targets, ratios, sensitivity, certainty."""

from collections import Counter

from schemas.declarations import Declarations
from schemas.forms import Line
from tonghop.docs import words
from tonghop.docs.markdown import code, document, table


def describe_indicators(declarations: Declarations) -> str:
    """Return the indicators counted by form, then those that need attention, each group in a table."""
    lines = declarations.lines
    return document(
        "# Chỉ tiêu cần lưu ý",
        "> **ĐỀ XUẤT, CHỜ BỘ Y TẾ PHÊ DUYỆT**, như mọi biểu tại [bieu-mau.md](bieu-mau.md), nơi có đủ "
        "từng chỉ tiêu.",
        f"Danh mục có {len(lines)} dòng chỉ tiêu:",
        _counts(declarations),
        "## Chỉ tiêu có mục tiêu",
        "Mục tiêu lấy từ văn bản ghi ở cột Căn cứ. Chương trình so kết quả với mục tiêu trong bảng "
        "`target_progress`.",
        _list(declarations, [line for line in lines if line.target is not None]),
        "## Chỉ tiêu tỷ lệ",
        "Đơn vị không điền các dòng này. Tỷ lệ cả nước bằng 100 nhân tổng tử số chia tổng mẫu số của các "
        "đơn vị báo cáo đủ cả hai ô; không lấy trung bình tỷ lệ của các đơn vị.",
        _ratios([line for line in lines if not line.is_asked]),
        "## Chỉ tiêu nhạy cảm",
        "Số người bị hại, nạn nhân thường rất nhỏ, có thể làm lộ danh tính. Không đưa chi tiết của các dòng "
        "này ra ngoài Bộ khi chưa có ngưỡng che số do Bộ quyết định.",
        _list(declarations, [line for line in lines if line.sensitive]),
        "## Chỉ tiêu chưa kiểm chứng",
        "Nội dung hoặc đơn vị tính theo hiểu biết chung, chưa đối chiếu được với văn bản nào.",
        _list(declarations, [line for line in lines if line.evidence == "GK"]),
        "## Chỉ tiêu chỉ áp dụng một thời gian",
        _list(declarations, [line for line in lines if _is_bounded(line, declarations)]),
    )


def _counts(declarations: Declarations) -> str:
    counts = Counter((line.form_code, line.kind) for line in declarations.lines)
    rows = [
        (sheet.sheet, sheet.title, *(counts[sheet.form_code, kind] or "" for kind in words.KINDS))
        for sheet in declarations.form_sheets
    ]
    return table(("Biểu", "Tên biểu", *words.KINDS.values()), rows)


def _list(declarations: Declarations, lines: list[Line]) -> str:
    sheets = {sheet.form_code: sheet.sheet for sheet in declarations.form_sheets}
    return table(
        ("Mã", "Biểu", "Chỉ tiêu", "Đơn vị tính", "Mục tiêu", "Căn cứ", "Áp dụng"),
        [
            (code(line.line_code), sheets[line.form_code], line.label, line.unit_of_measure,
             words.percent(line.target), words.plain(line.source), words.span(line))
            for line in lines
        ],
    )  # fmt: skip


def _ratios(lines: list[Line]) -> str:
    return table(
        ("Mã", "Chỉ tiêu", "Tử số", "Mẫu số"),
        [
            (code(line.line_code), line.label, code(line.numerator), code(line.denominator))
            for line in lines
        ],
    )


def _is_bounded(line: Line, declarations: Declarations) -> bool:
    """Say whether a line starts later or ends earlier than its form."""
    spans = {
        (sheet.valid_from, sheet.valid_to)
        for sheet in declarations.form_sheets
        if sheet.form_code == line.form_code
    }
    return (line.valid_from, line.valid_to) not in spans
