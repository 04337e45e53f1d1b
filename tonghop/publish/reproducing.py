"""Reproducing: an edition made again from the truth that it knew, and compared with itself.

The warehouse is made beside the real one, the files in a folder that goes afterwards; nothing in
the house is changed. Documents and Parquet must be the same to the last byte, the database by
content. That holds only for the program and the declarations that the edition was made with: where
they are others, that is told, and a difference may come of it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from schemas.declarations import Declarations
from tonghop.digests import sha256_of
from tonghop.house import House
from tonghop.knowledge import Known, known_of, warehouse_knowing
from tonghop.publish.edition import heading_of, write_edition
from tonghop.publish.editions import DATABASE, INTERNAL, MANIFEST, read_manifest
from tonghop.publish.inputs import read_inputs
from tonghop.publish.sealing import files_of
from tonghop.publish.tables import digest_tables

CODE, LIBRARIES, DECLARATIONS, INPUTS, DECISIONS = (
    "code", "libraries", "declarations", "inputs", "decisions",
)  # fmt: skip
"""What an edition was made from, and may not be made from now."""


class NotReproducibleError(Exception):
    """The manifest does not say what the edition was made from, or it was made from another one."""


@dataclass(frozen=True, slots=True)
class Reproduced:
    """What came of it: files and tables that differ, and what they were made from that differs.

    ``files`` and ``tables`` are names, none where all is the same. ``others`` has for each part of
    what editions are made from the names of those files that are not what they were.
    """

    files: tuple[str, ...]
    tables: tuple[str, ...]
    others: Mapping[str, tuple[str, ...]]


def reproduce(
    house: House,
    declarations: Declarations,
    edition: Path,
    reading: Callable[[int], object] = lambda done: None,
    advance: Callable[[], object] = lambda: None,
) -> Reproduced:
    """Make an internal edition again and return where it differs. ``reading`` hears of each file.

    Raises:
        NotReproducibleError: It is none that can be made again.
        ArchiveDamagedError: An archived file is not what was received.
        DecisionMisfitError: A decision of then does not fit the declarations of now.
    """
    manifest = read_manifest(edition)
    if manifest.get("audience") != INTERNAL or "tables" not in manifest:
        raise NotReproducibleError(edition.name)
    known, period = known_of(manifest), declarations.period(manifest["period"])
    with (
        warehouse_knowing(house, declarations, known, reading) as (con, then),
        TemporaryDirectory() as folder,
    ):
        made = Path(folder)
        heading = heading_of(con, then, period, manifest["edition"], _of_a_day(known))
        write_edition(con, made, then, heading, manifest, _before(edition, manifest), advance)
        inputs = read_inputs(con, then, period)
        return Reproduced(
            (*_differing(manifest["files"], _hashed(made)),),
            (*_differing(manifest["tables"], digest_tables(made / DATABASE)),),
            {part: names for part, names in _others(manifest["inputs"], inputs) if names},
        )


def _before(edition: Path, manifest: Mapping[str, Any]) -> Path | None:
    """Return the edition from which this one tells changes, if it had one that still lies there.

    Without it the annexes cannot be the same, and are named.
    """
    previous = manifest.get("previous")
    found = previous and edition.parent / f"{previous['edition']:02d}"
    return found if found and (found / MANIFEST).is_file() else None


def _of_a_day(known: Known) -> Known | None:
    return known if known.day else None


def _hashed(edition: Path) -> dict[str, str]:
    return {name: sha256_of(path) for name, path in files_of(edition).items()}


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """Yield the names of what is not the same, in order; the database is compared by its tables."""
    for name in sorted(before.keys() | now.keys()):
        if name != DATABASE and before.get(name) != now.get(name):
            yield name


def _others(
    before: Mapping[str, Any], now: Mapping[str, Any]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each part of the inputs with the names of what is not as it was."""
    for part, then, told in (
        (CODE, before["code"]["files"], now["code"]["files"]),
        (LIBRARIES, before["code"]["written_with"], now["code"]["written_with"]),
        (DECLARATIONS, before["declarations_files"], now["declarations_files"]),
        (INPUTS, _by_arrival(before["files"]), _by_arrival(now["files"])),
    ):
        yield part, (*_differing(then, told),)
    if before["decisions_sha256"] != now["decisions_sha256"]:
        yield DECISIONS, (f"{before['decisions']} → {now['decisions']}",)


def _by_arrival(files: list[dict[str, Any]]) -> dict[str, str]:
    """Return what is told of each arrival, by its name."""
    return {f"{file['folder']}/{file['name']} ({file['sha256'][:12]})": str(file) for file in files}
