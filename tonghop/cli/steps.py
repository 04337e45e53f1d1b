"""``tonghop ingest``, ``build``, ``publish`` and ``run``: from a folder of files to an edition."""

import argparse
from typing import TYPE_CHECKING

from tonghop.cli.as_of import add_as_of, publish_as_of
from tonghop.cli.consolidating import add_at, chosen_declarations
from tonghop.cli.main import CLEAN, ISSUES, NOTHING_TO_DO, Misuse
from tonghop.cli.outside import add_audience, publish_for_outside
from tonghop.cli.passwords import add_password_file, chosen_passwords
from tonghop.house import House
from tonghop.publish.editions import INTERNAL
from tonghop.safe_text import told as one_line

if TYPE_CHECKING:
    import pandas as pd

    from schemas.declarations import Declarations
    from schemas.periods import Period
    from tonghop.pipeline import Ingested
    from tonghop.publish.edition import Published
    from tonghop.resubmissions import Resubmission


def add_arguments(parser: argparse.ArgumentParser, name: str) -> None:
    """Declare the arguments of one of the steps."""
    if name in ("publish", "run"):
        parser.add_argument(
            "--period", required=True, metavar="KỲ", help="kỳ báo cáo, ví dụ 2026-H1"
        )
    if name in ("ingest", "run"):
        parser.add_argument(
            "folder", nargs="?", metavar="THƯ_MỤC_RAW", help="nơi có tệp mới, mặc định data/raw"
        )
        add_password_file(parser)
    if name == "publish":
        add_as_of(parser)
        add_audience(parser)
    add_at(parser)
    parser.set_defaults(
        run={"ingest": ingest, "build": build, "publish": publish, "run": run}[name]
    )


def ingest(chosen: argparse.Namespace) -> int:
    """Receive, read, check and record what is new."""
    from pathlib import Path

    from tqdm import tqdm

    from tonghop import pipeline

    chosen_passwords(chosen.password_file)
    house, declarations = House(chosen.data, chosen.password_file), chosen_declarations(chosen)
    raw = Path(chosen.folder) if chosen.folder else house.raw
    if not raw.is_dir():
        raise Misuse(f"không có thư mục “{raw}”.")
    with (
        tqdm(desc="Đọc báo cáo", unit=" tệp", delay=2) as read,
        tqdm(desc="Lập tệp trả lại", unit=" tệp", delay=2) as returned,
    ):
        done = pipeline.ingest(
            house, declarations, raw=raw, advance=read.update, returning=returned.update
        )
    for line in told(done, declarations):
        print(line)
    if done.returned:
        print(f"Đã ghi {len(done.returned)} tệp trả lại vào “{house.returned}”.")
    return _outcome(done)


def told(done: "Ingested", declarations: "Declarations") -> list[str]:
    """Return what an ingest did, one sentence a line."""
    from schemas.statuses import PACKAGE
    from tonghop.checking import HELD, REJECTED

    is_package = done.checked.submissions["status"] == PACKAGE
    submissions = done.checked.submissions[~is_package]
    packages = set(done.checked.submissions.loc[is_package, "sha256"])
    copies = [
        declarations.kind_of_issue["duplicate_content"].sentence.format(
            file=one_line(copy.file_name), raw=one_line(first.file_name)
        )
        for copy, first in done.duplicates
    ]
    refused = [
        declarations.kind_of_issue["secrecy_marked"].sentence.format(
            file=one_line(refusal.file_name), raw=refusal.mark, expected=refusal.where
        )
        for refusal in done.refused
    ]
    return [
        f"Nhận {len(done.received)} tệp mới; đọc {len(submissions)} báo cáo: "
        f"{counted(submissions['status'])}; {len(done.checked.issues)} lỗi và cảnh báo.",
        *refused,
        *(issue.sentence for issue in done.checked.issues if issue.sha256 in packages),
        *copies,
        *done.copies,
        *map(_changes, done.resubmissions),
        *(
            f"{word}: {one_line(name)}"
            for status, word in ((HELD, "Chờ xác định"), (REJECTED, "Trả lại"))
            for name in sorted(submissions.loc[submissions["status"] == status, "file_name"])
        ),
    ]


