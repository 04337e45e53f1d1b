"""What happens to the lands of a house, step by step, in the house and in the ledger alike."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from unittest.mock import patch

from schemas.decisions import Decision
from schemas.declarations import Declarations
from tests.chaos.histories_comparing import (
    differences,
    told_by_ledger,
    told_by_warehouse,
    unequal_nation,
)
from tests.chaos.histories_house import DOOR, POINTS, Ground, written
from tests.chaos.histories_lands import CHAINS, Lands, code_of, name_of, small, stranger_of
from tests.chaos.histories_ledger import ANSWERS, ASKED, CUT_OFFS, FAULTY, Delivery, Ledger, Report
from tests.chaos.histories_rulings import Held, may_be_decided, misfits, now_in
from tests.path.deciding import recorded
from tonghop.archive import HANOI, read_receipts
from tonghop.building import MARTS, build
from tonghop.decisions.deciding import complete
from tonghop.decisions.log import append, read_decisions
from tonghop.decisions.refusing import CannotDecideError, DecisionMisfitError
from tonghop.pipeline import decide, ingest
from tonghop.rebuilding import rebuild

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
ORDER = ("revoke", "accept", "exclude", "settle", "disown", "correct", "alias")
"""The decisions of one step in the order in which they are made."""
IN_LOG = [point for point in POINTS if "log" in point]
IN_INGEST = [point for point in POINTS if point not in IN_LOG]
UNWRITTEN = "archived, without receipt"
"""Where the power goes before a run has its number: the next one takes all in as its own."""
TIMES = (timedelta(minutes=30), timedelta(hours=8), timedelta(hours=23, minutes=30))
_SEVERITY = {"accept": "line", "settle": "hold", "disown": "hold"}
"""What makes a file one that a decision is for."""
DECLARING = 3
"""Declarations change in every third step alone: everything is read again after that."""
BUILDING = 3
"""Marts are built at the end of every third house: they take as long as three steps."""
QUIET = 4
"""In every fourth step or so nothing arrives: what was decided is all there is to follow."""
LATE = 3
"""Where an ingest crashes, every third land sends after the crash, before anything is run again."""
BYTES = 4
"""How much chance one step of a land takes."""
Wanted = dict[str, Any]


def _leave_out(con: object) -> None:
    """Build no marts."""


class Choices:
    """A number that is spent on choices, one after the other."""

    def __init__(self, chance: bytes) -> None:
        """Take the number from bytes."""
        self.code = int.from_bytes(chance)

    def of(self, among: Sequence[Any]) -> Any:
        """Return one of several."""
        self.code, position = divmod(self.code, len(among))
        return among[position]


def as_written(cell: str, now: Held) -> str:
    """Return what a cell holds as an analyst writes it down."""
    state, there = now
    if state == "number" and cell in ANSWERS:
        return "Có" if there else "Không"
    return {"none": "không", "blank": "", "not_collected": "x"}.get(state, str(there))


class Lives:
    """The lands of one house and what happened to each."""

    base: "ClassVar[staticmethod[[], Declarations]]" = staticmethod(small)
    """The declarations that lands are added to."""
    one_by_one = False
    """Whether each decision is made, and followed, by the command's own function."""

    def __init__(self, folder: Path, chance: bytes, counts: Counter[str]) -> None:
        """Settle the lands."""
        chains = tuple((each % len(CHAINS), each // len(CHAINS) % 2) for each in chance)
        self.ground, self.ledger = Ground(folder, Lands(chains), self.base), Ledger()
        self.counts = counts
        self.runs, self.rounds = 0, 0
        self.stories: dict[int, list[str]] = {land: [] for land in range(len(chains))}
        self.copies: dict[str, int] = {}
        self.sent: list[tuple[Report, datetime, str, str, str]] = []
        self._declare(self.ground.lands)

    def run_again(self, is_lost: bool) -> None:
        """Run again, with the warehouse or, where it is lost, without: nothing changes."""
        before = recorded(self.ground.house)
        if is_lost and self.ledger.deliveries:
            DOOR.shut()
            self.ground.house.warehouse.unlink()
            self.counts["warehouses lost"] += 1
        self._ingest()
        self._expect_equal(recorded(self.ground.house), before, "after a rerun")
        self.counts["reruns"] += 1

    def _expect_equal(self, found: Any, expected: Any, when: str) -> None:
        differing = [name for name in expected if found.get(name) != expected[name]]
        if differing or found.keys() != expected.keys():
            self.counts["differences"] += 1
            raise AssertionError(f"tables that differ {when}: {differing}")

    def finish(self) -> None:
        """Rebuild everything; in every third house, build the marts too and compare the nation."""
        house, before = self.ground.house, recorded(self.ground.house)
        self.counts["rebuilds"] += 1
        with_marts = self.counts["rebuilds"] % BUILDING == 1
        with DOOR.closed(), patch("tonghop.rebuilding.build", build if with_marts else _leave_out):
            rebuild(house, self.ground.declarations)
        after = recorded(house)
        marts = [after.pop(f"marts.{mart}", None) for mart in MARTS]
        self._expect_equal(after, before, "rebuilt")
        if with_marts:
            self.counts["rebuilds with marts"] += 1
            assert all(mart is not None for mart in marts), "a mart is not built"
            with DOOR.opened(house.warehouse) as con:
                found = unequal_nation(con, self.ledger)
            assert not found, found

    def _declare(self, lands: Lands) -> None:
        self.ground.lands = lands
        self.ledger.units, self.ledger.heirs = lands.spans(), lands.heirs()
        self._name()

    def _name(self) -> None:
        aliases = {d["alias"]: d["unit_code"] for d in self.ledger.standing("alias")}
        self.ledger.memory.clear()
        self.ledger.names = {name_of(unit): unit for unit in self.ledger.units} | aliases

    def live(self, chance: bytes, point: str = "") -> None:
        """Let each land take one step; at ``point`` the power goes."""
        self.ground.clear_raw()
        self.rounds += 1
        parts = [chance[start : start + BYTES] for start in range(0, len(chance), BYTES)]
        steps = [(land, Choices(part)) for land, part in enumerate(parts)]
        chosen = [(land, choices.of(KINDS), choices) for land, choices in steps]
        self._decide_all([step for step in chosen if step[1] in ORDER], point)
        for land, kind, _ in chosen:
            if kind == "merge" and not self.rounds % DECLARING:
                self._merge(land)
        sending = [each for each in chosen if each[1] not in (*ORDER, "nothing", "merge")]
        sending *= bool(chance[0] % QUIET)
        late = sending[::LATE] if point in IN_INGEST else []
        for each in sending:
            if each not in late:
                self._send(*each)
        self._receive(point, late)
        self._check()

    def written(self, report: Report, copy: int) -> bytes:
        """Return a report as a file; copies hold the same and differ in their bytes."""
        return written(report, copy)

    def _tell(self, land: int, kind: str, *what: object) -> None:
        self.counts["histories"] += not self.stories[land]
        self.counts[f"step: {kind}"] += 1
        self.stories[land].append(f"{self.rounds}. {kind} {' '.join(map(str, what))}")

    # What is decided.

    def _decide_all(self, steps: list[tuple[int, str, Choices]], point: str) -> None:
        """Make decisions; those that change declarations last, and of those one."""
        wanted = []
        for land, kind, choices in steps:
            if of := self._wanted(land, kind, choices):
                wanted.append((land, of))
        changing = [each for each in wanted if self._changes_declarations(each[1])]
        ordered = [each for each in wanted if each not in changing]
        ordered.sort(key=lambda each: ORDER.index(each[1]["kind"]))
        with self.ground.crashing(point if point in IN_LOG else "") as happened:
            for land, of in (*ordered, *changing[: not self.rounds % DECLARING]):
                self._decide(land, of, point)
        if happened:
            self._power_gone(point)
            assert len(read_decisions(self.ground.house.decisions)) == len(self.ledger.decisions)

    def _changes_declarations(self, of: dict[str, Any]) -> bool:
        made = {d["number"]: d["kind"] for d in self.ledger.decisions}
        return of["kind"] == "alias" or made.get(of.get("revokes")) == "alias"

    def _decide(self, land: int, of: dict[str, Any], point: str) -> None:
        """Decide as the command does, or only log it, for the next ingest to follow."""
        may = may_be_decided(self.ledger, of)
        numbered = {**of, "number": len(self.ledger.decisions) + 1}
        fits = may and not misfits(self._with(numbered))
        self._tell(land, of["kind"] if fits else f"{of['kind']}, refused", of)
        if fits and point in IN_LOG and point != "decided, not logged":
            self.ledger.decisions.append(numbered)
            self._name()
        try:
            self._make(of)
        except CannotDecideError:
            assert not may, f"may be decided: {of}"
            return
        except DecisionMisfitError:
            assert may and not fits, f"fits: {of}"
            return
        assert fits, f"may not be decided: {of}"
        if numbered not in self.ledger.decisions:
            self.ledger.decisions.append(numbered)
            self._name()

    def _with(self, decision: dict[str, Any]) -> Ledger:
        of = self.ledger
        return Ledger(
            of.units,
            of.names,
            of.heirs,
            of.contents,
            of.deliveries,
            [*of.decisions, decision],
        )

    def _make(self, of: dict[str, Any]) -> None:
        house, declarations = self.ground.house, self.ground.declarations
        kept = {key: value for key, value in of.items() if key not in ("old", "land")}
        moment = datetime(2026, 6, 20, 8, tzinfo=HANOI).isoformat()
        wanted = Decision(0, moment, "thanh", "Đơn vị đề nghị", **kept)
        if self.one_by_one or of["kind"] in ("revoke", "alias"):
            decide(house, declarations, wanted)
            return
        decisions = read_decisions(house.decisions)
        with DOOR.opened(house.warehouse) as con:
            append(house.decisions, complete(con, declarations, decisions, wanted))

    def _wanted(self, land: int, kind: str, choices: Choices) -> dict[str, Any] | None:
        """Return what a land's analyst wants to decide, if there is anything to decide on."""
        units = [unit for unit in self.ledger.units if unit.startswith(code_of(land, ""))]
        if kind == "alias":
            of = {"kind": kind, "alias": stranger_of(land), "unit_code": choices.of(units)}
            return of | {"land": land}
        if kind == "revoke":
            own = [d["number"] for d in self.ledger.decisions if d["land"] == land]
            return {"kind": kind, "revokes": choices.of(own), "land": land} if own else None
        files = self._files_of(land)
        if choices.of(
            range(8)
        ):  # Else the analyst picks any file, most of them not to be ruled on.
            files = [each for each in files if _SEVERITY.get(kind, "") in self._grave(each)]
        if not files:
            return None
        of = {"kind": kind, "sha256": choices.of(files), "land": land}
        if kind in ("settle", "disown"):
            report = self.ledger.contents[of["sha256"]]
            of["unit_code"] = choices.of((report["unit"], *units))
            periods = (report["period"], report["period"], *CUT_OFFS)
            of |= {"period": choices.of(periods)} if kind == "settle" else {}
        return self._correction(of, choices) if kind == "correct" else of

    def _grave(self, sha256: str) -> set[str]:
        name = self.ledger.first()[sha256][1].file_name
        return self.ledger.severities(sha256, name) | {""}

    def _correction(self, of: dict[str, Any], choices: Choices) -> dict[str, Any]:
        made = [d["cell"] for d in self.ledger.standing("correct") if d["sha256"] == of["sha256"]]
        cell = choices.of((*ASKED, *made * len(ASKED)))
        entries = ("Có", "Không", "x", "") if cell in ANSWERS else ("7", "1", "0", "không", "x", "")
        of |= {"cell": cell, "new_value": choices.of((*entries, *FAULTY[:1])), "old_value": "4"}
        if self.ledger.contents[of["sha256"]]["cells"] is not None:
            of["old"] = now_in(self.ledger, of["sha256"], cell)
            if choices.of(range(6)):  # Else the analyst is mistaken.
                of["old_value"] = as_written(cell, of["old"])
        return of

    def _files_of(self, land: int) -> list[str]:
        recorded_files = self.ledger.first()
        sent = {d.sha256: 0 for d in self.ledger.deliveries if d.folder.startswith(f"L{land:03}/")}
        return [sha256 for sha256 in sent if sha256 in recorded_files]

    # What is sent, and what is declared.

    def _merge(self, land: int) -> None:
        """Declare a land's next merger, unless a decision would no longer fit."""
        lands = self.ground.lands
        chain, done = lands.chains[land]
        if done == len(CHAINS[chain]):
            return
        merged = lands.merged(land)
        self._declare(merged)
        if misfits(self.ledger):
            self._declare(lands)
            return
        self._tell(land, "merger", CHAINS[chain][done])

    def _send(self, land: int, kind: str, choices: Choices) -> None:
        before = self._files_of(land)
        old = choices.of(before) if before else None
        report, copy = self._report(land, kind, choices, self.ledger.contents.get(old or ""))
        if old and kind in ("same bytes", "saved again"):
            copy = self.copies[old] + (kind == "saved again") * self.rounds
        content = self.written(report, copy)
        sha256 = hashlib.sha256(content).hexdigest()
        self.copies[sha256] = copy
        moment, folder = self._moment(land, report["period"], choices)
        name = self._file_name(land, kind, report, choices)
        received_at = moment
        if folder.rpartition("/")[2] != "thu":
            day = datetime.fromisoformat(folder.rpartition("/")[2]).date()
            received_at = datetime.combine(day, moment.timetz())
        self.ground.put(f"{folder}/{name}", content, moment.timestamp())
        self.sent.append((report, received_at, sha256, name, folder))
        self._tell(land, kind, report, name, received_at, sha256[:8])

    def _report(
        self, land: int, kind: str, choices: Choices, old: Report | None
    ) -> tuple[Report, int]:
        """Return a report: an earlier one, another one for the same unit, or a new one."""
        if old and kind in ("same bytes", "saved again"):
            return old, 0
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
        return {"unit": unit, "name": name, "period": period, "cells": unread}, 0

    def _file_name(self, land: int, kind: str, report: Report, choices: Choices) -> str:
        other = code_of(land, choices.of("ABC"))
        period = choices.of((*CUT_OFFS, report["period"]))
        if kind in ("other name", "same bytes"):
            return f"{other}_{period}.xlsx"
        return choices.of((f"{report['unit']}_{report['period']}.xlsx", "bc.xlsx"))  # type: ignore[no-any-return]

    def _moment(self, land: int, period: str, choices: Choices) -> tuple[datetime, str]:
        """Return when a file was saved and its folder; later ones may bear earlier times."""
        day = CUT_OFFS[period] + timedelta(choices.of((0, 1, 2)))
        moment = datetime.combine(day, datetime.min.time(), HANOI) + choices.of(TIMES)
        saved = CUT_OFFS[period] + timedelta(choices.of((0, 1)))
        return moment, f"L{land:03}/{choices.of(('thu', saved.isoformat()))}"

    # What the house does of it.

    def _ingest(self) -> None:
        ingest(self.ground.house, self.ground.declarations, workers=1)

    def _receive(self, point: str, late: Sequence[tuple[int, str, Choices]]) -> None:
        """Take in what lies in the raw folder; after a crash more comes before the rerun."""
        before = {*self.ledger.contents}
        is_new = self._deliver()
        with self.ground.crashing(point if point in IN_INGEST else "") as happened:
            self._ingest()
        if happened:
            self._power_gone(point)
            with DOOR.opened(self.ground.house.warehouse) as con:
                found = con.execute("select sha256 from warehouse.submission").fetchall()
            is_whole = {sha256 for (sha256,) in found} in ({*self.ledger.contents}, before, set())
            assert is_whole, "part of a batch is recorded"
        for each in late:
            self._send(*each)
        self.counts["sent after a crash"] += len(late) * len(happened)
        if happened or late:
            self._deliver(is_same_run=bool(happened) and is_new and point == UNWRITTEN)
            self._ingest()

    def _deliver(self, *, is_same_run: bool = False) -> bool:
        """Note what was sent as what one run receives; say whether any of it is new."""
        known = {tuple(d[2:]) for d in self.ledger.deliveries}
        is_new = any(tuple(sent[2:]) not in known for sent in self.sent)
        self.runs += is_new and not is_same_run
        for report, received_at, *rest in self.sent:
            self.ledger.deliver(report, Delivery(received_at, self.runs, *rest))
        self.sent.clear()
        return is_new

    def _power_gone(self, point: str) -> None:
        self.counts["crashes"] += 1
        self.counts[f"crash: {point}"] += 1
        for story in filter(None, self.stories.values()):
            story.append(f"{self.rounds}. the power goes: {point}")

    def _check(self) -> None:
        """Compare everything; tell the stories of the lands that differ."""
        found = [*self._archive_differences()]
        with DOOR.opened(self.ground.house.warehouse) as con:
            found += differences(told_by_warehouse(con), told_by_ledger(self.ledger))
        self.counts["comparisons"] += 1
        self.counts["differences"] += len(found)
        if found:
            self.failed = True
            raise AssertionError("\n".join([*found[:20], *self._stories_of(found)]))

    def _archive_differences(self) -> Iterator[str]:
        """Yield what is lost or doubled of all that ever came."""
        house = self.ground.house
        receipts = sorted((r.sha256, r.file_name, r.folder) for r in read_receipts(house.archive))
        expected = sorted(tuple(d[2:]) for d in self.ledger.deliveries)
        if receipts != expected:
            yield f"receipts: {receipts}, expected {expected}"
        kept = {path.name for path in house.archive.iterdir() if path.is_file()}
        if kept != {*self.ledger.contents}:
            yield f"archive: {kept}, expected {set(self.ledger.contents)}"

    def _stories_of(self, found: list[str]) -> Iterator[str]:
        shas = {d.sha256: d.folder[1:4] for d in self.ledger.deliveries}
        lands = {land for text in found for sha, land in shas.items() if sha in text}
        lands |= {f"{n:03}" for n in self.stories if any(code_of(n, "") in text for text in found)}
        for land in sorted(lands)[:2]:
            yield "\n  ".join([f"land {land}:", *self.stories[int(land)]])
