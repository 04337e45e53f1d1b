"""One figure by province, on the provinces of today, as report templates print it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import duckdb

from schemas.declarations import Declarations
from tonghop.publish import grammar
from tonghop.publish.province_figures import (
    CURRENT,
    Province,
    ProvinceFigure,
    ProvinceTable,
    read_province_table,
)  # fmt: skip
from tonghop.publish.word.figures import Figures

PARTIAL = "*"
COMPARED = (
    "So sánh với cùng kỳ năm trước tính trên các đơn vị có số liệu ở cả hai kỳ; số liệu cùng kỳ "
    "của các tỉnh, thành phố trước khi sắp xếp đơn vị hành chính được cộng vào tỉnh, thành phố "
    "hiện nay."
)
NOT_COMPARED = "Chưa có số liệu cùng kỳ năm trước để so sánh."
RESTATED = (
    "Số liệu theo địa giới hành chính hiện hành. Cột cuối: số Sở Y tế có số liệu cùng kỳ năm trước "
    "trên tổng số Sở Y tế khi đó của địa bàn. Tăng, giảm chỉ tính khi cả hai kỳ đủ số liệu; dấu "
    f"“{PARTIAL}” là chưa đủ."
)


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    """One province: its number, name, this period, last year, change, per cent, coverage."""

    tt: str
    tinh: str
    ky_nay: str
    cung_ky: str
    tang_giam: str
    phan_tram: str
    thanh_phan: str


Place = tuple[Province, ProvinceFigure]


@dataclass(frozen=True)
class ProvinceTables:
    """What templates loop over to print a figure by province."""

    con: duckdb.DuckDBPyConnection
    declarations: Declarations
    figures: Figures

    def bang_tinh(self, ma: str) -> list[ProvinceRow]:
        """Return a row for every province; none if the period does not ask for the figure.

        Raises:
            WordingError: No form ever asked for the figure.
        """
        is_ratio = self.figures.is_asked(ma) and self.figures.find(ma).kind == "ratio"
        return [
            _row(number, province.place, figure, is_ratio=is_ratio)
            for number, (province, figure) in enumerate(self._places(ma), start=1)
        ]

    def thieu_tinh(self, ma: str) -> list[str]:
        """Say which provinces lack figures, and whose: first of last year, then of this period."""
        places = self._places(ma)
        last_year = grammar.LAST_YEAR.capitalize()
        sentences = (
            _lacking(f"{last_year} chưa đủ số liệu", _partial_last_year(places)),
            _lacking(f"{last_year} chưa có số liệu", _unknown_last_year(places)),
            _lacking("Kỳ này chưa đủ số liệu", _partial(places)),
            _lacking("Kỳ này chưa có số liệu", _unknown(places)),
        )
        return [sentence for sentence in sentences if sentence]

    def _places(self, code: str) -> list[Place]:
        self.figures.is_asked(code)
        table = self._table
        found = ((p, table.figures.get((p.unit_code, code))) for p in table.provinces)
        return [(province, figure) for province, figure in found if figure]

    @cached_property
    def _table(self) -> ProvinceTable:
        return read_province_table(self.con, self.declarations, self.figures.period, CURRENT)


def _row(number: int, place: str, figure: ProvinceFigure, *, is_ratio: bool) -> ProvinceRow:
    """Write a province's row; the change of a ratio is in points, so it has no per cent."""
    mark = PARTIAL if figure.is_partial else ""
    mark_last_year = PARTIAL if figure.is_partial_last_year else ""
    change_pct = None if is_ratio else figure.change_pct
    return ProvinceRow(
        tt=str(number),
        tinh=place,
        ky_nay=grammar.NOT_REPORTED
        if figure.value is None
        else grammar.number(figure.value) + mark,
        cung_ky=grammar.ABSENT
        if figure.value_last_year is None
        else grammar.number(figure.value_last_year) + mark_last_year,
        tang_giam=grammar.ABSENT if figure.change is None else grammar.signed(figure.change),
        phan_tram=grammar.ABSENT if change_pct is None else grammar.signed(change_pct),
        thanh_phan=figure.coverage_last_year or grammar.ABSENT,
    )


def _partial(places: Iterable[Place]) -> Iterator[tuple[Province, str]]:
    for province, figure in places:
        if figure.is_partial:
            yield province, figure.parts_missing or ""


def _partial_last_year(places: Iterable[Place]) -> Iterator[tuple[Province, str]]:
    for province, figure in places:
        if figure.is_partial_last_year:
            yield province, figure.parts_missing_last_year or ""


def _unknown(places: Iterable[Place]) -> Iterator[tuple[Province, str]]:
    return ((province, "") for province, figure in places if figure.value is None)


def _unknown_last_year(places: Iterable[Place]) -> Iterator[tuple[Province, str]]:
    """Yield the provinces of which nothing is known of a year that was collected."""
    for province, figure in places:
        if figure.value_last_year is None and figure.parts_expected_last_year:
            yield province, ""


def _lacking(beginning: str, lacking: Iterable[tuple[Province, str]]) -> str:
    """Name the provinces that lack figures, each with the departments whose are missing."""
    named = [
        grammar.lower_first(province.place)
        + (f" (thiếu {', '.join(missing.split('; '))})" if missing else "")
        for province, missing in lacking
    ]
    if not named:
        return ""
    number = grammar.count(Decimal(len(named)))
    return f"{beginning} ở {number} tỉnh, thành phố: {'; '.join(named)}."
