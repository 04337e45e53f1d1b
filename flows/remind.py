"""The flow ``remind``: letters to the units that are missing, late, rejected or held."""

import logging
from datetime import date, datetime
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from flows.auditing import SCHEDULED, tell_unrecorded
from flows.ingest import ingest, is_locked, unsearched
from flows.national import period_of_the_year
from schemas.loading import load_declarations
from tonghop.archive import HANOI
from tonghop.audit.auditing import audited
from tonghop.house import House
from tonghop.remind import Accounts, accounts_of, to_be_written, write_reminders

logger = logging.getLogger(__name__)


@task(cache_policy=NO_CACHE, retries=5, retry_delay_seconds=10, retry_condition_fn=is_locked)
def read_accounts(data: Path, period: str, day: date) -> Accounts:
    """Return how every unit stands with its report of ``period`` on ``day``."""
    declarations = load_declarations()
    return accounts_of(House(data), declarations, declarations.period(period), day)


@task(cache_policy=NO_CACHE)
def write_letters(data: Path, period: str, accounts: Accounts) -> Path:
    """Write the letters and the desk's list; what an officer has edited there stays as it is."""
    declarations = load_declarations()
    folder = House(data).reminders / period
    due = to_be_written(accounts, ahead=False)
    if not due:
        logger.info("Kỳ %s: không phải nhắc đơn vị nào.", period)
        return folder
    done = write_reminders(accounts, due, declarations, declarations.period(period), folder)
    logger.info("Kỳ %s: đã lập %d công văn tại %s.", period, done.letters.total(), folder)
    return folder


@flow(name="remind", flow_run_name="remind")
def remind(
    data: Path,
    period: str | None = None,
    period_kind: str = "Y",
    password_file: Path | None = None,
) -> Path:
    """Ingest what is new, so that no unit is reminded that has sent, then write the letters.

    The period is ``period``, or that of ``period_kind`` in the year for which the run was
    scheduled; lateness is counted to the day on which it runs. Safe to run again.

    Returns:
        The folder of the letters.
    """
    day = flow_run.scheduled_start_time.astimezone(HANOI).date()
    ingest(data, password_file)
    code = period or period_of_the_year(period_kind, day)
    with audited(House(data), "remind", {"period": code, **SCHEDULED}, unwritten=tell_unrecorded):
        accounts = read_accounts(data, code, datetime.now(HANOI).date())
        return write_letters(data, code, unsearched(accounts))
