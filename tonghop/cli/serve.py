"""``tonghop serve``: runs the program of ``flows``, which alone knows the scheduler."""

import argparse
import os
import runpy

from tonghop.cli.passwords import PASSWORD_FILE, add_password_file, chosen_passwords


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    add_password_file(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Serve the schedules in this very process until Ctrl+C or SIGTERM."""
    chosen_passwords(chosen.password_file)
    os.environ["TONGHOP_DATA"] = str(chosen.data.resolve())
    if chosen.password_file:
        os.environ[PASSWORD_FILE] = str(chosen.password_file.resolve())
    runpy.run_module("flows", run_name="__main__")
    return 0
