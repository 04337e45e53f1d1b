"""What report templates say about the report itself: period, directive, coverage."""

from decimal import Decimal

import duckdb

from schemas.declarations import Declarations
from schemas.directives import Directive
from schemas.layout import ILLUSTRATION
from tonghop.publish import grammar
from tonghop.publish.heading import Heading
from tonghop.publish.kept_back import OUTSIDE_MARK

DRAFT = "DỰ THẢO"
BLANK = "……………………"
DOCUMENT_KINDS = ("Kế hoạch", "Công văn", "Quyết định", "Chỉ thị", "Thông báo", "Hướng dẫn")

_COVERAGE = (
    "select unit_kind, count(*) filter (where status in ('on_time', 'late', 'received')), "
    "count(*) from reporting_status where period = ? group by unit_kind"
)


def heading_words(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, heading: Heading
) -> dict[str, str | int]:
    """Return the words about the report itself, by the name that templates call them."""
    period, directive = heading.period, heading.directive
    missing = heading.units_expected - heading.units_reported
    illustration = ILLUSTRATION if heading.illustrative else ""
    head = declarations.letterhead(period)
    office = head.office or (directive and declarations.recipient_name(directive, period))
    addressee = heading.onward or (directive and declarations.addressee(directive, period))
    return {
        "co_quan_chu_quan": head.superior.upper(),
        "co_quan_ban_hanh": head.name.upper(),
        "co_quan": declarations.units.name_near(declarations.consolidating_unit, period.cut_off),
        "ky_hieu": head.symbol,
        "dia_danh": head.place,
        "nganh": head.sector,
        "ky": grammar.lower_first(period.label),
        "nam": str(period.year),
        "tu_ngay": grammar.day(period.starts_on),
        "den_ngay": grammar.day(period.cut_off),
        "van_ban": directive_name(directive) if directive else "",
        "kinh_gui": addressee or BLANK,
        "noi_tong_hop": office or BLANK,
        "so_bao_cao": heading.units_reported,
        "so_don_vi": heading.units_expected,
        "so_chua_gui": grammar.count(Decimal(missing)) if missing else "",
        "co_cau": _coverage_by_kind(con, declarations, period.code),
        "cung_ky_bao_cao": _coverage(con, period.last_year),
        "den_thoi_diem": _moment(heading),
        "thay_doi": heading.changes,
        "gui_ngoai": heading.is_outside,
        "ban_tong_hop": f"{heading.edition:02d}{_state(heading)}",
        "ma_ky": period.code,
        "du_thao": DRAFT,
        "minh_hoa": illustration,
        "dau_trang": " – ".join(
            filter(None, (DRAFT, illustration, _mark(heading), _audience(heading)))
        ),
    }


def _moment(heading: Heading) -> str:
    """Return until when reports are told of, as a sentence begins."""
    return (
        f"Đến hết ngày {grammar.day(heading.as_of)}" if heading.as_of else "Đến thời điểm tổng hợp"
    )


def _state(heading: Heading) -> str:
    return f", tình hình đến hết ngày {grammar.day(heading.as_of)}" if heading.as_of else ""


def _mark(heading: Heading) -> str:
    return f"TẠI NGÀY {grammar.day(heading.as_of)}" if heading.as_of else ""


def _audience(heading: Heading) -> str:
    return OUTSIDE_MARK if heading.is_outside else ""


def directive_name(directive: Directive) -> str:
    """Name a directive inside a sentence: "Kế hoạch số 331/KH-BYT ngày 20/3/2024 của Bộ Y tế …"."""
    number = f" số {directive.number}" if directive.number else ""
    issued = f" ngày {grammar.day(directive.issued_on)}" if directive.issued_on else ""
    for kind in DOCUMENT_KINDS:
        if directive.title.startswith(f"{kind} "):
            subject = directive.title.removeprefix(kind)
            return f"{kind}{number}{issued} của {directive.issuer}{subject}"
    return f"văn bản{number}{issued} của {directive.issuer} ({directive.title})"


def _coverage_by_kind(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, period: str
) -> str:
    """List the kinds of units with how many reported: "Sở Y tế 60/63; …"."""
    found = {kind: counts for kind, *counts in con.execute(_COVERAGE, [period]).fetchall()}
    kinds = sorted(declarations.units.kinds, key=lambda kind: kind.position)
    return "; ".join(
        f"{kind.label} {found[kind.kind][0]}/{found[kind.kind][1]}"
        for kind in kinds
        if kind.kind in found
    )


def _coverage(con: duckdb.DuckDBPyConnection, period: str) -> str:
    """Return how many units reported in a period: "101/121"; empty if it was not collected."""
    counts = [row[1:] for row in con.execute(_COVERAGE, [period]).fetchall()]
    reported, expected = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0)
    return f"{reported}/{expected}" if expected else ""
