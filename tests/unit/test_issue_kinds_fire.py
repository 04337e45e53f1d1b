"""Every kind of issue of the catalogue is found in a workbook made for it, and told in full."""

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest
from openpyxl import Workbook

from schemas.issues import Issue
from tests.build import (
    complete,
    content,
    declarations,
    delete_line,
    delete_measure,
    field_of,
    filled,
    insert_columns,
    insert_rows,
    reading_of,
    row_of,
)
from tonghop.checking import check

Made = Workbook | bytes
FILE = "bao-cao.xlsx"
ENTRIES = "D03.vu | 5"


def with_field(code: str, entry: object) -> Workbook:
    book = complete(ENTRIES)
    field_of(book, code).value = entry  # type: ignore[assignment]
    return book


def with_fields(**entries: str) -> Workbook:
    book = complete(ENTRIES)
    for code, entry in entries.items():
        field_of(book, code).value = entry
    return book


def with_entry(code: str, entry: object) -> Workbook:
    return complete({"D03.vu": 5, code: entry})


def with_cell(sheet: str, address: str, entry: str | int) -> Workbook:
    book = complete(ENTRIES)
    book[sheet][address] = entry
    return book


def without_sheet(name: str) -> Workbook:
    book = complete(ENTRIES)
    del book[name]
    return book


def with_copied_sheet() -> Workbook:
    book = complete(ENTRIES)
    book.copy_worksheet(book["Biểu 2"]).title = "Biểu 2 (2)"
    return book


def with_own_sheet() -> Workbook:
    book = complete(ENTRIES)
    book.create_sheet("Ghi chú")["B3"] = "Số liệu riêng"
    return book


def with_new_line(code: str | None = None) -> Workbook:
    book = complete(ENTRIES)
    sheet = book["Biểu 2"]
    row = row_of(sheet, "D04")
    insert_rows(sheet, row)
    sheet[f"A{row}"], sheet[f"E{row}"] = code, 7
    return book


def with_new_column(code: str | None = None) -> Workbook:
    book = complete(ENTRIES)
    sheet = book["Biểu 2"]
    insert_columns(sheet, 6)
    sheet["F7"], sheet[f"F{row_of(sheet, 'D03')}"] = code, 7
    return book


def without_line() -> Workbook:
    book = complete(ENTRIES)
    delete_line(book["Biểu 2"], "D04")
    return book


def without_column(measure: str) -> Workbook:
    book = complete(ENTRIES)
    delete_measure(book["Biểu 2"], measure)
    return book


