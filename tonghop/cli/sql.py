"""``tonghop sql``: ad hoc questions to the newest edition, answered on screen or in a file."""

import argparse
from pathlib import Path

from tonghop.cli.main import CLEAN, Misuse
from tonghop.house import House

FORMATS = (".xlsx", ".csv", ".parquet")


def add_arguments(parser: argparse.ArgumentParser, _: str) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "query", metavar="CÂU_LỆNH", help="một câu select, ví dụ: select * from national_summary"
    )
    parser.add_argument("--period", metavar="KỲ", help="dùng bản tổng hợp mới nhất của kỳ này")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="TỆP", help="ghi ra tệp .xlsx, .csv hoặc .parquet"
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Answer the query; the edition is never changed, and the query reaches no other file."""
    import duckdb

    from tonghop.asking import open_edition, write_answer
    from tonghop.publish.editions import newest_edition

    if chosen.output and chosen.output.suffix.lower() not in FORMATS:
        raise Misuse(f"chỉ ghi được tệp {', '.join(FORMATS)}; “{chosen.output.name}” có đuôi khác.")
    edition = newest_edition(House(chosen.data).marts, chosen.period)
    if edition is None:
        raise Misuse("chưa có bản tổng hợp nào; chạy “tonghop run --period KỲ” trước.")
    with open_edition(edition) as con:
        try:
            answer = con.sql(chosen.query)
            if answer is None:
                raise Misuse("câu lệnh không trả về bảng nào; chỉ dùng câu select.")
            if chosen.output:
                rows = write_answer(answer, chosen.output)
                print(f"Đã ghi {rows} dòng vào “{chosen.output}” (nguồn: {edition}).")
            else:
                answer.show(max_rows=200, max_width=200)
        except duckdb.Error as error:
            raise Misuse(f"câu lệnh SQL không thực hiện được: {error}") from error
    return CLEAN
