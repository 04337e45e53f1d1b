"""``python -m flows`` serves the schedules; ``tonghop serve`` runs it."""

import os
import signal
import socket
import sys
from datetime import datetime
from pathlib import Path

from schemas.loading import load_declarations
from tonghop.archive import HANOI


def main() -> None:
    """Serve the schedules of the data folder until interrupted."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    data = Path(os.environ.get("TONGHOP_DATA", "data")).resolve()
    with open_address(data) as listener:
        from flows.deployments import deployment, scheduled
        from flows.serving import register, run_until_interrupted, scheduler

        today = datetime.now(HANOI).date()
        listed = scheduled(load_declarations(), data, today, password_file())
        with scheduler(listener):
            runner = register(map(deployment, listed))
            told = ["Đang chạy theo lịch, giờ Hà Nội; dừng bằng Ctrl+C."]
            told += [f"- {each.description}" for each in listed]
            print("\n".join(told), flush=True)  # noqa: T201
            run_until_interrupted(runner)


def password_file() -> Path | None:
    """Return where the passwords of locked reports are kept, if anywhere; as a path, not read."""
    chosen = os.environ.get("TONGHOP_PASSWORD_FILE")
    return Path(chosen).resolve() if chosen else None


def open_address(data: Path) -> socket.socket:
    """Open a free loopback port for the scheduler and tell Prefect of it.

    Call it before Prefect is imported. Whatever Prefect writes goes to ``data/prefect``.
    """
    data.mkdir(parents=True, exist_ok=True)
    listener = socket.create_server(("127.0.0.1", 0))
    os.environ["PREFECT_HOME"] = str(data / "prefect")
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
    return listener


if __name__ == "__main__":
    main()
