"""Passwords that units told the ministry, one a line of a text file; nobody else sees them."""

from pathlib import Path
from unicodedata import normalize


class PasswordFileError(Exception):
    """A password file is missing, or is no UTF-8 text."""


def read_passwords(path: Path | None) -> tuple[str, ...]:
    """Return the passwords of a file, in its order; none if there is no file to read.

    A letter with a tone may have been typed as one character or as two, so both are tried.

    Raises:
        PasswordFileError: The file cannot be read as text.
    """
    if path is None:
        return ()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PasswordFileError(f"{path} cannot be read as a UTF-8 text") from error
    typed = (form for line in lines if line for form in (line, *_other_forms(line)))
    return tuple(dict.fromkeys(typed))


def _other_forms(password: str) -> tuple[str, str]:
    return normalize("NFC", password), normalize("NFD", password)
