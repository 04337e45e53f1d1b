"""The reference model's other half: which decisions may be made, and which no longer fit."""

from collections.abc import Callable
from decimal import Decimal

from tests.chaos.histories_ledger import Decision, Ledger, Value, meaning

Held = tuple[str, Decimal | str | None]
"""What a cell holds: a state with a number, or with the text of what is no number."""


def held(cell: str, entry: str) -> Held:
    """Return what an entry makes a cell hold."""
    state, number = meaning(cell, entry)
    return (state, entry) if state == "refused" else (state, number)


def now_in(ledger: Ledger, sha256: str, cell: str) -> Held:
    """Return what a cell of a file holds after the corrections in force."""
    found = held(cell, ledger.contents[sha256]["cells"][cell])
    for decision in ledger.standing("correct"):
        if (decision["sha256"], decision["cell"]) == (sha256, cell):
            found = held(cell, decision["new_value"])
    return found


def misfits(ledger: Ledger) -> list[Decision]:
    """Return the decisions in force that are no longer about what is there."""
    first, found = ledger.first(), []
    cells: dict[tuple[str, str], Held] = {}
    for decision in ledger.standing("correct"):
        key = (decision["sha256"], decision["cell"])
        there = cells.get(key) or held(key[1], ledger.contents[key[0]]["cells"][key[1]])
        found += [decision] if there != decision["old"] else []
        cells[key] = held(key[1], decision["new_value"])
    for decision in ledger.standing("accept"):
        name = first[decision["sha256"]][1].file_name
        found += [decision] if "file" in ledger.severities(decision["sha256"], name) else []
    for decision in ledger.standing("settle"):
        is_owed = ledger.is_open(decision["unit_code"], decision["period"])
        found += [] if is_owed else [decision]
    return found


def may_be_decided(ledger: Ledger, wanted: Decision) -> bool:
    """Say whether a decision may be made on what is recorded."""
    return _MAY[wanted["kind"]](ledger, wanted)


def _grave(ledger: Ledger, wanted: Decision) -> set[str]:
    return ledger.severities(wanted["sha256"], ledger.first()[wanted["sha256"]][1].file_name)


def _may_accept(ledger: Ledger, wanted: Decision) -> bool:
    is_ruled = {wanted["sha256"]} & {*ledger.ruled("exclude"), *ledger.ruled("accept")}
    return not is_ruled and _grave(ledger, wanted) & {"file", "line"} == {"line"}


def _may_exclude(ledger: Ledger, wanted: Decision) -> bool:
    return ledger.files()[wanted["sha256"]].status != "rejected"


def _is_undecided(ledger: Ledger, wanted: Decision) -> bool:
    is_ruled = {wanted["sha256"]} & {*ledger.ruled("exclude"), *ledger.ruled("settle")}
    return not is_ruled and "hold" in _grave(ledger, wanted)


def _may_settle(ledger: Ledger, wanted: Decision) -> bool:
    on_it = [d for d in ledger.standing("disown") if d["sha256"] == wanted["sha256"]]
    is_disowned = wanted["unit_code"] in {decision["unit_code"] for decision in on_it}
    is_owed = ledger.is_open(wanted["unit_code"], wanted["period"])
    return _is_undecided(ledger, wanted) and is_owed and not is_disowned


def _may_disown(ledger: Ledger, wanted: Decision) -> bool:
    claims = ledger.claims(ledger.files())
    of = {unit for unit, _, sha256, _ in claims if sha256 == wanted["sha256"]}
    return _is_undecided(ledger, wanted) and wanted["unit_code"] in of


def _may_correct(ledger: Ledger, wanted: Decision) -> bool:
    if ledger.contents[wanted["sha256"]]["cells"] is None:
        return False
    there = now_in(ledger, wanted["sha256"], wanted["cell"])
    new = held(wanted["cell"], wanted["new_value"])
    if held(wanted["cell"], wanted["old_value"]) != there or new in (there, ("refused", new[1])):
        return False
    values: dict[str, Value] = ledger.corrected(wanted["sha256"])
    changed = values | {wanted["cell"]: meaning(wanted["cell"], wanted["new_value"])}
    return ledger.breaks_rule(values) or not ledger.breaks_rule(changed)


def _may_alias(ledger: Ledger, wanted: Decision) -> bool:
    return wanted["unit_code"] in ledger.units and wanted["alias"] not in ledger.names


def _may_revoke(ledger: Ledger, wanted: Decision) -> bool:
    made = [d for d in ledger.decisions if d["number"] == wanted["revokes"]]
    return any(each in ledger.standing(each["kind"]) for each in made if each["kind"] != "revoke")


_MAY: dict[str, Callable[[Ledger, Decision], bool]] = {
    "accept": _may_accept,
    "exclude": _may_exclude,
    "settle": _may_settle,
    "disown": _may_disown,
    "correct": _may_correct,
    "alias": _may_alias,
    "revoke": _may_revoke,
}
