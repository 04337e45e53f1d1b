"""What runs when: the schedule list that ``tonghop serve`` serves, in Hanoi time.

The list is computed from the directives when serving starts. Due dates of next year can differ from
this year's: after a change in ``schemas/reference``, start serving again.
"""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from prefect import Flow
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron, Schedule
from prefect.types.entrypoint import EntrypointType

from flows.ingest import ingest
from flows.national import national
from flows.remind import remind
from schemas.declarations import NATIONAL_RECIPIENT, Declarations
from schemas.directives import Duty
from schemas.working_days import ONE_DAY

HANOI_TIME = "Asia/Ho_Chi_Minh"


class Scheduled(NamedTuple):
    """A flow with the moments at which it runs, what it is given, and what the analyst is told."""

    name: str
    flow: Flow[Any, Any]
    schedule: Schedule
    parameters: dict[str, Any]
    description: str


def scheduled(
    declarations: Declarations, data: Path, today: date, password_file: Path | None = None
) -> tuple[Scheduled, ...]:
    """Return every scheduled flow: a daily ingest; after each due date the two that follow it."""
    places = {"data": data, "password_file": password_file}
    due_dates = national_due_dates(declarations, today)
    consolidations = (_consolidation(kind, due, places) for kind, due in due_dates)
    reminders = (_reminder(kind, due, places) for kind, due in due_dates)
    return (_daily(places), *consolidations, *reminders)


def _daily(places: dict[str, Any]) -> Scheduled:
    cron = Cron("0 6 * * *", timezone=HANOI_TIME)
    return Scheduled("hang-ngay", ingest, cron, places, "Nhận báo cáo mới: 06:00 hằng ngày")


def _consolidation(kind: str, due: date, places: dict[str, Any]) -> Scheduled:
    cron = Cron(f"0 7 {due.day} {due.month} *", timezone=HANOI_TIME)
    parameters = {**places, "period_kind": kind}
    told = f"Tổng hợp kỳ {kind}: 07:00 ngày {due.day}/{due.month}"
    return Scheduled(f"tong-hop-{kind}".lower(), national, cron, parameters, told)


def _reminder(kind: str, due: date, places: dict[str, Any]) -> Scheduled:
    cron = Cron(f"0 8 {due.day} {due.month} *", timezone=HANOI_TIME)
    parameters = {**places, "period_kind": kind}
    told = f"Lập công văn đôn đốc kỳ {kind}: 08:00 ngày {due.day}/{due.month}"
    return Scheduled(f"don-doc-{kind}".lower(), remind, cron, parameters, told)


def national_due_dates(declarations: Declarations, today: date) -> tuple[tuple[str, date], ...]:
    """Return, for each kind of period asked for this year, the first day that is too late.

    "Trước ngày 15/6" leaves 14/6 as the last day unless the terms of the directive say otherwise,
    so the consolidation runs on 15/6. Where the last day depends on days off that nobody has
    announced, it runs on the day named; where the directive names none, after the cut-off.
    """
    days = []
    for kind in declarations.period_kinds:
        period = kind.period(today.year)
        duties = [
            d for d in declarations.directives.duties(period) if d.reports_to == NATIONAL_RECIPIENT
        ]
        if duties:
            dues = [day for duty in duties if (day := _first_late_day(duty, declarations))]
            days.append((kind.kind, max(dues, default=period.cut_off + ONE_DAY)))
    return tuple(days)


def _first_late_day(duty: Duty, declarations: Declarations) -> date | None:
    last_day = declarations.last_day(duty)
    return last_day + ONE_DAY if last_day else duty.due_before


def deployment(each: Scheduled) -> RunnerDeployment:
    """Return a scheduled flow as a deployment; runs find it by import, from any folder."""
    return RunnerDeployment.from_flow(
        each.flow,
        each.name,
        schedule=each.schedule,
        parameters=each.parameters,
        description=each.description,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
