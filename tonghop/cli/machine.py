"""What the machine refuses, in words: a full disk, a folder that may not be written, no access."""

import errno
import re
import sys
from collections.abc import Iterator

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS,)
_NO_ACCESS = (errno.EACCES, errno.EPERM)
_SAID = (
    (re.compile("No space left|not enough space|Disk quota|File too large", re.IGNORECASE), _FULL),
    (re.compile("Read-only file system|read-only", re.IGNORECASE), _READ_ONLY),
    (re.compile("Permission denied|Access is denied", re.IGNORECASE), _NO_ACCESS),
)
"""How the database words what the system has refused it."""
_QUOTED = re.compile(r"""["“]([^"”]+)["”]""")
_NOTHING_LOST = "Không có gì bị mất; hãy {what} rồi chạy lại chính lệnh này."
FULL = "ổ đĩa đã hết chỗ, chưa ghi được{where}. " + _NOTHING_LOST.format(
    what="giải phóng chỗ trống trên ổ đĩa"
)
READ_ONLY = "ổ đĩa hoặc thư mục chỉ cho đọc, không ghi được{where}. " + _NOTHING_LOST.format(
    what="chọn thư mục khác bằng --data, hoặc nhờ người quản trị cho phép ghi,"
)
NO_ACCESS = (
    "không có quyền đọc hoặc ghi{where}, hoặc tệp đang được chương trình khác mở. "
    + _NOTHING_LOST.format(
        what="đóng tệp trong Excel, Word nếu đang mở, hoặc nhờ người quản trị cấp quyền,"
    )
)


def machine_errors() -> tuple[type[Exception], ...]:
    """Return what is raised when the machine refuses something; the database's, if it is in use."""
    duckdb = sys.modules.get("duckdb")
    return (OSError, duckdb.Error) if duckdb else (OSError,)


def told_of_machine(error: BaseException) -> str | None:
    """Return what the machine refused and what to do; nothing if it is a fault of the program."""
    for each in _chain(error):
        said = str(each)
        for numbers, sentence in ((_FULL, FULL), (_READ_ONLY, READ_ONLY), (_NO_ACCESS, NO_ACCESS)):
            if _is(each, said, numbers):
                return sentence.format(where=_where(each, said))
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those that it came from: undoing may fail as well on a full disk."""
    seen: set[int] = set()
    while error and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _is(error: BaseException, said: str, numbers: tuple[int, ...]) -> bool:
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno in numbers
    is_of_database = type(error).__module__.partition(".")[0] in ("duckdb", "_duckdb")
    return is_of_database and any(numbers == of and words.search(said) for words, of in _SAID)


def _where(error: BaseException, said: str) -> str:
    path = getattr(error, "filename", None) or next(iter(_QUOTED.findall(said)), None)
    return f" “{path}”" if path else ""
