"""A small internal edition with few victims, and the outside edition made from it."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import duckdb

from schemas.declarations import Declarations
from schemas.loading import load_declarations
from tests.unit.publish.small_edition import Report, edition_of, heading_of, trimmed
from tonghop.disclosure.publishing import write_outside
from tonghop.publish.editions import DATABASE, MANIFEST
from tonghop.publish.inputs import templates

PERIOD, LAST_YEAR = "2026-H1", "2025-H1"
UNITS = ("BYT", "BYT-BTXH", "SYT34-01", "SYT34-31", "SYT34-48", "SYT34-51", "SYT34-79", "BV-K")
BANDS = ("nam", "nu", "duoi_16", "tu_16_den_duoi_18", "tu_18")
SECRET_FILE, SECRET_PERSON, SECRET_TEXT = "bao-cao-mat-ten.xlsx", "Nguyễn Thị Bí Mật", "kể chuyện"
VICTIMS = {
    "SYT34-01": (9, 4, 5, 0, 0, 9),
    "SYT34-31": (2, 0, 2, 1, 0, 1),
    "SYT34-48": (0, 0, 0, 0, 0, 0),
    "SYT34-51": (7, 3, 4, 0, 2, 5),
    "SYT34-79": (1, 1, 0, 0, 0, 1),
    "BV-K": (8319, 2, 8317, 0, 0, 8319),
}
"""All, men, women, by age: two departments have fewer than three.

A hospital has few men, so its women are kept back as well: 8,317, and 8,318 last year, occur
nowhere else.
"""
PLANTED = (8317, 8318)


def declarations() -> Declarations:
    """Return every line, a few units, and the rules that a line's sexes and ages add up."""
    whole = load_declarations()
    few = trimmed((line.line_code for line in whole.lines), UNITS)
    rules = tuple(rule for rule in whole.rules if rule.rule_code in ("Q063", "Q064"))
    return replace(few, rules=rules)


def reports() -> list[Report]:
    """Return a report of each department for both years, last year's with one victim more."""
    found = []
    for unit, (total, *parts) in VICTIMS.items():
        for period, received, more in ((LAST_YEAR, "2025-06-16", 1), (PERIOD, "2026-06-15", 0)):
            if unit == "SYT34-51" and period == LAST_YEAR:
                continue
            values = dict(zip((f"C13.{band}" for band in BANDS), parts, strict=True))
            values["C13.nu"] += more
            values["C13.tu_18"] += more
            needed = {"C18a.tong": total + more, "C18b.tong": total}
            others = {
                "D00.vu": total + 5,
                "D01.vu": 1,
                "D03.vu": total + 4,
                "A02.pctp": 12,
                "C01.tong": 9,
            }
            found.append(
                Report(
                    unit,
                    period,
                    f"{received} 08:00+07",
                    {"C13.tong": total + more, **values, **needed, **others},
                    file_name=SECRET_FILE if unit == "SYT34-79" else "",
                )
            )
    return found


def internal_edition(
    folder: Path,
    known: Declarations,
    period: str = PERIOD,
    given: Iterable[Report] | None = None,
) -> Path:
    """Lay an internal edition into a folder: its tables and what its manifest says of them."""
    folder.mkdir(parents=True)
    with edition_of(known, reports() if given is None else given) as con:
        heading = heading_of(con, known, period)
        con.execute(f"attach '{folder / DATABASE}' as edition")
        for (name,) in con.sql("select name from (show tables from main)").fetchall():
            con.execute(f"create table edition.{name} as select * from main.{name}")
        con.execute("detach edition")
    with duckdb.connect(folder / DATABASE) as con:
        con.execute(
            "insert into narrative_summary by name select ? as period, 'N01b' as section_code, "
            "'SYT34-79' as unit_code, ? as text",
            [period, f"{SECRET_TEXT} {SECRET_PERSON}"],
        )
    told = {
        "period": period, "consolidating_unit": "BYT", "edition": int(folder.name), "as_of": None,
        "cut_off": heading.period.cut_off.isoformat(), "illustrative": True,
        "units_reported": heading.units_reported, "units_expected": heading.units_expected,
        "inputs": {
            "declarations": known.digest,
            "declarations_files": templates(),
            "files": [{"name": SECRET_FILE}],
        },
    }  # fmt: skip
    (folder / MANIFEST).write_text(json.dumps(told), encoding="utf-8")
    return folder


def outside_edition(internal: Path, folder: Path) -> Path:
    """Make the outside edition of an internal one, and return its folder."""
    known = declarations()
    folder.mkdir(parents=True)
    write_outside(internal, folder, known, known.period(PERIOD))
    return folder
