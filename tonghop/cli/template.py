"""``tonghop template``: blank workbooks for the units that owe a report."""

import argparse
from pathlib import Path

from tonghop.cli.consolidating import add_at, chosen_declarations
from tonghop.cli.main import CLEAN, Misuse
from tonghop.cli.periods import chosen_period, tell_caveats


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--period", required=True, metavar="KỲ", help="kỳ báo cáo, ví dụ 2026-H1")
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--unit", metavar="MÃ", help="mã đơn vị, ví dụ SYT34-51")
    who.add_argument("--all", action="store_true", help="mọi đơn vị phải báo cáo trong kỳ")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="THƯ_MỤC", help="nơi ghi biểu mẫu"
    )
    add_at(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Write the blank workbooks; a file that is already there is replaced."""
    from tqdm import tqdm

    from tonghop.template import make_template, template_name

    declarations = chosen_declarations(chosen)
    period = chosen_period(declarations, chosen.period)
    owing = [
        e for e in declarations.expected(period) if chosen.all or e.unit.unit_code == chosen.unit
    ]
    if not owing:
        at = declarations.units.name_near(chosen.at, period.cut_off)
        raise Misuse(_nobody(chosen.unit, at, period.label))
    if not declarations.forms_on(period.cut_off):
        raise Misuse(f"chưa có biểu mẫu nào áp dụng cho kỳ {period.label}.")
    if not declarations.forms_on(period.cut_off):
        raise Misuse(f"chưa có biểu mẫu nào áp dụng cho kỳ {period.label}.")
    chosen.output.mkdir(parents=True, exist_ok=True)
    for expected in tqdm(owing, desc="Lập biểu mẫu", unit=" tệp", delay=2):
        target = chosen.output / template_name(expected.unit.unit_code, period)
        make_template(declarations, expected, period).save(target)
    print(f"Đã lập {len(owing)} biểu mẫu {period.label} tại “{chosen.output}”.")
    tell_caveats(declarations, period)
    return CLEAN


def _nobody(unit: str | None, at: str, period: str) -> str:
    if unit:
        return f"đơn vị mã “{unit}” không phải gửi báo cáo về {at} cho kỳ {period}."
    return f"không có văn bản yêu cầu đơn vị nào báo cáo về {at} cho kỳ {period}."
