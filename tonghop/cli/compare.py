"""``tonghop compare``: figures of the nation or of one unit beside the same period last year."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tonghop.cli.main import CLEAN, Misuse
from tonghop.cli.sql import FORMATS
from tonghop.house import House

if TYPE_CHECKING:
    import duckdb

    from tonghop.comparing import Comparison

NATION = "Số liệu tổng hợp"


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--period", required=True, metavar="KỲ", help="kỳ báo cáo, ví dụ 2026-H1")
    parser.add_argument(
        "--unit", metavar="MÃ", help="mã đơn vị, ví dụ SYT34-51; bỏ trống là số liệu tổng hợp"
    )
    parser.add_argument(
        "--line", nargs="+", default=[], metavar="DÒNG", help="chỉ các dòng này, ví dụ D03 D04"
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="TỆP", help="ghi ra tệp .xlsx, .csv hoặc .parquet"
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Print or write the comparison; where there is none, say why and what to ask instead."""
    from tonghop.asking import open_edition, write_answer
    from tonghop.cli.comparison_table import table
    from tonghop.comparing import Comparison, compare
    from tonghop.publish.editions import newest_edition

    if chosen.output and chosen.output.suffix.lower() not in FORMATS:
        raise Misuse(f"chỉ ghi được tệp {', '.join(FORMATS)}; “{chosen.output.name}” có đuôi khác.")
    marts = House(chosen.data).marts
    edition = newest_edition(marts, chosen.period) or newest_edition(marts)
    if edition is None:
        raise Misuse(
            f"chưa có bản tổng hợp nào; chạy “tonghop run --period {chosen.period}” trước."
        )
    with open_edition(edition) as con:
        _require_figures(con, chosen.period, chosen.unit)
        found = compare(con, chosen.period, chosen.unit, chosen.line)
        rows = [Comparison(*row) for row in found.fetchall()]
        if not rows:
            raise Misuse(f"kỳ {chosen.period} không có dòng nào mang mã {', '.join(chosen.line)}.")
        if chosen.output:
            written = write_answer(found, chosen.output)
            print(f"Đã ghi {written} dòng vào “{chosen.output}” (nguồn: {edition}).")
        else:
            print(*_introduction(con, chosen.period, chosen.unit, rows), sep="\n")
            print(*table(rows), sep="\n")
    return CLEAN


def _require_figures(con: "duckdb.DuckDBPyConnection", period: str, unit: str | None) -> None:
    """Raise ``Misuse`` that says why there are no figures, and whom to ask for instead."""
    from tonghop.comparing import basis_of, compare, heir_of, label_of, name_of

    label, _ = label_of(con, period) or ("", "")
    if not compare(con, period, None).limit(1).fetchall():
        raise Misuse(f"chưa có bản tổng hợp kỳ “{period}”; chạy “tonghop run --period {period}”.")
    if unit is None or basis_of(con, period, unit):
        return
    if name_of(con, period, unit) is None:
        raise Misuse(f"không có đơn vị nào mang mã “{unit}”; xem docs/don-vi.md.")
    own = _named(con, period, unit)
    heir = heir_of(con, unit, period)
    if heir is None:
        raise Misuse(f"{own} không phải gửi báo cáo {label}, nên không có số liệu.")
    raise Misuse(
        f"{own} không có số liệu riêng của {label}: từ ngày {heir.since:%d/%m/%Y}, toàn bộ công "
        f"việc của đơn vị do {_named(con, period, heir.unit_code)} làm và báo cáo chung, không "
        "tách theo đơn vị cũ. Vì vậy số liệu các kỳ chốt từ ngày ấy không được chia ngược về đơn "
        f"vị cũ; hãy xem “tonghop compare --period {period} --unit {heir.unit_code}”."
    )


def _introduction(
    con: "duckdb.DuckDBPyConnection", period: str, unit: str | None, rows: "Sequence[Comparison]"
) -> Iterator[str]:
    """Yield whose figures these are, of when, and what the past is made of."""
    from tonghop.comparing import basis_of, heir_of, label_of

    label, last_year = label_of(con, period) or (period, "")
    past, _ = label_of(con, last_year) or ("cùng kỳ năm trước", "")
    yield f"{_named(con, period, unit) if unit else NATION}: {label} so với {past}."
    if all(row.expected_last_year is None for row in rows):
        yield f"Chưa có số liệu cùng kỳ năm trước ({last_year}) để so sánh."
    if unit and basis_of(con, period, unit) == "as_reported" and (heir := heir_of(con, unit)):
        yield (
            f"Số liệu theo đơn vị lúc báo cáo; từ ngày {heir.since:%d/%m/%Y}, công việc của đơn vị "
            f"do {_named(con, period, heir.unit_code)} làm."
        )
    for when, parts in (("Kỳ này", rows[0].expected), ("Cùng kỳ", rows[0].expected_last_year)):
        if unit and parts and parts > 1:
            yield f"{when} cộng từ {parts} đơn vị mà công việc nay do đơn vị này làm."


def _named(con: "duckdb.DuckDBPyConnection", period: str, unit: str) -> str:
    from tonghop.comparing import name_of

    return f"{name_of(con, period, unit)} ({unit})"
