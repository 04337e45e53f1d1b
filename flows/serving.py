"""Serving: one process that keeps the schedule and starts each flow when it is due.

Prefect's temporary server, which flows without a server use, never schedules anything. So this
process holds a whole Prefect server in a thread, on the loopback address only; its database is in
``data/prefect``. Killing the process ends the schedule; at most a run under way goes on to its end.
"""

import asyncio
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from socket import socket

from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.server.api.server import create_app
from uvicorn import Config, Server


class SchedulerError(Exception):
    """The scheduler did not start; the lines above say why."""


@contextmanager
def scheduler(listener: socket) -> Iterator[None]:
    """Run a Prefect server on ``listener``, which ``PREFECT_API_URL`` must name."""
    server = Server(Config(create_app(final=True), log_level="warning"))
    thread = threading.Thread(target=server.run, args=([listener],), name="scheduler", daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise SchedulerError("the Prefect server ended while starting")
        thread.join(0.1)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(10)


def register(deployments: Iterable[RunnerDeployment]) -> Runner:
    """Register deployments with the scheduler and return who will run them, one at a time.

    Runs that were due while the computer was off are made up for at the next start: stopping pauses
    no schedule. The limit is the runner's own, in memory: one kept by the server stays occupied
    after a power cut during a run, and nothing would ever run again.
    """
    runner = Runner(name="tonghop", limit=1, pause_on_shutdown=False)
    for deployment in deployments:
        runner.add_deployment(deployment)
    return runner


def run_until_interrupted(runner: Runner) -> None:
    """Start whatever is due until Ctrl+C or SIGTERM."""
    with suppress(KeyboardInterrupt):
        asyncio.run(runner.start())
