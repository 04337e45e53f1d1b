"""Vietnamese numbers and comparisons, written as published reports write them.

Thousands are parted by ".", decimals by ",". In running text a count under 10 has a leading zero
("05 vụ"), and money is shortened to "1,2 tỷ đồng" or "350 triệu đồng" only where nothing is lost.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tonghop.publish.kept_back import SIGN, is_kept_back

NOT_REPORTED = "chưa có số liệu"
NOTHING_ARISEN = "không phát sinh"
LAST_YEAR = "cùng kỳ năm trước"
NOTHING_TO_COMPARE = f"(chưa so sánh được với {LAST_YEAR})"
NOTHING_ALIKE = f"(chưa so sánh được với {LAST_YEAR} vì không đơn vị nào có số liệu ở cả hai kỳ)"
NO_LAST_YEAR = f"(chưa có số liệu {LAST_YEAR})"
UNCHANGED = "không thay đổi"
ABSENT = "–"
DONG, PERCENT, POINTS = "đồng", "%", "điểm phần trăm"

_SHORT_MONEY = ((Decimal(10**9), "tỷ đồng"), (Decimal(10**6), "triệu đồng"))
_SHORT_MONEY_DECIMALS = 3
_HUNDREDTH = Decimal("0.01")


def number(value: Decimal) -> str:
    """Write a number in full, without trailing zeros: ``1.234,5``."""
    if is_kept_back(value):
        return SIGN
    whole, _, fraction = f"{value or Decimal(0):,f}".partition(".")
    whole, fraction = whole.replace(",", "."), fraction.rstrip("0")
    return f"{whole},{fraction}" if fraction else whole


def count(value: Decimal) -> str:
    """Write a count in running text: from 1 to 9 with a leading zero."""
    if is_kept_back(value):
        return SIGN
    is_digit = 0 < value < 10 and value == value.to_integral_value()
    return f"0{number(value)}" if is_digit else number(value)


def signed(value: Decimal) -> str:
    """Write a change in a table: ``+2``, ``-2``, ``0``."""
    if is_kept_back(value):
        return SIGN
    return f"+{number(value)}" if value > 0 else number(value)


def percent(value: Decimal) -> str:
    """Write a percentage with at most two decimals, rounded half up: ``16,5%``."""
    if is_kept_back(value):
        return SIGN
    return f"{number(value.quantize(_HUNDREDTH, ROUND_HALF_UP))}%"


def money(value: Decimal) -> str:
    """Write an amount in đồng, in tỷ or triệu when three decimals hold it exactly."""
    if is_kept_back(value):
        return f"{SIGN} {DONG}"
    for scale, name in _SHORT_MONEY:
        if abs(value) >= scale:
            is_exact = value % scale.scaleb(-_SHORT_MONEY_DECIMALS) == 0
            return f"{number(value / scale)} {name}" if is_exact else f"{number(value)} {DONG}"
    return f"{number(value)} {DONG}"


def quantity(value: Decimal | None, unit_of_measure: str, *, is_count: bool = True) -> str:
    """Write a value with what it counts: ``05 vụ``, ``1,2 tỷ đồng``, ``95,24%``."""
    if value is None:
        return NOT_REPORTED
    if unit_of_measure == PERCENT:
        return percent(value)
    if unit_of_measure == DONG:
        return money(value)
    return f"{count(value) if is_count else number(value)} {unit_of_measure}"


def movement(
    value: Decimal | None,
    last_year: Decimal | None,
    unit_of_measure: str,
    *,
    is_count: bool = True,
) -> str:
    """Say shortly how a value moved: ``tăng 02 vụ``; a percentage moves by points.

    Empty when either value is missing.
    """
    if value is None or last_year is None or is_kept_back(value) or is_kept_back(last_year):
        return ""
    change = value - last_year
    if change == 0:
        return UNCHANGED
    unit, is_count = (POINTS, False) if unit_of_measure == PERCENT else (unit_of_measure, is_count)
    return f"{'tăng' if change > 0 else 'giảm'} {quantity(abs(change), unit, is_count=is_count)}"


def comparison(
    value: Decimal | None,
    last_year: Decimal | None,
    change_pct: Decimal | None,
    unit_of_measure: str,
    *,
    is_count: bool = True,
    basis: str = "",
) -> str:
    """Compare a value with last year's: ``tăng 103 vụ (16,5%) so với cùng kỳ năm trước``.

    ``change_pct`` is the mart's and is never computed here. A rise from nothing has none, and says
    so; neither has the change of a percentage, which is in points. ``basis`` says on what both
    values stand, where that is not all that was reported.
    """
    if value is None:
        return NOTHING_TO_COMPARE
    if last_year is None:
        return NO_LAST_YEAR
    if is_kept_back(value) or is_kept_back(last_year):
        return NOTHING_TO_COMPARE
    moved = movement(value, last_year, unit_of_measure, is_count=is_count)
    has_share = value != last_year and unit_of_measure != PERCENT
    share, nothing = "", ""
    if has_share and last_year == 0:
        nothing = f"cùng kỳ: {quantity(last_year, unit_of_measure)}"
    elif has_share and change_pct is not None:
        share = f" ({percent(abs(change_pct))})"
    notes = "; ".join(filter(None, (nothing, basis)))
    return f"{moved}{share} so với {LAST_YEAR}" + (f" ({notes})" if notes else "")


def like_for_like(units: int) -> str:
    """Say on how many units a comparison stands."""
    return f"tính trên {count(Decimal(units))} đơn vị có số liệu ở cả hai kỳ"


def day(on: date) -> str:
    """Write a date; days under 10 and months 1 and 2 have a leading zero (NĐ 30/2020/NĐ-CP)."""
    return f"{on.day:02d}/{on.month:{'02d' if on.month < 3 else 'd'}}/{on.year}"


def lower_first(text: str) -> str:
    """Return a label as it stands inside a sentence, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
