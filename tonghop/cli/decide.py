"""``tonghop decide``: what an analyst rules, recorded for good and followed at once."""

import argparse
import getpass
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from schemas.decisions import (
    ACCEPT,
    ALIAS,
    CORRECT,
    DISOWN,
    EXCLUDE,
    REVOKE,
    SETTLE,
    Decision,
    standing,
)
from tonghop.cli.consolidating import add_at, chosen_declarations
from tonghop.cli.main import CLEAN, NOTHING_TO_DO, Misuse, add_data
from tonghop.house import House

if TYPE_CHECKING:
    from schemas.declarations import Declarations

LIST = "list"
SUMMARIES = {
    ACCEPT: "tiếp nhận một báo cáo bị trả lại dù có lỗi ở dòng, ở ô; ô sai coi là chưa có số liệu",
    EXCLUDE: "không tính một báo cáo; báo cáo hợp lệ nhận trước đó lại được tính",
    SETTLE: "xác định một báo cáo chờ xác định là của đơn vị nào, kỳ nào",
    DISOWN: "xác định một báo cáo chờ xác định không phải của một đơn vị",
    ALIAS: "thêm một cách viết khác của tên đơn vị, rồi đọc lại các báo cáo đã nhận",
    CORRECT: "sửa số liệu của một ô trong một báo cáo",
    LIST: "liệt kê mọi quyết định, theo thứ tự",
    REVOKE: "hủy một quyết định; quyết định và việc hủy đều được giữ lại",
}
_FILE = "tệp đã nhận: đường dẫn, tên tệp, hoặc mã sha256 (ít nhất 8 ký tự đầu)"
_UNIT = "mã đơn vị, ví dụ SYT34-51"
_DAY = "ngày dạng 2025-07-01; mặc định theo thời gian hoạt động của đơn vị"


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the kinds of decision, each a command of its own."""
    kinds = parser.add_subparsers(
        title="các quyết định",
        metavar="QUYẾT_ĐỊNH",
        required=True,
        dest="kind",
        help="loại quyết định",
    )
    for kind, summary in SUMMARIES.items():
        what = summary[:1].upper() + summary[1:] + "."
        own = kinds.add_parser(kind, help=summary, description=what)
        _add_own(own, kind)
        if kind != LIST:
            own.add_argument("--why", required=True, metavar="LÝ_DO", help="lý do, được in ra")
            own.add_argument(
                "--by", metavar="NGƯỜI", help="người quyết định, mặc định là người dùng máy"
            )
        add_data(own)
        add_at(own)
        own.set_defaults(run=list_all if kind == LIST else decide)


def _add_own(own: argparse.ArgumentParser, kind: str) -> None:
    if kind in (ACCEPT, EXCLUDE, SETTLE, DISOWN, CORRECT):
        own.add_argument("file", metavar="TỆP", help=_FILE)
    if add := _ARGUMENTS.get(kind):
        add(own)


def _add_correct(own: argparse.ArgumentParser) -> None:
    own.add_argument("cell", metavar="Ô", help="mã ô chỉ tiêu, ví dụ D03.vu")
    own.add_argument(
        "--old",
        required=True,
        metavar="SỐ_CŨ",
        help="số liệu hoặc nội dung đang có trong ô; để trống thì ghi ''",
    )
    own.add_argument(
        "--new", required=True, metavar="SỐ_MỚI", help="số liệu đúng, ghi như trong biểu"
    )


def _add_alias(own: argparse.ArgumentParser) -> None:
    own.add_argument("alias", metavar="TÊN", help="cách viết, ví dụ “SYT Q. Ngãi”")
    own.add_argument("--unit", required=True, metavar="MÃ", help=_UNIT)
    own.add_argument("--from", dest="valid_from", metavar="NGÀY", help=f"áp dụng từ {_DAY}")
    own.add_argument("--to", dest="valid_to", metavar="NGÀY", help=f"áp dụng đến hết {_DAY}")


def _add_settle(own: argparse.ArgumentParser) -> None:
    own.add_argument("--unit", required=True, metavar="MÃ", help=_UNIT)
    own.add_argument("--period", required=True, metavar="KỲ", help="kỳ báo cáo, ví dụ 2026-H1")


def _add_disown(own: argparse.ArgumentParser) -> None:
    own.add_argument("--unit", required=True, metavar="MÃ", help=_UNIT)


def _add_revoke(own: argparse.ArgumentParser) -> None:
    own.add_argument("revokes", type=int, metavar="SỐ", help="số của quyết định cần hủy")


_ARGUMENTS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    SETTLE: _add_settle,
    DISOWN: _add_disown,
    ALIAS: _add_alias,
    CORRECT: _add_correct,
    REVOKE: _add_revoke,
}


def decide(chosen: argparse.Namespace) -> int:
    """Record one decision, let the warehouse follow it, and give back what it changes."""
    from tonghop import pipeline
    from tonghop.decisions.refusing import CannotDecideError

    is_checked = chosen.kind != REVOKE  # What makes declarations wrong may be what is revoked.
    house, declarations = House(chosen.data), chosen_declarations(chosen, is_checked)
    try:
        decision = pipeline.decide(house, declarations, _wanted(chosen, house, declarations))
    except CannotDecideError as error:
        if house.warehouse.exists():  # What a crash kept an earlier decision from changing.
            pipeline.give_back(house, declarations)
        raise Misuse(f"chưa quyết định được: {error}") from error
    for line in _told([decision], house, declarations):
        print(f"Đã ghi {line[:1].lower()}{line[1:]}")
    _follow(chosen, house)
    print("Chạy “tonghop run --period KỲ” để phát hành bản tổng hợp theo quyết định này.")
    return CLEAN


def _wanted(chosen: argparse.Namespace, house: House, declarations: "Declarations") -> Decision:
    from tonghop.archive import HANOI
    from tonghop.decisions.finding import find_file

    given = vars(chosen)
    return Decision(
        number=0,
        decided_at=datetime.now(HANOI).isoformat(timespec="seconds"),
        decided_by=chosen.by or getpass.getuser(),
        why=chosen.why,
        kind=chosen.kind,
        sha256=find_file(house, declarations, chosen.file) if "file" in given else "",
        unit_code=given.get("unit") or "",
        period=given.get("period") or "",
        cell=given.get("cell") or "",
        old_value=given.get("old") or "",
        new_value=given.get("new") or "",
        alias=given.get("alias") or "",
        valid_from=given.get("valid_from") or "",
        valid_to=given.get("valid_to") or "",
        revokes=given.get("revokes"),
    )


def _follow(chosen: argparse.Namespace, house: House) -> None:
    """Read again what a decided alias concerns, and return workbooks as they now should be."""
    from tqdm import tqdm

    from tonghop import pipeline

    declarations = chosen_declarations(chosen)
    with tqdm(desc="Đọc lại báo cáo", unit=" tệp", delay=2) as read:
        pipeline.read_again(house, declarations, advance=read.update)
    with tqdm(desc="Lập tệp trả lại", unit=" tệp", delay=2) as returned:
        pipeline.give_back(house, declarations, returned.update)


def list_all(chosen: argparse.Namespace) -> int:
    """Print every decision ever made, in order, also those that no longer hold."""
    from tonghop.decisions.log import read_decisions

    house = House(chosen.data)
    declarations, decisions = chosen_declarations(chosen), read_decisions(house.decisions)
    if not decisions:
        print("Chưa có quyết định nào.")
        return NOTHING_TO_DO
    in_force = {decision.number for decision in standing(decisions)}
    revoked_by = {d.revokes: d.number for d in decisions if d.kind == REVOKE}
    lines = _told(decisions, house, declarations)
    for decision, line in zip(decisions, lines, strict=True):
        print(line)
        print(f"  {_moment(decision)}, {decision.decided_by}. Lý do: {decision.why}")
        if decision.kind != REVOKE and decision.number not in in_force:
            print(f"  Đã hủy bởi quyết định số {revoked_by[decision.number]}.")
    return CLEAN


def _told(
    decisions: "list[Decision] | tuple[Decision, ...]", house: House, declarations: "Declarations"
) -> list[str]:
    from tonghop.archive import first_receipts
    from tonghop.decisions.wording import worded
    from tonghop.intake import shown_receipts

    first = first_receipts(shown_receipts(house, declarations))
    names = {sha256: receipt.file_name for sha256, receipt in first.items()}
    return [
        f"Quyết định số {d.number}: " + worded(d, names.get(d.sha256, d.sha256[:12]), declarations)
        for d in decisions
    ]


def _moment(decision: Decision) -> str:
    return f"{datetime.fromisoformat(decision.decided_at):%H:%M ngày %d/%m/%Y}"
