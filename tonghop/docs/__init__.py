"""Documents for people, written from the declarations so that they cannot say anything else.

A document is a frame, written by hand in ``frames/``, with places such as ``[[forms]]`` that one
module fills with tables.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from schemas.declarations import Declarations
from tonghop.docs.commands import describe_commands
from tonghop.docs.directives import describe_directives
from tonghop.docs.forms import describe_forms
from tonghop.docs.frame import fill_frame
from tonghop.docs.indicators import describe_indicators
from tonghop.docs.issues import describe_issues
from tonghop.docs.marts import describe_marts
from tonghop.docs.rules import describe_rules
from tonghop.docs.units import describe_units

DOCUMENTS: Mapping[str, Callable[[Declarations], Mapping[str, str]]] = {
    "bieu-mau.md": describe_forms,
    "chi-tieu.md": describe_indicators,
    "quy-tac.md": describe_rules,
    "loi.md": describe_issues,
    "don-vi.md": describe_units,
    "van-ban-chi-dao.md": describe_directives,
    "bang-tong-hop.md": describe_marts,
    "lenh.md": describe_commands,
}
"""The generated documents by file name; everything else in ``docs/`` is written by hand."""

_NOTICE = (
    "<!-- Tệp này do lệnh “tonghop docs” viết; sửa khai báo hoặc khung, không sửa tệp. -->\n\n"
)


def stale_documents(folder: Path, declarations: Declarations) -> list[Path]:
    """Return the generated documents of ``folder`` that are missing or differ; write nothing."""
    return [path for path, text in _documents(folder, declarations) if _read(path) != text]


def write_documents(folder: Path, declarations: Declarations) -> list[Path]:
    """Write what is missing or differs and return it. A second run writes nothing."""
    written = []
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in _documents(folder, declarations):
        if _read(path) != text:
            path.write_bytes(text.encode())
            written.append(path)
    return written


def _documents(folder: Path, declarations: Declarations) -> list[tuple[Path, str]]:
    return [
        (folder / name, _NOTICE + fill_frame(name, describe(declarations)))
        for name, describe in DOCUMENTS.items()
    ]


def _read(path: Path) -> str | None:
    """Return a file's text with its line ends as they are; ``None`` if there is no file."""
    return path.read_bytes().decode() if path.is_file() else None
