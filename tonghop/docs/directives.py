"""``van-ban-chi-dao.md``: who owes what, by when, under which text; what is unknown says so."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from schemas.caveats import DIRECTIVES
from schemas.declarations import Declarations
from schemas.directives import Directive
from schemas.periods import Period
from tonghop.docs import words
from tonghop.docs.markdown import code, joined, table
from tonghop.docs.straddling import describe_straddled
from tonghop.lateness import told_terms

_OWED = (
    "Mã kỳ",
    "Kỳ",
    "Theo văn bản",
    "Hạn gửi",
    "Đúng hạn đến hết ngày",
    "Số ngày làm việc sau ngày chốt",
    "Số đơn vị",
)


def describe_directives(declarations: Declarations) -> Mapping[str, str]:
    """Return the kinds of period, the reports owed so far, and every directive."""
    directives = declarations.directives.directives
    return {
        "unknown": words.UNKNOWN,
        "periods": _period_kinds(declarations),
        "owed": _owed(declarations),
        "straddled": describe_straddled(declarations, _periods(declarations)),
        "calendars": _calendars(declarations),
        "special_days": _special_days(declarations),
        "caveats": words.caveats(declarations, DIRECTIVES),
        "directives": joined(b for d in directives for b in _directive(d, declarations)),
    }


def _period_kinds(declarations: Declarations) -> str:
    rows = [
        (
            code(kind.kind),
            kind.label.format(year="…"),
            words.month_day(kind.start) + (" năm trước" if kind.start_year_offset else ""),
            words.month_day(kind.cut_off),
            kind.source,
        )
        for kind in declarations.period_kinds
    ]
    return table(("Mã", "Kỳ", "Từ ngày", "Chốt số liệu", "Căn cứ"), rows)


def _owed(declarations: Declarations) -> str:
    rows = []
    for period in _periods(declarations):
        owing = declarations.expected(period)
        if owing:
            directives = dict.fromkeys(e.duty.directive.number for e in owing)
            dues = dict.fromkeys(e.duty.due_before for e in owing)
            due = ", ".join(f"trước {words.day(day)}" if day else words.UNKNOWN for day in dues)
            last_days = dict.fromkeys(declarations.last_day(e.duty) for e in owing)
            lasts = ", ".join(words.day(day) or words.UNKNOWN for day in last_days)
            gaps = ", ".join(_gap(period, day, declarations) for day in last_days)
            numbers = ", ".join(directives)
            rows.append((code(period.code), period.label, numbers, due, lasts, gaps, len(owing)))
    return table(_OWED, rows)


def _gap(period: Period, last_day: date | None, declarations: Declarations) -> str:
    """Return the working days between cut-off and last day; Nghị định 09/2019 wants at least 1."""
    days = declarations.working_days.between(period.cut_off, last_day) if last_day else None
    return words.UNKNOWN if days is None else str(days)


def _periods(declarations: Declarations) -> Iterator[Period]:
    """Yield the periods from the first directive's year to the year after the last one's."""
    starts = [d.valid_from.year for d in declarations.directives.directives if d.valid_from]
    for year in range(min(starts), max(starts) + 2):
        for kind in declarations.period_kinds:
            yield kind.period(year)


def _directive(directive: Directive, declarations: Declarations) -> Iterator[str]:
    yield f"### {directive.number or 'Số ' + words.UNKNOWN}: {directive.title}"
    yield table(("Mục", "Nội dung"), _facts(directive, declarations))
    if rows := _duties(directive, declarations):
        kinds = [
            kind.label.format(year="").removesuffix("năm ") for kind in declarations.period_kinds
        ]
        yield "Hạn gửi (“–” là không yêu cầu):"
        yield table(("Đơn vị gửi", "Gửi về", *(kind.strip() for kind in kinds), "Căn cứ"), rows)
    else:
        yield "Không đặt nghĩa vụ báo cáo."


def _facts(directive: Directive, declarations: Declarations) -> list[tuple[str, str]]:
    bounded = directive.valid_from or directive.valid_to
    return [
        ("Mã trong khai báo", code(directive.directive_code)),
        ("Cơ quan ban hành", directive.issuer),
        ("Ngày ban hành", words.day(directive.issued_on) or words.UNKNOWN),
        *_recipients(directive, declarations),
        ("Cho các kỳ chốt số liệu", words.span(directive) if bounded else words.UNKNOWN),
        *_terms(directive, declarations),
        ("Nguồn", words.plain(directive.source)),
        ("Ghi chú", words.plain(directive.note)),
    ]


def _recipients(directive: Directive, declarations: Declarations) -> Iterator[tuple[str, str]]:
    """Yield who receives the reports and for whom, with its span where that changes."""
    rows = declarations.directives.recipients
    own = [row for row in rows if row.directive_code == directive.directive_code]
    for row in own:
        span = f" ({words.span(row)})" if len(own) > 1 else ""
        name = declarations.units.name_near(row.recipient, row.valid_from or date.min)
        yield f"Nơi nhận báo cáo{span}", name or words.UNKNOWN
        yield f"Tổng hợp để gửi{span}", row.addressee or words.UNKNOWN


def _terms(directive: Directive, declarations: Declarations) -> Iterator[tuple[str, str]]:
    """Yield how the due dates are counted, with its span where that changes."""
    rows = declarations.directives.due_terms
    own = [row for row in rows if row.directive_code == directive.directive_code]
    for row in own:
        span = f" ({words.span(row)})" if len(own) > 1 else ""
        yield f"Cách tính “trước ngày”{span}", f"{told_terms(row)}. {words.plain(row.source)}"


def _calendars(declarations: Declarations) -> str:
    rows = [
        (
            words.span(calendar),
            "đã công bố" if calendar.is_announced else "chưa công bố",
            words.plain(calendar.source),
            words.plain(calendar.note),
        )
        for calendar in declarations.working_days.calendars
    ]
    return table(("Thời gian", "Lịch nghỉ", "Nguồn", "Ghi chú"), rows)


def _special_days(declarations: Declarations) -> str:
    rows = [
        (
            f"{words.WEEKDAYS[holiday.day.weekday()]}, {words.day(holiday.day)}",
            words.DAY_KINDS[holiday.kind],
            holiday.name,
            words.day(holiday.instead_of) or "–",
            words.plain(holiday.source),
        )
        for holiday in declarations.working_days.holidays
    ]
    return table(("Ngày", "Loại", "Tên", "Thay cho ngày", "Nguồn"), rows)


def _duties(directive: Directive, declarations: Declarations) -> list[tuple[str, ...]]:
    labels = {kind.kind: kind.label for kind in declarations.units.kinds}
    names = {name.unit_code: name.name for name in declarations.units.names}
    dues = _dues(directive, declarations)
    return [
        (
            labels[reporter.unit_kind],
            names.get(reporter.reports_to, reporter.reports_to),
            *(dues.get((reporter.unit_kind, kind.kind), "–") for kind in declarations.period_kinds),
            words.plain(reporter.source),
        )
        for reporter in declarations.directives.reporters
        if reporter.directive_code == directive.directive_code
    ]


def _dues(directive: Directive, declarations: Declarations) -> dict[tuple[str, str], str]:
    """Return the due date, as written, of each kind of unit and period, with its days if any."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for due in declarations.directives.due_dates:
        if due.directive_code == directive.directive_code:
            day = f"trước {words.month_day(due.due_before)}" if due.due_before else words.UNKNOWN
            span = f" ({words.span(due)})" if due.valid_from or due.valid_to else ""
            found[due.unit_kind, due.period_kind].append(day + span)
    return {key: "; ".join(days) for key, days in found.items()}
