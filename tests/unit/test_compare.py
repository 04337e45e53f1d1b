"""``tonghop compare``: whose past is shown, what is like for like, and why some past is missing."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook

from schemas.loading import load_declarations
from tests.unit.publish.small_edition import Report, edition_of
from tonghop.cli.main import CLEAN, MISUSE, main
from tonghop.comparing import Comparison, compare, heir_of, name_of

Compare = Callable[..., tuple[int, list[str], str]]
LINES = ("D03", "D14", "D15", "D15a")


def sent(unit: str, period: str, **values: int | str) -> Report:
    codes = {name.replace("_", ".", 1): value for name, value in values.items()}
    return Report(unit, period, "2026-07-01 09:00+07", codes)


REPORTS = (
    sent("SYT63-51", "2025-H1", D03_vu=3, D14_so_luong=4, D15a_so_luong=2),
    sent("SYT63-62", "2025-H1", D03_vu=5, D14_so_luong=6),
    sent("SYT63-70", "2025-H1", D03_vu=20),
    sent("BV-BACHMAI", "2025-H1", D03_vu=1),
    sent("SYT34-51", "2026-H1", D03_vu=6, D14_so_luong=5, D15a_so_luong=5),
    sent("SYT34-75", "2026-H1", D03_vu=9),
    sent("BV-BACHMAI", "2026-H1", D03_vu=2),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one edition of 2026-H1, which holds 2025-H1 too."""
    folder = tmp_path_factory.mktemp("data") / "marts" / "2026-H1" / "01"
    folder.mkdir(parents=True)
    manifest = {"cut_off": "2026-06-14", "period": "2026-H1"}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with edition_of(load_declarations(), REPORTS) as con:
        con.execute(f"attach '{folder / 'tonghop.duckdb'}' as edition")
        tables = con.execute(
            "select table_name from duckdb_tables()"
            " where database_name = 'memory' and schema_name = 'main'"
        ).fetchall()
        for (name,) in tables:
            con.execute(f"create table edition.{name} as from memory.main.{name}")
        con.execute("detach edition")
    return folder.parents[2]


@pytest.fixture
def con(data: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    database = data / "marts" / "2026-H1" / "01" / "tonghop.duckdb"
    with duckdb.connect(database, read_only=True) as con:
        yield con


@pytest.fixture
def asked(data: Path, capsys: pytest.CaptureFixture[str]) -> Compare:
    """Run the command; return its exit code, the lines that it printed, and what was wrong."""

    def asked(*arguments: str) -> tuple[int, list[str], str]:
        code = main(["compare", "--data", str(data), *arguments])
        told, wrong = capsys.readouterr()
        return code, told.splitlines(), wrong

    return asked


@pytest.mark.parametrize("unit", [None, "SYT34-51"])
def test_figures_come_as_the_forms_print_them(
    con: duckdb.DuckDBPyConnection, unit: str | None
) -> None:
    printed = [line.line_code for line in load_declarations().lines]
    told = [cell.partition(".")[0] for cell, *_ in compare(con, "2026-H1", unit).fetchall()]
    assert told == sorted(told, key=printed.index)


def figures(told: list[str]) -> dict[str, list[str]]:
    """Return the numbers of each printed figure, from the figure of this period on."""
    rows = (line for line in told if line.startswith(LINES))
    return {row.split()[0]: row.replace("; ", ";").split("  ") for row in rows}


def numbers(told: list[str], cell: str) -> list[str]:
    return [text.strip() for text in figures(told)[cell] if text.strip()][2:]


def test_a_merged_unit_is_compared_with_the_sum_of_its_parts(asked: Compare) -> None:
    code, told, wrong = asked("--period", "2026-H1", "--unit", "SYT34-51")
    assert (code, wrong) == (CLEAN, "")
    assert told[:2] == [
        "Sở Y tế tỉnh Quảng Ngãi (SYT34-51): 6 tháng đầu năm 2026 so với 6 tháng đầu năm 2025.",
        "Cùng kỳ cộng từ 2 đơn vị mà công việc nay do đơn vị này làm.",
    ]
    assert numbers(told, "D03.vu") == ["6", "8", "-2", "-25%", "1/1;2/2", "-2", "-25%", "1"]
    partial = ["5", "2", "+3", "+150%", "1/1;1/2", "–", "–", "0"]
    assert numbers(told, "D15a.so_luong") == partial
    ratio = ["100%", "50%", "+50 điểm", "+100%", "1/1;1/2", "–", "–", "0"]
    assert numbers(told, "D15.ty_le") == ratio
    missing = "Cùng kỳ thiếu số liệu của Sở Y tế tỉnh Kon Tum: "
    assert sum(line.startswith(missing) for line in told) == 1


def test_a_part_that_did_not_report_leaves_nothing_to_compare_like_for_like(
    asked: Compare,
) -> None:
    """Bình Phước reported, Đồng Nai of that time did not."""
    _, told, _ = asked("--period", "2026-H1", "--unit", "SYT34-75", "--line", "D03")
    assert told[0].startswith("Sở Y tế thành phố Đồng Nai (SYT34-75): ")
    assert numbers(told, "D03.vu") == ["9", "20", "-11", "-55%", "1/1;1/2", "–", "–", "0"]
    assert "Cùng kỳ thiếu số liệu của Sở Y tế tỉnh Đồng Nai: 8 ô." in told


def test_the_nation_is_compared_as_it_is_and_like_for_like(asked: Compare) -> None:
    code, told, _ = asked("--period", "2026-H1", "--line", "D03", "D14")
    assert code == CLEAN
    assert told[0] == "Số liệu tổng hợp: 6 tháng đầu năm 2026 so với 6 tháng đầu năm 2025."
    assert figures(told).keys() == {"D03.vu", "D14.so_luong"}
    vu = numbers(told, "D03.vu")
    assert [vu[n] for n in (0, 1, 2, 3, 5, 6, 7)] == [
        "17", "29", "-12", "-41,38%", "-1", "-11,11%", "2",
    ]  # fmt: skip
    assert vu[4].startswith("3/")


@pytest.mark.parametrize(
    ("unit", "period", "told"),
    [
        (
            "SYT63-62",
            "2026-H1",
            "Sở Y tế tỉnh Kon Tum (SYT63-62) không có số liệu riêng của 6 tháng đầu năm 2026: từ "
            "ngày 01/07/2025, toàn bộ công việc của đơn vị do Sở Y tế tỉnh Quảng Ngãi (SYT34-51) "
            "làm và báo cáo chung, không tách theo đơn vị cũ. Vì vậy số liệu các kỳ chốt từ ngày "
            "ấy không được chia ngược về đơn vị cũ; hãy xem “tonghop compare --period 2026-H1 "
            "--unit SYT34-51”.",
        ),
        ("BYT-MT", "2025-H1", "từ ngày 01/03/2025, toàn bộ công việc của đơn vị do Cục Phòng bệnh"),
        ("BYT", "2026-H1", "Bộ Y tế (BYT) không phải gửi báo cáo 6 tháng đầu năm 2026"),
        ("SYT34-00", "2026-H1", "không có đơn vị nào mang mã “SYT34-00”; xem docs/don-vi.md."),
    ],
)
def test_nothing_is_split_back_and_the_answer_says_why(
    asked: Compare, unit: str, period: str, told: str
) -> None:
    code, printed, wrong = asked("--period", period, "--unit", unit)
    assert (code, printed) == (MISUSE, [])
    assert told in wrong


def test_a_dissolved_unit_shows_its_own_time_and_says_where_its_work_went(asked: Compare) -> None:
    code, told, _ = asked("--period", "2025-H1", "--unit", "SYT63-62")
    assert code == CLEAN
    assert told[1:3] == [
        "Chưa có số liệu cùng kỳ năm trước (2024-H1) để so sánh.",
        "Số liệu theo đơn vị lúc báo cáo; từ ngày 01/07/2025, công việc của đơn vị do Sở Y tế tỉnh "
        "Quảng Ngãi (SYT34-51) làm.",
    ]
    assert numbers(told, "D03.vu") == ["5", "–", "–", "–", "1/1", "–", "–", "0"]


def test_a_past_period_can_be_asked_on_the_units_of_today(asked: Compare) -> None:
    _, told, _ = asked("--period", "2025-H1", "--unit", "SYT34-51")
    assert "Kỳ này cộng từ 2 đơn vị mà công việc nay do đơn vị này làm." in told
    assert numbers(told, "D03.vu")[0] == "8"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("--period 2024-H1", "chưa có bản tổng hợp kỳ “2024-H1”"),
        ("--period 2026-H1 --line D99", "kỳ 2026-H1 không có dòng nào mang mã D99."),
        ("--period 2026-H1 -o a.docx", "chỉ ghi được tệp .xlsx, .csv, .parquet; “a.docx”"),
    ],
)
def test_what_cannot_be_answered_is_misuse(asked: Compare, arguments: str, told: str) -> None:
    code, printed, wrong = asked(*arguments.split())
    assert (code, printed) == (MISUSE, [])
    assert told in wrong


