"""``--password-file``: the passwords that open locked reports; they are never printed."""

import argparse
import os
from pathlib import Path

from tonghop.cli.main import Misuse
from tonghop.passwords import PasswordFileError, read_passwords

PASSWORD_FILE = "TONGHOP_PASSWORD_FILE"
_HELP = (
    "tệp văn bản UTF-8 ghi mật khẩu của các báo cáo, mỗi dòng một mật khẩu; "
    f"mặc định lấy từ biến môi trường {PASSWORD_FILE}"
)


def add_password_file(parser: argparse.ArgumentParser) -> None:
    """Declare the argument."""
    default = os.environ.get(PASSWORD_FILE)
    parser.add_argument(
        "--password-file",
        type=Path,
        default=Path(default) if default else None,
        metavar="TỆP",
        help=_HELP,
    )


def chosen_passwords(path: Path | None) -> tuple[str, ...]:
    """Return the passwords of the chosen file.

    Raises:
        Misuse: It cannot be read.
    """
    try:
        return read_passwords(path)
    except PasswordFileError as error:
        raise Misuse(
            f"không đọc được tệp mật khẩu “{path}”; cần tệp văn bản UTF-8, mỗi dòng một mật khẩu."
        ) from error
