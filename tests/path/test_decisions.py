"""Decisions on the whole path: made, followed, refused, revoked, and replayed by whatever comes."""

# ruff: noqa: E501

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from schemas.decisions import Decision
from schemas.declarations import Declarations
from tests.build import read_here
from tests.path.deciding import HELD, arrivals, arrive, declared, dump, report, rule, values
from tonghop.decisions.finding import find_file
from tonghop.decisions.log import append, read_decisions
from tonghop.decisions.refusing import CannotDecideError, DecisionLogError, DecisionMisfitError
from tonghop.house import House
from tonghop.pipeline import give_back, ingest
from tonghop.publish.edition import NothingToPublishError, publish_period
from tonghop.warehouse import open_warehouse

QUANG_NGAI, HA_NOI, DIEN_BIEN = "SYT34-51", "SYT34-01", "SYT34-11"
Decide = Callable[[House], object]


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house in which everything has arrived and nothing is decided."""
    house = House(tmp_path_factory.mktemp("arrived"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tonghop.pipeline.read_workbooks", read_here)
        arrive(house, arrivals())
    return house


@pytest.fixture
def house(arrived: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A copy of that house, in which files are read in this process."""
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)
    shutil.copytree(arrived.data, tmp_path / "data")
    return House(tmp_path / "data")


def accept(house: House) -> Decision:
    return rule(house, "accept", "ha-noi.xlsx")


def exclude(house: House) -> Decision:
    return rule(house, "exclude", "quang-ngai-2.xlsx")


def settle(house: House) -> Decision:
    return rule(house, "settle", HELD, unit_code=DIEN_BIEN, period="2026-H1")


def correct(house: House) -> Decision:
    fields = {"cell": "D03.vu", "old_value": "6", "new_value": "4"}
    return rule(house, "correct", "quang-ngai-2.xlsx", **fields)


def revoke(number: int) -> Decide:
    return lambda house: rule(house, "revoke", revokes=number)


EFFECTS = {
    "none": ([], [(QUANG_NGAI, "6", None)]),
    "accept": ([accept], [(QUANG_NGAI, "6", None)]),
    "exclude": ([exclude], [(QUANG_NGAI, "5", None)]),
    "settle": ([settle], [(DIEN_BIEN, "9", "1"), (QUANG_NGAI, "6", None)]),
    "correct": ([correct], [(QUANG_NGAI, "4", "1")]),
    "revoke": ([correct, exclude, revoke(2), revoke(1)], [(QUANG_NGAI, "6", None)]),
}


@pytest.mark.parametrize(("decisions", "found"), EFFECTS.values(), ids=EFFECTS)
def test_a_decision_is_followed_at_once(
    house: House, decisions: list[Decide], found: list[tuple[str, str, str | None]]
) -> None:
    for decide in decisions:
        decide(house)
    assert values(house) == found


def test_an_accepted_report_counts_without_its_bad_cell_until_that_is_corrected(
    house: House,
) -> None:
    accept(house)
    assert values(house, "2026-H1:D04.vu") == [(HA_NOI, "2", "1"), (QUANG_NGAI, "1", None)]
    rule(house, "correct", "ha-noi.xlsx", cell="D03.vu", old_value="mười", new_value="10")
    assert values(house) == [(HA_NOI, "10", "1; 2"), (QUANG_NGAI, "6", None)]


def test_what_is_decided_is_not_returned(house: House) -> None:
    assert len(give_back(house, declared(house))) == 0  # Returned when it came.
    before = {path.name for path in house.returned.rglob("*.xlsx")}
    accept(house)
    settle(house)
    give_back(house, declared(house))
    after = {path.name for path in house.returned.rglob("*.xlsx")}
    assert {name[:8] for name in before - after} == {HA_NOI, DIEN_BIEN}


def test_an_alias_lets_a_report_count_that_was_held(house: House) -> None:
    arrive(house, {"2026-06-12/cao-bang.xlsx": report("D03.vu | 2", "SYT34-04", "SYT C. Bằng")})
    assert values(house) == [(QUANG_NGAI, "6", None)]
    decided = rule(house, "alias", alias="SYT  C. Bằng", unit_code="syt34-04")
    assert (decided.alias, decided.valid_from, decided.valid_to) == (
        "SYT C. Bằng",
        "2025-07-01",
        "",
    )
    assert values(house) == [("SYT34-04", "2", None), (QUANG_NGAI, "6", None)]
    revoke(1)(house)
    assert values(house) == [(QUANG_NGAI, "6", None)]


