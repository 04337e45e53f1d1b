"""``tonghop diff``: what changed from one edition to another, and why."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tonghop.cli.editions import EDITION, chosen_edition
from tonghop.cli.main import CLEAN, NOTHING_TO_DO, Misuse
from tonghop.house import House

if TYPE_CHECKING:
    from tonghop.differing import Difference

FORMATS = (".xlsx", ".csv")
_FAULTS = {
    "owner": "hai bản tổng hợp là của hai đơn vị tổng hợp khác nhau.",
    "audience": "chỉ so sánh được các bản tổng hợp nội bộ.",
    "order": "hãy nêu bản tổng hợp trước rồi mới đến bản sau.",
}


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    parser.add_argument("earlier", metavar="BẢN_TRƯỚC", help=EDITION)
    parser.add_argument(
        "later",
        nargs="?",
        metavar="BẢN_SAU",
        help="bản tổng hợp sau, nêu như trên; bỏ trống thì BẢN_TRƯỚC là kỳ, so hai bản mới nhất",
    )
    parser.add_argument("--unit", metavar="MÃ", help="số liệu của một đơn vị, ví dụ SYT34-51")
    parser.add_argument("--all", action="store_true", help="in cả những số liệu không thay đổi")
    parser.add_argument("--paragraph", action="store_true", help="chỉ in đoạn văn dùng cho báo cáo")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="TỆP", help="ghi ra tệp .xlsx hoặc .csv"
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Print, or write, how each figure changed; exit 11 if none did."""
    from tqdm import tqdm

    from tonghop.differing import IncomparableError, difference
    from tonghop.differing.tables import count_of_tables

    if chosen.output and chosen.output.suffix.lower() not in FORMATS:
        raise Misuse(f"chỉ ghi được tệp {', '.join(FORMATS)}; “{chosen.output.name}” có đuôi khác.")
    earlier, later = chosen_editions(House(chosen.data).marts, chosen.earlier, chosen.later)
    try:
        with (
            tqdm(desc="So sánh", unit=" bảng", total=count_of_tables(), delay=2) as progress,
            difference(earlier, later, progress.update) as found,
        ):
            progress.close()
            return _tell(chosen, found)
    except IncomparableError as error:
        raise Misuse(_FAULTS[error.fault]) from error


def chosen_editions(marts: Path, earlier: str, later: str | None) -> tuple[Path, Path]:
    """Return the two editions: the named ones, or the two newest of a period."""
    from tonghop.publish.editions import editions

    if later:
        return chosen_edition(marts, earlier), chosen_edition(marts, later)
    newest = chosen_edition(marts, earlier)
    before = [path for path in editions(marts, earlier) if path != newest]
    if not before:
        raise Misuse(
            f"kỳ “{earlier}” mới có một bản tổng hợp; hãy nêu hai bản, ví dụ 2025-H1 2026-H1."
        )
    return before[-1], newest


def _tell(chosen: argparse.Namespace, found: "Difference") -> int:
    from tonghop.cli.diff_table import told
    from tonghop.differing.paragraph import paragraph
    from tonghop.differing.reading import counts

    if chosen.paragraph:
        print(paragraph(found))
    elif chosen.output:
        print(_write(found, chosen.output))
    else:
        print(*told(found, chosen.unit, chosen.all), sep="\n")
        if not chosen.unit:
            print("", paragraph(found), sep="\n")
    return CLEAN if any(count.changed for count in counts(found).values()) else NOTHING_TO_DO


def _write(found: "Difference", target: Path) -> str:
    from tonghop.differing.sheets import write_difference
    from tonghop.differing.writing import write_csv

    target.parent.mkdir(parents=True, exist_ok=True)
    write = write_csv if target.suffix.lower() == ".csv" else write_difference
    write(found, target)
    return f"Đã ghi thay đổi từ “{found.earlier.name}” đến “{found.later.name}” vào “{target}”."
