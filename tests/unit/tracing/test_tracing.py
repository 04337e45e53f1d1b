"""Every figure leads to its cells and every cell to its figures; what is not there says why."""

# Text tables keep their shape and their width.
# fmt: off
# ruff: noqa: E501

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests.build import declarations
from tests.tables import load
from tests.two_years import two_years
from tonghop.asking import open_edition
from tonghop.building import build
from tonghop.cli.main import CLEAN, ISSUES, MISUSE, NOTHING_TO_DO, main
from tonghop.publish.tables import write_tables
from tonghop.tracing.counting import entries_of, places_of, submission_of
from tonghop.tracing.figure import Trace
from tonghop.tracing.naming import UnknownFigureError, parse_name
from tonghop.tracing.trace import trace

FIGURES = """
    select figure_id, value, '' as basis from national_summary
    union all select figure_id, value, basis from province_summary where unit_code in ('B', 'C', 'H')
    union all select period || ':' || line_code || '.' || measure || '@' || unit_kind, value, '' from unit_kind_summary
    union all select figure_id, value, '' from derived_period
    union all select figure_id, value, '' from unit_derived_period where unit_code = 'H'
    union all select period || ':' || target_code, value, '' from target_progress
    union all select period || ':' || target_code || '@' || unit_code, value, '' from unit_target
    where unit_code = 'C'
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with one edition, in which one value is corrected."""
    folder = tmp_path_factory.mktemp("data")
    edition = folder / "marts" / "2025-H1" / "01"
    edition.mkdir(parents=True)
    with duckdb.connect() as con:
        two_years(con)
        con.execute("""
            update warehouse.submission set file_name = sha256 || '.xlsx', sha256 = md5(sha256);
            update warehouse.value set sha256 = md5(sha256), raw_text = cast(value as integer)::varchar,
                cell = case line_code when 'D03' then 'E13' when 'D15a' then 'E20' when 'D15b' then 'E21'
                    when 'D10' then 'E19' else 'E30' end;
            update reference.unit set kind_label = if(unit_code = 'H', 'Bệnh viện', 'Sở Y tế');
            update warehouse.value set value = null, state = 'blank', raw_text = ''
            where sha256 = md5('B 2024-H1') and line_code = 'F01';
            insert into warehouse.submission by name select 'early' as sha256, 'C cũ.xlsx' as file_name, 'C' as unit_code,
                '2025-H1' as period, 'accepted' as status, timestamptz '2025-12-01 08:00+07' as received_at;
            insert into warehouse.value by name select * replace ('early' as sha256) from warehouse.value where sha256 = md5('C 2025-H1') and line_code = 'D03';
            insert into warehouse.submission by name select 'bad' as sha256, 'B hỏng.xlsx' as file_name, 'B' as unit_code,
                '2024-H1' as period, 'rejected' as status, timestamptz '2025-12-01 08:00+07' as received_at;
            insert into warehouse.value by name select * replace ('bad' as sha256) from warehouse.value where sha256 = md5('B 2024-H1') and line_code = 'D03';
        """)
        load(con, "warehouse.decision", """
            number | decided_at             | decided_by | why           | kind    | sha256 | line_code | measure | old_state | old_value | new_state | new_value
            1      | 2026-02-03 09:30:00+07 | Ngô Thị An | Công văn số 5 | correct | x      | D03       | vu      | number    | 9.00      | number    | 12
        """)
        con.execute("update warehouse.decision set sha256 = md5('C 2025-H1')")
        build(con)
        write_tables(con, edition, declarations().period("2025-H1"))
    manifest = {"period": "2025-H1", "cut_off": "2025-06-14"}
    (edition / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


@pytest.fixture
def con(data: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_edition(data / "marts" / "2025-H1" / "01") as con:
        yield con


def traced(con: duckdb.DuckDBPyConnection, name: str) -> list[Trace]:
    return trace(con, parse_name(name))


def run(data: Path, *arguments: str) -> int:
    return main(["trace", "--data", str(data), *arguments])


def test_every_figure_of_every_kind_is_what_its_cells_come_to(con: duckdb.DuckDBPyConnection) -> None:
    figures = con.execute(FIGURES).fetchall()
    assert len(figures) >= 150
    for figure_id, value, basis in figures:
        traces = traced(con, figure_id)
        found = next((each for each in traces if each.figure.basis == basis), traces[0])
        assert found.figure.value == value, figure_id
        assert found.is_closed, figure_id
        assert value is not None or found.absent or not [*found.cells] or "MT" in figure_id, figure_id
        assert value is None or [*found.cells], figure_id


def test_cells_lead_to_the_figures_that_lead_to_them(con: duckdb.DuckDBPyConnection) -> None:
    for sha256, line in con.execute("select sha256, line_code from figure_cell where line_code in ('D03', 'D15a') and period <> '2024-Q1'").fetchall():
        file = submission_of(con, sha256)
        assert file
        entry = next(e for e in entries_of(con, file) if e.line_code == line)
        places = [*places_of(con, file, entry)]
        assert len(places) >= 4
        for place in places:
            cells = [cell for each in traced(con, place.figure_id) for cell in each.cells]
            assert (sha256, entry.cell) in [(cell.sha256, cell.cell) for cell in cells], place


def test_a_cell_is_in_no_other_figure(con: duckdb.DuckDBPyConnection) -> None:
    file = submission_of(con, con.execute("select md5('A 2024-H1')").fetchall()[0][0])
    assert file
    entry = next(e for e in entries_of(con, file) if e.line_code == "D15a")
    assert [place.figure_id + place.basis for place in places_of(con, file, entry)] == [
        "2024-H1:D15.vu", "2024-H1:D15a.vu", "2024-H1:D15.vu@Aas_reported",
        "2024-H1:D15.vu@Ccurrent", "2024-H1:D15a.vu@Aas_reported", "2024-H1:D15a.vu@Ccurrent",
        "2024-H1:D15.vu@health_department", "2024-H1:D15a.vu@health_department",
        "2024-Q2:D15.vu", "2024-Q2:D15a.vu", "2024-Q2:D15.vu@A", "2024-Q2:D15a.vu@A", "2024-H1:T2",
    ]  # fmt: skip


def test_a_corrected_cell_shows_what_was_sent_and_who_decided(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, "2025-H1:D03.vu") == CLEAN
    digests = [duckdb.execute("select md5(?)[:12]", [f"{u} 2025-H1"]).fetchall()[0][0] for u in "CH"]
    assert capsys.readouterr().out == f"""2025-H1:D03.vu: 21
Trộm cắp.
   1  Sở C (C)                                                                                    12
      C 2025-H1.xlsx [{digests[0]}], Biểu 2!E13, ghi “9”, nhận 00:00 ngày 01/01/2026
      Quyết định số 1 (Sửa số liệu, 09:30 ngày 03/02/2026, Ngô Thị An): Công văn số 5. Đơn vị đã
        ghi: 9.
   2  Bệnh viện (H)                                                                                9
      H 2025-H1.xlsx [{digests[1]}], Biểu 2!E13, ghi “9”, nhận 00:00 ngày 01/01/2026
Tổng 2 ô: 21, đúng bằng con số đã công bố.
Nguồn: bản tổng hợp 2025-H1/01.

"""


def test_no_line_is_wider_than_the_screen(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("2024-Q2:D15.vu", "2024-H1:D15.vu@C", "2025-H1:T3", "2024-H1:F01.vu", "2024-Q2:D03.vu@A")
    assert run(data, *names) == CLEAN
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 100
    for text in ("100 × (9 - 3) ÷ (21 - 6) = 40%", "100 × 5 ÷ 14 = 35,71%", "100 × (60 - 21) ÷ 60 = 65%", "Trừ: Quý I năm 2024 – 1 ô, tổng 1:", "10 - 1 = 9"):
        assert text in out, text
    assert "ô để trống: Sở B (B, B 2024-H1.xlsx, Biểu 2!E30)." in out


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("2025-H1:D04.vu", "không có dòng nào mang mã “D04”; các dòng cùng nhóm: D03, D10, D15, D15a, D15b."),
        ("2025-H1:D03.xx", "không có ô “D03.xx”; dòng này có các ô: D03.vu."),
        ("2026-H1:D03.vu", "bản tổng hợp này không có số liệu kỳ “2026-H1”; các kỳ có số liệu: 2024-H1, 2024-Q1, 2024-Q2, 2025-H1."),
        ("2025-H1:D03.vu@Z", "không có đơn vị nào mang mã hoặc tên “Z”"),
        ("2025-H1:D03.vu@A", "hãy xem 2025-H1:D03.vu@C."),
        ("2025-H1:T9", "các mục tiêu: T1, T2, T3."),
        ("D03.vu", "không phải mã con số"),
    ],
)
def test_an_unknown_figure_says_what_is_near(con: duckdb.DuckDBPyConnection, name: str, told: str) -> None:
    with pytest.raises(UnknownFigureError) as raised:
        traced(con, name)
    assert told in str(raised.value)


def test_names_are_folded_never_guessed(con: duckdb.DuckDBPyConnection) -> None:
    assert traced(con, "2025-h1:d03.VU@ c ")[0].figure.figure_id == "2025-H1:D03.vu@C"
    assert traced(con, "2025-H1:D03.vu@sở y TẾ")[0].figure.value == Decimal(12)


@pytest.mark.parametrize(
    ("file", "cell", "code", "told"),
    [
        ("C 2025-H1.xlsx", "biểu 2!$E$13", CLEAN, "Được tính là 12 (theo quyết định số 1) trong 5 con số:"),
        ("C cũ.xlsx", "Biểu 2!E13", NOTHING_TO_DO, "đơn vị đã gửi lại, tệp được tính là “C 2025-H1.xlsx”"),
        ("B hỏng.xlsx", "Biểu 2!E13", NOTHING_TO_DO, "báo cáo bị trả lại"),
        ("B 2024-H1.xlsx", "Biểu 2!E30", NOTHING_TO_DO, "ô để trống"),
        ("C 2025-H1.xlsx", "Biểu 2!B13", NOTHING_TO_DO, "đây không phải ô chỉ tiêu; cùng dòng có: E13 (D03.vu)"),
        ("C 2025-H1.xlsx", "Bìa!E13", NOTHING_TO_DO, "các trang có ô chỉ tiêu: Biểu 2"),
        ("không có.xlsx", "Biểu 2!E13", MISUSE, "chưa nhận tệp nào mang tên"),
        ("C 2025-H1.xlsx", "Biểu 2", MISUSE, "không phải một ô"),
    ],
)
def test_a_cell_says_where_it_counts_or_why_nowhere(
    data: Path, capsys: pytest.CaptureFixture[str], file: str, cell: str, code: int, told: str
) -> None:
    assert run(data, "--file", file, "--cell", cell) == code
    shown = capsys.readouterr()
    assert told in (shown.out + shown.err).replace("\n    ", " ")


def test_cells_are_written_with_their_numbers(data: Path, tmp_path: Path) -> None:
    assert run(data, "2024-H1:D15.vu", "-o", str(tmp_path / "a.xlsx")) == CLEAN
    rows = [*openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows(values_only=True)]
    assert [row[rows[0].index("value")] for row in rows[1:]] == [2, 3, 4, 7, 7, 7]


def test_all_figures_of_an_edition_are_counted_and_one_that_differs_is_told(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, "--all") == CLEAN
    assert "tất cả đúng bằng tổng các ô" in capsys.readouterr().out
    edition = tmp_path / "marts" / "2025-H1" / "01"
    edition.mkdir(parents=True)
    for name in ("manifest.json", "tonghop.duckdb"):
        (edition / name).write_bytes((data / "marts/2025-H1/01" / name).read_bytes())
    with duckdb.connect(edition / "tonghop.duckdb") as con:
        con.execute("update national_summary set value = 20 where figure_id = '2025-H1:D03.vu'")
    assert run(tmp_path, "--all", "2025-H1/01") == ISSUES
    assert "KHÁC: 1 con số" in capsys.readouterr().out
    assert run(tmp_path, "2025-H1:D03.vu") == ISSUES
    assert "Tổng 2 ô: 21, KHÁC con số đã công bố." in capsys.readouterr().out


def test_an_edition_without_cells_says_so(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edition = tmp_path / "marts" / "2025-H1" / "01"
    edition.mkdir(parents=True)
    for name in ("manifest.json", "tonghop.duckdb"):
        (edition / name).write_bytes((data / "marts/2025-H1/01" / name).read_bytes())
    with duckdb.connect(edition / "tonghop.duckdb") as con:
        con.execute("drop table uncounted_cell")
    assert run(tmp_path, "2025-H1:D03.vu") == MISUSE
    assert run(tmp_path, "--all") == CLEAN
    told = capsys.readouterr()
    assert "không kèm các ô" in told.err
    assert "Bỏ qua: bản tổng hợp 2025-H1/01" in told.out
