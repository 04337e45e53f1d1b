"""A zip of reports is opened one level: each report in it is received like any other file."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile, ZipInfo

import pytest

from tests.build import complete, content, declarations, read_here
from tests.hostile.archives import zipped
from tonghop.archive import read_receipts
from tonghop.cli.main import main
from tonghop.cli.steps import told
from tonghop.house import House
from tonghop.pipeline import Ingested, build_marts, ingest
from tonghop.warehouse import open_warehouse

ONE = content(complete("D03.vu | 5"))
OTHER = content(complete("D03.vu | 7", unit="SYT34-01"))
WRONG = content(complete("D03.vu | -7", unit="SYT34-04"))


GOOD = zipped({"bao cao/Quảng Ngãi.xlsx": ONE, "ha-noi.xlsx": OTHER, ".DS_Store": b"x", "a/": b""})


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr("tonghop.pipeline.read_workbooks", read_here)
    return House(tmp_path / "data")


def arrive(house: House, name: str, data: bytes) -> None:
    path = house.raw / "2026-H1" / "2026-06-12" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def submissions(house: House) -> list[tuple[str, str]]:
    with open_warehouse(house.warehouse) as con:
        found = con.execute("select file_name, status from warehouse.submission order by all")
        return found.fetchall()


def issues(house: House) -> list[tuple[str, str]]:
    with open_warehouse(house.warehouse) as con:
        found = con.execute("select code, raw_text from warehouse.issue order by all")
        return found.fetchall()


def test_each_report_in_a_package_counts(house: House) -> None:
    arrive(house, "goi.zip", GOOD)
    ingest(house, declarations())
    build_marts(house)
    with open_warehouse(house.warehouse) as con:
        (value,) = con.execute(
            "select value from marts.national_summary where figure_id = '2026-H1:D03.vu'"
        ).fetchone() or (None,)
    assert value == 12
    assert submissions(house) == [
        ("Quảng Ngãi.xlsx", "accepted"),
        ("goi.zip", "package"),
        ("ha-noi.xlsx", "accepted"),
    ]
    assert issues(house) == [("package_opened", "2")]


def test_members_have_receipts_of_the_day_in_a_folder_named_like_the_package(house: House) -> None:
    arrive(house, "goi.zip", GOOD)
    ingest(house, declarations())
    found = {(r.folder, r.file_name, r.received_at[:10]) for r in read_receipts(house.archive)}
    assert found == {
        ("2026-H1/2026-06-12", "goi.zip", "2026-06-12"),
        ("2026-H1/2026-06-12/goi.zip", "Quảng Ngãi.xlsx", "2026-06-12"),
        ("2026-H1/2026-06-12/goi.zip", "ha-noi.xlsx", "2026-06-12"),
    }


def test_a_second_run_and_a_lost_warehouse_change_nothing(house: House) -> None:
    arrive(house, "goi.zip", GOOD)
    ingest(house, declarations())
    before = submissions(house), issues(house)
    assert ingest(house, declarations()).received == ()
    house.warehouse.unlink()
    ingest(house, declarations())
    assert (submissions(house), issues(house)) == before


def test_a_bad_member_costs_only_itself(house: House) -> None:
    arrive(house, "goi.zip", zipped({"1.xlsx": ONE, "2.xlsx": WRONG, "3.pdf": b"%PDF-1.7"}))
    ingest(house, declarations())
    assert submissions(house) == [
        ("1.xlsx", "accepted"),
        ("2.xlsx", "rejected"),
        ("3.pdf", "rejected"),
        ("goi.zip", "package"),
    ]


def damaged() -> bytes:
    """Return a package in which one byte of a member is another."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("1.xlsx", ONE)
        archive.writestr("2.txt", b"noi dung")
    return file.getvalue().replace(b"noi dung", b"noi dunk", 1)


def linked() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("1.xlsx", ONE)
        link = ZipInfo("2.xlsx")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "1.xlsx")
    return file.getvalue()


def rarely_packed() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("1.xlsx", ONE)
        archive.writestr("2.xlsx", OTHER, ZIP_LZMA)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (zipped({"1.xlsx": ONE, "trong.zip": zipped({"2.xlsx": OTHER})}), "trong.zip"),
        (zipped({"1.xlsx": ONE, "bom.xlsx": b"\0" * (65 * 2**20)}), "bom.xlsx"),
        (damaged(), "2.txt"),
        (linked(), "2.xlsx"),
        (rarely_packed(), "2.xlsx"),
    ],
    ids=["nested", "bomb", "damaged", "link", "LZMA"],
)
def test_what_cannot_be_read_in_a_package_is_told(house: House, data: bytes, name: str) -> None:
    arrive(house, "goi.zip", data)
    ingest(house, declarations())
    assert ("package_member_unread", name) in issues(house)
    assert submissions(house) == [("1.xlsx", "accepted"), ("goi.zip", "package")]


