"""Caveats: what is not confirmed is told of the periods that it touches, and of no other."""

from datetime import date

import pytest

from schemas.caveats import SUBJECTS
from schemas.declarations import Declarations
from schemas.periods import Period


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("2024-Y", ()),
        ("2025-H1", ("796/KH-BYT",)),
        ("2025-Y", ()),
        ("2026-H1", ()),
        ("2026-Y", ("danh sách và tên gọi", "Cục Bảo trợ xã hội")),
    ],
)
def test_a_period_tells_what_is_not_confirmed_on_its_cut_off(
    declarations: Declarations, code: str, told: tuple[str, ...]
) -> None:
    caveats = declarations.caveats_of(declarations.period(code))
    assert len(caveats) == len(told)
    assert all(part in caveat for part, caveat in zip(told, caveats, strict=True))


@pytest.mark.parametrize(("day", "count"), [(date(2026, 8, 17), 0), (date(2026, 8, 18), 2)])
def test_the_open_vintage_begins_with_its_decree(
    declarations: Declarations, day: date, count: int
) -> None:
    period = Period("2026-9M", "9M", 2026, "9 tháng năm 2026", date(2025, 12, 15), day)
    assert len(declarations.caveats_of(period)) == count


def test_a_health_department_is_not_told_what_concerns_the_ministry(
    declarations: Declarations,
) -> None:
    assert declarations.at("SYT34-51").caveats_of(declarations.period("2026-Y")) == ()


def test_every_subject_has_caveats(declarations: Declarations) -> None:
    assert {caveat.about for caveat in declarations.caveats} == {*SUBJECTS}
