"""The blank workbook of one unit and period, made from the declarations."""

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from schemas.declarations import Declarations, Expected
from schemas.layout import TEMPLATE_VERSION
from schemas.periods import Period
from tonghop.template.cover import add_cover
from tonghop.template.form_sheet import add_form_sheet
from tonghop.template.other_sheets import add_check_sheet, add_narrative_sheet
from tonghop.template.plan import FormPlan
from tonghop.template.style import add_styles


def plans_for(declarations: Declarations, period: Period) -> tuple[FormPlan, ...]:
    """Return where each form of a period puts its cells."""
    return tuple(FormPlan(form) for form in declarations.forms_on(period.cut_off))


def make_template(declarations: Declarations, expected: Expected, period: Period) -> Workbook:
    """Return the blank workbook that ``expected.unit`` fills in for ``period``."""
    book = Workbook()
    book.remove(book.worksheets[0])
    add_styles(book)
    plans = plans_for(declarations, period)
    add_cover(book, declarations, expected, period)
    for plan in plans:
        add_form_sheet(book, plan, expected.name.name, period)
    add_narrative_sheet(book, declarations.sections_on(period.cut_off))
    add_check_sheet(book, declarations.rules_on(period.cut_off), plans)
    _set_properties(book, expected, period, plans)
    return book


def template_name(unit_code: str, period: Period) -> str:
    """Return the file name of a unit's workbook, such as ``SYT34-51_2026-H1.xlsx``."""
    return f"{unit_code}_{period.code}.xlsx"


def _set_properties(
    book: Workbook, expected: Expected, period: Period, plans: tuple[FormPlan, ...]
) -> None:
    book.properties.creator = "tonghop"
    book.properties.title = f"{expected.name.name} – {period.label}"
    versions = " ".join(f"{plan.form.code}={plan.form.sheet.version}" for plan in plans)
    properties = {
        "template_version": TEMPLATE_VERSION,
        "form_versions": versions,
        "unit_code": expected.unit.unit_code,
        "period": period.code,
    }
    for name, value in properties.items():
        book.custom_doc_props.append(StringProperty(name=name, value=value))  # type: ignore[attr-defined]
    book.calculation.fullCalcOnLoad = True
