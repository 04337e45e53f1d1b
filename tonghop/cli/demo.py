"""``tonghop demo``: an illustrative collection of reports, and every step run on it."""

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from tonghop.cli.main import CLEAN, Misuse
from tonghop.cli.steps import counted, publish_visibly
from tonghop.house import House

if TYPE_CHECKING:
    from schemas.declarations import Declarations


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Make the reports, ingest, build and publish; issues are expected, so the exit code is 0."""
    from schemas.loading import load_declarations

    house, declarations = House(chosen.data), load_declarations()
    _make(house, declarations)
    _ingest(house, declarations)
    _publish(house, declarations)
    return CLEAN


def _make(house: House, declarations: "Declarations") -> None:
    from tqdm import tqdm

    from tonghop.demo.collection import RealReportsError, make_collection

    try:
        with tqdm(desc="Lập báo cáo minh họa", unit=" tệp", delay=2) as progress:
            sendings = make_collection(house, declarations, progress.update)
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


def _publish(house: House, declarations: "Declarations") -> None:
    from tonghop.cli.status import TOLD
    from tonghop.demo.collection import PERIODS
    from tonghop.pipeline import reporting_status

    for code in PERIODS:
        period = declarations.period(code)
        statuses = Counter(row.status for row in reporting_status(house, declarations, period))
        told = ", ".join(f"{TOLD[s]} {statuses[s]}" for s in TOLD if statuses[s])
        published = publish_visibly(house, declarations, period)
        news = "" if published.is_new else " (không thay đổi)"
        print(f"{period.label}: {statuses.total()} đơn vị phải báo cáo – {told}.")
        print(f"  Bản tổng hợp: {published.folder}{news}")
    print(f"Mở trước, trong “{published.folder}”: bao-cao-pctp.docx, phu-luc-pctp.xlsx,")
    print("tinh-hinh-gui-bao-cao.xlsx. Mọi số liệu đều là số liệu minh họa, không có thật.")
