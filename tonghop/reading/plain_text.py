"""Plain text: its encoding, where that is certain."""

import codecs
from unicodedata import normalize

from schemas.layout import MARKER_PREFIX

_MARKER = f"{MARKER_PREFIX}|"
_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKELY = "cp1258"
_UNMARKED_UTF16 = ("utf-16-le", "utf-16-be")
_CONTROLS = bytes({*range(9), *range(14, 27), *range(28, 32)})


def decoded(content: bytes) -> str | None:
    """Return a text in NFC, or ``None`` if it is no text.

    UTF-8 and UTF-16 are known by their byte order mark or by how the hidden marker is written; any
    other text is taken for Vietnamese Windows text (cp1258), whose letters the reader proves.
    """
    encoding = _encoding(content)
    return None if encoding is None else normalize("NFC", content.decode(encoding, "replace"))


def is_certain(content: bytes) -> bool:
    """Say whether a text's encoding is known for sure, and not only taken for cp1258."""
    return _encoding(content) not in (None, _LIKELY)


def holds_marker(text: str) -> bool:
    """Say whether a text is one of our sheets, saved as text."""
    return _MARKER in text


def _encoding(content: bytes) -> str | None:
    for mark, encoding in _MARKED:
        if content.startswith(mark):
            return encoding
    for encoding in _UNMARKED_UTF16:
        if _MARKER.encode(encoding) in content:
            return encoding
    if content.translate(None, _CONTROLS) != content:
        return None
    return "utf-8" if _is_utf8(content) else _LIKELY


def _is_utf8(content: bytes) -> bool:
    """Say whether a text is UTF-8, even if it has been cut within its last letter."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(content)
    except UnicodeDecodeError:
        return False
    return True
