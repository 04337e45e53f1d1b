"""How a difference is told: a paragraph, a table on the screen, a workbook, a CSV file."""

import json
import shutil
from pathlib import Path

import duckdb
import openpyxl
import pytest

from tonghop.cli.main import CLEAN, MISUSE, NOTHING_TO_DO, main
from tonghop.differing import Difference, UnexplainedChangeError, difference
from tonghop.differing.paragraph import paragraph
from tonghop.differing.sheets import write_difference
from tonghop.publish.editions import DATABASE, MANIFEST

PARAGRAPH = (
    "So với bản tổng hợp số 01, bản tổng hợp số 02 có 04 trong tổng số 5 số liệu tổng hợp "
    "thay đổi. Nguyên nhân: 02 đơn vị bắt đầu hoặc thôi phải báo cáo (Sở FREED, Sở OWES); 05 "
    "đơn vị có báo cáo đến sau (Sở LATE, Sở LATE_ACCEPTED, Sở LATE_AGAIN, Sở LATE_CORRECTED, "
    "Sở OPENED); 04 đơn vị gửi lại báo cáo (Sở RESENT, Sở RESENT_BLANK, Sở RESENT_CORRECTED, "
    "Sở RESENT_OLD_CORRECTION); 12 quyết định xử lý (số 3, 4, 5, 6, 7 và 07 quyết định khác). "
    "Thay đổi lớn nhất: “Số vụ – Số lượng” từ 74 vụ thành 179 vụ (tăng 105 vụ: thay đổi khai "
    "báo, công thức, phần mềm làm tăng 93 vụ, báo cáo đến sau làm tăng 20 vụ, đơn vị gửi lại "
    "báo cáo làm tăng 02 vụ, quyết định xử lý làm giảm 10 vụ)."
)


@pytest.fixture
def data(changed: Difference, tmp_path: Path) -> str:
    """A data folder with the two editions."""
    shutil.copytree(changed.earlier.folder.parents[1], tmp_path / "marts")
    return str(tmp_path)


def test_an_officer_could_sign_the_paragraph(changed: Difference) -> None:
    assert paragraph(changed) == PARAGRAPH


def test_the_screen_shows_what_changed_largest_first(
    data: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", "--data", data, "2024-H1"]) == CLEAN
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Thay đổi từ bản 2024-H1/01 (lập 01/07/2024) đến bản 2024-H1/02")
    assert lines[1] == "  tổng hợp: 4/5 số liệu thay đổi"
    shown = [line.split()[0] for line in lines[5:9]]
    assert shown == ["D03.vu", "D15a.so_luong", "D15b.so_luong", "D15.ty_le"]
    assert lines[-1] == PARAGRAPH


def test_what_did_not_change_is_shown_when_asked_for(
    data: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["diff", "--data", data, "2024-H1/01", "2024-H1/02", "--all"])
    assert "D10.co" in capsys.readouterr().out


def test_a_units_figures_are_shown_on_the_units_of_today(
    data: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["diff", "--data", data, "2024-H1", "--unit", "MERGED"])
    out = capsys.readouterr().out
    assert "D03.vu" in out
    assert "13" in out
    assert PARAGRAPH not in out


def test_two_editions_that_do_not_differ_say_so(
    data: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", "--data", data, "2024-H1/02", "2024-H1/02", "--paragraph"]) == (
        NOTHING_TO_DO
    )
    assert capsys.readouterr().out == (
        "So với bản tổng hợp số 02, bản tổng hợp số 02 không có số liệu tổng hợp nào thay đổi.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["2024-H1/02", "2024-H1/01"], "hãy nêu bản tổng hợp trước rồi mới đến bản sau."),
        (["2023-H1"], "không có bản tổng hợp “2023-H1”; hiện có: 2024-H1/01, 2024-H1/02."),
        (["2024-H1", "--out", "a.docx"], "chỉ ghi được tệp .xlsx, .csv; “a.docx” có đuôi khác."),
    ],
)
def test_what_cannot_be_compared_is_refused(
    data: str, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert main(["diff", "--data", data, *arguments]) == MISUSE
    assert told in capsys.readouterr().err


def test_an_edition_for_outside_is_not_compared(
    data: str, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = Path(data) / "marts/2024-H1/01" / MANIFEST
    told = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(told | {"audience": "gui-ngoai"}), encoding="utf-8")
    assert main(["diff", "--data", data, "2024-H1"]) == MISUSE
    assert "chỉ so sánh được các bản tổng hợp nội bộ." in capsys.readouterr().err


def test_a_figure_that_is_not_its_cells_stops_the_comparison(data: str) -> None:
    earlier, later = (Path(data) / "marts/2024-H1" / number for number in ("01", "02"))
    with duckdb.connect(later / DATABASE) as con:
        con.execute("update national_summary set value = value + 1 where line_code = 'D03'")
    with (
        pytest.raises(UnexplainedChangeError, match="1 figures differ unexplained"),
        difference(earlier, later),
    ):
        pass


def test_the_workbook_has_figures_units_cells_and_how_to_read_them(
    changed: Difference, tmp_path: Path
) -> None:
    write_difference(changed, tmp_path / "a.xlsx")
    write_difference(changed, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Tổng hợp", "Theo đơn vị", "Từng ô", "Giải thích"]
    assert [cell.value for cell in book["Tổng hợp"][6]] == [
        "2024-H1", "D03.vu", "Số vụ – Số lượng", "vụ", 74, 179, 105, None, 93, 20, 2, -10,
    ]  # fmt: skip
    by_unit = {(row[0], row[4]): row for row in book["Theo đơn vị"].iter_rows(6, values_only=True)}
    assert by_unit["EXCLUDED_ONLY", "D03.vu"][7:] == (
        5, "chưa có số liệu", None, None, None, None, None, -5,
    )  # fmt: skip
    cells = {(row[1], row[3]): row for row in book["Từng ô"].iter_rows(6, values_only=True)}
    assert cells["RESENT_CORRECTED", "D03.vu"][5:] == (
        5, 9, "Đơn vị gửi lại", 3, 1, "5", "rc1.xlsx", "Biểu, D4", "rc2.xlsx", "Biểu, D4",
    )  # fmt: skip
    assert PARAGRAPH in [row[1] for row in book["Giải thích"].iter_rows(6, values_only=True)]


def test_a_csv_file_has_every_figure_that_changed(data: str, tmp_path: Path) -> None:
    main(["diff", "--data", data, "2024-H1", "-o", str(tmp_path / "a.csv")])
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("period,earlier_period,basis,unit_code")
    assert sum("2024-H1,2024-H1,nation" in line for line in lines) == 4
