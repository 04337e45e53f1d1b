"""``tonghop publish --as-of``: an edition of what was known at the end of a day."""

import argparse
from datetime import date
from typing import TYPE_CHECKING

from tonghop.cli.consolidating import chosen_declarations
from tonghop.cli.main import CLEAN, CRASH, NOTHING_TO_DO, Misuse
from tonghop.cli.passwords import add_password_file, chosen_passwords
from tonghop.cli.periods import chosen_day, chosen_period
from tonghop.house import House

if TYPE_CHECKING:
    from schemas.declarations import Declarations
    from schemas.periods import Period
    from tonghop.knowledge import Known
    from tonghop.publish.edition import Published

TAKEN_IN, RECEIVED = "taken-in", "received"


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """Declare the options of an edition as of a day."""
    parser.add_argument(
        "--as-of",
        metavar="NGÀY",
        help="lập lại bản tổng hợp theo những gì đã biết đến hết ngày này, ví dụ 2026-06-20 hoặc "
        "20/6/2026; ghi riêng vào data/marts/tai-ngay, không thay bản hiện hành",
    )
    parser.add_argument(
        "--by",
        dest="reckoned_by",
        choices=(TAKEN_IN, RECEIVED),
        help=f"với --as-of: {TAKEN_IN} là tệp đã đưa vào kho lưu trữ đến hết ngày ấy (mặc định); "
        f"{RECEIVED} là tệp đơn vị đã gửi đến theo ngày nhận, dù đưa vào kho sau",
    )
    add_password_file(parser)


def publish_as_of(chosen: argparse.Namespace) -> int:
    """Publish what was known on a day; the warehouse and the other editions stay as they are."""
    from schemas.tables import DeclarationError
    from tonghop.cli.rebuild import tell_damage
    from tonghop.decisions.refusing import DecisionMisfitError
    from tonghop.publish.edition import NothingToPublishError
    from tonghop.rebuilding import ArchiveDamagedError

    chosen_passwords(chosen.password_file)
    house, declarations = House(chosen.data, chosen.password_file), chosen_declarations(chosen)
    period = chosen_period(declarations, chosen.period)
    day = _past_day(chosen.as_of)
    known = _known(house, day, chosen.reckoned_by or TAKEN_IN)
    try:
        published = _publish_visibly(house, declarations, period, known)
    except NothingToPublishError as error:
        raise Misuse(
            f"đến hết ngày {day:%d/%m/%Y} chưa nhận báo cáo nào của kỳ {period.label}."
        ) from error
    except ArchiveDamagedError as error:
        tell_damage(house, error.names)
        return CRASH
    except (DecisionMisfitError, DeclarationError) as error:
        raise Misuse(
            "không lập lại được: có quyết định xử lý còn áp dụng vào ngày ấy nhưng không khớp với "
            f"khai báo hiện nay ({error})."
        ) from error
    _tell(published, period, day)
    return CLEAN if published.is_new else NOTHING_TO_DO


def _past_day(text: str) -> date:
    """Return the day, which must have come; of today more may become known until it is over."""
    day, today = chosen_day(text), chosen_day(None)
    if day > today:
        raise Misuse(
            f"ngày {day:%d/%m/%Y} chưa đến (hôm nay là {today:%d/%m/%Y}) nên chưa biết đến hết "
            "ngày ấy có gì; hãy chọn ngày đã qua, hoặc bỏ --as-of để lập bản hiện hành."
        )
    if day == today:
        print("Chú ý: hôm nay chưa hết; nếu còn nhận báo cáo hay quyết định thì chạy lại sau.")
    return day


def _known(house: House, day: date, reckoned_by: str) -> "Known":
    from tonghop.knowledge import NothingKnownError, known_on

    try:
        return known_on(house, day, reckoned_by)
    except NothingKnownError as error:
        if error.first is None:
            raise Misuse(f"chưa nhận tệp nào tại “{house.data}”.") from error
        what = "đưa tệp nào vào kho" if reckoned_by == TAKEN_IN else "nhận tệp nào"
        otherwise = (
            f" Nếu muốn tính theo ngày đơn vị gửi đến, thêm --by {RECEIVED}."
            if reckoned_by == TAKEN_IN
            else ""
        )
        raise Misuse(
            f"đến hết ngày {day:%d/%m/%Y} chưa {what}; ngày đầu tiên có tệp là "
            f"{error.first:%d/%m/%Y}.{otherwise}"
        ) from error


def _publish_visibly(
    house: House, declarations: "Declarations", period: "Period", known: "Known"
) -> "Published":
    from tqdm import tqdm

    from tonghop.publish.documents import DOCUMENTS
    from tonghop.publish.edition import publish_as_of as publish

    with (
        tqdm(desc="Đọc lại báo cáo", unit=" tệp", delay=2) as read,
        tqdm(desc="Lập tài liệu", unit=" tệp", total=DOCUMENTS, delay=2) as written,
    ):
        return publish(house, declarations, period, known, read.update, written.update)


def _tell(published: "Published", period: "Period", day: date) -> None:
    if published.is_new:
        print(
            f"Đã lập bản tổng hợp {period.label} theo tình hình đến hết ngày {day:%d/%m/%Y} tại "
            f"“{published.folder}”; bản hiện hành của kỳ giữ nguyên."
        )
    else:
        print(f"Không có gì thay đổi kể từ bản “{published.folder}” của cùng ngày.")
