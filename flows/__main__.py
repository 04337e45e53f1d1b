"""``python -m flows`` serves the schedules; ``tonghop serve`` runs it."""

import os
import socket
from datetime import datetime

from flows import DATA
from schemas.declarations import load_declarations
from tonghop.archive import HANOI


def main() -> None:
    """Serve until interrupted. Prefect is imported only when its settings name the own scheduler."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
        from flows.deployments import deployment, scheduled
        from flows.serving import register, run_until_interrupted, scheduler

        listed = scheduled(load_declarations(), DATA, datetime.now(HANOI).date())
        with scheduler(listener):
            runner = register(map(deployment, listed))
            lines = (f"- {each.description}" for each in listed)
            print("Đang chạy theo lịch, giờ Hà Nội; dừng bằng Ctrl+C.", *lines, sep="\n", flush=True)  # noqa: T201
            run_until_interrupted(runner)


if __name__ == "__main__":
    main()
