"""The notes of an annex: what it covers, who did not report, and how to read its columns."""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.layout import ILLUSTRATION
from tonghop.publish.annex.content import AnnexContent, Kind, ReportingUnit
from tonghop.publish.annex.heading import write_heading
from tonghop.publish.annex.lines import ABSENT, SAYING_YES
from tonghop.publish.annex.provinces import SILENT
from tonghop.publish.annex.reasons import SHEET as REASONS
from tonghop.publish.heading import Heading
from tonghop.publish.kept_back import LEGEND
from tonghop.publish.sheets import (
    lines_needed,
    set_height,
    set_up_page,
    set_widths,
    write_merged,
    write_row,
)
from tonghop.publish.sheets.book import add_sheet

TRACING = "Truy vết"
SHEET, LIST_SHEET = "Ghi chú", "Số liệu theo tỉnh"
_WIDTHS = (8, 24, 62, 34, 18)
_TEXT_WIDTH = sum(_WIDTHS[2:])
_INTERNAL = (
    "Phụ lục có số liệu nhỏ về nạn nhân theo địa bàn, đơn vị, có thể nhận ra cá nhân: chỉ dùng nội "
    "bộ, không công bố khi chưa che các số nhỏ."
)
_OUTSIDE = (
    "Bản gửi ngoài: không có số liệu nhỏ về nạn nhân theo địa bàn, đơn vị; không có thuyết minh, "
    f"nguồn số liệu và quyết định xử lý. {LEGEND}"
)
_READING = (
    (
        "Kỳ này",
        "Số liệu của kỳ báo cáo, cộng từ báo cáo được tiếp nhận sau cùng của từng đơn vị phải "
        "báo cáo.",
    ),
    (
        "Cùng kỳ năm trước",
        "Số liệu của cùng kỳ năm trước, cộng từ báo cáo của các đơn vị phải báo cáo khi đó. Tổng "
        "số liệu theo địa giới nào cũng như nhau.",
    ),
    (
        "Địa giới hiện hành",
        "Các tỉnh, thành phố hiện nay. Số liệu của kỳ trước khi sắp xếp được quy đổi bằng cách "
        "cộng số liệu của các tỉnh, thành phố đã sắp xếp thành một; tỷ lệ được tính lại từ tổng "
        "tử số và tổng mẫu số; chỉ tiêu có/không là số đơn vị trả lời “Có”. Thiếu một đơn vị thì "
        "con số được đánh dấu là chưa đủ và nêu tên đơn vị thiếu.",
    ),
    (
        "Địa giới khi báo cáo",
        "Đơn vị phải gửi báo cáo vào ngày chốt số liệu, không quy đổi. Số liệu của kỳ sau sắp xếp "
        "không được chia ngược về các tỉnh, thành phố cũ, vì không có căn cứ để chia.",
    ),
    (
        "So với cùng kỳ",
        "Toàn quốc: chỉ tính trên các đơn vị có số liệu ở cả hai kỳ; đơn vị đã sắp xếp thì mọi "
        "đơn vị trước sắp xếp phải có số liệu cùng kỳ. Nhờ vậy việc thêm, bớt đơn vị báo cáo "
        "không bị hiểu nhầm là tăng, giảm. Số đơn vị so sánh ghi bên cạnh.",
    ),
    (
        "Tăng, giảm; tỷ lệ",
        "Tăng, giảm bằng kỳ này trừ cùng kỳ; tỷ lệ (%) bằng tăng, giảm chia cho cùng kỳ. Với chỉ "
        "tiêu tính bằng %, tăng, giảm tính bằng điểm phần trăm. Không tính tỷ lệ khi cùng kỳ bằng "
        "0 hoặc chưa có số liệu. Chỉ tiêu có/không chỉ tính tăng, giảm khi số đơn vị của hai kỳ "
        "bằng nhau.",
    ),
    (
        "Số đơn vị có số liệu",
        "Số đơn vị ghi số, hoặc khai không phát sinh, ở đúng chỉ tiêu đó; so với số đơn vị phải"
        " báo cáo để biết mức độ đầy đủ của con số.",
    ),
    (
        "Để trống và số 0",
        "Số 0 là đơn vị đã ghi không phát sinh (0, “-”, “không phát sinh”). Để trống, hoặc “x” "
        f"(không thu thập được), là chưa có số liệu và không được tính là 0. “{ABSENT}” là không"
        " đơn vị nào báo cáo.",
    ),
    ("Chỉ tiêu có/không", f"Tổng số và số liệu theo loại đơn vị là {SAYING_YES}."),
    (
        "Chỉ tiêu tỷ lệ",
        "Bằng 100 nhân tổng tử số chia cho tổng mẫu số của các đơn vị báo cáo đủ cả hai; không "
        "cộng hoặc lấy trung bình tỷ lệ của các đơn vị.",
    ),
    (
        "Các kỳ trong năm",
        "Các kỳ báo cáo trong năm gối lên nhau nên không được cộng với nhau.",
    ),
    (
        TRACING,
        "Mỗi con số có một mã (trang “Toàn quốc”, ngoài vùng in; trang “Số liệu theo tỉnh”, cột"
        " đầu), dùng để tra lại đúng tệp, trang và ô số liệu mà đơn vị đã ghi.",
    ),
)