def _changes(resubmission: "Resubmission") -> str:
    """Return what a resubmission changes, or would change if it counted."""
    differ = {
        "accepted": "ô thay đổi",
        "held": "ô khác, chưa được tính vì báo cáo chờ xác định,",
        "rejected": "ô khác, chưa được tính vì báo cáo bị trả lại,",
    }[resubmission.status]
    name, before = map(one_line, (resubmission.file_name, resubmission.previous_file_name))
    return (
        f"Gửi lại: tệp “{name}” của {resubmission.unit_name}: "
        f"{resubmission.cells} {differ} so với tệp “{before}”."
    )


def counted(statuses: "pd.Series[str]") -> str:
    """Return how many reports were accepted, held if any was, and rejected."""
    from tonghop.checking import ACCEPTED, HELD, REJECTED

    count = {status: int((statuses == status).sum()) for status in (ACCEPTED, HELD, REJECTED)}
    held = f"{count[HELD]} chờ xác định, " if count[HELD] else ""
    return f"{count[ACCEPTED]} hợp lệ, {held}{count[REJECTED]} bị trả lại"


def _outcome(done: "Ingested") -> int:
    if not done.received and not len(done.checked.submissions) and not done.refused:
        return NOTHING_TO_DO
    return (
        ISSUES if done.checked.issues or done.duplicates or done.refused or done.copies else CLEAN
    )


def build(chosen: argparse.Namespace) -> int:
    """Build the marts."""
    from tonghop.pipeline import build_marts

    chosen_declarations(chosen)
    build_marts(_with_warehouse(chosen))
    print("Đã tính các bảng tổng hợp; mỗi con số bằng đúng tổng các ô nguồn.")
    return CLEAN


def publish(chosen: argparse.Namespace) -> int:
    """Publish an edition of the period, unless nothing has changed since the newest."""
    if getattr(chosen, "audience", INTERNAL) != INTERNAL:
        return publish_for_outside(chosen)
    if getattr(chosen, "as_of", None) is not None:
        return publish_as_of(chosen)
    from tonghop.cli.periods import chosen_period
    from tonghop.cli.submission import tell_submission
    from tonghop.publish.edition import NothingToPublishError

    declarations, house = chosen_declarations(chosen), _with_warehouse(chosen)
    period = chosen_period(declarations, chosen.period)
    try:
        published = publish_visibly(house, declarations, period)
    except NothingToPublishError as error:
        raise Misuse(
            f"chưa có bảng tổng hợp nào của kỳ {period.label} từ các báo cáo đã nhận; "
            "chạy “tonghop ingest” rồi “tonghop build” trước."
        ) from error
    if published.is_new:
        print(f"Đã xuất bản tổng hợp {period.label} tại “{published.folder}”.")
    else:
        print(f"Không có gì thay đổi kể từ bản tổng hợp “{published.folder}”.")
    if not tell_submission(published.folder, declarations, period):
        return ISSUES
    return CLEAN if published.is_new else NOTHING_TO_DO


def publish_visibly(house: House, declarations: "Declarations", period: "Period") -> "Published":
    """Publish an edition, with progress when it takes long."""
    from tqdm import tqdm

    from tonghop.publish.documents import DOCUMENTS
    from tonghop.publish.edition import publish_period

    label = f"Lập tài liệu {period.code}"
    with tqdm(desc=label, unit=" tệp", total=DOCUMENTS, delay=2) as progress:
        return publish_period(house, declarations, period, progress.update)


def _with_warehouse(chosen: argparse.Namespace) -> House:
    house = House(chosen.data)
    if not house.warehouse.exists():
        raise Misuse(f"chưa có kho dữ liệu tại “{house.warehouse}”; chạy “tonghop ingest” trước.")
    return house


def run(chosen: argparse.Namespace) -> int:
    """Ingest, build and publish; the exit code tells of issues, else of the publication."""
    from tonghop.cli.periods import chosen_period

    chosen_period(chosen_declarations(chosen), chosen.period)
    ingested = ingest(chosen)
    build(chosen)
    published = publish(chosen)
    return ISSUES if ingested == ISSUES else published
