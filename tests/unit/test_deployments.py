"""The schedule list: right moments in Hanoi time, parameters that fit, flows that can be found."""

import importlib
import inspect
import os
import sys
from datetime import date
from pathlib import Path

import pytest

import flows.deployments  # before Prefect, which reads its settings once
from flows.deployments import Scheduled, deployment, national_due_dates, scheduled
from schemas.loading import load_declarations
from tests.unit.schemas.edits import change

TODAY = date(2026, 11, 22)


def listed(today: date = TODAY) -> tuple[Scheduled, ...]:
    return scheduled(load_declarations(), Path("data").resolve(), today)


@pytest.mark.parametrize(
    ("today", "consolidations", "reminders"),
    [
        (
            date(2024, 1, 2),
            {
                "tong-hop-q1": "0 7 16 3 *",
                "tong-hop-h1": "0 7 16 6 *",
                "tong-hop-q3": "0 7 16 9 *",
                "tong-hop-y": "0 7 16 12 *",
            },
            {
                "don-doc-q1": "0 8 16 3 *",
                "don-doc-h1": "0 8 16 6 *",
                "don-doc-q3": "0 8 16 9 *",
                "don-doc-y": "0 8 16 12 *",
            },
        ),
        (
            date(2025, 7, 1),
            {"tong-hop-h1": "0 7 15 6 *", "tong-hop-y": "0 7 15 12 *"},
            {"don-doc-h1": "0 8 15 6 *", "don-doc-y": "0 8 15 12 *"},
        ),
        (
            TODAY,
            {"tong-hop-h1": "0 7 15 6 *", "tong-hop-y": "0 7 15 12 *"},
            {"don-doc-h1": "0 8 15 6 *", "don-doc-y": "0 8 15 12 *"},
        ),
    ],
)
def test_consolidations_and_reminders_follow_the_due_dates_of_the_year(
    today: date, consolidations: dict[str, str], reminders: dict[str, str]
) -> None:
    crons = {each.name: each.schedule.cron for each in listed(today)}

    assert crons == {"hang-ngay": "0 6 * * *", **consolidations, **reminders}


def test_consolidations_wait_for_the_last_day_by_the_terms_of_the_directive() -> None:
    """In 2026 the day named is a Monday; the days off of 2027 are not announced."""
    terms = {"reading": "included", "grace_working_days": 2}
    graced = change("due_terms", "CV5343-2025", **terms)(load_declarations())
    days = dict(national_due_dates(graced, TODAY))
    assert days == {"H1": date(2026, 6, 18), "Y": date(2026, 12, 18)}
    assert dict(national_due_dates(graced, date(2027, 1, 1)))["H1"] == date(2027, 6, 15)


def test_every_schedule_is_in_hanoi_time() -> None:
    assert {each.schedule.timezone for each in listed()} == {"Asia/Ho_Chi_Minh"}


def test_prefect_calls_nobody() -> None:
    from prefect.settings import get_current_settings

    assert not get_current_settings().server.analytics_enabled
    assert os.environ["DO_NOT_TRACK"] == "1"


def test_every_parameter_fits_its_flow_and_survives_being_stored() -> None:
    for each in listed():
        inspect.signature(each.flow.fn).bind(**each.parameters)
        stored = deployment(each).model_dump(mode="json")["parameters"]
        assert each.parameters.items() <= each.flow.validate_parameters(stored).items()


def test_every_deployment_names_a_flow_that_can_be_imported() -> None:
    for each in listed():
        module, _, name = str(deployment(each).entrypoint).rpartition(".")
        assert getattr(importlib.import_module(module), name) is each.flow


def test_a_flow_that_cannot_be_imported_fails_the_whole_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "flows.national", None)

    with pytest.raises(ImportError):
        importlib.reload(flows.deployments)