def add_notes_sheet(book: Workbook, content: AnnexContent) -> Worksheet:
    """Add coverage, conventions and the list of units without an accepted report."""
    sheet = add_sheet(book, SHEET)
    row = write_heading(sheet, content, "Ghi chú", _WIDTHS)
    for topic, text in (*_coverage(content), *_reading(content)):
        write_merged(sheet, (row, row), (1, 2), topic, "pl_topic")
        write_merged(sheet, (row, row), (3, len(_WIDTHS)), text, "pl_paragraph")
        set_height(sheet, row, lines_needed(text, 1.1 * _TEXT_WIDTH))
        row += 1
    _write_silent(sheet, row + 1, [unit for unit in content.units if not unit.has_report])
    set_widths(sheet, _WIDTHS)
    set_up_page(sheet, content.heading)
    return sheet


def _reading(content: AnnexContent) -> Iterator[tuple[str, str]]:
    """Yield how to read the figures, in the words of whoever publishes them."""
    head, is_outside = content.letterhead, content.heading.is_outside
    for topic, text in _READING:
        if is_outside and topic == TRACING:
            continue
        if head.part_kind or not topic.startswith("Địa giới"):
            sheet = f"Số liệu theo {head.part_short}"
            yield topic, text.replace("Toàn quốc", head.whole).replace(LIST_SHEET, sheet)


def _coverage(content: AnnexContent) -> Iterator[tuple[str, str]]:
    heading, period = content.heading, content.heading.period
    if heading.illustrative:
        yield ILLUSTRATION, "Số liệu do chương trình tạo ra để minh họa, không phải số liệu thật."
    for note in heading.as_of_notes:
        yield "Tình hình tại ngày", note
    days = f"từ ngày {period.starts_on:%d/%m/%Y} đến hết ngày {period.cut_off:%d/%m/%Y}"
    yield "Kỳ báo cáo", f"{period.label}, {days} (Nghị định số 09/2019/NĐ-CP, Điều 12)."
    yield "Thực hiện văn bản", _directive(heading)
    for caveat in heading.caveats:
        yield "Chờ Bộ xác nhận", caveat
    shares = [*_shares(content.kinds, content.units), _whole(content)]
    yield "Đơn vị có báo cáo", "; ".join(shares) + "."
    if any(line.sensitive for form in content.forms for line in form.lines):
        yield "Sử dụng", _OUTSIDE if heading.is_outside else _INTERNAL
    if content.explained:
        explained = f"{len(content.explained)} cảnh báo về số liệu đã được đơn vị giải trình"
        yield "Giải trình", f"{explained}, xem trang “{REASONS}”."
    yield "Bản tổng hợp", f"Bản số {heading.edition:02d} của kỳ {period.code}."
    if heading.changes:
        yield "Thay đổi so với bản tổng hợp trước", heading.changes


def _directive(heading: Heading) -> str:
    """Name the directive with what is known of it: number, day, issuer."""
    directive = heading.directive
    if directive is None:
        return "Chưa có văn bản."
    identity = (
        directive.number and f"số {directive.number}",
        directive.issued_on and f"ngày {directive.issued_on:%d/%m/%Y}",
        directive.issuer and f"của {directive.issuer}",
    )
    known = " ".join(part for part in identity if part)
    return f"{directive.title} ({known})." if known else f"{directive.title}."


def _shares(kinds: Sequence[Kind], units: Sequence[ReportingUnit]) -> Iterator[str]:
    for kind in kinds:
        reported = sum(unit.kind == kind.kind and unit.has_report for unit in units)
        yield f"{kind.label}: {reported}/{kind.units_expected}"


def _whole(content: AnnexContent) -> str:
    heading, whole = content.heading, content.letterhead.whole.lower()
    return f"{whole}: {heading.units_reported}/{heading.units_expected}"


def _write_silent(sheet: Worksheet, row: int, silent: Sequence[ReportingUnit]) -> None:
    title = f"Đơn vị chưa có báo cáo được tiếp nhận: {len(silent)} đơn vị"
    write_merged(sheet, (row, row), (1, len(_WIDTHS)), title, "tt_strong")
    if not silent:
        return
    heads = ("STT", "Mã đơn vị", "Đơn vị", "Loại đơn vị", "Tình trạng")
    write_row(sheet, row + 1, heads, ["tt_head"] * len(heads))
    looks = ("tt_code", "tt_code", "tt_label", "tt_label", "tt_code")
    for number, unit in enumerate(silent, start=1):
        values = (number, unit.unit_code, unit.name, unit.kind_label, SILENT[unit.status])
        write_row(sheet, row + 1 + number, values, looks)
