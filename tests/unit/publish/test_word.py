"""The national reports in Word: what they say, and that they fail loudly."""

# Sentences keep their width.
# ruff: noqa: E501

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pytest
from docx import Document
from docx.document import Document as Docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from schemas.declarations import Declarations
from schemas.forms import RATIO_MEASURE, Line
from schemas.layout import ILLUSTRATION
from schemas.loading import load_declarations
from schemas.periods import Period
from tests.tables import load, parse
from tonghop.publish.heading import Heading
from tonghop.publish.word import DOCUMENTS, write_report
from tonghop.publish.word.figures import WordingError
from tonghop.publish.word.heading import heading_words

GOLDEN = Path(__file__).parents[2] / "golden"
PERIODS = ("2025-H1", "2026-H1")

SCHEMA = """
    create table national_summary (
        figure_id varchar, period varchar, form_code varchar, line_code varchar, measure varchar,
        line_label varchar, measure_label varchar, unit_of_measure varchar, kind varchar,
        value decimal(38, 2), value_last_year decimal(38, 2), units_reported bigint,
        units_expected bigint, units_reported_last_year bigint, value_like decimal(38, 2),
        value_last_year_like decimal(38, 2), change_like decimal(38, 2),
        change_pct_like decimal(38, 2), units_like bigint);
    create table province_summary (
        period varchar, basis varchar, unit_code varchar, unit_name varchar, unit_kind varchar,
        line_code varchar, measure varchar, value decimal(38, 2), value_last_year decimal(38, 2),
        change_like decimal(38, 2), change_pct_like decimal(38, 2), state varchar,
        parts_expected bigint, parts_reported bigint, parts_missing varchar,
        parts_expected_last_year bigint, parts_reported_last_year bigint,
        parts_missing_last_year varchar);
    create table unit_name (
        unit_code varchar, name varchar, province_name varchar, valid_from date, valid_to date);
    create table target_progress (
        period varchar, target_code varchar, target_kind varchar, target_label varchar,
        line_code varchar, measure varchar, target decimal(9, 2), numerator decimal(38, 2),
        denominator decimal(38, 2), value decimal(38, 2), is_met boolean,
        units_reported bigint, units_expected bigint, units_below bigint);
    create table reporting_status (
        period varchar, unit_code varchar, unit_name varchar, unit_kind varchar, status varchar);
    create table expected_report (
        period varchar, unit_code varchar, unit_name varchar, unit_kind varchar);
    create table narrative_summary (
        period varchar, section_code varchar, unit_code varchar, unit_name varchar, sheet varchar,
        cell varchar, text varchar)
"""

STATUSES = """
    period  | unit_code  | unit_name                  | unit_kind         | status
    2025-H1 | SYT63-51   | Sở Y tế tỉnh Quảng Ngãi    | health_department | received
    2025-H1 | SYT63-62   | Sở Y tế tỉnh Kon Tum       | health_department | received
    2025-H1 | BV-BACHMAI | Bệnh viện Bạch Mai         | ministry_hospital | missing
    2026-H1 | SYT34-48   | Sở Y tế thành phố Đà Nẵng  | health_department | on_time
    2026-H1 | SYT34-51   | Sở Y tế tỉnh Quảng Ngãi    | health_department | late
    2026-H1 | CUC-BTXH   | Cục Bảo trợ xã hội         | ministry_unit     | rejected
    2026-H1 | BV-BACHMAI | Bệnh viện Bạch Mai         | ministry_hospital | on_time
"""

UNIT_NAMES = """
    unit_code | name                      | province_name
    SYT34-48  | Sở Y tế thành phố Đà Nẵng | Thành phố Đà Nẵng
    SYT34-51  | Sở Y tế tỉnh Quảng Ngãi   | Tỉnh Quảng Ngãi
    SYT34-68  | Sở Y tế tỉnh Lâm Đồng     | Tỉnh Lâm Đồng
"""

