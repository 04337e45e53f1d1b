"""What may happen in a land, drawn from bytes: what is sent, when, and what its analyst decides."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.chaos.histories_lands import code_of, name_of, stranger_of
from tests.chaos.histories_ledger import ANSWERS, ASKED, CUT_OFFS, FAULTY, Ledger, Report
from tests.chaos.histories_rulings import Held, now_in
from tonghop.archive import HANOI

ARRIVALS = ("new", "new", "again", "again", "same bytes", "saved again", "other name", "stranger")
FAULTS = ("faulty", "unreadable", "all blank", "rule broken")
DECISIONS = ("accept", "accept", "exclude", "settle", "settle", "disown", "correct", "correct")
KINDS = (
    *("nothing",),
    *ARRIVALS,
    *ARRIVALS,
    *FAULTS,
    *DECISIONS,
    *("revoke", "revoke", "revoke", "alias", "merge", "merge"),
)
"""What may happen to a land in one step, as often as it is listed."""
TIMES = (timedelta(minutes=30), timedelta(hours=8), timedelta(hours=23, minutes=30))
_SEVERITY = {"accept": "line", "settle": "hold", "disown": "hold"}
"""What makes a file one that a decision is for."""


class Choices:
    """A number that is spent on choices, one after the other."""

    def __init__(self, chance: bytes) -> None:
        """Take the number from bytes."""
        self.code = int.from_bytes(chance)

    def of(self, among: Sequence[Any]) -> Any:
        """Return one of several."""
        self.code, position = divmod(self.code, len(among))
        return among[position]


def draw_report(land: int, kind: str, choices: Choices, old: Report | None) -> Report:
    """Return a report: an earlier one, another one for the same unit, or a new one."""
    if old and kind in ("same bytes", "saved again"):
        return old
    unit, period = code_of(land, choices.of("ABCNM")), choices.of(tuple(CUT_OFFS))
    if old and kind == "again":
        unit, period = old["unit"], old["period"]
    whole = choices.of("0457")
    cells = {
        "D03.vu": choices.of(("5", "7", "0", "không", "x", "", "12")),
        "D14.so_luong": whole,
        "D15a.so_luong": choices.of((whole, "0", "x", "")),
        "A01.tong": choices.of(("Có", "Không", "x", "")),
    }
    if kind == "faulty":
        cells[choices.of(("D03.vu", "A01.tong"))] = "mười"
    elif kind == "rule broken":
        cells |= {"D14.so_luong": "1", "D15a.so_luong": "7"}
    elif kind == "all blank":
        cells = dict.fromkeys(cells, "")
    name = stranger_of(land) if kind == "stranger" else name_of(unit)
    unread = None if kind == "unreadable" else cells
    return {"unit": unit, "name": name, "period": period, "cells": unread}


def draw_file_name(land: int, kind: str, report: Report, choices: Choices) -> str:
    """Return what a report's file is called: by its own unit and period, by others, by none."""
    other = code_of(land, choices.of("ABC"))
    period = choices.of((*CUT_OFFS, report["period"]))
    if kind in ("other name", "same bytes"):
        return f"{other}_{period}.xlsx"
    return choices.of((f"{report['unit']}_{report['period']}.xlsx", "bc.xlsx"))  # type: ignore[no-any-return]


def draw_moment(land: int, period: str, choices: Choices) -> tuple[datetime, str]:
    """Return when a file was saved and its folder; later ones may bear earlier times."""
    day = CUT_OFFS[period] + timedelta(choices.of((0, 1, 2)))
    moment = datetime.combine(day, datetime.min.time(), HANOI) + choices.of(TIMES)
    saved = CUT_OFFS[period] + timedelta(choices.of((0, 1)))
    return moment, f"L{land:03}/{choices.of(('thu', saved.isoformat()))}"


def draw_decision(ledger: Ledger, land: int, kind: str, choices: Choices) -> dict[str, Any] | None:
    """Return what a land's analyst wants to decide, if there is anything to decide on."""
    units = [unit for unit in ledger.units if unit.startswith(code_of(land, ""))]
    if kind == "alias":
        of = {"kind": kind, "alias": stranger_of(land), "unit_code": choices.of(units)}
        return of | {"land": land}
    if kind == "revoke":
        own = [d["number"] for d in ledger.decisions if d["land"] == land]
        return {"kind": kind, "revokes": choices.of(own), "land": land} if own else None
    files = files_of(ledger, land)
    if choices.of(range(8)):  # Else the analyst picks any file, most of them not to be ruled on.
        files = [each for each in files if _SEVERITY.get(kind, "") in _grave(ledger, each)]
    if not files:
        return None
    of = {"kind": kind, "sha256": choices.of(files), "land": land}
    if kind in ("settle", "disown"):
        report = ledger.contents[of["sha256"]]
        of["unit_code"] = choices.of((report["unit"], *units))
        periods = (report["period"], report["period"], *CUT_OFFS)
        of |= {"period": choices.of(periods)} if kind == "settle" else {}
    return _draw_correction(ledger, of, choices) if kind == "correct" else of


def as_written(cell: str, now: Held) -> str:
    """Return what a cell holds as an analyst writes it down."""
    state, there = now
    if state == "number" and cell in ANSWERS:
        return "Có" if there else "Không"
    return {"none": "không", "blank": "", "not_collected": "x"}.get(state, str(there))


def _draw_correction(ledger: Ledger, of: dict[str, Any], choices: Choices) -> dict[str, Any]:
    made = [d["cell"] for d in ledger.standing("correct") if d["sha256"] == of["sha256"]]
    cell = choices.of((*ASKED, *made * len(ASKED)))
    entries = ("Có", "Không", "x", "") if cell in ANSWERS else ("7", "1", "0", "không", "x", "")
    of |= {"cell": cell, "new_value": choices.of((*entries, *FAULTY[:1])), "old_value": "4"}
    if ledger.contents[of["sha256"]]["cells"] is not None:
        of["old"] = now_in(ledger, of["sha256"], cell)
        if choices.of(range(6)):  # Else the analyst is mistaken.
            of["old_value"] = as_written(cell, of["old"])
    return of


def _grave(ledger: Ledger, sha256: str) -> set[str]:
    name = ledger.first()[sha256][1].file_name
    return ledger.severities(sha256, name) | {""}


def files_of(ledger: Ledger, land: int) -> list[str]:
    """Return the files that a land sent and that are recorded, the first sent first."""
    recorded_files = ledger.first()
    sent = {d.sha256: 0 for d in ledger.deliveries if d.folder.startswith(f"L{land:03}/")}
    return [sha256 for sha256 in sent if sha256 in recorded_files]
