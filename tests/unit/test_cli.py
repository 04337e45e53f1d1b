"""The command line: its exit codes, and that it speaks Vietnamese whatever is typed."""

import csv
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.parquet
import pytest
from openpyxl import Workbook, load_workbook

from tests.build import complete, content, declarations, field_of, filled, read_here, save
from tonghop.cli.main import (
    BUSY,
    CLEAN,
    COMMANDS,
    CRASH,
    ISSUES,
    MISUSE,
    NOTHING_TO_DO,
    main,
)
from tonghop.cli.status import told_due_days, told_status
from tonghop.house import House
from tonghop.lateness import Lateness
from tonghop.pipeline import UnitStatus
from tonghop.safe_text import printable
from tonghop.warehouse import open_warehouse

ENGLISH = re.compile(
    r"\b(usage|options?|positional|arguments?|show|exit|message|error|required|default|"
    r"choose|invalid|expected|unrecognized|not|allowed|with|the|following|are|one|of|is)\b",
    re.IGNORECASE,
)
ENTRIES = "D03.vu | 5"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder; return its exit code and what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("TONGHOP_DATA", raising=False)
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)

    def run(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        return code, *capsys.readouterr()

    return run


@pytest.mark.parametrize("command", ["", *(command.name for command in COMMANDS)])
def test_help_is_vietnamese_throughout(run: Run, command: str) -> None:
    code, told, wrong = run(*filter(None, [command, "--help"]))
    assert (code, wrong) == (CLEAN, "")
    assert told.startswith("cách dùng: tonghop")
    assert ENGLISH.findall(told.replace("--as-of", "")) == []


def test_help_names_every_command_and_exit_code(run: Run) -> None:
    _, told, _ = run("--help")
    assert all(command.name in told for command in COMMANDS)
    assert all(f"{code} " in told for code in (0, 1, 2, 10, 11))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("", "thiếu tham số: LỆNH"),
        ("tonghop", "“tonghop” không hợp lệ (chọn một trong: "),
        ("check", "thiếu tham số: TỆP"),
        ("check .", "“.” là thư mục; hãy nêu các tệp cần kiểm tra, ví dụ “./*.xlsx”."),
        ("check khong-co.xlsx", "không tìm thấy tệp “khong-co.xlsx”"),
        ("build --thu", "không hiểu tham số: --thu"),
        ("build", "chưa có kho dữ liệu tại “data/warehouse.duckdb”; chạy “tonghop ingest” trước."),
        ("status --period 2026-H1", "chưa có kho dữ liệu"),
        ("publish --period 2026-H1", "chưa có kho dữ liệu"),
        ("publish --period", "tham số --period: cần một giá trị"),
        ("publish", "thiếu tham số: --period"),
        ("remind --period 2026-H1", "chưa có kho dữ liệu"),
        ("remind --period 2026-H1 --on 20-6-2026", "ngày “20-6-2026” không hợp lệ; ví dụ: 2026-06"),
        ("remind --period 2026-H1 --on 31/2/2026", "ngày “31/2/2026” không hợp lệ"),
        ("remind", "thiếu tham số: --period"),
        ("ingest", "không có thư mục “data/raw”"),
        ("ingest noi-khac", "không có thư mục “noi-khac”"),
        ("run --period 2026-H9", "kỳ báo cáo “2026-H9” không hợp lệ; ví dụ: 2026-H1."),
        ("sql select", "chưa có bản tổng hợp nào; chạy “tonghop run --period KỲ” trước."),
        ("sql", "thiếu tham số: CÂU_LỆNH"),
        ("sql select -o a.docx", "chỉ ghi được tệp .xlsx, .csv, .parquet; “a.docx” có đuôi khác."),
        ("template --period 2026-H1 -o x", "cần một trong các tham số --unit --all"),
        ("template --period 2026-H1 --unit A --all -o x", "--all: không dùng cùng với --unit"),
        ("template --period 2026-H1 --all", "thiếu tham số: -o/--output"),
        ("template --period 2026-H3 --all -o x", "kỳ báo cáo “2026-H3” không hợp lệ"),
        ("template --period 2026-Q1 --all -o x", "không có văn bản yêu cầu đơn vị nào báo cáo"),
        ("template --period 2023-Y --all -o x", "chưa có biểu mẫu nào áp dụng cho kỳ Năm 2023."),
        (
            "template --period 2026-H1 --unit SYT63-51 -o x",
            "đơn vị mã “SYT63-51” không phải gửi báo cáo về Bộ Y tế cho kỳ 6 tháng đầu năm 2026.",
        ),
    ],
)
def test_misuse_is_told_in_vietnamese_and_changes_nothing(
    run: Run, tmp_path: Path, arguments: str, told: str
) -> None:
    code, printed, wrong = run(*arguments.split())
    assert (code, printed) == (MISUSE, "")
    assert told in wrong
    assert ENGLISH.findall(wrong.replace("--as-of", "")) == []
    assert list(tmp_path.iterdir()) == []


