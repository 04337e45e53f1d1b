"""What commands share: finding the period a user names, and showing progress on slow steps."""

from schemas.declarations import Declarations
from schemas.periods import Period, UnknownPeriodError
from tonghop.cli.main import Misuse


def chosen_period(declarations: Declarations, code: str) -> Period:
    """Return the period that the user named, or tell what a period looks like."""
    try:
        return declarations.period(code)
    except UnknownPeriodError as error:
        kinds = ", ".join(
            f"{kind.kind} ({kind.label.format(year='…')})" for kind in declarations.period_kinds
        )
        raise Misuse(
            f"kỳ báo cáo “{code}” không hợp lệ; ví dụ: 2026-H1. Các loại kỳ: {kinds}."
        ) from error


def tell_caveats(declarations: Declarations, period: Period) -> None:
    """Print what the ministry has not confirmed of a period, a line each."""
    for caveat in declarations.caveats_of(period):
        print(f"Lưu ý: {caveat}")
