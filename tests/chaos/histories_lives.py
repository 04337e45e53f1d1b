"""What happens to the lands of a house, step by step, in the house and in the ledger alike."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar
from unittest.mock import patch

from schemas.decisions import Decision
from schemas.declarations import Declarations
from tests.chaos.histories_comparing import (
    archive_differences,
    differences,
    told_by_ledger,
    told_by_warehouse,
    unequal_nation,
)
from tests.chaos.histories_drawn import (
    KINDS,
    Choices,
    draw_decision,
    draw_file_name,
    draw_moment,
    draw_report,
    files_of,
)
from tests.chaos.histories_house import DOOR, POINTS, Ground, written
from tests.chaos.histories_lands import CHAINS, Lands, code_of, name_of, small
from tests.chaos.histories_ledger import Delivery, Ledger, Report
from tests.chaos.histories_rulings import may_be_decided, misfits
from tests.path.deciding import recorded
from tonghop.archive import HANOI
from tonghop.building import MARTS, build
from tonghop.decisions.deciding import complete
from tonghop.decisions.log import append, read_decisions
from tonghop.decisions.refusing import CannotDecideError, DecisionMisfitError
from tonghop.pipeline import decide, ingest
from tonghop.rebuilding import rebuild

ORDER = ("revoke", "accept", "exclude", "settle", "disown", "correct", "alias")
"""The decisions of one step in the order in which they are made."""
IN_LOG = [point for point in POINTS if "log" in point]
IN_INGEST = [point for point in POINTS if point not in IN_LOG]
UNWRITTEN = "archived, without receipt"
"""Where the power goes before a run has its number: the next one takes all in as its own."""
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


def _leave_out(con: object) -> None:
    """Build no marts."""


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
            if of := draw_decision(self.ledger, land, kind, choices):
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
        fits = may and not misfits(self.ledger.deciding(numbered))
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
        before = files_of(self.ledger, land)
        old = choices.of(before) if before else None
        report = draw_report(land, kind, choices, self.ledger.contents.get(old or ""))
        copy = 0
        if old and kind in ("same bytes", "saved again"):
            copy = self.copies[old] + (kind == "saved again") * self.rounds
        content = self.written(report, copy)
        sha256 = hashlib.sha256(content).hexdigest()
        self.copies[sha256] = copy
        moment, folder = draw_moment(land, report["period"], choices)
        name = draw_file_name(land, kind, report, choices)
        received_at = moment
        if folder.rpartition("/")[2] != "thu":
            day = datetime.fromisoformat(folder.rpartition("/")[2]).date()
            received_at = datetime.combine(day, moment.timetz())
        self.ground.put(f"{folder}/{name}", content, moment.timestamp())
        self.sent.append((report, received_at, sha256, name, folder))
        self._tell(land, kind, report, name, received_at, sha256[:8])

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
        found = [*archive_differences(self.ground.house.archive, self.ledger)]
        with DOOR.opened(self.ground.house.warehouse) as con:
            found += differences(told_by_warehouse(con), told_by_ledger(self.ledger))
        self.counts["comparisons"] += 1
        self.counts["differences"] += len(found)
        if found:
            self.failed = True
            raise AssertionError("\n".join([*found[:20], *self._stories_of(found)]))

    def _stories_of(self, found: list[str]) -> Iterator[str]:
        shas = {d.sha256: d.folder[1:4] for d in self.ledger.deliveries}
        lands = {land for text in found for sha, land in shas.items() if sha in text}
        lands |= {f"{n:03}" for n in self.stories if any(code_of(n, "") in text for text in found)}
        for land in sorted(lands)[:2]:
            yield "\n  ".join([f"land {land}:", *self.stories[int(land)]])
