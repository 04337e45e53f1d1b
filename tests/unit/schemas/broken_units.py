"""Ways to break the declarations: units and what became of them."""

from datetime import date

from schemas.integrity import (
    handovers,
    successions,
    units,
)
from schemas.integrity.faults import Check
from tests.unit.schemas.edits import DAY, Edit, add, change, remove

CASES: list[tuple[Check, Edit, str]] = [
    (
        units.unit_kinds_are_known,
        change("units", "BV-K", kind="hospital"),
        "units.csv, BV-K: kind is 'hospital', expected one of health_department",
    ),
    (
        units.unit_kinds_have_places_of_their_own,
        change("unit_kinds", "facility", position=1),
        "unit_kinds.csv, facility: position 1 is also that of another kind",
    ),
    (
        units.marks_are_known,
        change("units", "BV-K", mark="X"),
        "units.csv, BV-K: mark is 'X', expected one of F, D, GK",
    ),
    (
        units.unit_codes_carry_their_vintage,
        change("units", "SYT34-51", unit_code="51"),
        "units.csv, 51: it is a health_department, expected SYTnn-nn",
    ),
    (
        units.unit_codes_carry_their_vintage,
        change("units", "SYT34-51", province_code="62"),
        "units.csv, SYT34-51: province_code is '62', expected '51'",
    ),
    (
        units.unit_codes_carry_their_vintage,
        change("units", "BV-K", unit_code="SYT34-99"),
        "units.csv, SYT34-99: it is a ministry_hospital, expected SYTnn-nn",
    ),
    (
        units.units_report_to_units,
        change("units", "BV-K", reports_to="BCT"),
        "units.csv, BV-K: reports_to is 'BCT', expected a unit that exists then",
    ),
    (
        units.units_report_to_units,
        change("units", "BV-K", reports_to="SYT63-01"),
        "units.csv, BV-K, on 2025-07-01: reports_to is 'SYT63-01'",
    ),
    (
        units.units_report_to_units,
        change("units", "BV-K", reports_to=""),
        "units.csv, BV-K: reports_to is empty, expected a unit: only BYT has none",
    ),
    (
        units.units_have_a_name_every_day,
        remove("unit_names", "BV-K"),
        "units.csv, BV-K: it has no name",
    ),
    (
        units.units_have_a_name_every_day,
        change("unit_names", "SYT34-51", valid_from=date(2025, 7, 2)),
        "units.csv, SYT34-51, on 2025-07-01: it has no name",
    ),
    (
        units.names_belong_to_units,
        change("unit_names", "SYT34-51", valid_from=date(2025, 6, 30)),
        "unit_names.csv, SYT34-51, on 2025-06-30: 'Sở Y tế tỉnh Quảng Ngãi' names no unit then",
    ),
    (
        units.aliases_belong_to_units,
        change("unit_aliases", "BV K/BV-K", unit_code="BV-KHAC"),
        "unit_aliases.csv, BV K: 'BV-KHAC' is no unit then",
    ),
    (
        units.health_departments_have_a_province,
        change("unit_names", "SYT34-51", province_name=""),
        "unit_names.csv, SYT34-51: province_name is empty",
    ),
    (
        units.units_share_no_name,
        add("unit_aliases", "BV K/BV-K", alias="sở y tế  TỈNH quảng ngãi", valid_from=DAY),
        "are both called",
    ),
    (
        units.units_share_no_name,
        change("unit_names", "BV-E", name="Bệnh viện K"),
        "BV-K and BV-E are both called 'Bệnh viện K', expected one unit a day",
    ),
    (
        successions.successions_name_units,
        change("unit_successions", "SYT63-01/SYT34-01", successor="SYT34-00"),
        "unit_successions.csv, SYT63-01/SYT34-00: successor is 'SYT34-00'",
    ),
    (
        successions.predecessors_close_the_day_before,
        change("unit_successions", "SYT63-01/SYT34-01", effective_from=date(2025, 7, 2)),
        "unit_successions.csv, SYT63-01/SYT34-01: SYT63-01 closes on 2025-06-30, "
        "expected 2025-07-01",
    ),
    (
        successions.successors_are_open,
        change("units", "SYT34-01", valid_from=date(2025, 7, 2)),
        "unit_successions.csv, SYT63-01/SYT34-01, on 2025-07-01: SYT34-01 does not exist then",
    ),
    (
        successions.successions_keep_the_kind,
        change("unit_successions", "BYT-MT/BYT-PB", successor="SYT34-01"),
        "unit_successions.csv, BYT-MT/SYT34-01: SYT34-01 is a health_department",
    ),
    (
        successions.successions_keep_the_kind,
        change("units", "BYT-MT", reports_to=""),
        "unit_successions.csv, BYT-MT/BYT-PB: BYT-MT reports to nobody",
    ),
    (
        successions.closed_health_departments_have_one_successor,
        remove("unit_successions", "SYT63-62/SYT34-51"),
        "units.csv, SYT63-62: it closes on 2025-06-30 with 0 successors",
    ),
    (
        successions.work_passes_whole,
        add("unit_successions", "SYT63-01/SYT34-01", successor="SYT34-04"),
        "unit_successions.csv, SYT63-01: it has 2 successors, expected one",
    ),
    (
        handovers.handovers_are_of_known_kinds,
        change("unit_handovers", "BYT-TTRB/to_outside/Thanh tra Chính phủ", kind="abolished"),
        "unit_handovers.csv, BYT-TTRB/abolished/Thanh tra Chính phủ: kind is 'abolished', "
        "expected one of from_outside, to_outside, ended",
    ),
    (
        handovers.handovers_name_the_other_body,
        change("unit_handovers", "BYT-TTRB/to_outside/Thanh tra Chính phủ", other_body=""),
        "unit_handovers.csv, BYT-TTRB/to_outside/: other_body is '', expected a body outside",
    ),
    (
        handovers.handovers_name_the_other_body,
        change("unit_handovers", "BYT-TTRB/to_outside/Thanh tra Chính phủ", kind="ended"),
        "other_body is 'Thanh tra Chính phủ', expected nobody for 'ended'",
    ),
    (
        handovers.handovers_cross_the_border,
        change("unit_handovers", "BYT-TTRB/to_outside/Thanh tra Chính phủ", other_body="VỤ PC"),
        "unit_handovers.csv, BYT-TTRB/to_outside/VỤ PC: other_body is the unit BYT-PC, "
        "expected a row in unit_successions.csv",
    ),
    (
        handovers.handovers_fall_on_days_of_their_unit,
        change(
            "unit_handovers",
            "BYT-TTRB/to_outside/Thanh tra Chính phủ",
            effective_from=date(2025, 5, 6),
        ),
        "unit_handovers.csv, BYT-TTRB/to_outside/Thanh tra Chính phủ: BYT-TTRB closes on "
        "2025-05-31, expected 2025-05-05",
    ),
    (
        handovers.handovers_fall_on_days_of_their_unit,
        change("units", "BYT-TTRB", valid_to=None),
        "BYT-TTRB closes on None, expected 2025-05-31",
    ),
    (
        handovers.handovers_fall_on_days_of_their_unit,
        change("units", "BYT-BTXH", valid_from=date(2025, 3, 10)),
        "on 2025-03-01: BYT-BTXH does not exist then, expected it to be open",
    ),
    (
        handovers.handovers_fall_on_days_of_their_unit,
        change(
            "unit_handovers", "BYT-TTRB/to_outside/Thanh tra Chính phủ", unit_code="BYT-THANHTRA"
        ),
        "unit_code is 'BYT-THANHTRA', expected one of units.csv",
    ),
    (
        handovers.closed_units_are_accounted_for,
        change("unit_handovers", "BYT-TTRB/to_outside/Thanh tra Chính phủ", kind="from_outside"),
        "units.csv, BYT-TTRB: it closes on 2025-05-31 and its work goes nowhere, expected a row in",
    ),
    (
        handovers.closed_units_are_accounted_for,
        change("units", "BV-K", valid_to=DAY),
        "units.csv, BV-K: it closes on 2024-06-01 and its work goes nowhere",
    ),
    (
        handovers.closed_units_are_accounted_for,
        add("unit_successions", "BYT-MT/BYT-PB", predecessor="BYT-TTRB"),
        "units.csv, BYT-TTRB: it closes on 2025-05-31 and its work goes both to a successor and",
    ),
]
