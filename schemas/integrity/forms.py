"""What holds of forms and their columns."""

from collections import Counter
from collections.abc import Iterable, Iterator

from schemas.declarations import Declarations
from schemas.folding import fold
from schemas.forms import RATIO_MEASURE, FormSheet, Line, Measure
from schemas.integrity.asked import asked_by_day
from schemas.integrity.faults import Check, Fault, not_an_identifier, not_listed
from schemas.integrity.spans import clashes, uncovered_day
from schemas.layout import CHECKS as CHECKS_SHEET
from schemas.layout import COVER, NARRATIVE

REPORTS = ("pctp", "pcmbn")
MOST_DECIMALS = 2
LONGEST_SHEET_NAME = 31
NOT_IN_SHEET_NAMES = frozenset("[]:*?/\\'")


def form_codes_are_identifiers(declarations: Declarations) -> Iterator[Fault]:
    """A form's code is part of markers and file names."""
    for form in declarations.form_sheets:
        yield from not_an_identifier("forms", form.form_code, form.form_code)


def measure_codes_are_identifiers(declarations: Declarations) -> Iterator[Fault]:
    """A measure's code is written in rules; the ratios' own is taken."""
    for measure in declarations.measures:
        yield from not_an_identifier("measures", _key(measure), measure.measure)
        if measure.measure == RATIO_MEASURE:
            yield Fault("measures", _key(measure), "expected another code: this is the ratios' own")


def form_versions_are_told_apart(declarations: Declarations) -> Iterator[Fault]:
    """A form's rows have versions of their own: a workbook's marker tells by which it was made."""
    counts = Counter((form.form_code, form.version) for form in declarations.form_sheets)
    for form in declarations.form_sheets:
        if counts[form.form_code, form.version] > 1:
            wrong = f"version {form.version!r} is also that of another row, expected its own"
            yield Fault("forms", form.form_code, wrong)


def sheets_are_unique(declarations: Declarations) -> Iterator[Fault]:
    """On any day a sheet's name names one form."""
    for first, second in clashes(declarations.form_sheets, lambda form: fold(form.sheet)):
        wrong = f"sheet {second.sheet!r} is also the sheet of {first.form_code}"
        yield Fault("forms", second.form_code, f"{wrong}, expected another name")


def sheets_keep_off_the_layout(declarations: Declarations) -> Iterator[Fault]:
    """The workbook's other sheets keep their names."""
    taken = {fold(name) for name in (COVER, NARRATIVE, CHECKS_SHEET)}
    for form in declarations.form_sheets:
        if fold(form.sheet) in taken:
            wrong = f"sheet {form.sheet!r} is the layout's, expected another name"
            yield Fault("forms", form.form_code, wrong)


def sheets_are_names_in_excel(declarations: Declarations) -> Iterator[Fault]:
    """Excel accepts the sheet's name."""
    for form in declarations.form_sheets:
        if len(form.sheet) > LONGEST_SHEET_NAME or NOT_IN_SHEET_NAMES & set(form.sheet):
            wrong = f"sheet {form.sheet!r} is no sheet name in Excel"
            expected = f"expected at most {LONGEST_SHEET_NAME} letters, none of []:*?/\\'"
            yield Fault("forms", form.form_code, f"{wrong}, {expected}")


def forms_feed_known_reports(declarations: Declarations) -> Iterator[Fault]:
    """A form feeds the national reports that exist."""
    for form in declarations.form_sheets:
        for report in form.reports:
            if report not in REPORTS:
                yield not_listed("forms", form.form_code, "reports", report, REPORTS)


def measures_have_forms(declarations: Declarations) -> Iterator[Fault]:
    """A column stands on a form on each of its days."""
    for measure in declarations.measures:
        yield from without_form("measures", _key(measure), measure, declarations.form_sheets)


def forms_ask_for_something(declarations: Declarations) -> Iterator[Fault]:
    """On any day a form has lines and each of its measures is asked by one of them."""
    for asked in asked_by_day(declarations):
        for form in asked.forms:
            used = {cell.measure.measure for cell in form.cells}
            if not form.cells:
                wrong = "it asks for nothing, expected lines and measures"
                yield Fault("forms", form.code, wrong, asked.day)
            for measure in (m for m in form.measures if form.cells and m.measure not in used):
                wrong = "no line asks for it, expected at least one"
                yield Fault("measures", _key(measure), wrong, asked.day)


def decimals_fit_the_warehouse(declarations: Declarations) -> Iterator[Fault]:
    """Values are kept with two decimals."""
    for measure in declarations.measures:
        if not 0 <= measure.decimals <= MOST_DECIMALS:
            wrong = f"decimals is {measure.decimals}, expected 0 to {MOST_DECIMALS}"
            yield Fault("measures", _key(measure), wrong)


def labels_of_measures_are_unique(declarations: Declarations) -> Iterator[Fault]:
    """On any day a form prints a column's heading once under the same merged heading."""
    for first, second in clashes(
        declarations.measures, lambda m: (m.form_code, fold(m.group_label), fold(m.label))
    ):
        wrong = f"label {second.label!r} is also that of {first.measure}"
        yield Fault("measures", _key(second), f"{wrong}, expected another label")


def without_form(
    table: str, key: str, record: Line | Measure, forms: Iterable[FormSheet]
) -> Iterator[Fault]:
    """Yield a fault if on one of the record's days its form does not exist."""
    own = [form for form in forms if form.form_code == record.form_code]
    if day := uncovered_day(record, own):
        wrong = f"form_code is {record.form_code!r}, expected a form on all days of the row"
        yield Fault(table, key, wrong, day)


def _key(measure: Measure) -> str:
    return f"{measure.form_code}/{measure.measure}"


CHECKS: tuple[Check, ...] = (
    form_codes_are_identifiers,
    measure_codes_are_identifiers,
    form_versions_are_told_apart,
    sheets_are_unique,
    sheets_keep_off_the_layout,
    sheets_are_names_in_excel,
    forms_feed_known_reports,
    measures_have_forms,
    forms_ask_for_something,
    decimals_fit_the_warehouse,
    labels_of_measures_are_unique,
)
