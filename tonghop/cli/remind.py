"""``tonghop remind``: letters to the units that are missing, late, rejected or held."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tonghop.cli.consolidating import add_at, chosen_declarations
from tonghop.cli.main import CLEAN, NOTHING_TO_DO, Misuse
from tonghop.house import House

if TYPE_CHECKING:
    from schemas.declarations import Declarations
    from schemas.periods import Period
    from tonghop.remind import Accounts, Reminded
    from tonghop.remind.accounts import Account


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--period", required=True, metavar="KỲ", help="kỳ báo cáo, ví dụ 2026-H1")
    parser.add_argument(
        "--on",
        metavar="NGÀY",
        help="ngày dùng để tính quá hạn, ví dụ 2026-06-20 hoặc 20/6/2026; mặc định là hôm nay",
    )
    parser.add_argument(
        "--before",
        metavar="NGÀY",
        help="hạn mới ghi trong công văn: gửi trước ngày này; mặc định là ngay sau khi nhận được",
    )
    add_at(parser)
    parser.add_argument(
        "--unit", metavar="MÃ", help="chỉ lập công văn của một đơn vị, không lập danh sách"
    )
    parser.add_argument(
        "--ahead", action="store_true", help="nhắc cả đơn vị chưa gửi mà chưa đến hạn"
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="THƯ_MỤC",
        help="nơi ghi công văn và danh sách, mặc định data/reminders/KỲ",
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Write the letters and the desk's list; what an officer has edited there stays as it is."""
    from tonghop.arrivals import find_arrivals
    from tonghop.cli.periods import chosen_day, chosen_period, tell_caveats
    from tonghop.pipeline import count_unread
    from tonghop.remind import accounts_of, to_be_written

    declarations, house = chosen_declarations(chosen), House(chosen.data)
    period, day = chosen_period(declarations, chosen.period), chosen_day(chosen.on)
    reply_before = chosen_reply(chosen.before, day)
    if not house.warehouse.exists():
        raise Misuse(f"chưa có kho dữ liệu tại “{house.warehouse}”; chạy “tonghop ingest” trước.")
    _check_read(count_unread(house, declarations), len(find_arrivals(house.raw, house.archive)))
    accounts = accounts_of(house, declarations, period, day)
    _check_unit(accounts, chosen.unit, period, declarations)
    due = to_be_written(
        accounts, ahead=chosen.ahead, unit_code=chosen.unit, reply_before=reply_before
    )
    if not due:
        print(_nobody(accounts, chosen.unit, period))
        return NOTHING_TO_DO
    folder = chosen.output or house.reminders / period.code
    done = _write_visibly(accounts, due, declarations, period, folder, whole=not chosen.unit)
    print("\n".join(told(done, declarations, period, day, folder)))
    tell_caveats(declarations, period)
    return CLEAN


def chosen_reply(text: str | None, day: date) -> date | None:
    """Return the new day that the letters name, which lies after the day of the letters."""
    from tonghop.cli.periods import chosen_day

    if text is None:
        return None
    reply_before = chosen_day(text)
    if reply_before <= day:
        raise Misuse(f"hạn mới {text} phải sau ngày {day:%d/%m/%Y} dùng để tính quá hạn.")
    return reply_before


def _check_read(unread: int, not_received: int) -> None:
    """Refuse to remind while what was received is unread: its senders would seem to owe it."""
    if unread:
        raise Misuse(
            f"{unread} tệp đã nhận nhưng chưa đọc nên chưa biết đơn vị nào chưa gửi; "
            "chạy “tonghop ingest” trước."
        )
    if not_received:
        print(
            f"Chú ý: {not_received} tệp trong thư mục raw chưa được nhận; nếu là báo cáo mới đến, "
            "chạy “tonghop ingest” trước khi gửi công văn."
        )


def _check_unit(
    accounts: "Accounts", unit: str | None, period: "Period", declarations: "Declarations"
) -> None:
    if not accounts.units:
        raise Misuse(f"không có văn bản yêu cầu đơn vị nào báo cáo cho kỳ {period.label}.")
    if unit and unit not in {each.unit_code for each in accounts.units}:
        where = declarations.units.name_near(declarations.consolidating_unit, period.cut_off)
        raise Misuse(f"đơn vị mã “{unit}” không phải gửi báo cáo về {where} cho kỳ {period.label}.")


def _nobody(accounts: "Accounts", unit: str | None, period: "Period") -> str:
    from schemas.reminders import AHEAD

    waiting = sum(each.case == AHEAD for each in accounts.units if unit in (None, each.unit_code))
    who = f"đơn vị mã “{unit}”" if unit else "đơn vị nào"
    ahead = f" {waiting} đơn vị chưa gửi nhưng chưa đến hạn; thêm --ahead để nhắc trước."
    return f"{period.label}: không phải nhắc {who}.{ahead if waiting else ''}"


def _write_visibly(
    accounts: "Accounts",
    due: "tuple[Account, ...]",
    declarations: "Declarations",
    period: "Period",
    folder: Path,
    *,
    whole: bool,
) -> "Reminded":
    """Write the reminders, with progress when it takes long."""
    from tqdm import tqdm

    from tonghop.remind import write_reminders

    try:
        with tqdm(desc="Lập công văn", unit=" tệp", total=len(due), delay=2) as progress:
            return write_reminders(
                accounts, due, declarations, period, folder, whole=whole, advance=progress.update
            )
    except PermissionError as error:
        raise Misuse(
            f"không ghi được vào “{folder}”: tệp đang mở bằng Word hoặc Excel, hoặc thư mục không "
            "cho ghi; hãy đóng tệp rồi chạy lại."
        ) from error


def told(
    done: "Reminded", declarations: "Declarations", period: "Period", day: date, folder: Path
) -> list[str]:
    """Return what was written and what was left alone, one sentence a line."""
    cases = (
        f"  {case.label[:1].lower() + case.label[1:]}: {done.letters[case.reminder_case]}"
        for case in declarations.reminder_cases
        if done.letters[case.reminder_case]
    )
    return [
        f"{period.label}, tính đến ngày {day:%d/%m/%Y}: đã lập {done.letters.total()} công văn "
        f"tại “{folder}”.",
        *cases,
        *([f"Danh sách đôn đốc: “{folder / done.desk}”."] if done.desk else []),
        *([_waiting(done.not_yet_due)] if done.not_yet_due else []),
        *([_unplaced(done.unplaced)] if done.unplaced and done.desk else []),
        *(f"Giữ nguyên công văn đã được sửa: {name}" for name in done.edited),
        *(f"Công văn đã được sửa, nay không còn phải gửi: {name}" for name in done.outdated),
    ]


def _waiting(units: int) -> str:
    return f"{units} đơn vị chưa gửi nhưng chưa đến hạn, không nhắc; thêm --ahead để nhắc trước."


def _unplaced(files: int) -> str:
    return (
        f"Chú ý: {files} tệp đã nhận chưa rõ của đơn vị nào, kỳ nào; xem trang “Chưa rõ đơn vị” "
        "của danh sách trước khi gửi công văn."
    )
