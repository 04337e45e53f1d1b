"""What a file's name tells of unit and period: exactly, or nothing."""

from datetime import date

import pytest

from tests.build import complete, declarations, reading_of
from tonghop.checking import check
from tonghop.checking.file_names import read_file_name, read_period

JUNE_2026, JUNE_2025 = date(2026, 6, 14), date(2025, 6, 14)


def told(name: str, day: date = JUNE_2026) -> tuple[str | None, str | None]:
    found = read_file_name(f"{name}.xlsx", declarations(), day)
    return found.unit_code, found.period


@pytest.mark.parametrize(
    ("name", "unit", "period"),
    [
        ("SYT34-51_2026-H1", "SYT34-51", "2026-H1"),
        ("syt34-51_2026-h1_sua (1)", "SYT34-51", "2026-H1"),
        ("gửi Bộ-SYT34-51-2026-H1-bản cuối", "SYT34-51", "2026-H1"),
        ("Báo cáo Sở Y tế Quảng Ngãi 6 tháng đầu năm 2026", "SYT34-51", "2026-H1"),
        ("BAO CAO SO Y TE TINH QUANG NGAI 6 THANG DAU NAM 2026", "SYT34-51", "2026-H1"),
        ("SYT_Quang_Ngai_quy_I_2024", "SYT34-51", "2024-Q1"),
        ("so y te quang nam nam 2024", "SYT63-49", "2024-Y"),
        ("BV Bạch Mai 9T 2026", "BV-BACHMAI", "2026-9M"),
        ("Bệnh viện Hữu nghị Việt Đức", "BV-VIETDUC", None),
        ("bao cao nam 2025", None, "2025-Y"),
        ("Quý I.2024", None, "2024-Q1"),
        ("6T2026", None, "2026-H1"),
    ],
)
def test_codes_names_and_wordings_are_understood(
    name: str, unit: str | None, period: str | None
) -> None:
    assert told(name) == (unit, period)


@pytest.mark.parametrize(
    "name",
    [
        "bao cao",
        "Book1 (2)",
        "SYT34-511",
        "XSYT34-51",
        "SYT-15",
        "SYT34-51 SYT34-01",
        "danh gia lai",
        "quang-ngai",
        "Báo cáo gửi Cục Phòng bệnh",
        "Báo cáo Bộ Y tế",
        "SYT Quang Ngãi",
    ],
)
def test_what_is_not_exact_names_no_unit(name: str) -> None:
    assert told(name)[0] is None


@pytest.mark.parametrize(
    "name",
    [
        "12026-H1",
        "2026-H11",
        "2026-Y tế",
        "viet nam 2025",
        "quang nam 2025",
        "Quảng Nam 2025",
        "6 thang cuoi nam 2025",
        "bao cao ngay 15 thang 6 nam 2026",
        "quý II năm 2026",
        "KH năm 2024, báo cáo 6 tháng đầu năm 2025",
        "6 tháng dau năm 2026",
    ],
)
def test_what_is_not_exact_names_no_period(name: str) -> None:
    assert told(name)[1] is None


def test_a_name_means_the_unit_that_bears_it_on_the_day() -> None:
    assert told("SYT Bắc Ninh") == ("SYT34-24", None)
    assert told("SYT Bắc Ninh", JUNE_2025) == ("SYT63-27", None)
    assert told("SYT Hà Giang") == ("SYT63-02", None)
    assert told("SYT Hậu Giang") == ("SYT63-93", None)


def test_a_label_names_a_period_only_as_a_whole() -> None:
    assert read_period("06 tháng đầu năm 2026", declarations()) == "2026-H1"
    assert read_period("Năm 2026", declarations()) == "2026-Y"
    assert read_period("6 tháng đầu năm 2026 (ước)", declarations()) is None


@pytest.mark.parametrize(
    ("unit", "name", "codes"),
    [
        ("SYT34-51", "Quảng Ngãi 6 tháng đầu năm 2026.xlsx", []),
        ("SYT34-51", "Báo cáo Hà Nội.xlsx", ["unit_differs_in_file_name"]),
        ("SYT34-51", "Báo cáo Kon Tum.xlsx", ["unit_differs_in_file_name"]),
        ("BV-BACHMAI", "Báo cáo, Hà Nội.xlsx", []),
        ("BV-BACHMAI", "SYT Hà Nội.xlsx", ["unit_differs_in_file_name"]),
    ],
)
def test_a_province_is_only_a_place_in_the_name_of_a_hospitals_file(
    unit: str, name: str, codes: list[str]
) -> None:
    reading = reading_of(complete("D03.vu | 5", unit=unit), name)
    assert [issue.code for issue in check([reading], declarations()).issues] == codes
