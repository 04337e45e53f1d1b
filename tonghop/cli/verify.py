"""``tonghop verify``: whether editions are, to the last byte, what was sealed."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tonghop.cli.consolidating import add_at
from tonghop.cli.editions import EDITION, chosen_edition
from tonghop.cli.main import CLEAN, ISSUES, NOTHING_TO_DO
from tonghop.cli.passwords import add_password_file
from tonghop.house import House
from tonghop.safe_text import told as one_line

if TYPE_CHECKING:
    from tonghop.publish.verifying import Fault

_TOLD = {
    "changed": "tệp “{name}” đã bị sửa sau khi niêm phong.",
    "missing": "thiếu tệp “{name}”.",
    "added": "có tệp lạ “{name}”, không thuộc bản tổng hợp; hãy đóng Word, Excel nếu đang mở, rồi "
    "chuyển tệp này đi nơi khác.",
    "unreadable": "không đọc được tệp “{name}”, có thể đang mở trong Word hoặc Excel; hãy đóng "
    "lại rồi kiểm tra lại.",
    "doubtful": "tệp “{name}” không khớp với bản kê đã bị sửa.",
    "unsealed": "bản kê “{name}” không có dấu niêm phong vì do phiên bản chương trình cũ lập; "
    "chỉ kiểm tra được các tệp khác, không kiểm tra được chính bản kê.",
    "replaced": "dấu niêm phong của bản {name} khác với dấu ghi trong “{by}”: một trong hai đã bị "
    "thay bằng tệp khác.",
    "removed": "bản {name} đã bị xóa; “{by}” cho biết bản này đã được xuất bản.",
    "misnumbered": "thư mục {by} chứa bản số {name}; không được chép bản này thành bản khác.",
}
_HARMLESS = {"unsealed", "unreadable", "added"}
_RESTORE = "Hãy khôi phục từ bản sao lưu; không dùng các bản trên cho đến khi khôi phục xong."


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "editions", nargs="*", metavar="BẢN", help=f"{EDITION}; bỏ trống là mọi bản đã xuất"
    )
    parser.add_argument(
        "--reproduce",
        action="store_true",
        help="lập lại bản này từ kho lưu trữ và các quyết định xử lý mà bản này đã dùng, ở một nơi "
        "tạm, rồi so sánh",
    )
    add_password_file(parser)
    add_at(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Tell of each edition whether it is intact, and name every file that is not."""
    from tonghop.publish.editions import MANIFEST, numbered, places
    from tonghop.publish.verifying import verify, verify_place

    marts = House(chosen.data).marts
    among = [] if chosen.editions else [*places(marts)]
    found = [chosen_edition(marts, named) for named in chosen.editions] or [
        edition for place in among for edition in numbered(place)
    ]
    faults = {edition: verify(edition) for edition in found}
    faults |= {place: wrong for place in among if (wrong := verify_place(place))}
    if not faults:
        print(f"Chưa có bản tổng hợp nào tại “{marts}”, không có gì để kiểm tra.")
        return NOTHING_TO_DO
    for folder, wrong in faults.items():
        print(*_told(_name(folder, marts), folder, wrong), sep="\n")
    code = _conclude(faults)
    if not chosen.reproduce:
        return code
    from tonghop.cli.reproduce import reproduce_editions

    told = {_name(e, marts): e for e in found if all(f.name != MANIFEST for f in faults[e])}
    return max(code, reproduce_editions(chosen, told))


def _conclude(faults: "Mapping[Path, Sequence[Fault]]") -> int:
    """Return the exit code for what was found, and say what to do about it."""
    kinds = {fault.kind for wrong in faults.values() for fault in wrong}
    if kinds - _HARMLESS:
        print(_RESTORE)
    return ISSUES if kinds else CLEAN


def _told(name: str, folder: Path, faults: "Sequence[Fault]") -> Iterator[str]:
    """Yield what to tell of one edition or place, a line each."""
    from tonghop.publish.sealing import files_of, stated_seal

    if not faults:
        files, seal = len(files_of(folder)) + 1, stated_seal(folder)
        yield f"{name}: nguyên vẹn, {files} tệp đúng như khi niêm phong; dấu niêm phong {seal}."
    for fault in faults:
        yield f"{name}: " + _TOLD[fault.kind].format(name=one_line(fault.name), by=fault.by)


def _name(folder: Path, marts: Path) -> str:
    return folder.relative_to(marts).as_posix() if folder.is_relative_to(marts) else str(folder)
