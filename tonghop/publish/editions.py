"""Finding editions: which there are, which is current, and which one a user names.

Each place, such as ``data/marts/2026-H1``, has editions in folders named by their number and
``current.json``, which says which is the newest. An edition that a crash left without being made
current is complete all the same: whoever looks takes it for the newest.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tonghop.durable import write_whole

DATABASE, MANIFEST, CURRENT = "tonghop.duckdb", "manifest.json", "current.json"
INTERNAL, OUTSIDE = "noi-bo", "gui-ngoai"
AS_OF = "tai-ngay"
_NAMED = re.compile(r"(?P<period>\d{4}-\w+)(?:[/\\](?P<number>\d+))?[/\\]?")
_PERIODS = "[0-9]*-*"


class UnknownEditionError(Exception):
    """There is no edition of this name, which the message is."""


@dataclass(frozen=True, slots=True)
class Current:
    """What ``current.json`` says: the newest edition's number, seal and period's cut-off."""

    edition: int
    seal: str
    cut_off: str

    @property
    def link(self) -> dict[str, object]:
        """What the next edition's manifest says of this one."""
        return {"edition": self.edition, "seal": self.seal}


def editions(marts: Path, period: str) -> list[Path]:
    """Return the internal editions of a period, oldest first."""
    return editions_in(marts / period)


def editions_in(place: Path) -> list[Path]:
    """Return the complete editions of one place, oldest first."""
    return [folder for folder in numbered(place) if _is_edition(folder)]


def all_editions(marts: Path) -> list[Path]:
    """Return every internal edition of every period, in the order of their names."""
    periods = sorted(path.name for path in marts.glob(_PERIODS))
    return [edition for period in periods for edition in editions(marts, period)]


def place_of(marts: Path, period: str, as_of: date | None = None) -> Path:
    """Return where the internal editions of a period are, or those that know it as of a day."""
    return marts / AS_OF / period / as_of.isoformat() if as_of else marts / period


def places(marts: Path) -> Iterator[Path]:
    """Yield every place that holds editions: of a period, for outside, as of a day."""
    for pattern in (_PERIODS, f"{OUTSIDE}/{_PERIODS}", f"{AS_OF}/{_PERIODS}/*"):
        yield from sorted(place for place in marts.glob(pattern) if place.is_dir())


def numbered(place: Path) -> list[Path]:
    """Return every folder that has the number of an edition, complete or not, in order."""
    return sorted((p for p in place.glob("[0-9][0-9]*") if p.name.isdecimal()), key=number_of)


def number_of(edition: Path) -> int:
    """Return the number of an edition, as its folder says it."""
    return int(edition.name)


def next_number(place: Path) -> int:
    """Return the number of the next edition of a place: none that was ever used is used again."""
    current = read_current(place)
    used = [number_of(folder) for folder in numbered(place)]
    return max([*used, current.edition if current else 0], default=0) + 1


def newest_edition(marts: Path, period: str | None = None) -> Path | None:
    """Return the current edition of ``period``, or of the latest period that has one."""
    if period:
        return current_edition(marts / period)
    found = (current_edition(place) for place in marts.glob(_PERIODS))
    return max((edition for edition in found if edition), key=_age, default=None)


def current_edition(place: Path) -> Path | None:
    """Return the current edition of a place.

    It is the one that ``current.json`` names, or that which follows it, if a crash came before it
    was named. Where nothing is named, or it is just being replaced, it is the last one.
    """
    found, current = editions_in(place), read_current(place)
    if current is None:
        return max(found, key=number_of, default=None)
    named = [edition for edition in found if number_of(edition) == current.edition]
    later = (edition for edition in found if number_of(edition) > current.edition)
    following = [e for e in later if read_manifest(e).get("previous") == current.link]
    return next(reversed((*found, *named, *following)), None)


def read_current(place: Path) -> Current | None:
    """Return what ``current.json`` says; nothing where there is none that can be read."""
    try:
        return Current(**json.loads((place / CURRENT).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def make_current(edition: Path, current: Current) -> None:
    """Let ``current.json`` name this edition, at once, unless it does so already."""
    if read_current(edition.parent) != current:
        write_whole(edition.parent / CURRENT, json.dumps(asdict(current), indent=2) + "\n")


def read_manifest(edition: Path) -> dict[str, Any]:
    """Return the manifest of an edition."""
    manifest: dict[str, Any] = json.loads((edition / MANIFEST).read_text(encoding="utf-8"))
    return manifest


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


def _age(edition: Path) -> tuple[str, str]:
    current = read_current(edition.parent)
    cut_off = current.cut_off if current else read_manifest(edition)["cut_off"]
    return cut_off, edition.parent.name
