"""The door: what a file is, judged by its content and never by its name."""

from tonghop.reading.damage import DamagedWorkbookError
from tonghop.reading.door.judgement import Format, Judgement, refused
from tonghop.reading.door.names import is_lock_file, mismatch
from tonghop.reading.door.ole import OLE, judge_ole
from tonghop.reading.door.signatures import judge_rest
from tonghop.reading.door.zips import judge_zip

__all__ = ["Format", "Judgement", "judge"]

_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")


def judge(file_name: str, content: bytes) -> Judgement:
    """Return as what a file may be read, or why it is refused.

    A name that claims another format than the content has is told, and does not matter.
    """
    try:
        judged = _judge_content(content)
    except DamagedWorkbookError:
        judged = refused("unreadable")
    if judged.format:
        return Judgement(judged.format, (*judged.findings, *mismatch(file_name, judged.format)))
    return refused("locked_by_office") if is_lock_file(file_name, content) else judged


def _judge_content(content: bytes) -> Judgement:
    if not content:
        return refused("empty_file")
    if content.startswith(_ZIPS):
        return judge_zip(content)
    return judge_ole(content) if content.startswith(OLE) else judge_rest(content)
