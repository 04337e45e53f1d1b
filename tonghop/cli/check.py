"""``tonghop check``: what the ministry would say of a file, before it is sent."""

import argparse
import gc
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.issues import WARNING, Issue
from tonghop.cli.consolidating import add_at, chosen_declarations
from tonghop.cli.main import CLEAN, ISSUES, Misuse
from tonghop.cli.passwords import add_password_file, chosen_passwords
from tonghop.safe_text import told

if TYPE_CHECKING:
    from schemas.declarations import Declarations
    from tonghop.checking import Checked
    from tonghop.reading import Source

PACKAGE_OPENED = "package_opened"
SEVERITY = {
    "reject_file": "Lỗi",
    "reject_line": "Lỗi",
    "hold": "Chờ xác định",
    "warn": "Cảnh báo",
}


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="TỆP", help="tệp báo cáo cần kiểm tra"
    )
    add_password_file(parser)
    parser.add_argument(
        "--return",
        dest="folder",
        type=Path,
        metavar="THƯ_MỤC",
        help="ghi vào thư mục này tệp của đơn vị, có trang “Tổng hợp lỗi”, ô sai được tô màu và "
        "chú thích",
    )
    add_at(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Print every issue of every file; nothing is archived or recorded."""
    for path in chosen.files:
        if path.is_dir():
            raise Misuse(
                f"“{path}” là thư mục; hãy nêu các tệp cần kiểm tra, ví dụ “{path}/*.xlsx”."
            )
        if not path.is_file():
            raise Misuse(f"không tìm thấy tệp “{path}”.")
    declarations = chosen_declarations(chosen, is_checked=False)
    sources = sources_in(chosen.files, declarations, chosen_passwords(chosen.password_file))
    checked = check_sources(sources, declarations)
    issues = [[i for i in checked.issues if i.sha256 == source.sha256] for source in sources]
    for source, found in zip(sources, issues, strict=True):
        print(f"{source.file_name}: {verdict(found)}")
        for issue in found:
            print(f"  {SEVERITY[issue.severity]} {issue.code}: {issue.sentence}{_reason(issue)}")
    if chosen.folder:
        _write_back(checked, sources, declarations, chosen.folder)
    return ISSUES if any(issues) else CLEAN


def _reason(issue: Issue) -> str:
    """Return how the sender explains an issue; only a warning is settled by that."""
    if not issue.reason:
        return ""
    settled = "Đã giải trình" if issue.severity == WARNING else "Giải trình không thay cho sửa lỗi"
    return f" {settled}: “{told(issue.reason)}”."


def _write_back(
    checked: "Checked", sources: "Sequence[Source]", declarations: "Declarations", folder: Path
) -> None:
    """Write each file that has issues into ``folder`` under its own name, marked."""
    from tonghop.returning import Returned
    from tonghop.returning.orders import GiveBack, return_workbooks
    from tonghop.returning.reports import checked_reports
    from tonghop.returning.writing import listing_of, write_if_changed

    taken = {source.path.resolve() for source in sources}
    due = [
        GiveBack(source, listing_of(report, declarations))
        for report, source in zip(checked_reports(checked), sources, strict=True)
        if report.issues
    ]
    names = iter([Path(order.source.file_name).stem for order in due])

    def write(returned: Returned) -> None:
        target = _free_place(folder, next(names), returned.suffix, taken)
        write_if_changed(target, returned.content)
        print(f"Đã ghi tệp trả lại “{told(str(target))}”.")

    return_workbooks(due, write)


def _free_place(folder: Path, stem: str, suffix: str, taken: set[Path]) -> Path:
    """Return a place for a file under its own name, with a number if that would be another's."""
    names = (f"{stem}{f'-{number}' if number > 1 else ''}{suffix}" for number in count(1))
    place = next(folder / name for name in names if (folder / name).resolve() not in taken)
    taken.add(place.resolve())
    return place


def sources_in(
    paths: Sequence[Path], declarations: "Declarations", passwords: tuple[str, ...] = ()
) -> "list[Source]":
    """Return the files to check, named by their number; behind a package those that it holds."""
    from tonghop.reading import Source
    from tonghop.reading.door.packages import open_package
    from tonghop.reading.secrecy import mark_in_names

    named: list[tuple[str, Path, int | None]] = []
    for path in paths:
        package = None if mark_in_names([path.name]) else open_package(path)
        named.append((shown_name(path.name, declarations), path, None))
        for member in package.members if package else ():
            name = shown_name(f"{path.name}/{member.file_name}", declarations)
            named.append((name, path, member.position))
    return [
        Source(str(number), name, path, passwords, position=position)
        for number, (name, path, position) in enumerate(named)
    ]


def check_sources(sources: "Sequence[Source]", declarations: "Declarations") -> "Checked":
    """Check files; reading goes on while the checking library is imported.

    The sender waits for this, so it leaves to ``ingest`` what concerns the declarations alone.
    """
    from tonghop.reading import read_workbooks

    with ThreadPoolExecutor(1) as reader, _hidden("hypothesis"):
        reading = reader.submit(read_workbooks, sources, declarations.folder)
        gc.disable()  # Importing pandas and pandera makes many objects and no garbage.
        from tonghop.checking import check

        gc.enable()
        return check(reading.result(), declarations)


def shown_name(name: str, declarations: "Declarations") -> str:
    """Return the name of a file without what it says of a person."""
    from tonghop.privacy import without_persons

    return told(without_persons(name, declarations))


@contextmanager
def _hidden(module: str) -> Iterator[None]:
    """Keep pandera from importing a test tool that it would take time to load if it found it."""
    is_loaded = module in sys.modules
    sys.modules.setdefault(module, None)  # type: ignore[arg-type]
    try:
        yield
    finally:
        if not is_loaded:
            del sys.modules[module]


def verdict(issues: Sequence[Issue]) -> str:
    """Return in one line whether a report would be accepted."""
    if any(issue.code == PACKAGE_OPENED for issue in issues):
        return "tệp nén, kết quả của từng tệp bên trong ghi dưới đây."
    told = Counter(SEVERITY[issue.severity] for issue in issues)
    errors, unclear, warnings = told["Lỗi"], told["Chờ xác định"], told["Cảnh báo"]
    undecided = f"{unclear} điểm chờ xác định, " if unclear else ""
    if errors:
        return f"chưa hợp lệ, {errors} lỗi, {undecided}{warnings} cảnh báo."
    if unclear:
        return f"chờ xác định đơn vị hoặc kỳ báo cáo, {undecided}{warnings} cảnh báo."
    explained = sum(issue.severity == WARNING and bool(issue.reason) for issue in issues)
    settled = f" ({explained} đã giải trình)" if explained else ""
    return f"hợp lệ, {warnings} cảnh báo{settled}." if warnings else "hợp lệ."
