"""A package is opened one level deep and safely; each bad file in it costs only itself."""

from collections.abc import Callable
from pathlib import Path
from zipfile import BadZipFile

import pytest

from tests.build import complete, content, reading_of
from tests.packages import compressed_oddly, locked, named, package, package_of, stored, with_link
from tests.unit.test_door import word_document
from tonghop.reading.door import directory, packages
from tonghop.reading.door.packages import Package, open_package, package_in, read_member

REPORT = content(complete("D03.vu | 5"))
GOOD = {"a.xlsx": REPORT}
RAR, SEVEN = b"Rar!\x1a\x07", b"7z\xbc\xaf"


def opened(archive: bytes) -> Package:
    found = package_in(archive)
    assert found
    return found


def places(archive: bytes) -> list[str]:
    return ["/".join(member.place) for member in opened(archive).members]


def faults(archive: bytes) -> list[tuple[str, str]]:
    return [(finding.raw_text, finding.expected) for finding in opened(archive).findings]


@pytest.mark.parametrize("make", [package, stored])
def test_a_package_holds_its_files_in_folders_or_not(
    make: Callable[[dict[str, bytes]], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "goi.zip"
    path.write_bytes(make({**GOOD, "Sở/b.xlsx": b"b", "Sở/": b""}))
    found = open_package(path)
    assert found
    assert [member.place for member in found.members] == [("a.xlsx",), ("Sở", "b.xlsx")]
    assert [read_member(path, member.position) for member in found.members] == [REPORT, b"b"]
    assert found.findings == ()


@pytest.mark.parametrize("document", [REPORT, word_document(), b"", b"%PDF", b"PK\x03\x04 cut off"])
def test_a_document_is_no_package(document: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(document)
    assert open_package(path) is None
    assert package_in(document) is None


def test_what_a_document_starts_with_never_makes_a_package_of_it_at_either_place(
    tmp_path: Path,
) -> None:
    """What is not opened where it lies is not said to be opened by the door."""
    path = tmp_path / "a.zip"
    path.write_bytes(package({"xl/a.xlsx": REPORT}))
    assert open_package(path) is None
    assert [f.code for f in reading_of(path.read_bytes()).findings] == ["archive_file"]


def test_what_the_system_puts_into_a_package_is_not_received() -> None:
    system = ("__MACOSX/._a.xlsx", ".DS_Store", "Thumbs.db", "x/desktop.ini", ".git/a.xlsx")
    assert places(package({**GOOD, **dict.fromkeys(system, b"x")})) == ["a.xlsx"]


def test_folders_of_windows_are_folders() -> None:
    assert places(package({"Quý I\\a.xlsx": REPORT, "Quý I\\": b""})) == ["Quý I/a.xlsx"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258"])
def test_a_name_of_an_old_archiver_is_read_as_it_was_meant(encoding: str) -> None:
    written = "Bảo cáo Sở.xlsx"
    bytes_of = "Ba\u0309o cáo S\u01a1\u0309.xlsx" if encoding == "cp1258" else written
    assert places(named({bytes_of.encode(encoding): REPORT})) == [written]


def test_two_files_of_one_name_are_both_refused() -> None:
    archive = package_of([("a.xlsx", b"1"), ("A.xlsx", b"2"), ("x/a.xlsx", b"3")])
    assert places(archive) == ["x/a.xlsx"]
    assert faults(archive) == [
        (name, "trùng tên với một tệp khác trong đó") for name in ("a.xlsx", "A.xlsx")
    ]


def test_a_link_is_refused() -> None:
    assert faults(with_link(GOOD, "b.xlsx")) == [("b.xlsx", "là liên kết, không phải tệp")]


def test_an_encrypted_file_is_refused_and_its_neighbour_is_not() -> None:
    archive = locked(package({**GOOD, "b.xlsx": b"b"}))
    assert places(archive) == ["a.xlsx"]
    assert faults(archive) == [("b.xlsx", "được nén có mật khẩu")]


def test_a_package_that_is_encrypted_whole_is_told_as_such() -> None:
    told = reading_of(locked(package(GOOD)), "goi.zip").findings
    assert [(finding.code, finding.raw_text) for finding in told] == [
        ("archive_file", "tệp nén ZIP đặt mật khẩu")
    ]


@pytest.mark.parametrize(
    "inner", [package(GOOD), stored(GOOD), package({"x.zip": package(GOOD)}), RAR, SEVEN]
)
def test_an_archive_in_a_package_is_not_opened(inner: bytes) -> None:
    archive = package({**GOOD, "b.zip": inner})
    assert places(archive) == ["a.xlsx"]
    assert faults(archive) == [("b.zip", "là tệp nén bên trong tệp nén")]


def test_a_file_that_is_damaged_or_oddly_compressed_is_refused() -> None:
    assert faults(compressed_oddly({"b.xlsx": b"b"})) == [("b.xlsx", "nén theo cách ít dùng")]
    archive = stored({"a.xlsx": b"first", "b.xlsx": b"other"}).replace(b"first", b"tsrif")
    assert (places(archive), faults(archive)) == (["b.xlsx"], [("a.xlsx", "bị hỏng")])


def test_a_file_that_says_it_is_smaller_than_it_is_is_refused() -> None:
    archive = package({"a.xlsx": bytes(10_000)})
    lying = archive.replace((10_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert faults(lying) == [("a.xlsx", "bị hỏng")]


@pytest.mark.parametrize(
    ("limit", "value", "told"),
    [
        ("MOST_MEMBERS", 1, "có quá nhiều tệp"),
        ("MOST_BYTES", 2, "quá lớn"),
        ("MOST_BYTES_TOGETHER", 3, "làm cả tệp nén quá lớn"),
    ],
)
def test_what_is_beyond_a_limit_is_refused_alone(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int, told: str
) -> None:
    monkeypatch.setattr(packages, limit, value)
    archive = package({"a": b"12", "b": b"345"})
    assert (places(archive), faults(archive)) == (["a"], [("b", told)])


def test_a_directory_beyond_all_measure_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "MOST_DIRECTORY_BYTES", 10)
    assert package_in(package(GOOD)) is None


def test_the_directory_of_another_file_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "goi.zip"
    path.write_bytes(package(GOOD))
    for position in (1, -2):
        with pytest.raises(BadZipFile):
            read_member(path, position)
    path.write_bytes(b"")
    with pytest.raises(BadZipFile):
        read_member(path, 0)
