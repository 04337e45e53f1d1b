"""What runs when: the schedules that ``tonghop serve`` serves, in Hanoi time."""

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from prefect import Flow, serve
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron, Schedule

from flows.ingest import ingest
from flows.national import national
from schemas.declarations import NATIONAL_RECIPIENT, Declarations, load_declarations
from tonghop.archive import HANOI

HANOI_TIME = "Asia/Ho_Chi_Minh"


class Scheduled(NamedTuple):
    """A flow with the moments at which it runs and what it is given."""

    name: str
    flow: Flow[Any, Any]
    schedule: Schedule
    parameters: dict[str, Any]


def scheduled(declarations: Declarations, data: Path, today: date) -> tuple[Scheduled, ...]:
    """Return every scheduled flow: a daily ingest, and a consolidation after each due date in force."""
    daily = Scheduled("hang-ngay", ingest, Cron("0 6 * * *", timezone=HANOI_TIME), {"data": data})
    consolidations = (
        Scheduled(
            f"tong-hop-{kind}".lower(),
            national,
            Cron(f"0 7 {due.day} {due.month} *", timezone=HANOI_TIME),
            {"data": data, "period_kind": kind},
        )
        for kind, due in national_due_dates(declarations, today)
    )
    return (daily, *consolidations)


def national_due_dates(declarations: Declarations, today: date) -> tuple[tuple[str, date], ...]:
    """Return, for each kind of period asked for this year, the first day after the due date.

    "Trước ngày 15/6" leaves 14/6 as the last day, so the consolidation runs on 15/6. Where the
    directive names no day, it runs on the day after the cut-off.
    """
    days = []
    for kind in declarations.period_kinds:
        period = kind.period(today.year)
        duties = [
            d for d in declarations.directives.duties(period) if d.reports_to == NATIONAL_RECIPIENT
        ]
        if duties:
            dues = [duty.due_before for duty in duties if duty.due_before]
            days.append((kind.kind, max(dues, default=period.cut_off + timedelta(days=1))))
    return tuple(days)


def deployments(data: Path) -> list[RunnerDeployment]:
    """Return the schedule list as deployments that this process can serve; one run at a time each."""
    today = datetime.now(HANOI).date()
    return [
        each.flow.to_deployment(
            each.name, schedule=each.schedule, parameters=each.parameters, concurrency_limit=1
        )
        for each in scheduled(load_declarations(), data, today)
    ]


def serve_forever() -> None:
    """Serve every schedule until interrupted."""
    serve(*deployments(Path(os.environ.get("TONGHOP_DATA", "data")).resolve()))