CASES: dict[str, tuple[str, Callable[[], Made], str]] = {
    "empty_file": (
        FILE,
        lambda: b"",
        "Tệp “bao-cao.xlsx” rỗng (0 byte). Đề nghị mở lại báo cáo bằng Excel, lưu và gửi lại tệp "
        "có đủ nội dung.",
    ),
    "locked_by_office": (
        "~$bao-cao.xlsx",
        lambda: b"\x05user",
        "Tệp “~$bao-cao.xlsx” là tệp tạm do Excel tạo ra khi báo cáo đang mở, không phải báo cáo. "
        "Đề nghị đóng Excel rồi gửi tệp báo cáo.",
    ),
    "not_a_workbook": (
        FILE,
        lambda: b"%PDF-1.7",
        "Tệp “bao-cao.xlsx” không phải sổ tính Excel (.xlsx): nội dung là tệp PDF. Đề nghị lưu "
        "báo cáo theo định dạng Excel Workbook (.xlsx) rồi gửi lại.",
    ),
    "unreadable": (
        FILE,
        lambda: content(complete(ENTRIES))[:25],
        "Không mở được tệp “bao-cao.xlsx”: tệp bị hỏng hoặc có ô ngoài vùng bảng tính. Đề nghị mở "
        "bằng Excel, chép số liệu sang biểu mẫu mới và gửi lại.",
    ),
    "not_our_template": (
        FILE,
        Workbook,
        "Tệp “bao-cao.xlsx” không theo biểu mẫu báo cáo: không có trang “Bìa” với mã của biểu "
        "mẫu. Đề nghị dùng biểu mẫu do Bộ Y tế gửi, không xóa cột A và các dòng ẩn.",
    ),
    "template_version_unknown": (
        FILE,
        lambda: with_cell("Bìa", "A1", "tonghop|cover|9"),
        "Tệp “bao-cao.xlsx”: biểu mẫu phiên bản “9” không dùng được cho kỳ này. Đề nghị dùng biểu "
        "mẫu phiên bản 1.",
    ),
    "unit_unknown": (
        FILE,
        lambda: with_field("unit_code", "SYT99"),
        "Trang “Bìa”, ô C7: mã đơn vị “SYT99” không có trong danh mục. Đề nghị dùng biểu mẫu do "
        "Bộ Y tế lập riêng cho đơn vị.",
    ),
    "unit_closed": (
        FILE,
        lambda: with_field("unit_code", "SYT63-51"),
        "Trang “Bìa”, ô C7: đơn vị mã “SYT63-51” không còn hoặc chưa hoạt động vào ngày chốt số "
        "liệu 14/06/2026. Đề nghị dùng biểu mẫu của đơn vị đang hoạt động.",
    ),
    "unit_mismatch": (
        FILE,
        lambda: with_field("unit_name", "Sở Y tế tỉnh Quảng Ninh"),
        "Trang “Bìa”, ô C8: tên đơn vị là “Sở Y tế tỉnh Quảng Ninh” nhưng mã đơn vị là của “Sở Y "
        "tế tỉnh Quảng Ngãi”. Đề nghị dùng đúng biểu mẫu lập cho đơn vị, không sửa tên trên biểu "
        "mẫu của đơn vị khác.",
    ),
    "unit_not_asked": (
        FILE,
        lambda: with_field("unit_code", "BQP-108"),
        "Trang “Bìa”, ô C7: đơn vị mã “BQP-108” không thuộc diện phải gửi báo cáo về Bộ Y tế cho "
        "kỳ 6 tháng đầu năm 2026. Đề nghị kiểm tra lại kỳ báo cáo và nơi nhận.",
    ),
    "period_unknown": (
        FILE,
        lambda: with_field("period", "2026-H3"),
        "Trang “Bìa”, ô C9: mã kỳ báo cáo “2026-H3” không hợp lệ. Đề nghị dùng biểu mẫu của kỳ, "
        "ví dụ mã 2025-H1 là 6 tháng đầu năm 2025.",
    ),
    "period_mismatch": (
        FILE,
        lambda: with_field("period_label", "6 tháng đầu năm 2025"),
        "Trang “Bìa”, ô C10: kỳ báo cáo ghi là “6 tháng đầu năm 2025” nhưng mã kỳ là của “6 tháng "
        "đầu năm 2026”. Đề nghị dùng đúng biểu mẫu của kỳ, không sửa biểu mẫu của kỳ khác.",
    ),
    "period_not_asked": (
        FILE,
        lambda: with_fields(period="2026-Q1", period_label="Quý I năm 2026"),
        "Trang “Bìa”, ô C10: không có văn bản yêu cầu báo cáo cho kỳ “Quý I năm 2026”. Đề nghị "
        "kiểm tra lại kỳ báo cáo.",
    ),
    "secrecy_marked": (
        FILE,
        lambda: with_field("secrecy", "Mật"),
        "Trang “Bìa”, ô C16: báo cáo ghi độ mật “Mật”. Hệ thống không tiếp nhận tài liệu mật. Đề "
        "nghị gửi theo chế độ bảo vệ bí mật nhà nước; nếu báo cáo không mật, ghi “Không”.",
    ),
    "cover_incomplete": (
        FILE,
        lambda: with_field("prepared_by", None),
        "Trang “Bìa”, ô C17: chưa ghi “Người lập báo cáo”. Đề nghị bổ sung.",
    ),
    "nil_unclear": (
        FILE,
        lambda: with_field("nil_PCTP2", "có thể"),
        "Trang “Bìa”, ô C21: “có thể” không rõ nghĩa. Đề nghị chọn “Có” nếu cả biểu không phát "
        "sinh, chọn “Không” hoặc để trống nếu biểu có số liệu.",
    ),
    "nil_but_reported": (
        FILE,
        lambda: with_field("nil_PCTP2", "Có"),
        "Biểu 2, ô E13: có số liệu “5” trong khi trang bìa ghi cả biểu không phát sinh. Đề nghị "
        "bỏ khai không phát sinh hoặc xóa số liệu.",
    ),
    "nothing_reported": (
        FILE,
        filled,
        "Tệp “bao-cao.xlsx” chưa điền số liệu nào. Đề nghị điền biểu; biểu nào không có vụ việc, "
        "hoạt động thì chọn “Có” ở dòng không phát sinh trên trang bìa.",
    ),
    "form_blank": (
        FILE,
        lambda: with_field("nil_PCTP3", None),
        "Biểu 3: cả biểu để trống. Đề nghị điền số liệu, hoặc chọn “Có” ở dòng không phát sinh "
        "trên trang bìa.",
    ),
    "form_missing": (
        FILE,
        lambda: without_sheet("Biểu 3"),
        "Thiếu trang “Biểu 3”. Đề nghị dùng lại biểu mẫu, không xóa trang nào.",
    ),
    "form_duplicated": (
        FILE,
        with_copied_sheet,
        "Trang “Biểu 2 (2)” trùng với một trang khác của cùng một biểu. Đề nghị chỉ giữ một trang "
        "cho mỗi biểu.",
    ),
    "form_unknown": (
        FILE,
        lambda: with_cell("Biểu 3", "A1", "tonghop|PCTP9|1"),
        "Trang “Biểu 3” mang mã “PCTP9|1” không thuộc biểu mẫu của kỳ này. Đề nghị dùng biểu mẫu "
        "của đúng kỳ báo cáo.",
    ),
    "sheet_unknown": (
        FILE,
        with_own_sheet,
        "Trang “Ghi chú” không thuộc biểu mẫu nên không được tổng hợp (ô B3 có nội dung). Nếu "
        "trang này có số liệu, đề nghị chuyển vào biểu tương ứng.",
    ),
    "line_unknown": (
        FILE,
        with_new_line,
        "Biểu 2, ô E14: có nội dung “7” ở dòng không thuộc biểu mẫu. Đề nghị chuyển số liệu vào "
        "dòng chỉ tiêu tương ứng và xóa dòng này.",
    ),
    "line_missing": (
        FILE,
        without_line,
        "Biểu 2: thiếu dòng “Lừa đảo, cò mồi, giả danh nhân viên y tế” (mã D04). Đề nghị dùng lại "
        "biểu mẫu, không xóa dòng chỉ tiêu.",
    ),
    "line_duplicated": (
        FILE,
        lambda: with_new_line("D05"),
        "Biểu 2, ô B14: dòng mã D05 có mặt nhiều lần. Đề nghị chỉ giữ một dòng cho mỗi chỉ tiêu.",
    ),
    "line_label_changed": (
        FILE,
        lambda: with_cell("Biểu 2", "C13", "– Trộm cắp xe máy"),
        "Biểu 2, ô C13: tên chỉ tiêu là “– Trộm cắp xe máy”, trong biểu mẫu là “Trộm cắp, móc "
        "túi”. Đề nghị khôi phục tên chỉ tiêu và kiểm tra số liệu có đúng dòng.",
    ),
    "unit_of_measure_changed": (
        FILE,
        lambda: with_cell("Biểu 2", "D13", "trăm vụ"),
        "Biểu 2, ô D13: đơn vị tính là “trăm vụ”, biểu mẫu yêu cầu “vụ”. Đề nghị quy đổi số liệu "
        "và ghi theo đơn vị tính của biểu mẫu.",
    ),
    "column_unknown": (
        FILE,
        with_new_column,
        "Biểu 2, ô F13: có nội dung “7” ở cột không thuộc biểu mẫu. Đề nghị chuyển số liệu vào "
        "cột tương ứng và xóa cột này.",
    ),
    "column_missing": (
        FILE,
        lambda: without_column("doi_tuong"),
        "Biểu 2: thiếu cột “Đối tượng”. Đề nghị dùng lại biểu mẫu, không xóa cột.",
    ),
    "column_duplicated": (
        FILE,
        lambda: with_new_column("vu"),
        "Biểu 2, ô F7: cột “Số vụ” có mặt nhiều lần. Đề nghị chỉ giữ một cột.",
    ),
    "cell_not_asked": (
        FILE,
        lambda: with_cell("Biểu 2", "E12", 3),
        "Biểu 2, ô E12: có nội dung “3” ở ô biểu mẫu không yêu cầu. Đề nghị chuyển vào ô tương "
        "ứng hoặc xóa.",
    ),
    "text_in_number": (
        FILE,
        lambda: with_entry("D04.vu", "mười"),
        "Biểu 2, ô E14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Số vụ): “mười” không phải là "
        "số. Đề nghị chỉ ghi chữ số, ví dụ 12; ghi “-” nếu không có, “x” nếu không thu thập.",
    ),
    "error_in_cell": (
        FILE,
        lambda: with_entry("D04.vu", "#REF!"),
        "Biểu 2, ô E14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Số vụ): ô báo lỗi #REF!. Đề "
        "nghị sửa công thức hoặc ghi số trực tiếp.",
    ),
    "formula_without_value": (
        FILE,
        lambda: with_entry("D04.vu", "=2+3"),
        "Biểu 2, ô E14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Số vụ): công thức “=2+3” chưa "
        "được tính nên không có kết quả. Đề nghị mở bằng Excel, bấm lưu lại, hoặc ghi số trực "
        "tiếp.",
    ),
    "date_in_number": (
        FILE,
        lambda: with_entry("D04.vu", date(2026, 5, 12)),
        "Biểu 2, ô E14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Số vụ): ô đang chứa ngày tháng "
        "(2026-05-12). Đề nghị định dạng lại ô là số và ghi lại số liệu.",
    ),
    "logical_in_number": (
        FILE,
        lambda: with_entry("D04.vu", True),
        "Biểu 2, ô E14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Số vụ): ô đang chứa giá trị "
        "đúng/sai (TRUE). Đề nghị ghi số.",
    ),
    "answer_not_understood": (
        FILE,
        lambda: with_entry("A01.tong", "chắc có"),
        "Biểu 1, ô E10 (Ban hành kế hoạch PCTP và PCMBN của năm báo cáo – Tổng số): “chắc có” "
        "không rõ nghĩa. Đề nghị chọn “Có” hoặc “Không”.",
    ),
    "negative": (
        FILE,
        lambda: with_entry("D04.vu", -3),
        "Biểu 2, ô E14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Số vụ): giá trị -3 không được "
        "nhỏ hơn 0. Đề nghị ghi lại số đúng.",
    ),
    "fraction": (
        FILE,
        lambda: with_entry("D04.vu", 1.606),
        "Biểu 2, ô E14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Số vụ): giá trị 1.606 có phần "
        "lẻ, biểu chỉ nhận số nguyên. Nếu dấu chấm hoặc dấu phẩy là dấu phân cách hàng nghìn, đề "
        "nghị ghi liền các chữ số.",
    ),
    "too_large": (
        FILE,
        lambda: with_entry("D04.thiet_hai", 10**15),
        "Biểu 2, ô K14 (Lừa đảo, cò mồi, giả danh nhân viên y tế – Thiệt hại tài sản): giá trị "
        "1000000000000000 lớn bất thường, vượt mức 1.000.000.000.000.000. Đề nghị kiểm tra đơn vị "
        "tính và ghi lại.",
    ),
}
TOLD_BY_INGEST = {"duplicate_content"}
ACCOMPANIED = {"form_unknown": {"form_unknown", "form_missing"}}
"""A fault that cannot but bring another with it; every other workbook has its one kind alone."""


