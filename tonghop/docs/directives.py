"""``van-ban-chi-dao.md``: who owes what, by when and under which text; what is unknown says so."""

from collections.abc import Iterator

from schemas.declarations import Declarations
from schemas.directives import Directive
from schemas.periods import Period
from tonghop.docs import words
from tonghop.docs.markdown import code, document, table

_UNKNOWN = words.UNKNOWN


def describe_directives(declarations: Declarations) -> str:
    """Return the kinds of period, every directive with its due dates, and the reports owed so far."""
    return document(
        "# Văn bản chỉ đạo, kỳ báo cáo và thời hạn",
        f"Nội dung văn bản không nêu hoặc chưa xem được ghi “{_UNKNOWN}”, không suy đoán. “Trước ngày 16/3” "
        "là ngày 15/3 còn đúng hạn, ngày 16/3 đã muộn một ngày.",
        "## Kỳ báo cáo",
        _period_kinds(declarations),
        "Mã kỳ gồm năm và loại kỳ, ví dụ `2026-H1`. Các kỳ trong năm chồng lên nhau nên không cộng với nhau.",
        "## Số báo cáo phải gửi về Bộ Y tế",
        _owed(declarations),
        "## Từng văn bản",
        *(
            block
            for d in declarations.directives.directives
            for block in _directive(d, declarations)
        ),
    )


def _period_kinds(declarations: Declarations) -> str:
    return table(
        ("Mã", "Kỳ", "Từ ngày", "Chốt số liệu", "Căn cứ"),
        [
            (
                code(kind.kind),
                kind.label.format(year="…"),
                words.month_day(kind.start) + (" năm trước" if kind.start_year_offset else ""),
                words.month_day(kind.cut_off),
                kind.source,
            )
            for kind in declarations.period_kinds
        ],
    )


def _owed(declarations: Declarations) -> str:
    rows = []
    for period in _periods(declarations):
        owing = declarations.expected(period)
        if owing:
            directives = {e.duty.directive.number: None for e in owing}
            dues = {e.duty.due_before for e in owing}
            due = ", ".join(f"trước {words.day(day)}" if day else _UNKNOWN for day in dues)
            rows.append((code(period.code), period.label, ", ".join(directives), due, len(owing)))
    return table(("Mã kỳ", "Kỳ", "Theo văn bản", "Hạn gửi", "Số đơn vị"), rows)


def _periods(declarations: Declarations) -> Iterator[Period]:
    """Yield the periods from the first directive's year to the year after the last one's."""
    starts = [d.valid_from.year for d in declarations.directives.directives if d.valid_from]
    for year in range(min(starts), max(starts) + 2):
        for kind in declarations.period_kinds:
            yield kind.period(year)


def _directive(directive: Directive, declarations: Declarations) -> Iterator[str]:
    yield f"### {directive.number or 'Số ' + _UNKNOWN}: {directive.title}"
    yield table(
        ("Mục", "Nội dung"),
        [
            ("Mã trong khai báo", code(directive.directive_code)),
            ("Cơ quan ban hành", directive.issuer),
            ("Ngày ban hành", words.day(directive.issued_on) or _UNKNOWN),
            ("Nơi nhận báo cáo", directive.recipient or _UNKNOWN),
            ("Tổng hợp để gửi", directive.addressee or _UNKNOWN),
            ("Áp dụng cho kỳ chốt số liệu", _governed(directive)),
            ("Nguồn", words.plain(directive.source)),
            ("Ghi chú", words.plain(directive.note)),
        ],
    )
    rows = _duties(directive, declarations)
    if rows:
        kinds = [kind.label.format(year="").strip() for kind in declarations.period_kinds]
        yield "Hạn gửi (“–” là không yêu cầu):"
        yield table(("Đơn vị gửi", "Gửi về", *kinds, "Căn cứ"), rows)
    else:
        yield "Không đặt nghĩa vụ báo cáo."


def _governed(directive: Directive) -> str:
    return words.span(directive) if directive.valid_from or directive.valid_to else _UNKNOWN


def _duties(directive: Directive, declarations: Declarations) -> list[tuple[str, ...]]:
    labels = {kind.kind: kind.label for kind in declarations.units.kinds}
    return [
        (
            labels[reporter.unit_kind],
            _recipient(reporter.reports_to, directive, declarations),
            *(_due(directive, reporter.unit_kind, kind.kind, declarations)
              for kind in declarations.period_kinds),
            words.plain(reporter.source),
        )
        for reporter in declarations.directives.reporters
        if reporter.directive_code == directive.directive_code
    ]  # fmt: skip


def _due(directive: Directive, unit_kind: str, period_kind: str, declarations: Declarations) -> str:
    wanted = (directive.directive_code, unit_kind, period_kind)
    for due in declarations.directives.due_dates:
        if (due.directive_code, due.unit_kind, due.period_kind) == wanted:
            return f"trước {words.month_day(due.due_before)}" if due.due_before else _UNKNOWN
    return "–"


def _recipient(unit_code: str, directive: Directive, declarations: Declarations) -> str:
    """Return the recipient's name as it was while the directive was in force."""
    names = [name for name in declarations.units.names if name.unit_code == unit_code]
    return names[-1].name if names else unit_code
