"""``tonghop demo``: an illustrative collection of reports, and every step run on it."""

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from tonghop.cli.main import CLEAN, Misuse
from tonghop.cli.steps import counted, publish_visibly
from tonghop.house import House

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemas.declarations import Declarations
    from schemas.periods import Period
    from tonghop.demo.sendings import Sending
    from tonghop.publish.edition import Published


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Make the reports, ingest, build and publish; issues are expected, so the exit code is 0.

    The last period is published twice: when some reports are still to come, and with them and one
    decision. Run again, the demo makes the same files and finds that nothing has changed.
    """
    from schemas.loading import load_declarations
    from tonghop.demo.collection import PERIODS, plan_collection

    house, declarations = House(chosen.data), load_declarations()
    collection = plan_collection(declarations)
    _make(collection.first, house, declarations)
    _ingest(house, declarations)
    for code in PERIODS:
        _publish(house, declarations, declarations.period(code))
    _make(collection.later, house, declarations)
    _ingest(house, declarations)
    last = declarations.period(PERIODS[-1])
    _rule(house, declarations, last)
    _point_out(_publish(house, declarations, last))
    return CLEAN


def _make(sendings: "Sequence[Sending]", house: House, declarations: "Declarations") -> None:
    from tqdm import tqdm

    from tonghop.demo.collection import RealReportsError, make_files

    try:
        with tqdm(desc="Lập báo cáo minh họa", unit=" tệp", delay=2) as progress:
            make_files(sendings, house, declarations, progress.update)
    except RealReportsError as error:
        raise Misuse(
            f"thư mục “{house.data}” đã có tệp không phải của bộ minh họa (“{error}”); "
            "không trộn số liệu minh họa với báo cáo thật. "
            "Dùng thư mục khác, ví dụ: tonghop demo --data data/minh-hoa"
        ) from error
    print(f"Đã lập {len(sendings)} tệp báo cáo minh họa tại “{house.raw}”:")
    for code, files in Counter(sending.period for sending in sendings).items():
        print(f"  {declarations.period(code).label}: {files} tệp")


def _ingest(house: House, declarations: "Declarations") -> None:
    from tqdm import tqdm

    from tonghop import pipeline

    with tqdm(desc="Đọc báo cáo", unit=" tệp", delay=2) as progress:
        done = pipeline.ingest(house, declarations, advance=progress.update)
    status = done.checked.submissions["status"]
    print(
        f"Nhận {len(done.received)} tệp mới; đọc {len(status)} báo cáo: "
        f"{counted(status)}; "
        f"{len(done.checked.issues)} lỗi và cảnh báo; {len(done.duplicates)} tệp trùng nội dung."
    )
    pipeline.build_marts(house)


def _rule(house: House, declarations: "Declarations", period: "Period") -> None:
    from tonghop import pipeline
    from tonghop.demo.ruling import rule

    rule(house, declarations, period)
    pipeline.build_marts(house)
    print("Đã ghi một quyết định sửa số liệu minh họa; xem: tonghop decide list")


def _publish(house: House, declarations: "Declarations", period: "Period") -> "Published":
    from tonghop.cli.status import TOLD
    from tonghop.pipeline import reporting_status

    statuses = Counter(row.status for row in reporting_status(house, declarations, period))
    told = ", ".join(f"{TOLD[s]} {statuses[s]}" for s in TOLD if statuses[s])
    published = publish_visibly(house, declarations, period)
    news = "" if published.is_new else " (không thay đổi)"
    print(f"{period.label}: {statuses.total()} đơn vị phải báo cáo – {told}.")
    print(f"  Bản tổng hợp: {published.folder}{news}")
    return published


def _point_out(published: "Published") -> None:
    print(f"Mở trước, trong “{published.folder}”: bao-cao-pctp.docx, phu-luc-pctp.xlsx,")
    print("tinh-hinh-gui-bao-cao.xlsx. Mọi số liệu đều là số liệu minh họa, không có thật.")
