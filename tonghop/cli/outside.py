"""``tonghop publish --audience gui-ngoai``: what may leave the ministry of the current edition."""

import argparse

from tonghop.cli.consolidating import chosen_declarations
from tonghop.cli.main import CLEAN, NOTHING_TO_DO, Misuse
from tonghop.house import House
from tonghop.publish.editions import INTERNAL, OUTSIDE


def add_audience(parser: argparse.ArgumentParser) -> None:
    """Declare for whom an edition is."""
    parser.add_argument(
        "--audience",
        choices=(INTERNAL, OUTSIDE),
        default=INTERNAL,
        help=f"{INTERNAL}: bản đầy đủ, dùng nội bộ (mặc định); {OUTSIDE}: lập từ bản nội bộ hiện "
        "hành, che số nhỏ về nạn nhân, không có thuyết minh, tên tệp, nguồn số liệu; ghi vào "
        "data/marts/gui-ngoai",
    )


def publish_for_outside(chosen: argparse.Namespace) -> int:
    """Publish what may leave the ministry; the internal editions stay as they are."""
    if getattr(chosen, "as_of", None) is not None:
        raise Misuse("bản gửi ngoài lập từ bản nội bộ hiện hành, không dùng cùng với --as-of.")
    from tqdm import tqdm

    from tonghop.cli.periods import chosen_period
    from tonghop.disclosure.publishing import DOCUMENTS, OutdatedEditionError, publish_outside
    from tonghop.publish.edition import NothingToPublishError

    house, declarations = House(chosen.data), chosen_declarations(chosen)
    period = chosen_period(declarations, chosen.period)
    again = f"chạy “tonghop publish --period {period.code}” trước."
    try:
        with tqdm(desc=f"Lập bản gửi ngoài {period.code}", total=DOCUMENTS, delay=2) as progress:
            published = publish_outside(house, declarations, period, progress.update)
    except NothingToPublishError as error:
        raise Misuse(f"chưa có bản nội bộ nào của kỳ {period.label}; {again}") from error
    except OutdatedEditionError as error:
        raise Misuse(
            f"khai báo (biểu mẫu, ngưỡng bảo mật) đã đổi kể từ bản nội bộ “{error}”; {again}"
        ) from error
    if not published.is_new:
        print(f"Bản nội bộ hiện hành đã có bản gửi ngoài tại “{published.folder}”.")
        return NOTHING_TO_DO
    print(f"Đã xuất bản gửi ngoài {period.label} tại “{published.folder}”.")
    return CLEAN