@cache
def issues_by_case() -> dict[str, list[Issue]]:
    """Check all the workbooks as one batch, together with one that has nothing wrong."""
    readings = [reading_of(made(), name, case) for case, (name, made, _) in CASES.items()]
    clean = reading_of(complete(ENTRIES), sha256="clean")
    issues = check([*readings, clean], declarations()).issues
    return {case: [i for i in issues if i.sha256 == case] for case in (*CASES, "clean")}


def issues_in(case: str) -> list[Issue]:
    return issues_by_case()[case]


def test_every_kind_of_the_catalogue_has_its_workbook() -> None:
    assert sorted(declarations().kind_of_issue) == sorted({*CASES, *TOLD_BY_INGEST})


@pytest.mark.parametrize("code", CASES)
def test_a_workbook_made_for_it_has_the_issue_and_no_other(code: str) -> None:
    assert {issue.code for issue in issues_in(code)} == ACCOMPANIED.get(code, {code})


@pytest.mark.parametrize("code", CASES)
def test_the_sentence_names_the_place_and_says_what_to_do(code: str) -> None:
    told = [issue.sentence for issue in issues_in(code) if issue.code == code]
    assert CASES[code][2] in told


@pytest.mark.parametrize("code", CASES)
def test_an_issue_has_the_severity_of_its_kind(code: str) -> None:
    severity = declarations().kind_of_issue[code].severity
    assert {issue.severity for issue in issues_in(code) if issue.code == code} == {severity}


def test_a_complete_workbook_has_no_issue() -> None:
    assert issues_in("clean") == []