NARRATIVES = (
    ("2026-H1", "N02a", "SYT34-51", "Sở Y tế tỉnh Quảng Ngãi", "Triển khai mô hình “Bệnh viện an toàn”."),
    ("2026-H1", "N02a", "BV-BACHMAI", "Bệnh viện Bạch Mai", "Lắp đặt <b>camera & cổng từ</b>.\n\n  - Tại khoa Cấp cứu;\v\x07- Tại\tkhoa Nhi {{ so }}."),
    ("2026-H1", "N02a", "SYT34-48", "Sở Y tế thành phố Đà Nẵng", "Ký quy chế phối hợp với Công an thành phố."),
    ("2026-H1", "N03b", "SYT34-48", "Sở Y tế thành phố Đà Nẵng", "Thiếu cơ sở lưu trú tạm thời."),
    ("2026-H1", "N04a", "SYT34-48", "Sở Y tế thành phố Đà Nẵng", " \n "),
)  # fmt: skip

VALUES = """
    code                 | 2025-H1    | 2026-H1
    A01.tong             | 2          | 3
    A02.pctp             | 9          | 12
    A02.pcmbn            | 6          | 6
    A03.tong             | 4          |
    A09.pctp             | 1200000000 | 1234567890
    D00.vu               | 3          | 5
    D00.chet             | 0          | 0
    D00.bi_thuong        | 0          | 4
    D00.thiet_hai        | 350000000  | 1200000000
    D01.vu               | 1          | 2
    D03.vu               | 2          | 3
    D08b.vu              |            |
    D10.vu               | 0          | 0
    D14.so_luong         | 20         | 21
    D15a.so_luong        | 20         | 20
    D15.ty_le            | 100        | 95.24
    F01a.khoi_luong      | 1500.5     | 2034.25
    C14.tong             | 40         | 36
    C14.nam              | 22         | 21
    C14.nu               | 18         | 15
    C14.duoi_16          | 4          | 4
    C18a.tong            | 0          | 30
    C18b.tong            | 0          | 30
    C18.ty_le            |            | 100
    H01.tong             | 591        | 621
"""

LIKE = """
    code        | 2026-H1 | 2025-H1 | units
    A05.tong    | 1       | 1       | 1
    D04.vu      | 11      | 15      | 2
    D14.so_luong | 15     | 18      | 2
    H02.tong    |         |         | 0
    C12.nam     | 4       | 4       | 2
"""
"""Figures of which not all units have both periods: what those have that do."""

PROVINCES = """
    period  | basis   | unit_code | unit_name                 | unit_kind         | line_code | measure | value | value_last_year | change_like | change_pct_like | state   | parts_expected | parts_reported | parts_missing             | parts_expected_last_year | parts_reported_last_year | parts_missing_last_year
    2026-H1 | current | SYT34-51  | Sở Y tế tỉnh Quảng Ngãi   | health_department | D00       | vu      | 3     | 2               |             |                 | number  | 1              | 1              |                           | 2                        | 1                        | Sở Y tế tỉnh Kon Tum
    2026-H1 | current | SYT34-48  | Sở Y tế thành phố Đà Nẵng | health_department | D00       | vu      | 2     | 1               | 1           | 100             | number  | 1              | 1              |                           | 2                        | 2                        |
    2026-H1 | current | SYT34-68  | Sở Y tế tỉnh Lâm Đồng     | health_department | D00       | vu      |       | 1234            |             |                 | missing | 1              | 0              | Sở Y tế tỉnh Lâm Đồng     | 3                        | 3                        |
    2025-H1 | current | SYT34-51  | Sở Y tế tỉnh Quảng Ngãi   | health_department | D00       | vu      | 2     |                 |             |                 | partial | 2              | 1              | Sở Y tế tỉnh Kon Tum      |                          |                          |
"""

