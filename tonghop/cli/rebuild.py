"""``tonghop rebuild``: the warehouse made again from what nothing can make again."""

import argparse
from collections.abc import Sequence

from tonghop.cli.consolidating import add_at, chosen_declarations
from tonghop.cli.main import CLEAN, CRASH, NOTHING_TO_DO
from tonghop.cli.passwords import add_password_file, chosen_passwords
from tonghop.house import House


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    add_password_file(parser)
    add_at(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Make the warehouse and the marts again; on damage, name it and leave all as it was."""
    from tqdm import tqdm

    from tonghop.rebuilding import ArchiveDamagedError, rebuild

    chosen_passwords(chosen.password_file)
    house, declarations = House(chosen.data, chosen.password_file), chosen_declarations(chosen)
    if not house.archive.is_dir():
        print(f"Chưa nhận tệp nào tại “{house.data}”, không có gì để lập lại.")
        return NOTHING_TO_DO
    try:
        with tqdm(desc="Đọc lại báo cáo", unit=" tệp", delay=2) as read:
            made = rebuild(house, declarations, read.update)
    except ArchiveDamagedError as error:
        tell_damage(house, error.names)
        return CRASH
    print(
        f"Đã lập lại kho dữ liệu “{house.warehouse}” từ {made.reports} tệp đã nhận và "
        f"{made.decisions} quyết định xử lý; mỗi con số bằng đúng tổng các ô nguồn."
    )
    return CLEAN


def tell_damage(house: House, names: Sequence[str]) -> None:
    """Print which archived files are gone or hold something else than was received."""
    print(f"Kho lưu trữ không còn nguyên vẹn: {len(names)} tệp bị mất hoặc bị sửa.")
    for name in names:
        print(f"  {house.archive / name}")
    print("Kho dữ liệu giữ nguyên như cũ. Hãy khôi phục các tệp này từ bản sao lưu.")
