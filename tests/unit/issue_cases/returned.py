"""Reasons in a returned workbook that explain nothing."""

from openpyxl import Workbook

from tests.build import cell_of, complete
from tests.explaining import UNEQUAL, explained, list_of
from tests.unit.issue_cases.made import FILE, Cases
from tonghop.returning.list_sheet import HEAD_ROW


def with_a_reason_beside_nothing() -> Workbook:
    book = explained(complete(UNEQUAL))
    cell_of(book, "D15a.so_luong").value = 2
    list_of(book)[f"A{HEAD_ROW + 1}"].value = "Q041"
    return book


def with_a_reason_for_another_figure() -> Workbook:
    book = explained(complete(UNEQUAL))
    cell_of(book, "D14.so_luong").value = 3
    return book


def with_a_reason_for_what_is_mended() -> Workbook:
    book = explained(complete(UNEQUAL))
    cell_of(book, "D15a.so_luong").value = 2
    return book


CASES: Cases = {
    "reason_lost": (
        FILE,
        with_a_reason_beside_nothing,
        "Trang “Tổng hợp lỗi”, ô I7: không xác định được giải trình “Đã đối chiếu với công an "
        "tỉnh” là cho cảnh báo nào, vì dòng này không còn như khi Bộ Y tế trả lại. Đề nghị ghi lại "
        "giải trình vào dòng có cảnh báo, không thêm, xóa, sắp xếp dòng của trang này.",
    ),
    "reason_outdated": (
        FILE,
        with_a_reason_for_another_figure,
        "Trang “Tổng hợp lỗi”, ô I7: giải trình “Đã đối chiếu với công an tỉnh” là cho số liệu "
        "trước đây; số liệu đã thay đổi nên giải trình không còn giá trị và cảnh báo được nêu lại. "
        "Đề nghị kiểm tra số liệu mới; nếu đúng, ghi giải trình mới.",
    ),
    "reason_unneeded": (
        FILE,
        with_a_reason_for_what_is_mended,
        "Trang “Tổng hợp lỗi”, ô I7: giải trình “Đã đối chiếu với công an tỉnh” không được ghi "
        "nhận, vì cảnh báo mà đơn vị giải trình không còn. Đơn vị không phải làm gì thêm.",
    ),
}