TARGETS = """
    period  | target_code | target_kind | target_label                 | line_code | measure | target | numerator | denominator | value | is_met | units_reported | units_expected | units_below
    2025-H1 | MT02        | reduction   | Số vụ việc, tội phạm giảm    | D00       | vu      | 0      |           |             |       |        | 0              | 3              | 0
    2025-H1 | MT03        | share       | Tố giác được chuyển          | D15       | ty_le   | 100    | 20        | 20          | 100   | true   | 2              | 3              | 0
    2025-H1 | MT04        | share       | Người có nhu cầu được hưởng  | C18       | ty_le   | 100    | 0         | 0           |       |        | 2              | 3              | 0
    2026-H1 | MT02        | reduction   | Số vụ việc, tội phạm giảm    | D00       | vu      | 0      | 4         | 3           | -33.33 | false | 2              | 4              | 1
    2026-H1 | MT03        | share       | Tố giác được chuyển          | D15       | ty_le   | 100    | 20        | 21          | 95.24 | false  | 3              | 4              | 1
    2026-H1 | MT04        | share       | Người có nhu cầu được hưởng  | C18       | ty_le   | 100    | 30        | 30          | 100   | true   | 3              | 4              | 0
    2026-H1 | MT05        | share       | Tin báo được tiếp nhận       | C21       | ty_le   | 100    |           |             |       |        | 0              | 4              | 0
"""


@pytest.fixture(scope="module")
def declarations() -> Declarations:
    return load_declarations()


@pytest.fixture(scope="module")
def con(declarations: Declarations) -> Iterator[duckdb.DuckDBPyConnection]:
    """A small edition: 2025-H1 with nothing to compare with, and 2026-H1."""
    with duckdb.connect() as con:
        con.execute(SCHEMA)
        load(con, "reporting_status", STATUSES)
        con.execute("insert into expected_report select * exclude (status) from reporting_status")
        con.executemany(
            "insert into narrative_summary values (?, ?, ?, ?, 'Thuyết minh', 'C5', ?)", NARRATIVES
        )
        load(con, "target_progress", TARGETS)
        load(con, "province_summary", PROVINCES)
        load(con, "unit_name", UNIT_NAMES)
        load_figures(con, declarations)
        yield con


def load_figures(con: duckdb.DuckDBPyConnection, declarations: Declarations) -> None:
    """Give every cell of both periods a value: from VALUES, or one made from its position."""
    given, like = given_values(), alike_values()
    for code in PERIODS:
        period = declarations.period(code)
        for position, (form_code, line, measure, label, unit) in enumerate(
            asked(declarations, period)
        ):
            cell, expected = f"{line.line_code}.{measure}", 3 if code == "2025-H1" else 4
            value = given.get((cell, code), made_value(line, position, period, unit))
            last = given.get(
                (cell, period.last_year),
                made_value(line, position, declarations.period(period.last_year), unit),
            )
            is_compared = period.last_year in PERIODS and (
                line.valid_from is None or line.valid_from.year <= period.year - 1
            )
            last = last if is_compared else None
            reported = 0 if value is None and cell != "C18.ty_le" else expected - 1 - position % 2
            alike = like.get(cell) if code == "2026-H1" else None
            this, before, units = alike or (value, last, reported)
            change = None if this is None or before is None else this - before
            change_pct = None if change is None or not before else 100 * change / before
            con.execute(
                f"insert into national_summary values ({', '.join('?' * 19)})",
                [
                    f"{code}:{cell}",
                    code,
                    form_code,
                    line.line_code,
                    measure,
                    line.label,
                    label,
                    unit,
                    line.kind,
                    value,
                    last,
                    reported,
                    expected,
                    None if last is None else reported,
                    None if change is None else this,
                    None if change is None else before,
                    change,
                    change_pct,
                    None if last is None else units if change is not None else 0,
                ],
            )


def alike_values() -> dict[str, tuple[Decimal | None, Decimal | None, int]]:
    _, *records = parse(LIKE)
    return {
        code: (Decimal(this) if this else None, Decimal(last) if last else None, int(units))
        for code, this, last, units in records
    }


def given_values() -> dict[tuple[str, str], Decimal | None]:
    header, *records = parse(VALUES)
    return {
        (record[0], period): Decimal(text) if text else None
        for record in records
        for period, text in zip(header[1:], record[1:], strict=True)
    }


