"""The demo's own decision: one figure corrected, and only once."""

from pathlib import Path

from schemas.decisions import CORRECT
from tests.build import declarations
from tests.path.deciding import arrive, report
from tonghop.decisions.log import read_decisions
from tonghop.demo.ruling import rule
from tonghop.house import House
from tonghop.warehouse import open_warehouse

_FIGURES = (
    "select unit_code, value from warehouse.counting_value where line_code = 'A12a' order by 1"
)


def test_the_largest_figure_is_corrected_once(tmp_path: Path) -> None:
    house, period = House(tmp_path), declarations().period("2026-H1")
    sent = {"SYT34-01": 7, "SYT34-51": 9}
    arrive(house, {f"{u}.xlsx": report(f"A12a.tong | {n}", u) for u, n in sent.items()})
    rule(house, declarations(), period)
    rule(house, declarations(), period)
    assert [decision.kind for decision in read_decisions(house.decisions)] == [CORRECT]
    with open_warehouse(house.warehouse) as con:
        assert con.execute(_FIGURES).fetchall() == [("SYT34-01", 7), ("SYT34-51", 8)]
