"""Settling: whose a held report is, and for which period."""

from dataclasses import replace

from schemas.decisions import DISOWN, SETTLE, Decision
from schemas.folding import as_code
from schemas.issues import HOLDING
from schemas.periods import UnknownPeriodError
from tonghop.decisions.grounds import (
    Grounds,
    check_not_excluded,
    codes_of,
    decided_already,
    standing_on,
    unit_meant,
)
from tonghop.decisions.refusing import CannotDecideError
from tonghop.decisions.replaying import is_owed


def settle(grounds: Grounds, wanted: Decision) -> Decision:
    """Settle a held report for a unit that owes one for the period."""
    _check_held(grounds, wanted)
    unit, period = unit_meant(grounds, wanted), _period(grounds, wanted)
    if not is_owed(grounds.con, unit.unit_code, period):
        raise CannotDecideError(f"đơn vị {unit.unit_code} không phải gửi báo cáo cho kỳ {period}.")
    if unit.unit_code in {d.unit_code for d in standing_on(grounds, wanted, DISOWN)}:
        raise CannotDecideError(
            f"đã có quyết định rằng báo cáo không phải của {unit.unit_code}; hãy hủy trước."
        )
    _check_forms(grounds, wanted, period)
    return replace(wanted, unit_code=unit.unit_code, period=period)


def _check_forms(grounds: Grounds, wanted: Decision, period: str) -> None:
    """A report was read by the forms of its period; those of another may ask for other cells."""
    select = "select period from warehouse.submission where sha256 = ?"
    (read_as,) = grounds.con.execute(select, [wanted.sha256]).fetchone() or (None,)
    cells = [
        {cell.code for form in grounds.declarations.forms_on(day) for cell in form.cells}
        for code in (read_as or period, period)
        for day in [grounds.declarations.period(code).cut_off]
    ]
    if cells[0] != cells[1]:
        raise CannotDecideError(
            f"báo cáo lập theo biểu của kỳ {read_as}, khác với biểu của kỳ {period}; đề nghị đơn "
            "vị gửi lại theo đúng biểu."
        )


def disown(grounds: Grounds, wanted: Decision) -> Decision:
    """Decide that a held report is not of a unit that it may be of."""
    _check_held(grounds, wanted)
    unit = unit_meant(grounds, wanted)
    select = "select 1 from warehouse.claim where sha256 = ? and unit_code = ?"
    if not grounds.con.execute(select, [wanted.sha256, unit.unit_code]).fetchone():
        raise CannotDecideError(f"báo cáo không có gì cho thấy nó là của {unit.unit_code}.")
    return replace(wanted, unit_code=unit.unit_code)


def _check_held(grounds: Grounds, wanted: Decision) -> None:
    check_not_excluded(grounds, wanted)
    for earlier in standing_on(grounds, wanted, SETTLE):
        raise decided_already(earlier)
    if not codes_of(grounds, wanted.sha256, (HOLDING,)):
        raise CannotDecideError(
            "báo cáo không ở tình trạng chờ xác định; nếu là của đơn vị khác thì quyết định không "
            "tính (exclude) và đề nghị đơn vị gửi lại."
        )


def _period(grounds: Grounds, wanted: Decision) -> str:
    try:
        return grounds.declarations.period(as_code(wanted.period)).code
    except UnknownPeriodError as error:
        raise CannotDecideError(f"kỳ báo cáo “{wanted.period}” không hợp lệ.") from error
