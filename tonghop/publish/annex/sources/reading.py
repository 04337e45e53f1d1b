"""The sources of an annex's figures, of the period and of the same one a year before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import duckdb

from schemas.forms import Form
from schemas.periods import Period
from tonghop.publish.annex.lines import Figure, all_figures
from tonghop.publish.annex.sources.blocks import Row, compared_units, lay_out, rows_of
from tonghop.publish.annex.sources.cells import (
    has_cells,
    read_cells,
    read_coverage,
    read_ratios,
    read_successions,
    read_told_decisions,
)  # fmt: skip
from tonghop.publish.annex.sources.links import SHEET, SHEET_LAST_YEAR, Sources
from tonghop.publish.heading import Heading, interval
from tonghop.publish.sheets.bulk import Bulk
from tonghop.publish.sheets.list_sheet import HEAD_ROW


def read_sources(
    con: duckdb.DuckDBPyConnection, heading: Heading, last_year: Period, forms: Sequence[Form]
) -> tuple[Sources, Sources]:
    """Return the cells behind an annex's figures of the period and of the same one a year before.

    They stand in printed order. An edition that carries no cells has no sources, and one without
    cells of last year has none of that.
    """
    if not has_cells(con):
        return Sources(), Sources(sheet=SHEET_LAST_YEAR)
    figures = [figure for form in forms for figure in all_figures(form)]
    period, successions = heading.period, read_successions(con, heading.period.code)
    rows, rows_last_year = _read_rows(con, period.code, last_year.code, figures)
    alike = [
        compared_units(figure, rows[figure.code], rows_last_year[figure.code], successions)
        for figure in figures
    ]
    told, bulk = read_told_decisions(con), Bulk()
    now, past = (
        Sources(
            period=of.code,
            sheet=sheet,
            covered=interval(_heading_of(con, heading, of)),
            blocks=lay_out(figures, found, compared, HEAD_ROW + 1) if any(found.values()) else (),
            successions=successions,
            told=told,
            bulk=bulk,
        )
        for of, sheet, found, compared in (
            (period, SHEET, rows, [units for units, _ in alike]),
            (last_year, SHEET_LAST_YEAR, rows_last_year, [parts for _, parts in alike]),
        )
    )
    return now, past


def _heading_of(con: duckdb.DuckDBPyConnection, heading: Heading, period: Period) -> Heading:
    """Return the heading of a period that the edition has figures of besides its own."""
    reported, expected = read_coverage(con, period.code)
    return replace(heading, period=period, units_reported=reported, units_expected=expected)


def _read_rows(
    con: duckdb.DuckDBPyConnection, period: str, last_year: str, figures: Sequence[Figure]
) -> Iterator[dict[str, tuple[Row, ...]]]:
    """Yield the rows of each figure in the period, then those a year before."""
    ratios = {each: read_ratios(con, each) for each in (period, last_year)}
    parts = {part for found in ratios.values() for pair in found.values() for part in pair}
    asked = parts.union(figure.code for figure in figures)
    cells = read_cells(con, period, last_year, asked)
    for each, found in ratios.items():
        yield {
            figure.code: tuple(rows_of(figure, cells.get(each, {}), found)) for figure in figures
        }
