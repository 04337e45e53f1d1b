"""An outside edition, opened as whoever receives it may: nothing in it gives small figures back."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import openpyxl
import pandas as pd
import pytest

from tests.attacker import Equation, ranges
from tests.unit.disclosure import outside
from tests.unit.disclosure.outside import PERIOD, VICTIMS
from tests.unit.disclosure.reading import Printed, read_edition
from tonghop.disclosure import publishing
from tonghop.disclosure.masking import TARGET, Mark, marks
from tonghop.disclosure.publication import NATION, UNIT, read_publication
from tonghop.disclosure.publishing import OutdatedEditionError, publish_outside
from tonghop.disclosure.relations import build_system
from tonghop.disclosure.suppression import Suppression, suppress
from tonghop.disclosure.system import Key, System
from tonghop.disclosure.tables import copy_tables
from tonghop.house import House
from tonghop.publish.verifying import verify

SIGN, LIMIT = "(bm)", 3
DISTRICTS = [unit for unit in VICTIMS if unit.startswith("SYT")]
IN_WORD = ("D00.vu", "C01.tong")
"""The figures that the Word drafts print by province."""
OLD = ("BV-K",)
"""Who was there last year: the departments of today were founded since."""
COLUMNS = ("tong", *outside.BANDS)
WHO = {
    "": "Toàn quốc",
    "health_department": "Sở Y tế",
    "ministry_hospital": "Bệnh viện trực thuộc Bộ Y tế",
    "current/SYT34-01": "Thành phố Hà Nội",
    "current/SYT34-31": "Thành phố Hải Phòng",
    "current/SYT34-48": "Thành phố Đà Nẵng",
    "current/SYT34-51": "Tỉnh Quảng Ngãi",
    "current/SYT34-79": "Thành phố Hồ Chí Minh",
}
"""How documents call the nation, the kinds of units and the provinces."""
Hidden = tuple[str, str, str]
_VALUE = ("value", "change", "change_pct", "change_like", "change_pct_like")
MORE = frozenset(
    [Mark(UNIT, "current/SYT34-31", code, column) for code in IN_WORD for column in _VALUE]
    + [Mark(NATION, "", "C18.ty_le", column) for column in (*_VALUE, "value_like")]
    + [Mark(TARGET, "", "C18.ty_le", c) for c in ("numerator", "denominator", "value", "is_met")]
)
"""Kept back besides, to see what the Word tables by province and of targets print then."""


def marks_and_more(*given: Any) -> list[Mark]:
    return sorted({*marks(*given), *MORE})


@pytest.fixture(scope="module", autouse=True)
def keeping_back_more() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "marks", marks_and_more)
        yield


@pytest.fixture(scope="module")
def internal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = House(tmp_path_factory.mktemp("house"))
    return outside.internal_edition(house.marts / PERIOD / "01", outside.declarations())


@pytest.fixture(scope="module")
def edition(internal: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return outside.outside_edition(internal, tmp_path_factory.mktemp("outside") / "01")


@pytest.fixture(scope="module")
def careless(internal: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same edition, if small figures alone were kept back and all others published."""

    def small_ones(system: System, kept: Collection[Key]) -> Suppression:
        return Suppression(frozenset(system.cells[n].key for n in system.sensitive()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "suppress", small_ones)
        patch.setattr(publishing, "marks", marks)
        return outside.outside_edition(internal, tmp_path_factory.mktemp("careless") / "01")


@pytest.fixture(scope="module")
def hidden(internal: Path) -> set[Hidden]:
    """Whose figures are kept back, of which cells, in which columns: by the names printed."""
    known = outside.declarations()
    period = known.period(PERIOD)
    with copy_tables(internal, period) as con:
        publication = read_publication(con, known, period)
        kept = suppress(build_system(publication)).keys
        found = marks_and_more(publication, known, kept)
    return {(WHO[mark.of], mark.code, mark.column) for mark in found if mark.of in WHO}


def told(edition: Path) -> dict[str, float | None]:
    """Return what the Parquet files tell of victims: by unit, and of all."""
    units = pd.read_parquet(edition / "parquet" / "province_summary.parquet")
    nation = pd.read_parquet(edition / "parquet" / "national_summary.parquet")
    units = units[(units.basis == "current") & (units.line_code == "C13")]
    nation = nation[nation.line_code == "C13"]
    columns = {"value": "", "value_last_year": "-"}
    found = {
        f"{mark}{row['unit_code']}.{row['measure']}": _number(row[column])
        for row in units.to_dict("records")
        for column, mark in columns.items()
        if row["unit_code"] in VICTIMS and (not mark or row["unit_code"] in OLD)
    }
    return found | {
        f"{mark}all.{row['measure']}": _number(row[column])
        for row in nation.to_dict("records")
        for column, mark in columns.items()
        if row["measure"] in COLUMNS
    }


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(str(value))


def equations(known: dict[str, float | None]) -> list[Equation]:
    """Return what anybody knows of the form: sexes and ages add up, and units to the nation."""
    found: list[Equation] = []
    for whose in {name.partition(".")[0] for name in known}:
        for parts in (("nam", "nu"), ("duoi_16", "tu_16_den_duoi_18", "tu_18")):
            found.append({f"{whose}.tong": -1.0} | {f"{whose}.{part}": 1.0 for part in parts})
    for mark in ("", "-"):
        units = [f"{mark}{unit}" for unit in VICTIMS if f"{mark}{unit}.tong" in known]
        for column in COLUMNS:
            total = {f"{mark}all.{column}": -1.0}
            found.append(total | {f"{unit}.{column}": 1.0 for unit in units})
    return found


def found_out(edition: Path) -> list[str]:
    """Return the small figures of a department that its published files pin down."""
    known = told(edition)
    small = [
        f"{mark}{unit}.{column}"
        for unit, numbers in VICTIMS.items()
        for mark, more in (("", 0), ("-", 1))
        for column, number in zip(COLUMNS, numbers, strict=True)
        if 0 < number + more * (column in ("tong", "nu", "tu_18")) < LIMIT
        and f"{mark}{unit}.{column}" in known
    ]
    assert any(name.startswith("-") for name in small)
    assert small
    published = [name for name in small if known[name] is not None]
    narrow = ranges(known, equations(known))
    return published + [
        f"{name}: {narrow[name]}"
        for name in small
        if not name.startswith("-")
        and name in narrow
        and (narrow[name][0] > 0 or narrow[name][1] < 2)
    ]


def test_nothing_small_is_found_out_from_the_published_tables(edition: Path) -> None:
    assert found_out(edition) == []
    assert told(edition)["all.tong"] == sum(numbers[0] for numbers in VICTIMS.values())


def test_without_further_suppression_the_small_figures_are_found_out(careless: Path) -> None:
    assert found_out(careless) != []


def test_the_state_says_that_a_figure_is_kept_back(edition: Path) -> None:
    with duckdb.connect(edition / "tonghop.duckdb", read_only=True) as con:
        rows = con.execute(
            "select value, change, state, kept_back from province_summary where basis = 'current' "
            "and unit_code = 'SYT34-79' and line_code = 'C13' and measure = 'tong'"
        ).fetchall()
        tables = {
            name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()
        }
    assert [row[:3] for row in rows] == [(None, None, "suppressed")]
    assert "change" in rows[0][3]
    assert tables == {"national_summary", "province_summary", "unit_kind_summary"}


def test_the_annex_prints_the_sign_where_the_tables_keep_back(edition: Path) -> None:
    book = openpyxl.load_workbook(edition / "phu-luc-pcmbn.xlsx")
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert not any(name.startswith(("Nguồn", "Quyết", "Giải")) for name in book.sheetnames)
    printed = {
        row[1].value: [cell.value for cell in row]
        for sheet in book
        if sheet.title == "Theo tỉnh – Biểu 4"
        for row in sheet.iter_rows()
    }
    names = [name for name in printed if name and "Hải Phòng" in str(name)]
    assert SIGN in printed[names[0]]


def test_no_printed_figure_of_a_department_differs_from_the_tables(edition: Path) -> None:
    """The annex is read as it stands: where the tables keep back, it has the sign and no number."""
    known, book = told(edition), openpyxl.load_workbook(edition / "phu-luc-pcmbn.xlsx")
    rows = [[cell.value for cell in row] for row in book["Theo tỉnh – Biểu 4"].iter_rows()]
    column = next(row for row in rows if "C13" in row).index("C13")
    printed = {str(row[1]): row[column] for row in rows if len(row) > column}
    places = {"SYT34-01": "Hà Nội", "SYT34-31": "Hải Phòng", "SYT34-79": "Hồ Chí Minh"}
    for unit, place in places.items():
        (found,) = (value for name, value in printed.items() if place in name)
        expected = known[f"{unit}.tong"]
        assert found == (SIGN if expected is None else expected), place


@cache
def read(edition: Path) -> list[Printed]:
    known = outside.declarations()
    targets = known.targets_on(known.period(PERIOD).cut_off)
    return read_edition(edition, {target.label: target.cell for target in targets})


def leaking(edition: Path, hidden: set[Hidden]) -> list[Printed]:
    """Return the places which stand for a figure kept back and hold a number all the same."""
    return [
        printed
        for printed in read(edition)
        if (printed.whose, printed.code, printed.column) in hidden
        and any(sign.isdigit() for sign in printed.text)
    ]


def test_no_place_that_stands_for_a_figure_kept_back_holds_a_number(
    edition: Path, careless: Path, hidden: set[Hidden]
) -> None:
    """Every sheet and every Word table is read, place by place."""
    assert leaking(edition, hidden) == []
    signs = [printed for printed in read(edition) if printed.text == SIGN]
    assert {(p.whose, p.code, p.column) for p in signs} <= hidden
    sheets = {printed.where.rpartition("/")[2] for printed in signs}
    assert {"Toàn quốc", "Theo tỉnh – Biểu 4", "Theo loại đơn vị"} <= sheets
    found = leaking(careless, hidden)
    kind = "Bệnh viện trực thuộc Bộ Y tế"
    assert {printed.whose for printed in found} >= {"Toàn quốc", kind}
    in_word = {p[1:4] for p in found if ".docx/" in p.where}
    assert in_word >= {("Thành phố Hải Phòng", code, "value") for code in IN_WORD}
    assert ("Toàn quốc", "C18.ty_le", "value") in in_word


def planted_in(edition: Path) -> set[str]:
    """Return the parts of files, and the tables, that hold a number planted to be kept back."""
    number = "|".join(f"{n:,}".replace(",", "[., \u00a0]?") for n in outside.PLANTED)
    shown = re.compile(rf"(?<![0-9A-Za-z])({number})(?![0-9A-Za-z])")
    found = {name for name, part in parts(edition).items() if shown.search(part.decode("latin-1"))}
    with duckdb.connect(edition / "tonghop.duckdb", read_only=True) as con:
        names = [n for (n,) in con.execute("select table_name from duckdb_tables()").fetchall()]
        tables = {name: con.table(name).df() for name in names}
    tables |= {path.name: pd.read_parquet(path) for path in edition.rglob("*.parquet")}
    return found | {
        n for n, table in tables.items() if shown.search(table.to_csv(float_format="%g"))
    }


def test_no_part_of_any_file_has_a_number_that_only_protects(edition: Path, careless: Path) -> None:
    """The hospital's women are many, and kept back for the sake of its few men."""
    assert planted_in(edition) == set()
    assert {
        "phu-luc-pcmbn.xlsx/xl/worksheets/sheet1.xml", "bao-cao-pcmbn.docx/word/document.xml",
        "province_summary", "province_summary.parquet", "national_summary.parquet",
    } <= planted_in(careless)  # fmt: skip


def parts(edition: Path) -> dict[str, bytes]:
    """Return every file of an edition, and every part of those that are packages."""
    found = {path.name: path.read_bytes() for path in edition.rglob("*") if path.is_file()}
    for path in (*edition.glob("*.docx"), *edition.glob("*.xlsx")):
        with ZipFile(path) as package:
            found |= {f"{path.name}/{name}": package.read(name) for name in package.namelist()}
    return found


def test_no_part_of_any_file_names_persons_files_or_texts(edition: Path, internal: Path) -> None:
    secrets = (outside.SECRET_FILE, outside.SECRET_PERSON, outside.SECRET_TEXT, "BYT_2026-H1.xlsx")
    leaking = [
        (name, secret)
        for name, content in parts(edition).items()
        for secret in secrets
        if secret.encode() in content
    ]
    assert leaking == []
    assert any(outside.SECRET_PERSON.encode() in c for c in parts(internal).values())


def test_documents_hold_no_charts_embedded_files_or_comments(edition: Path) -> None:
    risky = re.compile(r"chart|embed|comment|customXml|externalLink|vml|media")
    assert [name for name in parts(edition) if "/" in name and risky.search(name)] == []


def test_word_says_what_the_sign_means_and_leaves_out_what_units_told(edition: Path) -> None:
    with ZipFile(edition / "bao-cao-pcmbn.docx") as package:
        text = re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode())
    assert "số liệu được bảo mật do nhỏ hơn ngưỡng" in text
    assert "không có trong bản gửi ngoài" in text
    assert "nguyên văn" not in text
    assert "trang “Mục tiêu”" not in text
    assert f"{SIGN} người" in text
    assert "NaN" not in text


