"""The changes of declarations that CONTRIBUTING.md shows row by row, made in a copy of the tables.

A recipe is a fenced block ``diff <name>``: after ``--- <table>.csv``, a row behind a blank is one
to look for, a row behind a minus goes, and rows behind a plus come in its place, after the row
before them, or at the end of the table. An ellipsis stands for what is not shown of a row, and for
the same in the row that replaces it.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from schemas.loading import REFERENCE

CONTRIBUTING = Path(__file__).parents[1] / "CONTRIBUTING.md"
_BLOCK = re.compile(r"^```diff ([\w-]+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_TABLE, ELLIPSIS = "--- ", "…"


def recipes() -> dict[str, str]:
    """Return the recipes of CONTRIBUTING.md by name."""
    return dict(_BLOCK.findall(CONTRIBUTING.read_text(encoding="utf-8")))


def make(name: str, folder: Path) -> Path:
    """Copy the tables into ``folder``, change them as the recipe says, and return the copy."""
    reference = shutil.copytree(REFERENCE, folder / "reference")
    for table, changes in _tables(recipes()[name]):
        path = reference / table
        rows = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([*_changed(rows, changes), ""]), encoding="utf-8", newline="\n")
    return reference


def touched(reference: Path) -> list[str]:
    """Return the names of the tables that differ from those shipped."""
    return sorted(
        path.name
        for path in reference.iterdir()
        if path.read_bytes() != (REFERENCE / path.name).read_bytes()
    )


def tables_of(name: str) -> list[str]:
    """Return the names of the tables that a recipe changes."""
    return sorted(table for table, _ in _tables(recipes()[name]))


def _tables(recipe: str) -> Iterator[tuple[str, list[str]]]:
    for piece in recipe.split(_TABLE)[1:]:
        table, *changes = piece.splitlines()
        yield table, changes


def _changed(rows: list[str], changes: list[str]) -> list[str]:
    """Return the table's rows after the changes."""
    place, unshown = len(rows), list[str]()
    for change in changes:
        sign, row = change[0], change[1:]
        if sign == "+":
            rows.insert(place, _filled(row, unshown))
            place += 1
            continue
        found, unshown = _found(row, rows)
        place = rows.index(found) + (sign == " ")
        if sign == "-":
            rows.remove(found)
    return rows


def _found(shown: str, rows: list[str]) -> tuple[str, list[str]]:
    """Return the only row that looks so, and the pieces that are not shown of it."""
    pattern = re.compile(re.escape(shown).replace(ELLIPSIS, "(.*?)"))
    matches = [match for match in map(pattern.fullmatch, rows) if match]
    if len(matches) != 1:
        raise ValueError(f"{len(matches)} rows look like {shown!r}, expected one")
    return matches[0][0], [*matches[0].groups()]


def _filled(shown: str, unshown: list[str]) -> str:
    """Return a row with the pieces that are not shown of the one that it replaces."""
    pieces = iter(unshown)
    return re.sub(ELLIPSIS, lambda _: next(pieces), shown)
