"""The flow ``publish``: from the warehouse to an edition."""

import logging
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.auditing import SCHEDULED, tell_unrecorded
from flows.ingest import is_locked
from tonghop.audit.auditing import audited
from tonghop.decisions.aliases import loaded_for
from tonghop.house import House
from tonghop.pipeline import build_marts
from tonghop.publish.edition import publish_period

logger = logging.getLogger(__name__)


@task(cache_policy=NO_CACHE, retries=5, retry_delay_seconds=10, retry_condition_fn=is_locked)
def build(data: Path) -> None:
    """Build every mart and prove that each figure equals its cells."""
    build_marts(House(data))


@task(cache_policy=NO_CACHE, retries=5, retry_delay_seconds=10, retry_condition_fn=is_locked)
def publish_edition(data: Path, period: str) -> Path:
    """Publish the next edition of ``period``, or return the newest if nothing has changed."""
    declarations = loaded_for(data)
    return publish_period(House(data), declarations, declarations.period(period)).folder


@flow(name="publish", flow_run_name="publish {period}")
def publish(data: Path, period: str) -> Path:
    """Build the marts and publish an edition of ``period``. Safe to run again.

    Returns:
        The edition's folder.
    """
    with audited(
        House(data), "publish", {"period": period, **SCHEDULED}, unwritten=tell_unrecorded
    ):
        build(data)
        edition = publish_edition(data, period)
    logger.info("Bản tổng hợp kỳ %s: %s", period, edition)
    return edition
