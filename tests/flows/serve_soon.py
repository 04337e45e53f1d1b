"""Serve what ``tonghop serve`` serves, only sooner: the daily ingest, every five seconds."""

import os
import sys
from datetime import date, timedelta
from pathlib import Path

from flows.__main__ import open_address
from schemas.loading import load_declarations


def serve_soon(data: Path) -> None:
    with open_address(data) as listener:
        from prefect.schedules import Interval

        from flows.deployments import deployment, scheduled
        from flows.serving import register, run_until_interrupted, scheduler

        daily, *_ = scheduled(load_declarations(), data, date(2026, 11, 22))
        with scheduler(listener):
            runner = register([deployment(daily._replace(schedule=Interval(timedelta(seconds=5))))])
            sys.stdout.write(os.environ["PREFECT_API_URL"] + "\n")
            sys.stdout.flush()
            run_until_interrupted(runner)


if __name__ == "__main__":
    serve_soon(Path(sys.argv[1]))