def test_template_writes_the_workbook_of_one_unit(run: Run, tmp_path: Path) -> None:
    code, told, _ = run("template", "--period", "2026-H1", "--unit", "SYT34-51", "-o", "a/b")
    assert (code, told) == (CLEAN, "Đã lập 1 biểu mẫu 6 tháng đầu năm 2026 tại “a/b”.\n")
    (path,) = (tmp_path / "a" / "b").iterdir()
    assert path.name == "SYT34-51_2026-H1.xlsx"
    assert field_of(load_workbook(path), "unit_name").value == "Sở Y tế tỉnh Quảng Ngãi"


def test_template_all_writes_one_workbook_for_each_unit_that_owes_a_report(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tonghop.template.make_template", lambda *_: Workbook())
    code, told, _ = run("template", "--period", "2026-H1", "--all", "-o", "x")
    owing = declarations().expected(declarations().period("2026-H1"))
    assert code == CLEAN
    assert f"Đã lập {len(owing)} biểu mẫu" in told
    names = {path.name for path in (tmp_path / "x").iterdir()}
    assert names == {f"{expected.unit.unit_code}_2026-H1.xlsx" for expected in owing}


def test_check_tells_each_file_apart_and_keeps_nothing(run: Run, tmp_path: Path) -> None:
    good = save(complete(ENTRIES), tmp_path / "tot.xlsx")
    bad = save(
        complete("D03.vu | mười\nD15a.so_luong | 1\nD14.so_luong | 2"), tmp_path / "loi.xlsx"
    )
    code, told, _ = run("check", good, bad)
    assert code == ISSUES
    first, second, *rest = told.splitlines()
    assert first == "tot.xlsx: hợp lệ."
    assert second == "loi.xlsx: chưa hợp lệ, 1 lỗi, 1 cảnh báo."
    assert rest[0].startswith("  Lỗi text_in_number: Biểu 2, ô E13 (Trộm cắp, móc túi – Số vụ):")
    assert rest[1].startswith("  Cảnh báo Q041: Biểu 3, ô E14: ")
    assert {path.name for path in tmp_path.iterdir()} == {"tot.xlsx", "loi.xlsx"}
    assert run("check", good)[:2] == (CLEAN, "tot.xlsx: hợp lệ.\n")


def test_check_writes_each_file_back_with_what_is_wrong_marked(run: Run, tmp_path: Path) -> None:
    good = save(complete(ENTRIES), tmp_path / "tot.xlsx")
    bad = save(complete("D03.vu | mười"), tmp_path / "loi.xlsx")
    same = save(complete("D03.vu | mười"), tmp_path / "khac" / "loi.xlsx")
    sent = bad.read_bytes()
    code, told, _ = run("check", good, bad, same, "--return", "tra-lai")
    assert code == ISSUES
    assert told.splitlines()[-2:] == [
        "Đã ghi tệp trả lại “tra-lai/loi.xlsx”.",
        "Đã ghi tệp trả lại “tra-lai/loi-2.xlsx”.",
    ]
    back = load_workbook(tmp_path / "tra-lai" / "loi.xlsx")
    assert back.sheetnames[0] == "Tổng hợp lỗi"
    assert back["Biểu 2"]["E13"].value == "mười"
    run("check", bad, "--return", tmp_path)
    assert bad.read_bytes() == sent
    assert load_workbook(tmp_path / "loi-2.xlsx").sheetnames[0] == "Tổng hợp lỗi"


def test_the_steps_tell_what_they_did_by_their_exit_codes(run: Run, tmp_path: Path) -> None:
    raw = tmp_path / "data" / "raw" / "2026-06-10"
    save(complete(ENTRIES), raw / "a.xlsx")
    code, told, _ = run("ingest")
    assert (code, told) == (
        CLEAN,
        "Nhận 1 tệp mới; đọc 1 báo cáo: 1 hợp lệ, 0 bị trả lại; 0 lỗi và cảnh báo.\n",
    )
    assert run("ingest")[0] == NOTHING_TO_DO
    assert run("publish", "--period", "2026-H1")[0] == MISUSE
    assert run("build")[0] == CLEAN
    save(complete("D03.vu | mười", unit="SYT34-01"), raw / "b.xlsx")
    code, told, _ = run("ingest")
    assert code == ISSUES
    assert told.splitlines() == [
        "Nhận 1 tệp mới; đọc 1 báo cáo: 0 hợp lệ, 1 bị trả lại; 1 lỗi và cảnh báo.",
        "Trả lại: b.xlsx",
        "Đã ghi 1 tệp trả lại vào “data/returned”.",
    ]


def test_a_report_of_nobody_knows_whom_is_told_as_held(run: Run, tmp_path: Path) -> None:
    name = "SYT34-01_2026-H1.xlsx"
    path = save(complete(ENTRIES), tmp_path / "data" / "raw" / "2026-06-10" / name)
    code, told, _ = run("check", path)
    first, second = told.splitlines()
    assert code == ISSUES
    assert first == (
        f"{name}: chờ xác định đơn vị hoặc kỳ báo cáo, 1 điểm chờ xác định, 0 cảnh báo."
    )
    assert second.startswith("  Chờ xác định unit_differs_in_file_name: Tên tệp ")
    code, told, _ = run("ingest")
    assert code == ISSUES
    assert told.splitlines() == [
        "Nhận 1 tệp mới; đọc 1 báo cáo: 0 hợp lệ, 1 chờ xác định, 0 bị trả lại; 1 lỗi và cảnh báo.",
        f"Chờ xác định: {name}",
        "Đã ghi 1 tệp trả lại vào “data/returned”.",
    ]
    code, told, _ = run("status", "--period", "2026-H1")
    assert code == ISSUES
    assert "  chờ xác định: 2\n" in told
    for unit in ("SYT34-51\tSở Y tế tỉnh Quảng Ngãi", "SYT34-01\tSở Y tế thành phố Hà Nội"):
        assert f"{unit}\tchờ xác định\n" in told


def test_status_does_not_pass_over_files_that_are_received_and_not_read(
    run: Run, tmp_path: Path
) -> None:
    save(complete(ENTRIES), tmp_path / "data" / "raw" / "2026-06-10" / "a.xlsx")
    run("ingest")
    (tmp_path / "data" / "warehouse.duckdb").unlink()
    with open_warehouse(tmp_path / "data" / "warehouse.duckdb"):
        pass
    told = run("status", "--period", "2026-H1")[1]
    assert told.startswith("Chú ý: 1 tệp đã nhận nhưng chưa đọc; chạy “tonghop ingest” trước.\n")


def test_a_copy_is_told_by_ingest(run: Run, tmp_path: Path) -> None:
    workbook = content(complete(ENTRIES))
    for name in ("2026-06-10/a.xlsx", "2026-06-11/b.xlsx"):
        path = tmp_path / "data" / "raw" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(workbook)
    code, told, _ = run("ingest")
    assert code == ISSUES
    assert told.splitlines()[1] == (
        "Tệp “b.xlsx” trùng nội dung với tệp “a.xlsx” đã nhận; báo cáo chỉ được tính một lần. "
        "Đơn vị không phải làm gì thêm; nếu gửi nhầm, đề nghị gửi đúng tệp."
    )


def test_ingest_takes_another_folder_and_the_data_folder_from_the_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGHOP_DATA", str(tmp_path / "elsewhere"))
    save(complete(ENTRIES), tmp_path / "mail" / "a.xlsx")
    assert run("ingest", "mail")[0] == CLEAN
    assert (tmp_path / "elsewhere" / "warehouse.duckdb").exists()


def test_status_agrees_with_the_folder(run: Run, tmp_path: Path) -> None:
    raw = tmp_path / "data" / "raw" / "2026-H1"
    save(complete(ENTRIES), raw / "2026-06-14" / "a.xlsx")
    save(complete(ENTRIES, unit="SYT34-01"), raw / "2026-06-17" / "b.xlsx")
    save(complete("D03.vu | mười", unit="SYT34-04"), raw / "2026-06-10" / "c.xlsx")
    run("ingest")
    code, told, _ = run("status", "--period", "2026-H1")
    owing = len(declarations().expected(declarations().period("2026-H1")))
    lines = told.splitlines()
    assert code == ISSUES
    assert lines[:5] == [
        f"6 tháng đầu năm 2026: {owing} đơn vị phải gửi báo cáo.",
        "  đúng hạn: 1",
        "  gửi muộn: 1",
        "  bị trả lại: 1",
        f"  chưa gửi: {owing - 3}",
    ]
    assert lines[5].startswith("Hạn gửi trước ngày 15/06/2026: đúng hạn đến hết ngày 14/06/2026")
    assert "SYT34-01\tSở Y tế thành phố Hà Nội\tgửi muộn 3 ngày (3 ngày làm việc)" in lines
    assert "SYT34-04\tSở Y tế tỉnh Cao Bằng\tbị trả lại" in lines
    assert not any("SYT34-51" in line for line in lines)
    assert sum("chưa gửi" in line for line in lines[5:]) == owing - 3


def test_status_tells_how_long_ago_the_last_day_was_and_what_depends_on_how_a_text_is_read() -> (
    None
):
    late = Lateness(
        due_before=date(2026, 6, 15),
        last_day=date(2026, 6, 14),
        received_on=date(2026, 6, 15),
        status="late",
        status_strict="late",
        status_lenient="on_time",
        days_late=1,
        working_days_late=1,
        undetermined=None,
    )
    row = UnitStatus("SYT34-01", "Sở Y tế thành phố Hà Nội", "late", 1, late)
    assert told_status(row) == (
        "gửi muộn 1 ngày (1 ngày làm việc). Đúng hạn nếu kể cả ngày 15/06/2026."
    )
    due = "Hạn gửi trước ngày 15/06/2026: đúng hạn đến hết ngày 14/06/2026"
    for today, overdue in [
        (date(2026, 6, 14), "."),
        (date(2026, 6, 17), "; đến nay đã quá hạn 3 ngày (3 ngày làm việc)."),
        (
            date(2026, 11, 25),
            "; đến nay đã quá hạn 164 ngày (chưa tính được số ngày làm việc), vì chưa rõ ngày "
            "24/11/2026 có phải ngày làm việc hay không.",
        ),
    ]:
        assert [*told_due_days([row], declarations(), today)] == [due + overdue]


def test_status_of_a_period_of_which_nothing_came_says_that_all_are_missing(
    run: Run, tmp_path: Path
) -> None:
    save(complete(ENTRIES), tmp_path / "data" / "raw" / "a.xlsx")
    run("ingest")
    _, told, _ = run("status", "--period", "2026-Y")
    owing = len(declarations().expected(declarations().period("2026-Y")))
    assert told.splitlines()[1] == f"  chưa gửi: {owing}"
    caveats = [line for line in told.splitlines() if line.startswith("Lưu ý: ")]
    assert len(caveats) == 2
    assert all("Nghị định số 313/2026/NĐ-CP" in line for line in caveats)
    assert run("status", "--period", "2026-Q1")[0] == MISUSE


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """An edition with one small table."""
    folder = tmp_path / "data" / "marts" / "2026-H1" / "01"
    folder.mkdir(parents=True)
    manifest = {"cut_off": "2026-06-14", "period": "2026-H1"}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with duckdb.connect(folder / "tonghop.duckdb") as con:
        con.execute(
            """
            create table t as select * from (values
                (1, 12345678901234567.89::decimal(20, 2), 9007199254740993::bigint, '=1+1', true),
                (2, null, null, 'Đà Nẵng', null)
            ) as t (id, amount, big, words, flag)
            """
        )
    return folder


@pytest.mark.usefixtures("edition")
def test_sql_prints_a_table(run: Run) -> None:
    code, told, _ = run("sql", "select words, amount from t order by id")
    assert code == CLEAN
    assert all(text in told for text in ("=1+1", "Đà Nẵng", "12345678901234567.89"))


@pytest.mark.usefixtures("edition")
def test_sql_writes_numbers_exactly_and_text_as_text(run: Run, tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.csv", "sub/a.parquet"):
        code, told, _ = run("sql", "select * from t order by id", "-o", name)
        assert code == CLEAN
        assert told.startswith(f"Đã ghi 2 dòng vào “{name}”")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["id", "amount", "big", "words", "flag"],
            ["1", "12345678901234567.89", "9007199254740993", "'=1+1", "True"],
            ["2", "", "", "Đà Nẵng", ""],
        ]
    assert pyarrow.parquet.read_table(tmp_path / "sub" / "a.parquet").to_pylist()[0] == {
        "id": 1, "amount": Decimal("12345678901234567.89"), "big": 9007199254740993,
        "words": "=1+1", "flag": True,
    }  # fmt: skip
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [1, "12345678901234567.89", "9007199254740993", "=1+1", True],
        [2, None, None, "Đà Nẵng", None],
    ]
    assert [sheet[cell].data_type for cell in ("A2", "D2")] == ["n", "s"]


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize(
    "query",
    [
        "copy t to 'stolen.csv'",
        "copy (select 1) to 'stolen.parquet' (format parquet)",
        "attach 'other.duckdb' as other",
        "export database 'stolen'",
        "select * from read_csv('secret.csv')",
        "select * from 'secret.csv'",
        "select * from read_text('secret.csv')",
        "select * from glob('*')",
        "set enable_external_access = true",
        "reset enable_external_access",
        "set threads = 1; select 1",
        "install httpfs",
        "insert into t values (3, 1, 1, '', true)",
        "update t set id = 5",
        "drop table t",
        "create table u as select 1",
        "select 1; copy t to 'stolen.csv'",
        "selec 1",
        "select * from nothing",
        "",
    ],
)
def test_sql_neither_writes_nor_reaches_another_file(run: Run, tmp_path: Path, query: str) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    code, told, wrong = run("sql", query)
    assert (code, told) == (MISUSE, "")
    assert wrong.startswith("tonghop: câu lệnh ")
    shutil.rmtree(tmp_path / "data" / "audit")  # That it was asked is noted.
    assert sorted(tmp_path.rglob("*")) == before


