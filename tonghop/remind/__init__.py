"""Reminders: a letter for each unit that is missing, late, rejected or held, and the desk's list.

They are working papers, made from the warehouse as it is, for an officer to edit and send.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from schemas.declarations import Declarations
from schemas.periods import Period
from schemas.reminders import AHEAD
from tonghop.house import House
from tonghop.publish.heading import Heading
from tonghop.remind.accounts import Account, is_illustrative, read_accounts
from tonghop.remind.desk import DESK, write_desk
from tonghop.remind.keeping import Placed, edited_files, free_name, place
from tonghop.remind.letters import letter_name, write_letter
from tonghop.remind.unplaced import UnplacedFile, read_unplaced
from tonghop.returning.writing import returned_names
from tonghop.warehouse import open_warehouse

_BEING_MADE = ".dang-lap"
REPORTED = ("on_time", "late", "received")


@dataclass(frozen=True, slots=True)
class Accounts:
    """All units of a period on a day, files of nobody, and whether the reports are illustrative."""

    units: tuple[Account, ...]
    unplaced: tuple[UnplacedFile, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Reminded:
    """What one run wrote: letters by case, the desk's list, and edited files left alone.

    ``not_yet_due`` units have sent nothing and get no letter; ``outdated`` letters were edited and
    are of units to which nothing is to be said any more.
    """

    letters: Counter[str]
    desk: str
    edited: tuple[str, ...]
    outdated: tuple[str, ...]
    not_yet_due: int
    unplaced: int


def accounts_of(house: House, declarations: Declarations, period: Period, day: date) -> Accounts:
    """Read from the warehouse how every unit stands with its report for ``period`` on ``day``."""
    returned = returned_names(house.returned)
    with open_warehouse(house.warehouse) as con:
        return Accounts(
            read_accounts(con, declarations, period, day, returned),
            read_unplaced(con, declarations, period),
            is_illustrative(con, period),
        )


def to_be_written(
    accounts: Accounts,
    *,
    ahead: bool,
    unit_code: str | None = None,
    reply_before: date | None = None,
) -> tuple[Account, ...]:
    """Return the units that get a letter; those that are not yet due only with ``ahead``.

    Their letters ask for the report before the day ``reply_before``, if the drafter names one.
    """
    return tuple(
        replace(each, reply_before=reply_before)
        for each in accounts.units
        if each.case
        and (ahead or each.case != AHEAD)
        and (unit_code is None or each.unit_code == unit_code)
    )


def write_reminders(
    accounts: Accounts,
    due: Sequence[Account],
    declarations: Declarations,
    period: Period,
    folder: Path,
    *,
    whole: bool = True,
    advance: Callable[[], object] = lambda: None,
) -> Reminded:
    """Write the letters ``due`` and, with ``whole``, the desk's list into ``folder``.

    Letters of an earlier run to whom nothing is to be said any more are removed. A file that was
    edited since it was made is neither replaced nor removed; the list then gets another name. The
    same accounts give the same bytes, so a second run changes nothing.
    """
    letters = {each.unit_code: letter_name(each, period) for each in due}
    made = _empty_folder(folder / _BEING_MADE)
    edited = frozenset(edited_files(folder, tuple(letters.values())))
    for each in due:
        if letters[each.unit_code] not in edited:
            path = made / letters[each.unit_code]
            write_letter(each, declarations, period, path, illustrative=accounts.illustrative)
        advance()
    desk = free_name(folder, DESK, ".xlsx") if whole else ""
    if desk:
        _write_desk(accounts, letters, declarations, period, made / desk)
    placed = place(folder, made, whole=whole)
    shutil.rmtree(made)
    written = Counter(each.case for each in due if letters[each.unit_code] not in edited)
    return _reminded(accounts, letters, written, desk, edited, placed)


def _empty_folder(folder: Path) -> Path:
    """Return a new folder; what a run that was killed has left there is cleared away."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _reminded(
    accounts: Accounts,
    letters: Mapping[str, str],
    written: Counter[str],
    desk: str,
    edited: frozenset[str],
    placed: Placed,
) -> Reminded:
    other_letters = (n for n in placed.edited if n.endswith(".docx") and n not in edited)
    waiting = [each for each in accounts.units if each.case == AHEAD]
    return Reminded(
        letters=written,
        desk=desk,
        edited=tuple(sorted(edited)),
        outdated=tuple(other_letters) if desk else (),
        not_yet_due=sum(each.unit_code not in letters for each in waiting),
        unplaced=len(accounts.unplaced),
    )


def _write_desk(
    accounts: Accounts,
    letters: Mapping[str, str],
    declarations: Declarations,
    period: Period,
    path: Path,
) -> None:
    reported = sum(each.reception.status in REPORTED for each in accounts.units)
    directive = declarations.governing(period)
    counts = (reported, len(accounts.units), declarations.caveats_of(period))
    heading = Heading(period, directive, 0, accounts.illustrative, *counts)
    write_desk(accounts.units, accounts.unplaced, letters, declarations, heading, path)
