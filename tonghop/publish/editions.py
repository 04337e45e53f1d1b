"""Finding editions: which there are, which is the newest, and which one a user names."""

import json
import re
from pathlib import Path

DATABASE, MANIFEST = "tonghop.duckdb", "manifest.json"
_NAMED = re.compile(r"(?P<period>\d{4}-\w+)(?:[/\\](?P<number>\d+))?[/\\]?")


class UnknownEditionError(Exception):
    """There is no edition of this name, which the message is."""


def editions(marts: Path, period: str) -> list[Path]:
    """Return the editions of a period, oldest first."""
    found = (marts / period).glob("[0-9][0-9]*")
    return sorted((p for p in found if p.name.isdecimal() and _is_edition(p)), key=number_of)


def all_editions(marts: Path) -> list[Path]:
    """Return every edition of every period, in the order of their names."""
    periods = sorted(path.name for path in marts.glob("[0-9]*-*"))
    return [edition for period in periods for edition in editions(marts, period)]


def number_of(edition: Path) -> int:
    """Return the number of an edition, as its folder says it."""
    return int(edition.name)


def newest_edition(marts: Path, period: str | None = None) -> Path | None:
    """Return the newest edition of ``period``, or of the latest period that has one."""
    found = editions(marts, period)[-1:] if period else all_editions(marts)
    return max(found, key=_age, default=None)


def find_edition(marts: Path, named: str) -> Path:
    """Return the edition that a user names: ``2026-H1``, ``2026-H1/02``, or the path of its folder.

    A period alone means its current edition. Editions in folders of their own within ``marts`` are
    named from there, as in ``gui-ngoai/2026-H1/02``.

    Raises:
        UnknownEditionError: There is none.
    """
    if match := _NAMED.fullmatch(named):
        found = _numbered(marts, match["period"], match["number"])
    else:
        found = next((path for path in (marts / named, Path(named)) if _is_edition(path)), None)
    if found is None:
        raise UnknownEditionError(named)
    return found


def _numbered(marts: Path, period: str, number: str | None) -> Path | None:
    if number is None:
        return newest_edition(marts, period)
    return next((path for path in editions(marts, period) if number_of(path) == int(number)), None)


def _is_edition(folder: Path) -> bool:
    return (folder / MANIFEST).is_file()


def _age(edition: Path) -> tuple[str, str, int]:
    manifest = json.loads((edition / MANIFEST).read_text(encoding="utf-8"))
    return manifest["cut_off"], manifest["period"], number_of(edition)