def test_too_many_members_are_told_one_by_one(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tonghop.reading.door.packages.MOST_MEMBERS", 1)
    arrive(house, "goi.zip", GOOD)
    ingest(house, declarations())
    assert issues(house)[0] == ("package_member_unread", "ha-noi.xlsx")


@pytest.mark.parametrize(
    "name", ["../../x.xlsx", "/etc/x.xlsx", "C:\\x.xlsx", "a\\..\\x.xlsx", "x\x00.xlsx"]
)
def test_a_members_path_leads_nowhere(house: House, name: str) -> None:
    arrive(house, "goi.zip", zipped({name: ONE}))
    ingest(house, declarations())
    (member,) = (r for r in read_receipts(house.archive) if r.file_name != "goi.zip")
    assert member.file_name in ("x.xlsx", "x")
    inside = {path.relative_to(house.data).parts[0] for path in house.data.rglob("*")}
    ours = {"archive", "warehouse.duckdb", "returned", "consolidating_unit.txt", "tonghop.lock"}
    assert inside <= {"raw", *ours}


def test_a_secret_member_is_kept_nowhere(house: House) -> None:
    secret = complete("D03.vu | 5", unit="SYT34-08")
    secret["Biểu 2"]["G50"] = "TỐI MẬT"
    arrive(house, "goi.zip", zipped({"1.xlsx": ONE, "2.xlsx": content(secret)}))
    done = ingest(house, declarations())
    kept = {path.read_bytes() for path in house.archive.iterdir() if path.is_file()}
    assert sorted(refusal.file_name for refusal in done.refused) == ["2.xlsx", "goi.zip"]
    assert kept == {ONE}


def take_in(house: House, files: Mapping[str, bytes]) -> Ingested:
    for name, data in files.items():
        path = house.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return ingest(house, declarations())


def test_a_package_is_told_with_what_was_not_received_of_it(house: House) -> None:
    mixed = zipped({"1.xlsx": ONE, "2.xlsx": WRONG, "trong.zip": GOOD})
    lines = told(take_in(house, {"goi.zip": mixed}), declarations())
    assert lines[0].startswith("Nhận 3 tệp mới; đọc 2 báo cáo: 1 hợp lệ, 1 bị trả lại;")
    assert lines[1].startswith("Tệp nén “goi.zip” có 2 tệp; mỗi tệp trong đó được đọc")
    assert lines[2].startswith("Tệp “trong.zip” trong tệp nén “goi.zip” không được đọc")
    assert lines[3:] == ["Trả lại: 2.xlsx"]


def test_a_report_that_comes_in_a_package_and_beside_it_counts_once(house: House) -> None:
    done = take_in(house, {"goi.zip": zipped({"a.xlsx": ONE}), "b.xlsx": ONE})
    assert len(done.duplicates) == 1
    assert [status for _, status in submissions(house)] == ["accepted", "package"]


@pytest.mark.parametrize(
    "files",
    [
        {"MẬT goi.zip": zipped({"a.xlsx": ONE})},
        {"TỐI MẬT/goi.zip": zipped({"a.xlsx": ONE})},
        {"a.zip": zipped({"a.xlsx": ONE}), "b Mật.zip": zipped({"a.xlsx": ONE})},
        {"goi.zip": zipped({"MẬT/a.xlsx": ONE})},
    ],
    ids=["name", "folder", "name of a copy", "folder within"],
)
def test_a_mark_in_the_name_of_a_package_or_within_it_is_a_mark(
    house: House, files: Mapping[str, bytes]
) -> None:
    done = take_in(house, files)
    assert (done.received, submissions(house)) == ((), [])
    assert {f"{r.folder}/{r.file_name}" for r in done.refused} >= {
        name if "/" in name else f"./{name}" for name in files
    }


def test_a_package_with_a_secret_is_refused_on_every_run_and_its_neighbours_are_kept_once(
    house: House,
) -> None:
    secret = complete("D03.vu | 5", unit="SYT34-08")
    secret["Biểu 2"]["G50"] = "TỐI MẬT"
    take_in(house, {"goi.zip": zipped({"1.xlsx": ONE, "Lê Thị Hoa.xlsx": content(secret)})})
    again = take_in(house, {})
    assert (len(again.refused), again.received) == (2, ())
    assert submissions(house) == [("1.xlsx", "accepted")]
    assert "Hoa" not in str(told(again, declarations()))


def test_a_package_still_being_written_is_left_for_the_next_run(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_after_more_has_come(*given: object, **named: object) -> object:
        (house.raw / "goi.zip").write_bytes(zipped({"b.xlsx": OTHER}))
        return read_here(*given, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr("tonghop.pipeline.read_workbooks", read_after_more_has_come)
        done = take_in(house, {"goi.zip": zipped({"a.xlsx": ONE})})
    assert (done.received, submissions(house)) == ((), [])
    take_in(house, {})
    assert submissions(house) == [("b.xlsx", "accepted"), ("goi.zip", "package")]


def test_check_tells_each_member_under_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "goi.zip"
    path.write_bytes(zipped({"1.xlsx": ONE, "2.xlsx": WRONG}))
    main(["check", str(path), "--return", str(tmp_path / "tra-lai")])
    printed = capsys.readouterr().out
    assert "goi.zip: tệp nén, kết quả của từng tệp bên trong ghi dưới đây." in printed
    assert "goi.zip/1.xlsx: hợp lệ." in printed
    assert "goi.zip/2.xlsx: chưa hợp lệ, 1 lỗi" in printed
    assert (tmp_path / "tra-lai" / "2.xlsx").is_file()
