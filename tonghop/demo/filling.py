"""Filling in the blank workbook as a unit would: numbers, dashes, crosses, blanks and words."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from openpyxl import Workbook

from schemas.declarations import Declarations
from schemas.forms import YES_NO_UNIT, Cell
from schemas.layout import ILLUSTRATION, NO, YES
from schemas.periods import Period
from schemas.tables import read_table
from schemas.units import Unit
from tonghop.demo.draws import chance
from tonghop.demo.figures import Figures
from tonghop.demo.places import cover_cell, narrative_cells, nil_cell
from tonghop.template import plans_for
from tonghop.template.plan import FormPlan

SENTENCES = Path(__file__).parent / "narratives.csv"
_ZEROS = (0, 0, 0, 0, 0, "-", "-", "-", "không phát sinh", None)
_NOT_COLLECTED = ("x", "…")
_NIL, _TOLD = 0.85, 0.5


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that units use in a narrative section."""

    section_code: str
    sentence: str


def fill_in(
    book: Workbook,
    declarations: Declarations,
    unit: Unit,
    period: Period,
    figures: Figures,
    day: date,
) -> None:
    """Fill in every sheet of a blank workbook, marked as illustrative, as prepared on ``day``."""
    cover_cell(book, "remark").value = ILLUSTRATION
    cover_cell(book, "prepared_by").value = "Người lập minh họa"
    cover_cell(book, "prepared_on").value = f"{day:%d/%m/%Y}"
    cover_cell(book, "signed_by").value = "Thủ trưởng minh họa"
    for plan in plans_for(declarations, period):
        _fill_form(book, plan, unit, period, figures)
    for code, cell in narrative_cells(book).items():
        cell.value = _passage(unit, period, code)


def _fill_form(
    book: Workbook, plan: FormPlan, unit: Unit, period: Period, figures: Figures
) -> None:
    sheet = book[plan.form.sheet.sheet]
    if _is_nil(plan, figures) and chance("nil", unit.unit_code, plan.form.code) < _NIL:
        nil_cell(book, sheet).value = YES
        return
    for cell in plan.form.cells:
        sheet[plan.addresses[cell.code]].value = _typed(cell, unit, period, figures)


def _is_nil(plan: FormPlan, figures: Figures) -> bool:
    """Say whether a form asks for counts alone and all of them are zero."""
    counts = all(
        cell.line.kind != "text" and cell.unit_of_measure != YES_NO_UNIT for cell in plan.form.cells
    )
    return counts and not any(figures.amounts[cell.code] for cell in plan.form.cells)


def _typed(cell: Cell, unit: Unit, period: Period, figures: Figures) -> int | str | None:
    """Return what the unit types: each has its own way to write zero and “not collected”."""
    if cell.code in figures.left_out:
        return None
    if cell.code in figures.not_collected:
        return _pick(_NOT_COLLECTED, "cross", unit.unit_code)
    amount = figures.amounts[cell.code]
    if cell.line.kind == "text":
        number = 1 + int(90 * chance("number", unit.unit_code, period.code, cell.code))
        return f"{number}/KH (minh họa)" if amount else None
    if cell.unit_of_measure == YES_NO_UNIT:
        return YES if amount else NO
    return amount or _pick(_ZEROS, "zero", unit.unit_code)


def _passage(unit: Unit, period: Period, section_code: str) -> str | None:
    """Return two sentences of a section, or nothing for the units that leave it blank."""
    names = (unit.unit_code, period.code, section_code)
    sentences = _sentences().get(section_code, ())
    if not sentences or chance("told", *names) >= _TOLD:
        return None
    start = int(chance("sentence", *names) * len(sentences))
    both = (sentences[start], sentences[(start + 1) % len(sentences)])
    return " ".join(dict.fromkeys(both))


@lru_cache(maxsize=1)
def _sentences() -> dict[str, tuple[str, ...]]:
    rows = sorted(read_table(SENTENCES, Sentence), key=lambda row: row.section_code)
    return {
        code: tuple(row.sentence for row in told)
        for code, told in groupby(rows, key=lambda row: row.section_code)
    }


def _pick(choices: tuple[int | str | None, ...], *names: object) -> int | str | None:
    return choices[int(chance(*names) * len(choices))]
