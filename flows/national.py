"""The flow ``national``: the whole consolidation of one period."""

from datetime import date
from pathlib import Path

from prefect import flow
from prefect.runtime import flow_run

from flows.ingest import ingest
from flows.publish import publish
from schemas.loading import load_declarations
from tonghop.archive import HANOI


@flow(name="national", flow_run_name="national")
def national(
    data: Path,
    period: str | None = None,
    period_kind: str = "Y",
    password_file: Path | None = None,
) -> Path:
    """Ingest what is new, then publish ``period``, or this year's period of ``period_kind``.

    The year is that of the day the run was scheduled for: a run of 15/12 that had to wait until the
    computer was switched on in January still consolidates the year before.

    Returns:
        The edition's folder.
    """
    day = flow_run.scheduled_start_time.astimezone(HANOI).date()
    ingest(data, password_file)
    return publish(data, period or period_of_the_year(period_kind, day))


def period_of_the_year(kind: str, day: date) -> str:
    """Return the code of the period of ``kind`` in the year of ``day``."""
    return load_declarations().period(f"{day.year}-{kind}").code
