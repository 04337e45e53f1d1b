"""Sources: a file to read, wherever its bytes lie."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO
from zipfile import BadZipFile

from tonghop.reading.door.packages import read_member


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: its content's name, the name it came under, and where it lies.

    ``may_change`` is true of a file that somebody may still be writing, as in ``data/raw``.
    ``passwords`` are tried if it is locked; they never show in what is printed or logged. A member
    of a package lies at ``position`` in the list of the archive at ``path``.
    """

    sha256: str
    file_name: str
    path: Path
    passwords: tuple[str, ...] = field(default=(), repr=False)
    may_change: bool = False
    position: int | None = None

    def content(self) -> bytes | None:
        """Return the file's bytes, or ``None`` if they are no longer those that were named."""
        try:
            with self.opened() as file:
                content = file.read()
        except (OSError, BadZipFile):
            if self.may_change:
                return None
            raise
        if self.may_change and hashlib.sha256(content).hexdigest() != self.sha256:
            return None
        return content

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """Open the file for reading from its start.

        Raises:
            OSError: The file is gone.
            BadZipFile: The package that it lay in has changed.
        """
        if self.position is not None:
            yield BytesIO(read_member(self.path, self.position))
            return
        with self.path.open("rb") as file:
            yield file
