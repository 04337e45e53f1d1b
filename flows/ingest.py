"""The flow ``ingest``: from a folder of workbooks to the warehouse, in batches."""

import logging
from pathlib import Path
from typing import Any, TypeVar, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.utilities.annotations import quote
from tqdm import tqdm

import flows  # noqa: F401 - unless modules hold on to each other, DuckDB prints pages about leaks at exit
from flows.auditing import SCHEDULED, tell_unrecorded
from tonghop.arrivals import Arrival, find_arrivals
from tonghop.audit.auditing import audited
from tonghop.checking import Checked, check
from tonghop.decisions.aliases import loaded_for
from tonghop.house import House, WarehouseBusyError
from tonghop.intake import TakenIn, take_in
from tonghop.pipeline import give_back, load, waiting_sources
from tonghop.reading import Source, read_workbooks
from tonghop.reading.workbook import Reading

Batch = TypeVar("Batch")
logger = logging.getLogger(__name__)


def is_locked(_task: Any, _run: Any, state: Any) -> bool:
    """Retry only while another process holds the warehouse, longer than opening it waits."""
    return isinstance(state.result(raise_on_failure=False), WarehouseBusyError)


@task(cache_policy=NO_CACHE)
def find_new_files(data: Path) -> tuple[Arrival, ...]:
    """Return what is new in the raw folder; nothing is copied yet."""
    house = House(data)
    return find_arrivals(house.raw, house.archive)


@task(cache_policy=NO_CACHE, retries=5, retry_delay_seconds=10, retry_condition_fn=is_locked)
def find_waiting(
    data: Path, arrivals: tuple[Arrival, ...] = (), password_file: Path | None = None
) -> list[Source]:
    """Return the files that are not recorded yet, archived or new."""
    return waiting_sources(House(data, password_file), loaded_for(data), arrivals)


@task(cache_policy=NO_CACHE)
def read_batches(sources: list[Source]) -> list[Reading]:
    """Read every waiting file, in batches over worker processes; a terminal shows how far it is."""
    with tqdm(
        total=len(sources), desc="Đọc báo cáo", unit="tệp", delay=2, disable=None
    ) as progress:
        return read_workbooks(sources, advance=progress.update)


@task(cache_policy=NO_CACHE)
def archive_files(data: Path, arrivals: tuple[Arrival, ...], readings: list[Reading]) -> TakenIn:
    """Archive what is new, except what bears a secrecy mark."""
    taken = take_in(House(data), arrivals, readings, loaded_for(data))
    for refusal in taken.refused:
        logger.warning("Từ chối tệp “%s” vì mang dấu độ mật.", refusal.file_name)
    return taken


@task(cache_policy=NO_CACHE)
def check_batch(readings: list[Reading], data: Path) -> Checked:
    """Check all readings at once."""
    return check(readings, loaded_for(data))


@task(cache_policy=NO_CACHE, retries=5, retry_delay_seconds=10, retry_condition_fn=is_locked)
def load_batch(checked: Checked, data: Path) -> None:
    """Record submissions, values and issues, in one transaction."""
    load(House(data), checked, loaded_for(data))


@task(cache_policy=NO_CACHE, retries=5, retry_delay_seconds=10, retry_condition_fn=is_locked)
def return_workbooks(data: Path) -> tuple[Path, ...]:
    """Write a marked workbook for each rejected or warned report."""
    return give_back(House(data), loaded_for(data))


def unsearched(batch: Batch) -> Batch:
    """Hand a batch to a task as it is.

    Prefect would search each of its cells for futures, which takes longer than reading them.
    """
    return cast(Batch, quote(batch))


@flow(name="ingest", flow_run_name="ingest")
def ingest(data: Path, password_file: Path | None = None) -> Path:
    """Read, archive, check, record and return what is new in ``data/raw``. Safe to run again.

    Prefect remembers where the passwords of locked reports are kept, never the passwords.

    Returns:
        The warehouse's path.
    """
    with audited(House(data), "ingest", SCHEDULED, unwritten=tell_unrecorded):
        _take_in(data, password_file)
    return House(data).warehouse


def _take_in(data: Path, password_file: Path | None) -> None:
    arrivals = find_new_files(data)
    sources = find_waiting(data, unsearched(arrivals), password_file)
    logger.info("Có %d tệp mới; có %d tệp cần đọc.", len(arrivals), len(sources))
    readings = read_batches(unsearched(sources))
    taken = archive_files(data, unsearched(arrivals), unsearched(readings))
    checked = check_batch(unsearched(taken.readings), data)
    load_batch(unsearched(checked), data)
    returned = return_workbooks(data)
    logger.info("Đã ghi %d báo cáo vào kho, %d tệp trả lại.", len(taken.readings), len(returned))
