"""Unlocking: a file encrypted with a password is opened, in memory, if the password is known."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from struct import error as StructError  # noqa: N812 - a class, whatever its name
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError

from tonghop.reading.damage import DamagedWorkbookError, blaming_the_file
from tonghop.reading.door import Format, Judgement, judge
from tonghop.reading.door.judgement import refused

if TYPE_CHECKING:
    from msoffcrypto.format.base import BaseOfficeFile

_NOBODYS_PASSWORD = "VelvetSweatshop"
"""What Excel encrypts with when a workbook is only protected against changes ([MS-OFFCRYPTO])."""

_LOCKED = (Format.LOCKED_OOXML, Format.LOCKED_XLS)
_RAISED_BY_MSOFFCRYPTO = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ExpatError,
    LookupError,
    StructError,
    TypeError,
)


def admit(file_name: str, content: bytes, passwords: Sequence[str]) -> tuple[Judgement, bytes]:
    """Return what the door says of a file, and its content, unlocked if it was locked.

    The passwords are tried on locked files only, in their order, and never told to anybody.

    Raises:
        DamagedWorkbookError: What says how a file is encrypted cannot be followed.
    """
    judged = judge(file_name, content)
    if judged.format not in _LOCKED:
        return judged, content
    unlocked = unlock(content, (_NOBODYS_PASSWORD, *passwords))
    if unlocked is None:
        return refused("password_wrong" if passwords else "password_protected"), content
    return judge(file_name, unlocked), unlocked


def unlock(content: bytes, passwords: Iterable[str]) -> bytes | None:
    """Return a file without its encryption, or ``None`` if none of the passwords opens it."""
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, ParseError

    try:
        with blaming_the_file():
            file = OfficeFile(BytesIO(content))
            return next(filter(None, (_opened_by(file, each) for each in passwords)), None)
    except DecryptionError:  # A way of locking that no password opens here.
        return None
    except (FileFormatError, ParseError, *_RAISED_BY_MSOFFCRYPTO) as error:
        raise DamagedWorkbookError(repr(error)) from error


def _opened_by(file: "BaseOfficeFile", password: str) -> bytes | None:
    from msoffcrypto.exceptions import DecryptionError

    opened = BytesIO()
    checked = {"verify_password": True} if file.format == "ooxml" else {}
    try:
        file.load_key(password=password, **checked)
        file.decrypt(opened)
    except (DecryptionError, UnicodeError):
        return None
    return opened.getvalue()
