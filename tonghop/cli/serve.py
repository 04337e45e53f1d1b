"""``tonghop serve``: runs the program of ``flows``, which alone knows the scheduler."""

import argparse
import os
import runpy


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Serve the schedules in this very process until Ctrl+C or SIGTERM."""
    os.environ["TONGHOP_DATA"] = str(chosen.data.resolve())
    runpy.run_module("flows", run_name="__main__")
    return 0
