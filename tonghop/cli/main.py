"""The entry point ``tonghop COMMAND``; it exits 0 clean, 10 issues, 11 nothing to do, 2 misuse."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import NamedTuple, TextIO, cast

from tonghop.audit.refusing import AuditUnwritableError
from tonghop.cli.audited import run_audited
from tonghop.cli.machine import machine_errors, told_of_machine
from tonghop.cli.vietnamese import speak_vietnamese
from tonghop.decisions.refusing import DecisionLogError, DecisionMisfitError
from tonghop.house import WarehouseBusyError
from tonghop.safe_text import printable

CLEAN, CRASH, MISUSE, ISSUES, NOTHING_TO_DO = 0, 1, 2, 10, 11


class Command(NamedTuple):
    """A command: its name, the module of ``tonghop.cli`` that has it, and what it does."""

    name: str
    module: str
    summary: str


COMMANDS = (
    Command("demo", "demo", "lập bộ báo cáo minh họa trong thư mục raw và chạy toàn bộ các bước"),
    Command("template", "template", "lập biểu mẫu trống cho một đơn vị hoặc mọi đơn vị của một kỳ"),
    Command("check", "check", "kiểm tra trước các tệp báo cáo, in mọi lỗi và cảnh báo"),
    Command("ingest", "steps", "nhận, đọc, kiểm tra và ghi vào kho các tệp mới trong thư mục raw"),
    Command("build", "steps", "tính các bảng tổng hợp từ kho"),
    Command("publish", "steps", "xuất bản tổng hợp của một kỳ: Word, Excel, Parquet, DuckDB"),
    Command("run", "steps", "chạy liền các bước ingest, build và publish cho một kỳ"),
    Command(
        "status",
        "status",
        "cho biết đơn vị nào đã gửi, gửi muộn, chờ xác định, bị trả lại, chưa gửi",
    ),
    Command(
        "remind",
        "remind",
        "lập công văn đôn đốc đơn vị chưa gửi, bị trả lại, chờ xác định, gửi muộn, và danh sách",
    ),
    Command(
        "compare",
        "compare",
        "so sánh số liệu tổng hợp hoặc của một đơn vị với cùng kỳ năm trước, theo đơn vị hiện nay",
    ),
    Command(
        "diff",
        "diff",
        "cho biết số liệu thay đổi giữa hai bản tổng hợp và thay đổi ấy do đâu",
    ),
    Command("decide", "decide", "ghi quyết định xử lý của người tổng hợp, giữ lại mãi mãi"),
    Command("rebuild", "rebuild", "lập lại kho dữ liệu từ kho lưu trữ và các quyết định xử lý"),
    Command("verify", "verify", "kiểm tra các bản tổng hợp còn nguyên vẹn đến từng byte hay không"),
    Command(
        "audit", "audit", "liệt kê nhật ký sử dụng: ai đã chạy lệnh gì, khi nào; --verify kiểm tra"
    ),
    Command("sql", "sql", "tra cứu bằng SQL trên bản tổng hợp mới nhất, chỉ đọc"),
    Command(
        "trace",
        "trace",
        "truy vết một con số đến từng ô trong tệp đơn vị gửi, hoặc đối chiếu mọi con số với các ô",
    ),
    Command("serve", "serve", "chạy theo lịch (giờ Hà Nội) cho đến khi dừng bằng Ctrl+C"),
    Command("docs", "docs", "viết lại các tài liệu sinh từ khai báo; --check chỉ so sánh"),
)

_LOG = {
    "changed": "sổ quyết định không còn nguyên vẹn: tệp “{path}” đã bị sửa sau khi ghi; không có "
    "gì được tính cho đến khi tệp được khôi phục từ bản sao lưu.",
    "removed": "sổ quyết định không còn nguyên vẹn: tệp “{path}” đã bị xóa; không có gì được tính "
    "cho đến khi tệp được khôi phục từ bản sao lưu.",
}
BUSY = "kho dữ liệu đang được một lệnh khác sử dụng; hãy chờ lệnh đó xong rồi chạy lại."
UNAUDITED = (
    "không ghi được nhật ký sử dụng vào “{folder}” nên không chạy lệnh làm thay đổi hoặc đưa dữ "
    "liệu ra; hãy kiểm tra quyền ghi và dung lượng đĩa. Xem trên màn hình thì không cần quyền ghi."
)
DATA = "thư mục dữ liệu, mặc định là “data”"


class Misuse(Exception):  # noqa: N818 - named for what the user did
    """The command was given something it cannot use; the message is Vietnamese, for the user."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; an unexpected exception crashes the process."""
    _print_utf8()
    speak_vietnamese()
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = make_parser(arguments[0] if arguments else "")
    chosen = parser.parse_args(arguments)
    try:
        with redirect_stdout(cast("TextIO", _Screen(sys.stdout))):
            code = run_audited(chosen)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # The reader of a pipe, such as head, has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except Misuse as misuse:
        print(f"tonghop: {misuse}", file=sys.stderr)
        return MISUSE
    except (AuditUnwritableError, WarehouseBusyError) as error:
        is_busy = isinstance(error, WarehouseBusyError)
        print(f"tonghop: {BUSY if is_busy else UNAUDITED.format(folder=error)}", file=sys.stderr)
        return CRASH
    except DecisionLogError as error:
        print(f"tonghop: {_LOG[error.fault].format(path=error.path)}", file=sys.stderr)
        return CRASH
    except DecisionMisfitError as error:
        print(f"tonghop: {error.told}", file=sys.stderr)
        return CRASH
    except machine_errors() as error:
        if (told := told_of_machine(error)) is None:
            raise
        print(f"tonghop: {told}", file=sys.stderr)
        return CRASH


def make_parser(wanted: str = "") -> argparse.ArgumentParser:
    """Return the parser; only the wanted command's module is imported, or every one if none is."""
    parser = argparse.ArgumentParser(
        prog="tonghop",
        description="Tổng hợp báo cáo về tội phạm và mua bán người trong ngành Y tế.",
        epilog="Mã thoát: 0 không có lỗi; 10 có lỗi, cảnh báo; 11 không có gì để làm; "
        "2 sai cách dùng; 1 sự cố.",
    )
    commands = parser.add_subparsers(
        title="các lệnh", metavar="LỆNH", required=True, dest="command"
    )
    for command in COMMANDS:
        what = command.summary[:1].upper() + command.summary[1:] + "."
        own = commands.add_parser(command.name, help=command.summary, description=what)
        add_data(own, _data_folder())
        if wanted in (command.name, "", "docs"):
            module = importlib.import_module(f"tonghop.cli.{command.module}")
            module.add_arguments(own, command.name)
    return parser


def add_data(parser: argparse.ArgumentParser, folder: Path | str = argparse.SUPPRESS) -> None:
    """Declare the option that names the data folder; below a command it may be left to that."""
    parser.add_argument("--data", type=Path, default=folder, metavar="THƯ_MỤC", help=DATA)


def _data_folder() -> Path:
    return Path(os.environ.get("TONGHOP_DATA", "data"))


class _Screen:
    """The output of a command, in which no text of a unit can command the terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(printable(text))

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def _print_utf8() -> None:
    """Print Vietnamese wherever the output goes, whatever the console's own encoding."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