def asked(declarations: Declarations, period: Period) -> Iterator[tuple[str, Line, str, str, str]]:
    for form in declarations.forms_on(period.cut_off):
        for cell in form.cells:
            if cell.line.kind != "text":
                yield (
                    form.code,
                    cell.line,
                    cell.measure.measure,
                    cell.measure.label,
                    cell.unit_of_measure,
                )
        for line in form.lines:
            if line.kind == "ratio":
                yield form.code, line, RATIO_MEASURE, "Tỷ lệ", line.unit_of_measure


def made_value(line: Line, position: int, period: Period, unit: str) -> Decimal | None:
    if line.kind == "ratio":
        return None
    if line.kind == "yes_no":
        return Decimal(position % 2 + period.year % 2)
    scale = {"đồng": 1_500_000, "lượt người": 137}.get(unit, 1)
    return Decimal((31 * position + 5 * period.year) % 23 * scale)


def heading(declarations: Declarations, code: str, *, illustrative: bool = False) -> Heading:
    period = declarations.period(code)
    reported, expected = {"2025-H1": (2, 3), "2026-H1": (3, 4)}.get(code, (0, 1))
    return Heading(period, declarations.governing(period), 1, illustrative, reported, expected)


def text_of(path: Path) -> str:
    """Everything a reader sees, in order; headings and table rows are marked as such."""
    document = Document(str(path))
    section = document.sections[0]
    marks = [
        f"[{name}] {paragraph.text.strip()}"
        for name, part in (
            ("đầu trang 1", section.first_page_header),
            ("đầu trang", section.header),
        )
        for paragraph in part.paragraphs
    ]
    return "\n".join([*marks, *body_lines(document)]) + "\n"


def body_lines(document: Docx) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield "| " + " | ".join(cell.text.replace("\n", " / ") for cell in row.cells) + " |"
        elif block.text:
            yield f"\n{line_of(block)}"


def line_of(paragraph: Paragraph) -> str:
    level = {"Heading 1": "# ", "Heading 2": "## "}.get(
        str(paragraph.style and paragraph.style.name), ""
    )
    return level + paragraph.text


