"""The flow ``national``: the whole consolidation of one period."""

from datetime import date, datetime
from pathlib import Path

from prefect import flow

from flows.ingest import ingest
from flows.publish import publish
from schemas.declarations import load_declarations
from tonghop.archive import HANOI


@flow(name="national")
def national(data: Path, period: str | None = None, period_kind: str | None = None) -> Path:
    """Ingest what is new, then publish ``period``, or this year's period of ``period_kind``.

    Returns:
        The edition's folder.
    """
    ingest(data)
    return publish(
        data, period or period_of_the_year(period_kind or "Y", datetime.now(HANOI).date())
    )


def period_of_the_year(kind: str, today: date) -> str:
    """Return the code of the period of ``kind`` in the year of ``today``."""
    return load_declarations().period(f"{today.year}-{kind}").code