def test_without_an_edition_the_first_step_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", "--data", str(tmp_path), "--period", "2026-H1"]) == MISUSE
    assert "chạy “tonghop run --period 2026-H1” trước" in capsys.readouterr().err


def test_a_comparison_is_written_whole_with_numbers_as_numbers(
    asked: Compare, tmp_path: Path
) -> None:
    target = tmp_path / "so-sanh.xlsx"
    code, told, _ = asked(
        "--period", "2026-H1", "--unit", "SYT34-51", "--line", "D03", "-o", str(target)
    )
    assert code == CLEAN
    assert told[0].startswith("Đã ghi 8 dòng vào ")
    sheet = load_workbook(target).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == [*Comparison._fields]
    (vu,) = [row for row in rows if row[0] == "D03.vu"]
    assert vu[3:7] == [6, 8, -2, -25]


def test_an_heir_is_the_one_of_the_period_or_of_now(con: duckdb.DuckDBPyConnection) -> None:
    assert heir_of(con, "SYT63-62", "2025-H1") is None
    assert (heir_of(con, "SYT63-62", "2025-Y") or (None,))[0] == "SYT34-51"
    assert (heir_of(con, "SYT63-62") or (None,))[0] == "SYT34-51"
    assert heir_of(con, "SYT34-51") is None


def test_names_are_those_of_the_period_or_the_nearest(con: duckdb.DuckDBPyConnection) -> None:
    assert name_of(con, "2025-Y", "SYT34-75") == "Sở Y tế tỉnh Đồng Nai"
    assert name_of(con, "2026-H1", "SYT34-75") == "Sở Y tế thành phố Đồng Nai"
    assert name_of(con, "2024-H1", "SYT34-75") == "Sở Y tế tỉnh Đồng Nai"
    assert name_of(con, "2026-H1", "SYT63-75") == "Sở Y tế tỉnh Đồng Nai"


def test_all_lines_come_when_none_is_chosen(con: duckdb.DuckDBPyConnection) -> None:
    every = compare(con, "2026-H1", None).fetchall()
    assert len(every) > len(compare(con, "2026-H1", None, ["D03"]).fetchall()) == 8
