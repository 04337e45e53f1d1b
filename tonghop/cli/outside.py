"""``tonghop publish --audience gui-ngoai``: what may leave the ministry of the current edition."""

import argparse
import sys

from tonghop.cli.consolidating import chosen_declarations
from tonghop.cli.main import CLEAN, CRASH, NOTHING_TO_DO, Misuse
from tonghop.house import House
from tonghop.publish.editions import INTERNAL, OUTSIDE

_UNKNOWN = (
    "không lập bản gửi ngoài: không xác định được bản đã gửi ngoài “{edition}” cho biết những số "
    "liệu nào, vì bản nội bộ cùng số không còn hoặc không đúng bản khi ấy, hoặc bản gửi ngoài "
    "thiếu bảng; hai bản ghép lại có thể làm lộ số nhỏ. Hãy khôi phục các bản ấy từ bản sao lưu "
    "rồi chạy lại."
)
_TELLING = (
    "không lập bản gửi ngoài: từ các bản đã gửi ngoài ({editions}) đã suy ra được đúng số liệu "
    "nhỏ hơn ngưỡng bảo mật thuộc chỉ tiêu {lines}; bản mới che thêm bao nhiêu cũng không giữ lại "
    "được. Hãy báo người phụ trách để xin ý kiến Bộ về ngưỡng bảo mật hoặc việc thu hồi bản đã gửi."
)


def add_audience(parser: argparse.ArgumentParser) -> None:
    """Declare for whom an edition is."""
    parser.add_argument(
        "--audience",
        choices=(INTERNAL, OUTSIDE),
        default=INTERNAL,
        help=f"{INTERNAL}: bản đầy đủ, dùng nội bộ (mặc định); {OUTSIDE}: lập từ bản nội bộ hiện "
        "hành, che số nhỏ về nạn nhân, kể cả số suy ra được khi so với các bản đã gửi, không có "
        "thuyết minh, tên tệp, nguồn số liệu; ghi vào data/marts/gui-ngoai",
    )


def publish_for_outside(chosen: argparse.Namespace) -> int:
    """Publish what may leave the ministry; the internal editions stay as they are."""
    if getattr(chosen, "as_of", None) is not None:
        raise Misuse("bản gửi ngoài lập từ bản nội bộ hiện hành, không dùng cùng với --as-of.")
    from tqdm import tqdm

    from tonghop.cli.periods import chosen_period
    from tonghop.disclosure.earlier import UnknownEarlierError
    from tonghop.disclosure.publishing import (
        DOCUMENTS,
        AlreadyTellingError,
        OutdatedEditionError,
        publish_outside,
    )
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
            f"khai báo (biểu mẫu, ngưỡng bảo mật) hoặc mẫu văn bản đã đổi kể từ bản nội bộ "
            f"“{error}”; {again}"
        ) from error
    except UnknownEarlierError as error:
        return _refuse(_UNKNOWN.format(edition=error))
    except AlreadyTellingError as error:
        return _refuse(
            _TELLING.format(
                lines=", ".join(f"{line} (kỳ {period})" for period, line in error.lines),
                editions=", ".join(error.editions),
            )
        )
    if not published.is_new:
        print(f"Bản nội bộ hiện hành đã có bản gửi ngoài tại “{published.folder}”.")
        return NOTHING_TO_DO
    print(f"Đã xuất bản gửi ngoài {period.label} tại “{published.folder}”.")
    return CLEAN


def _refuse(why: str) -> int:
    """Say why no edition may leave the ministry now; nothing was written."""
    print(f"tonghop: {why}", file=sys.stderr)
    return CRASH
