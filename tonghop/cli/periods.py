"""What commands share: the period and the day that a user names."""

from datetime import date, datetime

from schemas.declarations import Declarations
from schemas.periods import Period, UnknownPeriodError
from tonghop.cli.main import Misuse
from tonghop.clock import HANOI

_DAYS = ("%Y-%m-%d", "%d/%m/%Y")


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


def chosen_day(text: str | None) -> date:
    """Return the day that the user named, or today in Hanoi."""
    if text is None:
        return datetime.now(HANOI).date()
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise Misuse(f"ngày “{text}” không hợp lệ; ví dụ: 2026-06-20 hoặc 20/6/2026.")


def tell_caveats(declarations: Declarations, period: Period) -> None:
    """Print what the ministry has not confirmed of a period, a line each."""
    for caveat in declarations.caveats_of(period):
        print(f"Lưu ý: {caveat}")
