"""``tonghop trace``: the cells behind a figure, and the figures that a cell is in."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tonghop.cli.editions import chosen_edition
from tonghop.cli.main import CLEAN, ISSUES, Misuse
from tonghop.house import House

if TYPE_CHECKING:
    from tonghop.closure import Closure
    from tonghop.tracing.figure import Trace

NO_CELLS = (
    "bản tổng hợp {edition} không kèm các ô để truy vết (bản gửi ngoài, hoặc lập bằng phiên bản "
    "cũ của chương trình)"
)
FORMATS = (".xlsx", ".csv", ".parquet")
_SUBJECTS = {
    "nation": "số tổng hợp",
    "nation_last_year": "số tổng hợp, cùng kỳ năm trước",
    "nation_like": "số tổng hợp, so sánh cùng phạm vi",
    "unit": "từng đơn vị, cả hai cách xếp",
    "unit_last_year": "từng đơn vị, cùng kỳ năm trước",
    "unit_kind": "theo loại đơn vị",
    "bases": "cộng mọi đơn vị của mỗi cách xếp",
    "derived_nation": "số tổng hợp, kỳ suy ra",
    "derived_unit": "từng đơn vị, kỳ suy ra",
    "target": "mục tiêu: tử số, mẫu số, tỷ lệ",
}


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "figures",
        nargs="*",
        metavar="CON_SỐ",
        help="mã con số, ví dụ 2026-H1:D03.vu, 2026-H1:D03.vu@SYT34-51, 2026-H1/02:D15.ty_le, "
        "2026-H1:MT03, 2026-H1/01:2025-H1:D03.vu (số của kỳ trước, trong bản 2026-H1/01)",
    )
    parser.add_argument(
        "--all",
        nargs="*",
        metavar="BẢN",
        help="đối chiếu mọi con số của các bản tổng hợp này (không ghi bản nào: mọi bản) với các ô",
    )
    parser.add_argument(
        "--file", metavar="TỆP", help="tệp báo cáo: đường dẫn, tên khi nhận, hoặc mã sha256"
    )
    parser.add_argument(
        "--cell", metavar="Ô", help="cùng với --file: ô cần tìm, ví dụ “Biểu 2!D14”"
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="TỆP",
        help="ghi các ô ra tệp .xlsx, .csv hoặc .parquet",
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Trace figures to their cells, or count whether every figure of an edition is its cells."""
    if chosen.all is not None:
        return _count_all(chosen)
    if chosen.file or chosen.cell:
        from tonghop.cli.trace_cell import tell_cell

        if not (chosen.file and chosen.cell):
            raise Misuse("--file và --cell phải đi cùng nhau.")
        return tell_cell(House(chosen.data).marts, chosen.file, chosen.cell)
    if not chosen.figures:
        raise Misuse("hãy ghi một mã con số, ví dụ “tonghop trace 2026-H1:D03.vu”, hoặc --all.")
    if chosen.output and chosen.output.suffix.lower() not in FORMATS:
        raise Misuse(f"chỉ ghi được tệp {', '.join(FORMATS)}; “{chosen.output.name}” có đuôi khác.")
    traces = [trace for named in chosen.figures for trace in _traced(chosen, named)]
    if chosen.output:
        from tonghop.tracing.export import write_cells

        rows = write_cells(traces, chosen.output)
        print(f"Đã ghi {rows} ô vào “{chosen.output}”.")
    return CLEAN if all(trace.is_closed for trace in traces) else ISSUES


def _traced(chosen: argparse.Namespace, named: str) -> "Sequence[Trace]":
    """Print the traces of one name, unless they are to be written, and return them."""
    from dataclasses import replace

    from tonghop.asking import open_edition
    from tonghop.cli.trace_told import read_decisions, told_trace
    from tonghop.publish.editions import read_manifest
    from tonghop.tracing.naming import UnknownFigureError, parse_name
    from tonghop.tracing.trace import carries_cells, trace

    try:
        name = parse_name(named)
        edition = _edition_of(House(chosen.data).marts, name.edition, name.period)
        name = replace(name, period=name.period or read_manifest(edition)["period"])
        with open_edition(edition) as con:
            if not carries_cells(con):
                raise Misuse(f"{NO_CELLS.format(edition=_named(edition))}.")
            traces = trace(con, name)
            if not chosen.output:
                decisions = read_decisions(con)
                for each in traces:
                    print(*told_trace(each, decisions), sep="\n")
                print(f"Nguồn: bản tổng hợp {_named(edition)}.\n")
    except UnknownFigureError as error:
        raise Misuse(str(error)) from error
    return traces


def _named(edition: Path) -> str:
    return f"{edition.parent.name}/{edition.name}"


def _edition_of(marts: Path, named: str, period: str) -> Path:
    """Return the edition that is named, else the period's current one, else the newest."""
    from tonghop.publish.editions import newest_edition

    if named:
        return chosen_edition(marts, named)
    return newest_edition(marts, period) or newest_edition(marts) or chosen_edition(marts, period)


def _count_all(chosen: argparse.Namespace) -> int:
    """Print, edition by edition, how many figures are what how many cells come to."""
    from tonghop.asking import open_edition
    from tonghop.closure import count_closure
    from tonghop.publish.editions import all_editions
    from tonghop.tracing.trace import carries_cells

    marts = House(chosen.data).marts
    editions = [chosen_edition(marts, named) for named in chosen.all] or all_editions(marts)
    if not editions:
        raise Misuse("chưa có bản tổng hợp nào; chạy “tonghop run --period KỲ” trước.")
    figures = unclosed = 0
    for edition in editions:
        with open_edition(edition) as con:
            if not carries_cells(con):
                print(f"Bỏ qua: {NO_CELLS.format(edition=_named(edition))}.")
                continue
            print(f"Bản {_named(edition)}")
            for each in count_closure(con):
                print(_told_closure(each))
                figures, unclosed = figures + each.figures, unclosed + each.unclosed
    verdict = f"{unclosed} con số khác tổng các ô" if unclosed else "tất cả đúng bằng tổng các ô"
    print(f"{_count(figures)} con số: {verdict}, tỷ lệ đối chiếu với thương của tử số và mẫu số.")
    return ISSUES if unclosed else CLEAN


def _told_closure(each: "Closure") -> str:
    told = f"KHÁC: {each.unclosed} con số" if each.unclosed else "khớp"
    label, figures, cells = _SUBJECTS[each.subject], _count(each.figures), _count(each.cells)
    return f"  {label:<36}{figures:>10} con số{cells:>12} ô  {told}"


def _count(quantity: int) -> str:
    return f"{quantity:,}".replace(",", ".")