@pytest.mark.parametrize(
    ("report", "code", "illustrative"),
    [
        ("pctp", "2025-H1", True),
        ("pctp", "2026-H1", False),
        ("pcmbn", "2025-H1", True),
        ("pcmbn", "2026-H1", False),
    ],
)
def test_the_reports_read_as_approved(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    tmp_path: Path,
    pytestconfig: pytest.Config,
    report: str,
    code: str,
    illustrative: bool,
) -> None:
    write_report(
        con,
        declarations,
        heading(declarations, code, illustrative=illustrative),
        report,
        tmp_path / "a.docx",
    )
    golden, text = GOLDEN / f"bao-cao-{report}-{code}.txt", text_of(tmp_path / "a.docx")
    if pytestconfig.getoption("--update-golden"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The PCTP report of 2026-H1."""
    path = tmp_path_factory.mktemp("report") / "bao-cao-pctp.docx"
    write_report(con, declarations, heading(declarations, "2026-H1"), "pctp", path)
    return path


def test_the_same_edition_gives_the_same_bytes(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, report: Path, tmp_path: Path
) -> None:
    write_report(
        con, declarations, heading(declarations, "2026-H1"), "pctp", tmp_path / "again.docx"
    )
    assert (tmp_path / "again.docx").read_bytes() == report.read_bytes()
    with ZipFile(report) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_the_file_is_dated_by_its_period_and_says_what_it_is(report: Path) -> None:
    properties = Document(str(report)).core_properties
    assert (properties.author, properties.last_modified_by) == ("tonghop", "tonghop")
    assert {str(properties.created)[:10], str(properties.modified)[:10]} == {"2026-06-14"}
    assert properties.title.endswith("phòng, chống tội phạm trong ngành Y tế 6 tháng đầu năm 2026")


def test_coverage_and_interval_are_stated(report: Path) -> None:
    text = text_of(report)
    assert "từ ngày 15/12/2025 đến ngày 14/6/2026" in text
    assert "Đến thời điểm tổng hợp có 3/4 đơn vị gửi báo cáo hợp lệ" in text
    assert "Sở Y tế 2/2; Đơn vị thuộc Bộ Y tế 0/1; Bệnh viện trực thuộc Bộ Y tế 1/1" in text
    assert "cùng kỳ năm trước có 2/3 đơn vị" in text


@pytest.mark.parametrize("report", ["pctp", "pcmbn"])
@pytest.mark.parametrize("changes", ["", "So với bản tổng hợp số 01, có 02 số liệu thay đổi."])
def test_what_changed_since_the_edition_before_is_told_after_the_coverage(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    tmp_path: Path,
    report: str,
    changes: str,
) -> None:
    told = replace(heading(declarations, "2026-H1"), changes=changes)
    write_report(con, declarations, told, report, tmp_path / "a.docx")
    _, section = text_of(tmp_path / "a.docx").split("Việc chấp hành chế độ báo cáo\n", 1)
    coverage, *after = section.split("\n## ", 1)[0].strip().split("\n\n")
    assert coverage.startswith("Đến thời điểm tổng hợp có 3/4 đơn vị")
    assert after == ([changes] if changes else [])


@pytest.mark.parametrize("illustrative", [True, False])
def test_illustrations_are_marked_on_every_page_and_under_the_title(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, tmp_path: Path, illustrative: bool
) -> None:
    path = tmp_path / "a.docx"
    write_report(
        con,
        declarations,
        heading(declarations, "2026-H1", illustrative=illustrative),
        "pcmbn",
        path,
    )
    document = Document(str(path))
    section, mark = document.sections[0], " – SỐ LIỆU MINH HỌA" if illustrative else ""
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text.strip() == f"DỰ THẢO{mark}"
    assert [line.text for line in section.header.paragraphs] == ["2", f"DỰ THẢO{mark}"]
    assert (f"\n{ILLUSTRATION}\n" in text_of(path)) is illustrative


@pytest.mark.parametrize(
    ("code", "addressee", "recipient"),
    [
        ("2026-H1", "Thủ tướng Chính phủ", "Cục Bảo trợ xã hội"),
        ("2025-H1", "……………………", "……………………"),
    ],
)
def test_what_no_directive_says_stays_blank(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    tmp_path: Path,
    code: str,
    addressee: str,
    recipient: str,
) -> None:
    write_report(con, declarations, heading(declarations, code), "pctp", tmp_path / "a.docx")
    text = text_of(tmp_path / "a.docx")
    assert f"\nKính gửi: {addressee}\n" in text
    assert f"- Lưu: VT, {recipient}." in text
    assert "Số:           /BC-BYT" in text
    assert "Hà Nội, ngày …… tháng …… năm ………" in text
    assert "BỘ TRƯỞNG" not in text


@pytest.mark.parametrize(
    ("code", "addressee", "recipient"),
    [
        *((f"2024-{kind}", "Ban Chỉ đạo 138/CP", "Thanh tra Bộ") for kind in ("Q1", "H1", "Y")),
        ("2025-H1", "……………………", "……………………"),
        ("2025-Y", "Thủ tướng Chính phủ", "Cục Bảo trợ xã hội"),
    ],
)
def test_the_head_names_recipient_and_addressee_of_the_date(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    code: str,
    addressee: str,
    recipient: str,
) -> None:
    words = heading_words(con, declarations, heading(declarations, code))
    assert (words["kinh_gui"], words["noi_tong_hop"]) == (addressee, recipient)


def test_what_units_tell_is_printed_as_typed_and_grouped_by_kind(report: Path) -> None:
    lines = [line for line in text_of(report).splitlines() if line]
    start = lines.index("## 7. Kết quả nổi bật do các đơn vị báo cáo")
    assert lines[start + 2 : start + 9] == [
        "Sở Y tế các tỉnh, thành phố",
        "Sở Y tế thành phố Đà Nẵng: Ký quy chế phối hợp với Công an thành phố.",
        "Sở Y tế tỉnh Quảng Ngãi: Triển khai mô hình “Bệnh viện an toàn”.",
        "Các bệnh viện trực thuộc Bộ Y tế",
        "Bệnh viện Bạch Mai: Lắp đặt <b>camera & cổng từ</b>.",
        "- Tại khoa Cấp cứu;",
        "- Tại khoa Nhi {{ so }}.",
    ]


def test_a_section_nobody_wrote_about_says_so(report: Path) -> None:
    assert (
        "# V. PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ TỚI\n\nChưa có đơn vị báo cáo nội dung này.\n"
        in text_of(report)
    )


def test_lines_of_unconfirmed_wording_are_left_to_the_annex(
    report: Path, declarations: Declarations
) -> None:
    unconfirmed = [line.label for line in declarations.lines if line.evidence == "GK"]
    assert unconfirmed
    assert not [label for label in unconfirmed if label in text_of(report)]


def test_a_ratio_of_nothing_did_not_arise(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, tmp_path: Path
) -> None:
    text = written(
        con,
        declarations,
        tmp_path,
        '{{ ty_le("C18.ty_le") }} – {{ cau("C18.ty_le", "đạt #") }}',
        "2025-H1",
    )
    assert (
        text
        == "không phát sinh – không phát sinh trường hợp để tính chỉ tiêu “Tỷ lệ người có nhu cầu đã được hưởng chế độ”"
    )


def written(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    tmp_path: Path,
    wording: str,
    code: str = "2026-H1",
) -> str:
    """Return what a template of one paragraph becomes."""
    template = Document()
    template.add_paragraph(wording)
    template.save(str(tmp_path / "bao-cao-pctp.docx"))
    write_report(
        con,
        declarations,
        heading(declarations, code),
        "pctp",
        tmp_path / "a.docx",
        documents=tmp_path,
    )
    return "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "a.docx")).paragraphs)


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ('{{ so("D00.vu") }}', "05 vụ"),
        ('{{ so_cung_ky("D00.vu") }}', "03 vụ"),
        ('{{ so_sanh("D00.vu") }}', "tăng 02 vụ (66,67%) so với cùng kỳ năm trước"),
        ('{{ so_lieu("D00.vu") }}', "05 vụ, tăng 02 vụ (66,67%) so với cùng kỳ năm trước"),
        ("{{ so(“D00.vu”) }}", "05 vụ"),
        ('{{ so_lieu("D08b.vu") }}', "chưa có số liệu"),
        ('{{ so_lieu("D00.bi_thuong") }}', "04 người, tăng 04 người so với cùng kỳ năm trước (cùng kỳ: 0 người)"),
        ('{{ so("A01.tong") }}', "03 đơn vị"),
        ('{{ so("F01a.khoi_luong") }}', "2.034,25 mg"),
        ('{{ so("D15.ty_le") }}', "95,24%"),
        ('{{ ty_le("D15.ty_le") }}', "95,24% (20/21 tin; mục tiêu 100%)"),
        ('{{ ty_le("C21.ty_le") }}', "chưa có số liệu"),
        ('{{ so_sanh("D15.ty_le") }}', "giảm 4,76 điểm phần trăm so với cùng kỳ năm trước"),
        ('{{ so_lieu("C18.ty_le") }}', "100% (30/30 người; mục tiêu 100%) (chưa có số liệu cùng kỳ năm trước)"),
        ('{{ cau("A02.pctp", "ban hành # chỉ đạo") }}', "ban hành 12 văn bản chỉ đạo, tăng 03 văn bản (33,33%) so với cùng kỳ năm trước"),
        ('{{ cau("A03.tong", "rà soát #") }}', "chưa có số liệu về chỉ tiêu “Quy chế, quy trình chuyên môn, nghiệp vụ được rà soát, bổ sung”"),
        ('{{ cau("D08b.vu", "xảy ra #") }}', "chưa có số liệu về chỉ tiêu “Mua bán bộ phận cơ thể người (Số vụ)”"),
        ('{{ phan_to("C14", "nam nu") }}', "nam 21 người (giảm 01 người); nữ 15 người (giảm 03 người) so với cùng kỳ năm trước"),
        ('{% if co_so("D08b.vu") %}có{% else %}không{% endif %}', "không"),
        ('{% if co_chi_tieu("F03.so_luong") %}có{% else %}không{% endif %}', "không"),
        ("{{ minh_hoa }}", ""),
    ],
)  # fmt: skip
def test_words_of_a_template(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    tmp_path: Path,
    wording: str,
    text: str,
) -> None:
    assert written(con, declarations, tmp_path, wording) == text


def test_a_list_ends_with_what_is_known_of_each_part(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, tmp_path: Path
) -> None:
    text = written(con, declarations, tmp_path, '{{ chi_tiet("D14.so_luong") }}')
    assert text.startswith("tố giác về tội phạm 22 tin (tăng 05 tin); tin báo về tội phạm 07 tin")
    assert text.endswith("20 tin (không thay đổi) so với cùng kỳ năm trước")


def test_a_list_says_only_once_that_last_year_is_unknown(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, tmp_path: Path
) -> None:
    text = written(con, declarations, tmp_path, '{{ phan_to("C14", "nam nu") }}', "2025-H1")
    assert text == "nam 22 người; nữ 18 người (chưa có số liệu cùng kỳ năm trước)"


@pytest.mark.parametrize(
    ("wording", "complaint"),
    [
        ('{{ so("D99.vu") }}', "unknown indicator 'D99.vu'"),
        ('{% if co_chi_tieu("D99.vu") %}{% endif %}', "unknown indicator 'D99.vu'"),
        ('{{ cau("D00.vuu", "#") }}', "unknown indicator 'D00.vuu'"),
        ('{{ cau("D00.vu", "xảy ra") }}', "the clause for 'D00.vu' needs one '#'"),
        ('{{ chi_tiet("D99.vu") }}', "unknown indicator 'D99.vu'"),
        ('{{ phan_to("C14", "nam ba") }}', "unknown indicator 'C14.ba'"),
        ('{{ so("F03.so_luong") }}', "'F03.so_luong' is not asked for in 2026-H1"),
        ('{{ bang("PCTP9") }}', "unknown form 'PCTP9'"),
        ('{{ bang("PCTP2", "vuu") }}', "form PCTP2 has no column ['vuu']"),
        ('{{ bang("PCTP2", "", "IX") }}', "form PCTP2 has no section ['IX']"),
        ('{{ thuyet_minh("N99") }}', "unknown narrative section 'N99'"),
        ("{{ khong_co }}", "'khong_co' is undefined"),
        ("{{ so(ma) }}", "'ma' is undefined"),
        ("{% if ky %}", "Unexpected end of template"),
        ("{{ so. }}", "near: {{ so. }}"),
    ],
)
def test_a_wrong_template_fails_loudly_and_names_itself(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    tmp_path: Path,
    wording: str,
    complaint: str,
) -> None:
    with pytest.raises(WordingError, match=rf"^bao-cao-pctp\.docx: .*{re.escape(complaint)}"):
        written(con, declarations, tmp_path, wording)


@pytest.mark.parametrize("report_code", ["pctp", "pcmbn"])
@pytest.mark.parametrize(
    "code", ["2024-Q1", "2024-H1", "2024-Q3", "2024-9M", "2024-Y", "2025-H1", "2026-Y"]
)
def test_every_period_can_be_reported_even_when_nobody_did(
    declarations: Declarations, tmp_path: Path, report_code: str, code: str
) -> None:
    period = declarations.period(code)
    with duckdb.connect() as con:
        con.execute(SCHEMA)
        for form_code, line, measure, label, unit in asked(declarations, period):
            con.execute(
                "insert into national_summary values (null, ?, ?, ?, ?, ?, ?, ?, ?, null, null, 0, 1, null, null, null, null, null, null)",
                [code, form_code, line.line_code, measure, line.label, label, unit, line.kind],
            )
        write_report(
            con, declarations, heading(declarations, code), report_code, tmp_path / "a.docx"
        )
    text = text_of(tmp_path / "a.docx")
    assert "chưa có số liệu về chỉ tiêu" in text
    assert not DANGLING.findall(text)
    numbers = [int(number) for number in re.findall(r"^Bảng (\d+)\.", text, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))


DANGLING = re.compile(r"None|\{%|[,;:] ?[.,;]|[^.]\.\.[^.]|\(\)|(?<=\w)  +(?=\w)| [,.;]|\n[ ,.;]")


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("bao-cao-*.txt")), ids=lambda path: path.stem)
def test_no_sentence_is_left_dangling(golden: Path) -> None:
    assert not DANGLING.findall(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["bao-cao-pctp.docx", "bao-cao-pcmbn.docx"])
def test_the_templates_keep_to_the_layout_of_decree_30(name: str) -> None:
    section = Document(str(DOCUMENTS / name)).sections[0]
    lengths = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(length.mm) for length in lengths if length is not None] == [
        210,
        297,
        20,
        20,
        30,
        15,
    ]
    with ZipFile(DOCUMENTS / name) as parts:
        styles = parts.read("word/styles.xml").decode()
        body = parts.read("word/document.xml").decode()
    assert set(re.findall(r'w:ascii="([^"]+)"', styles + body)) == {"Times New Roman"}
    assert not re.search(r"w:(ascii|hAnsi|eastAsia|cs)Theme=", styles + body)


def test_the_heads_of_long_tables_are_repeated(report: Path) -> None:
    tables = [table for table in Document(str(report)).tables if len(table.rows) > 1]
    assert len(tables) > 10
    for table in tables:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ('{{ so_lieu("D14.so_luong") }}', "21 tin, giảm 03 tin (16,67%) so với cùng kỳ năm trước (tính trên 02 đơn vị có số liệu ở cả hai kỳ)"),
        ('{{ so_lieu("H02.tong") }}', "19 lượt (chưa so sánh được với cùng kỳ năm trước vì không đơn vị nào có số liệu ở cả hai kỳ)"),
        ('{{ so_lieu("A05.tong") }}', "01 đơn vị (trong 02 đơn vị trả lời; cùng kỳ năm trước: 02 đơn vị trong 02 đơn vị trả lời)"),
        ('{{ phan_to("C12", "nam nu") }}', "nam 09 người (không thay đổi); nữ 17 người (tăng 05 người) so với cùng kỳ năm trước, tính trên các đơn vị có số liệu ở cả hai kỳ"),
        ('{{ phan_to("H02", "tong") }}', "tổng số 19 lượt (chưa so sánh được với cùng kỳ năm trước)"),
    ],
)  # fmt: skip
def test_only_what_both_periods_cover_is_compared(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    tmp_path: Path,
    wording: str,
    text: str,
) -> None:
    assert written(con, declarations, tmp_path, wording) == text


def test_a_province_whose_past_lacks_a_part_is_marked_and_not_compared(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, tmp_path: Path
) -> None:
    row = "{% for d in bang_tinh('D00.vu') %}{{ d.tt }}|{{ d.tinh }}|{{ d.ky_nay }}|{{ d.cung_ky }}|{{ d.tang_giam }}|{{ d.phan_tram }}|{{ d.thanh_phan }};{% endfor %}"
    assert written(con, declarations, tmp_path, row).split(";")[:-1] == [
        "1|Thành phố Đà Nẵng|2|1|+1|+100|2/2",
        "2|Tỉnh Quảng Ngãi|3|2*|–|–|1/2",
        "3|Tỉnh Lâm Đồng|chưa có số liệu|1.234|–|–|3/3",
    ]
    assert written(con, declarations, tmp_path, row, "2025-H1") == "1|Tỉnh Quảng Ngãi|2*|–|–|–|–;"
    assert written(con, declarations, tmp_path, "{{ bang_tinh('D03.vu') }}") == "[]"