REFUSED: dict[str, tuple[list[Decide], Decide, str]] = {
    "a file that never came": (
        [], lambda h: rule(h, "accept", "khong-co.xlsx"), "không có trong kho lưu trữ"),
    "accepting what is good": (
        [], lambda h: rule(h, "accept", "quang-ngai.xlsx"), "không có lỗi nào"),
    "accepting what is no report": (
        [], lambda h: rule(h, "accept", "scan.pdf"), "chỉ lỗi của từng dòng, từng ô"),
    "accepting twice": ([accept], accept, "quyết định số 1"),
    "excluding what is rejected": (
        [], lambda h: rule(h, "exclude", "ha-noi.xlsx"), "đã bị trả lại"),
    "excluding twice": ([exclude], exclude, "quyết định số 1"),
    "settling what is not held": (
        [], lambda h: rule(h, "settle", "quang-ngai.xlsx", unit_code=HA_NOI, period="2026-H1"),
        "không ở tình trạng chờ xác định"),
    "settling for nobody": (
        [], lambda h: rule(h, "settle", HELD, unit_code="SYT34-99", period="2026-H1"),
        "không có đơn vị nào"),
    "settling for who owes nothing then": (
        [], lambda h: rule(h, "settle", HELD, unit_code="SYT63-11", period="2026-H1"),
        "không phải gửi báo cáo"),
    "settling for another form": (
        [], lambda h: rule(h, "settle", HELD, unit_code="SYT63-11", period="2024-H1"),
        "khác với biểu của kỳ"),
    "settling for no period": (
        [], lambda h: rule(h, "settle", HELD, unit_code=DIEN_BIEN, period="2026-X"),
        "không hợp lệ"),
    "settling for who disowned it": (
        [lambda h: rule(h, "disown", HELD, unit_code=DIEN_BIEN)], settle,
        "không phải của SYT34-11"),
    "disowning for who is not named": (
        [], lambda h: rule(h, "disown", HELD, unit_code=HA_NOI),
        "không có gì cho thấy"),
    "correcting what is not there": (
        [], lambda h: rule(h, "correct", "quang-ngai.xlsx", cell="Z9.vu", old_value="5"),
        "không có ô “Z9.vu”"),
    "correcting another value": (
        [], lambda h: rule(h, "correct", "quang-ngai.xlsx", cell="D03.vu", old_value="7", new_value="4"),
        r"đang là 5, không phải “7”"),
    "correcting to the same value": (
        [], lambda h: rule(h, "correct", "quang-ngai.xlsx", cell="D03.vu", old_value="5", new_value="5"),
        "không khác"),
    "correcting to what is no number": (
        [], lambda h: rule(h, "correct", "quang-ngai.xlsx", cell="D03.vu", old_value="5", new_value="1,365"),
        "1365 hoặc 1,365"),
    "correcting against a rule": (
        [], lambda h: rule(h, "correct", "quang-ngai.xlsx", cell="D03.vu", old_value="5", new_value="0"),
        "trái quy tắc"),
    "an alias of another unit": (
        [], lambda h: rule(h, "alias", alias="sở y tế  HÀ NỘI", unit_code=QUANG_NGAI),
        "đã là tên của SYT34-01"),
    "an alias twice": (
        [lambda h: rule(h, "alias", alias="Sở Q. Ngãi", unit_code=QUANG_NGAI)],
        lambda h: rule(h, "alias", alias="SỞ Q. NGÃI", unit_code=QUANG_NGAI), "đã là tên của SYT34-51"),
    "an alias decided for another unit": (
        [lambda h: rule(h, "alias", alias="Sở Q. Ngãi", unit_code=QUANG_NGAI)],
        lambda h: rule(h, "alias", alias="Sở Q. Ngãi", unit_code=HA_NOI), "đã là tên của SYT34-51"),
    "an alias before there was the unit": (
        [], lambda h: rule(h, "alias", alias="Sở Q. Ngãi", unit_code=QUANG_NGAI, valid_from="2020-01-01"),
        "trái với khai báo"),
    "an alias on no day": (
        [], lambda h: rule(h, "alias", alias="Sở Q. Ngãi", unit_code=QUANG_NGAI, valid_from="1/7/2025"),
        "không phải là ngày"),
    "revoking nothing": ([], revoke(1), "số 1 không phải là quyết định đang áp dụng"),
    "revoking twice": ([exclude, revoke(1)], revoke(1), "đang áp dụng: không có"),
    "revoking a revocation": ([exclude, revoke(1)], revoke(2), "số 2 không phải"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "decide", "told"), REFUSED.values(), ids=REFUSED)
def test_what_may_not_be_decided_is_refused_and_leaves_nothing(
    house: House, before: list[Decide], decide: Decide, told: str
) -> None:
    for earlier in before:
        earlier(house)
    with pytest.raises(CannotDecideError, match=told):
        decide(house)
    assert len(read_decisions(house.decisions)) == len(before)


def test_a_correction_on_which_another_rests_cannot_be_revoked_first(house: House) -> None:
    correct(house)
    rule(house, "correct", "quang-ngai-2.xlsx", cell="D03.vu", old_value="4", new_value="3")
    with pytest.raises(
        DecisionMisfitError, match=r"decision 2 \(correct\): D03\.vu = 6 \(number\)"
    ):
        revoke(1)(house)
    assert len(read_decisions(house.decisions)) == 2
    assert values(house) == [(QUANG_NGAI, "3", "2")]


