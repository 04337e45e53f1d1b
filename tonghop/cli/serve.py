"""``tonghop serve``: starts the program of ``flows``, which alone knows the scheduler."""

import argparse
import os
import subprocess
import sys


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Serve the schedules until interrupted."""
    environment = {**os.environ, "TONGHOP_DATA": str(chosen.data.resolve())}
    try:
        return subprocess.run(
            [sys.executable, "-m", "flows"], env=environment, check=False
        ).returncode
    except KeyboardInterrupt:
        return 0
