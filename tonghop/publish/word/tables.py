"""The rows of the tables in report templates. Field names are the templates' words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count

from schemas.declarations import Declarations
from schemas.forms import RATIO_MEASURE, Form, Line
from tonghop.publish import grammar
from tonghop.publish.kept_back import SIGN, is_kept_back
from tonghop.publish.word.figures import Figure, Figures, WordingError
from tonghop.publish.word.targets import Target

UNCONFIRMED = "GK"
"""Lines whose wording nobody has confirmed stay in the annex."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure: name, unit of measure, this period, last year, change, per cent, coverage.

    Change and per cent stand on the ``so_sanh`` units that have a figure in both periods.
    """

    ten: str
    dvt: str
    ky_nay: str
    cung_ky: str
    tang_giam: str
    phan_tram: str
    so_sanh: str
    so_don_vi: str


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target: name, target, result, verdict, coverage, units below."""

    ten: str
    muc_tieu: str
    ket_qua: str
    danh_gia: str
    so_don_vi: str
    chua_dat: str


@dataclass(frozen=True)
class Tables:
    """What templates loop over to make tables."""

    declarations: Declarations
    figures: Figures
    targets: tuple[Target, ...]
    report: str
    _numbers: Iterator[int] = field(default_factory=lambda: count(1), compare=False)

    def so_bang(self) -> int:
        """Return the next table's number: sections that a period leaves out leave no gap."""
        return next(self._numbers)

    def bang(self, bieu: str, cot: str = "", muc: str = "") -> list[FigureRow]:
        """Return the rows of a form: all its columns, or for each line the first one of ``cot``.

        ``muc`` keeps sections by their Roman numerals: ``bang("PCTP1", "pctp tong", "II III")``.

        Raises:
            WordingError: The form, a column or a section is unknown.
        """
        form = self._form(bieu)
        columns, sections = cot.split(), muc.split()
        self._check_columns(form, columns)
        self._check_sections(form, sections)
        return [
            row
            for line in form.lines
            if line.evidence != UNCONFIRMED and (not sections or _numeral(line) in sections)
            for row in self._rows(form, line, columns)
        ]

    def bang_muc_tieu(self) -> list[TargetRow]:
        """Return the rows of the targets that are set for the report's figures."""
        asked = {
            line.line_code
            for form in self.figures.forms
            if self.report in form.sheet.reports
            for line in form.lines
        }
        return [_target_row(target) for target in self.targets if target.line_code in asked]

    def _form(self, code: str) -> Form:
        for form in self.figures.forms:
            if form.code == code:
                return form
        known = [form.code for form in self.figures.forms]
        raise WordingError(f"unknown form {code!r}; known forms: {known}")

    def _check_columns(self, form: Form, columns: list[str]) -> None:
        known = {measure.measure for measure in form.measures} | {RATIO_MEASURE}
        if unknown := [column for column in columns if column not in known]:
            raise WordingError(f"form {form.code} has no column {unknown}; it has {sorted(known)}")

    def _check_sections(self, form: Form, sections: list[str]) -> None:
        """Accept a section of any version of the form: in this one it may be empty."""
        lines = (line for line in self.declarations.lines if line.form_code == form.code)
        known = {_numeral(line) for line in lines}
        if unknown := [section for section in sections if section not in known]:
            raise WordingError(f"form {form.code} has no section {unknown}; it has {sorted(known)}")

    def _rows(self, form: Form, line: Line, columns: list[str]) -> Iterator[FigureRow]:
        found = self.figures.of_line(form, line)
        if columns:
            by_measure = {figure.measure: figure for figure in found}
            first = next((by_measure[name] for name in columns if name in by_measure), None)
            found = (first,) if first else ()
        for position, figure in enumerate(found):
            yield _figure_row(figure, _label(form, line, figure, is_first=position == 0))


def _numeral(line: Line) -> str:
    """Return the Roman numeral of a line's section: ``II`` of "II. Thanh tra"."""
    return line.section.partition(".")[0]


def _label(form: Form, line: Line, figure: Figure, *, is_first: bool) -> str:
    """Name a line's first figure by the line, and the rest by their columns."""
    if is_first:
        return f"– {line.label}" if line.part_of else line.label
    measure = next(measure for measure in form.measures if measure.measure == figure.measure)
    group = f"{measure.group_label}: " if measure.group_label else ""
    return f"+ {group}{grammar.lower_first(measure.label) if group else measure.label}"


def _figure_row(figure: Figure, label: str) -> FigureRow:
    """Write a figure's row; the change of a ratio is in points, so it has no per cent."""
    change = figure.change_like if figure.is_comparable else None
    change_pct = None if change is None or figure.kind == "ratio" else figure.change_pct_like
    return FigureRow(
        ten=label,
        dvt=figure.counts_in,
        ky_nay=figure.absence or _or_absent(figure.value, grammar.number),
        cung_ky=_or_absent(figure.value_last_year, grammar.number),
        tang_giam=_or_absent(change, grammar.signed),
        phan_tram=_or_absent(change_pct, grammar.signed),
        so_sanh=grammar.ABSENT if change is None else str(figure.units_like),
        so_don_vi=f"{figure.units_reported}/{figure.units_expected}",
    )


def _target_row(target: Target) -> TargetRow:
    return TargetRow(
        ten=target.label,
        muc_tieu=target.goal,
        ket_qua=target.result,
        danh_gia=target.verdict,
        so_don_vi=f"{target.units_reported}/{target.units_expected}",
        chua_dat=SIGN if is_kept_back(target.units_below) else str(target.units_below),
    )


def _or_absent(value: Decimal | None, write: Callable[[Decimal], str]) -> str:
    return grammar.ABSENT if value is None else write(value)