def test_an_outside_edition_is_sealed_made_once_and_the_same_again(
    internal: Path, edition: Path
) -> None:
    house, known = House(internal.parents[2]), outside.declarations()
    first = publish_outside(house, known, known.period(PERIOD))
    again = publish_outside(house, known, known.period(PERIOD))
    assert (first.is_new, again.is_new) == (True, False)
    assert first.folder == house.marts / "gui-ngoai" / PERIOD / "01"
    assert verify(first.folder) == ()
    kinds = (".docx", ".xlsx", ".parquet")
    names = [p.relative_to(edition) for p in edition.rglob("*") if p.suffix in kinds]
    assert len(names) == 7
    changed = [n for n in names if (edition / n).read_bytes() != (first.folder / n).read_bytes()]
    assert changed == []
    with pytest.raises(OutdatedEditionError):
        publish_outside(house, replace(known, digest="other"), known.period(PERIOD))


def test_a_changed_template_alone_makes_the_internal_edition_outdated(
    internal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both editions of a number read alike."""
    house, known = House(internal.parents[2]), outside.declarations()
    monkeypatch.setattr(publishing, "templates", lambda: {"schemas/documents/a.docx": "other"})
    with pytest.raises(OutdatedEditionError, match=f"{PERIOD}/01"):
        publish_outside(house, known, known.period(PERIOD))
