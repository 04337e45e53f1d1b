"""Reminders: a letter for each unit that is missing, late, rejected or held, and the desk's list.

They are working papers, made from the warehouse as it is, for an officer to edit and send.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from schemas.declarations import Declarations
from schemas.periods import Period
from schemas.reminders import AHEAD
from tonghop.house import House
from tonghop.publish.heading import Heading
from tonghop.remind.accounts import Account, is_illustrative, read_accounts
from tonghop.remind.desk import DESK, write_desk
from tonghop.remind.keeping import edited_files, free_name, place
from tonghop.remind.letters import letter_name, write_letter
from tonghop.remind.unplaced import UnplacedFile, read_unplaced
from tonghop.returning.writing import returned_names
from tonghop.warehouse import open_warehouse

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
    folder.mkdir(parents=True, exist_ok=True)
    letters = {each.unit_code: letter_name(each, period) for each in due}
    desk = free_name(folder, DESK, ".xlsx") if whole else ""
    with TemporaryDirectory(prefix=".dang-lap-", dir=folder) as partial:
        made = Path(partial)
        kept = set(edited_files(folder, tuple(letters.values())))
        for each in due:
            if letters[each.unit_code] not in kept:
                write_letter(
                    each, declarations, period, made / letters[each.unit_code],
                    illustrative=accounts.illustrative,
                )  # fmt: skip
            advance()
        if whole:
            _write_desk(accounts, letters, declarations, period, made / desk)
        placed = place(folder, made, whole=whole)
    outdated = tuple(n for n in placed.edited if n.endswith(".docx") and n not in kept)
    return Reminded(
        letters=Counter(each.case for each in due if letters[each.unit_code] not in kept),
        desk=desk,
        edited=tuple(sorted(kept)),
        outdated=outdated if whole else (),
        not_yet_due=sum(
            each.case == AHEAD and each.unit_code not in letters for each in accounts.units
        ),
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
