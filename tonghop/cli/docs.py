"""``tonghop docs``: the documents that are written from the declarations."""

import argparse
from pathlib import Path

from tonghop.cli.main import CLEAN, ISSUES


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--check", action="store_true", help="chỉ so sánh và liệt kê tài liệu chưa cập nhật"
    )
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("docs"), metavar="THƯ_MỤC",
        help="thư mục tài liệu, mặc định là “docs”",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Write the documents that differ from the declarations, or only name them."""
    from schemas.loading import load_declarations
    from tonghop.docs import stale_documents, write_documents

    declarations = load_declarations()
    if chosen.check:
        return _tell_stale(stale_documents(chosen.output, declarations))
    written = write_documents(chosen.output, declarations)
    for path in written:
        print(f"Đã viết lại “{path}”.")
    if not written:
        print("Mọi tài liệu sinh từ khai báo đều đã cập nhật.")
    return CLEAN


def _tell_stale(stale: list[Path]) -> int:
    if not stale:
        print("Mọi tài liệu sinh từ khai báo đều đã cập nhật.")
        return CLEAN
    print(f"{len(stale)} tài liệu khác với khai báo; chạy “tonghop docs” để viết lại:")
    for path in stale:
        print(f"  {path}")
    return ISSUES