def test_sql_asks_the_newest_edition_or_that_of_a_period(run: Run, edition: Path) -> None:
    older = edition.parents[1] / "2025-H1" / "01"
    older.mkdir(parents=True)
    (older / "manifest.json").write_text('{"cut_off": "2025-06-14", "period": "2025-H1"}')
    with duckdb.connect(older / "tonghop.duckdb") as con:
        con.execute("create table t as select 'năm trước' as words")
    assert "năm trước" not in run("sql", "select words from t")[1]
    assert "năm trước" in run("sql", "select words from t", "--period", "2025-H1")[1]
    assert run("sql", "select words from t", "--period", "2024-H1")[0] == MISUSE


@contextmanager
def warehouse_open_elsewhere(path: Path, seconds: float) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    held = (
        "import duckdb, sys, time; con = duckdb.connect(sys.argv[1]); print('open', flush=True); "
    )
    command = [sys.executable, "-c", held + f"time.sleep({seconds})", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        yield
        other.kill()


def test_a_warehouse_that_another_command_has_open_is_waited_for(run: Run, tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    save(complete(ENTRIES), house.raw / "a.xlsx")
    with warehouse_open_elsewhere(house.warehouse, 2):
        assert run("ingest")[0] == CLEAN


def test_who_has_waited_too_long_for_another_command_is_told_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tonghop.warehouse.LONGEST_WAIT_SECONDS", 0.3)
    house = House(tmp_path / "data")
    save(complete(ENTRIES), house.raw / "a.xlsx")
    with warehouse_open_elsewhere(house.warehouse, 60):
        assert run("ingest") == (CRASH, "", f"tonghop: {BUSY}\n")
    assert run("ingest")[0] == CLEAN


def test_nothing_that_a_unit_wrote_commands_the_terminal(run: Run, tmp_path: Path) -> None:
    name = "bao\x1b[2Jcao\n\u202eb.xlsx"
    book = filled({"D04.vu": "12 mươi\u202e _x001B_[31m"})
    save(book, tmp_path / name)
    for told in (run("check", str(tmp_path / name))[1], run("ingest", str(tmp_path))[1]):
        assert "bao [2Jcao" in told
        assert not set(told) & {"\x1b", "\u202e"}
    assert printable("a\tb\r\nc\x9b\u2028") == "a\tb\ufffd\nc\ufffd\ufffd"