@pytest.mark.parametrize(("entry", "other"), [("x", "…"), ("", " "), ("-", "không"), ("7", "7,0")])
def test_a_correction_can_be_corrected_whatever_it_made_of_the_cell(
    house: House, entry: str, other: str
) -> None:
    def correct_again(old: str, new: str) -> Decision:
        fields = {"cell": "D03.vu", "old_value": old, "new_value": new}
        return rule(house, "correct", "quang-ngai-2.xlsx", **fields)

    correct_again("6", entry)
    for old, new in (("6", "3"), (entry, entry), (entry, other)):
        with pytest.raises(CannotDecideError):
            correct_again(old, new)
    correct_again(entry, "3")
    assert values(house) == [(QUANG_NGAI, "3", "2")]


@pytest.mark.parametrize(
    ("kind", "file", "fields", "told"),
    [
        ("correct", "quang-ngai-2.xlsx",
         {"cell": "D03.vu", "old_state": "number", "old_value": "7", "new_state": "number"},
         r"D03.vu = 6 \(number\)"),
        ("accept", "ha-noi.xlsx", {"despite": ("negative D04.vu",)}, "text_in_number D03.vu"),
        ("settle", HELD, {"unit_code": "SYT63-11", "period": "2026-H1"},
         "SYT63-11 2026-H1"),
    ],
)  # fmt: skip
def test_a_decision_that_no_longer_fits_stops_the_ingest_until_it_is_revoked(
    house: House, kind: str, file: str, fields: dict[str, Any], told: str
) -> None:
    """As if the declarations had changed after it was made."""
    made = exclude(house)
    sha256 = find_file(house, declared(house), file)
    old = replace(made, number=2, kind=kind, sha256=sha256, previous="", **fields)
    append(house.decisions, old)
    before = values(house)
    with pytest.raises(DecisionMisfitError, match=told):
        ingest(house, declared(house), workers=1)
    assert values(house) == before
    revoke(2)(house)
    assert ingest(house, declared(house), workers=1).received == ()
    assert values(house) == [(QUANG_NGAI, "5", None)]


def test_a_decision_that_the_warehouse_missed_is_followed_by_the_next_ingest(
    house: House,
) -> None:
    """A crash between log and warehouse: nothing is published in between."""
    made = exclude(house)
    revoke(1)(house)
    append(house.decisions, replace(made, number=3, previous=""))
    assert values(house) == [(QUANG_NGAI, "6", None)]
    with pytest.raises(NothingToPublishError, match="every decision"):
        publish_period(house, declared(house), declared(house).period("2026-H1"))
    ingest(house, declared(house), workers=1)
    assert values(house) == [(QUANG_NGAI, "5", None)]


def test_a_log_that_was_tampered_with_stops_everything(house: House) -> None:
    exclude(house)
    path = house.decisions / "000001.json"
    path.write_text(path.read_text(encoding="utf-8").replace("thanh", "khác"), encoding="utf-8")
    for step in (exclude, lambda h: ingest(h, declared(h), workers=1)):
        with pytest.raises(DecisionLogError, match=r"000001\.json was changed"):
            step(house)


def test_other_declarations_and_reports_replay_the_decisions(house: House, tmp_path: Path) -> None:
    for decide in (accept, settle, correct):
        decide(house)
    arrive(house, {"2026-06-13/cao-bang.xlsx": report("D03.vu | 2", "SYT34-04")})
    other = replace(declared(house), digest="other")
    ingest(house, other, workers=1)
    replayed = dump(house)
    ingest(house, declared(house), workers=1)
    assert {k: v for k, v in dump(house).items() if "declaration" not in k} == {
        k: v for k, v in replayed.items() if "declaration" not in k
    }
    assert values(house) == [
        ("SYT34-04", "2", None), (DIEN_BIEN, "9", "2"), (QUANG_NGAI, "4", "3"),
    ]  # fmt: skip


def test_editions_hold_the_decisions_and_a_new_one_makes_a_new_edition(house: House) -> None:
    whole: Declarations = declared(house)
    period = whole.period("2026-H1")
    correct(house)
    values(house)
    first = publish_period(house, whole, period)
    assert not publish_period(house, whole, period).is_new
    manifest = json.loads((first.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["inputs"]["decisions"] == 1
    revoke(1)(house)
    values(house)
    second = publish_period(house, whole, period)
    assert second.is_new
    with open_warehouse(house.warehouse) as con:
        con.execute(f"attach '{second.folder / 'tonghop.duckdb'}' as edition (read_only)")
        found = con.execute(
            "select number, kind, file_name, unit_code, period, old_value, new_value::integer, "
            "revoked_by from edition.decision order by number"
        ).fetchall()
    assert found == [
        (1, "correct", "quang-ngai-2.xlsx", QUANG_NGAI, "2026-H1", "6", 4, 2),
        (2, "revoke", "quang-ngai-2.xlsx", QUANG_NGAI, "2026-H1", None, None, None),
    ]
