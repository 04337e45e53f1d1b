"""Ways to break the declarations: who is asked for what, and by whom."""

from datetime import date

from schemas.integrity import (
    caveats,
    directives,
    letterheads,
    periods,
    recipients,
)
from schemas.integrity.faults import Check
from tests.unit.schemas.edits import Edit, add, change, remove

CASES: list[tuple[Check, Edit, str]] = [
    (
        directives.reporters_are_declared,
        change("directive_reporters", "QN-2025/facility/SYT34-51", reports_to="SYT34-00"),
        "directive_reporters.csv, QN-2025/facility/SYT34-00: reports_to is 'SYT34-00'",
    ),
    (
        directives.due_dates_are_declared,
        change("due_dates", "KH331-2024/health_department/Q1", period_kind="Q2"),
        "due_dates.csv, KH331-2024/health_department/Q2: period_kind is 'Q2', expected a declared",
    ),
    (
        directives.due_dates_bind_reporters,
        add("due_dates", "QN-2025/facility/H1", unit_kind="ministry_unit"),
        "due_dates.csv, QN-2025/ministry_unit/H1: a ministry_unit need not report",
    ),
    (
        directives.due_dates_bind_reporters,
        add("directive_reporters", "QN-2025/facility/SYT34-51", unit_kind="ministry_unit"),
        "directive_reporters.csv, QN-2025/ministry_unit/SYT34-51: it reports for no period",
    ),
    (
        directives.due_dates_are_days,
        change("due_dates", "KH331-2024/health_department/Q1", due_before="02-29"),
        "due_dates.csv, KH331-2024/health_department/Q1: due_before is '02-29', expected MM-DD",
    ),
    (
        directives.due_dates_are_days,
        change("due_dates", "KH331-2024/health_department/Q1", due_before="16/3"),
        "due_before is '16/3', expected MM-DD",
    ),
    (
        directives.due_dates_follow_the_cut_off,
        change("due_dates", "KH331-2024/health_department/Q1", due_before="03-14"),
        "due_dates.csv, KH331-2024/health_department/Q1: due_before is 03-14, "
        "expected a day after the cut-off 03-14",
    ),
    (
        directives.one_directive_governs,
        change("directives", "KH796-2025", valid_to=None),
        "directives.csv, CV5343-2025, on 2025-08-13: KH796-2025 also asks a health_department",
    ),
    (
        directives.the_national_recipient_is_a_unit,
        remove("units", "BYT"),
        "units.csv, BYT: the ministry is missing",
    ),
    (
        periods.period_codes_have_no_dash,
        change("period_kinds", "Q1", kind="Q-1"),
        "period_kinds.csv, Q-1: expected a code of letters and digits only",
    ),
    (
        periods.period_labels_name_the_year,
        change("period_kinds", "Q1", label="Quý I năm {nam}"),
        "period_kinds.csv, Q1: label is 'Quý I năm {nam}', expected {year} in it once",
    ),
    (
        periods.periods_run_between_days,
        change("period_kinds", "Q1", cut_off="02-30"),
        "period_kinds.csv, Q1: cut_off is '02-30', expected MM-DD",
    ),
    (
        periods.periods_start_before_their_cut_off,
        change("period_kinds", "Q3", start="09-15"),
        "period_kinds.csv, Q3: start is 09-15, expected a day before the cut-off 09-14",
    ),
    (
        periods.periods_start_before_their_cut_off,
        change("period_kinds", "Q3", start_year_offset=1),
        "period_kinds.csv, Q3: start_year_offset is 1, expected -1 or 0",
    ),
    (
        recipients.recipients_stay_within_their_directive,
        change("recipients", "CV5343-2025", valid_from=date(2025, 8, 1)),
        "recipients.csv, CV5343-2025, on 2025-08-01: no directive 'CV5343-2025' is in force then",
    ),
    (
        recipients.recipients_stay_within_their_directive,
        change("recipients", "CV5343-2025", directive_code="CV5434-2025"),
        "recipients.csv, CV5434-2025, on 2025-08-13: no directive 'CV5434-2025' is in force then",
    ),
    (
        recipients.directives_have_a_recipient_every_day,
        change("recipients", "CV5343-2025", valid_to=date(2026, 8, 17)),
        "directives.csv, CV5343-2025, on 2026-08-18: it has no recipient, expected a row in",
    ),
    (
        recipients.directives_have_a_recipient_every_day,
        change("recipients", "KH331-2024", valid_from=date(2024, 3, 20)),
        "directives.csv, KH331-2024, on 2024-01-01: it has no recipient",
    ),
    (
        recipients.recipients_are_open_units,
        change("recipients", "KH796-2025", recipient="BYT-TTRB"),
        "recipients.csv, KH796-2025, on 2025-06-01: recipient is 'BYT-TTRB', expected the code",
    ),
    (
        recipients.recipients_are_open_units,
        change("recipients", "CV5343-2025", recipient="Cục Bảo trợ xã hội"),
        "recipients.csv, CV5343-2025, on 2025-08-13: recipient is 'Cục Bảo trợ xã hội'",
    ),
    (
        recipients.recipients_belong_to_whom_units_report,
        change("recipients", "QN-2025", recipient="BYT-BTXH"),
        "recipients.csv, QN-2025: recipient is 'BYT-BTXH', expected SYT34-51 or one of its own",
    ),
    (
        recipients.due_dates_apply_under_their_directive,
        change("due_dates", "KH331-2024/health_department/Q1", valid_from=date(2025, 1, 1)),
        "due_dates.csv, KH331-2024/health_department/Q1: its days 2025-01-01 to None lie outside",
    ),
    (
        letterheads.letterheads_are_of_units,
        add("letterheads", "SYT34-51", unit_code="SYT34-99"),
        "letterheads.csv, SYT34-99: it is no unit",
    ),
    (
        letterheads.whoever_receives_reports_has_a_letterhead,
        change("letterheads", "SYT34-51", valid_to=date(2025, 12, 14)),
        "letterheads.csv, SYT34-51, on 2025-12-15: it has no row for QN-2025",
    ),
    (
        letterheads.onward_recipients_are_of_units,
        add("onward_recipients", "SYT34-51/bo-y-te", unit_code="SYT34-99"),
        "onward_recipients.csv, SYT34-99/bo-y-te: it is no unit",
    ),
    (
        letterheads.onward_recipients_get_known_periods,
        change("onward_recipients", "SYT34-51/ubnd-tinh", period_kinds=("H1", "H2")),
        "onward_recipients.csv, SYT34-51/ubnd-tinh: period_kinds is 'H2', expected one of Q1",
    ),
    (
        letterheads.onward_recipients_name_files,
        change("onward_recipients", "SYT34-51/ubnd-tinh", recipient_code="UBND tỉnh"),
        "onward_recipients.csv, SYT34-51/UBND tỉnh: expected a code of small letters",
    ),
    (
        caveats.caveats_are_about_something,
        change("caveats", "KH796", about="plans"),
        "caveats.csv, KH796: about is 'plans', expected one of units, directives",
    ),
    (
        caveats.caveats_end,
        change("caveats", "KH796", sentence="Chờ Bộ Y tế xác nhận"),
        "caveats.csv, KH796: sentence ends in 'Chờ Bộ Y tế xác nhận', expected a full stop",
    ),
    (
        caveats.caveats_start_on_a_day,
        change("caveats", "KH796", valid_from=None),
        "caveats.csv, KH796: valid_from is empty, expected a day",
    ),
    (
        periods.period_aliases_are_of_known_kinds,
        change("period_aliases", "6T {year}", kind="H2"),
        "period_aliases.csv, 6T {year}: kind is 'H2', expected one of Q1, H1",
    ),
    (
        periods.period_aliases_end_in_the_year,
        change("period_aliases", "6T {year}", alias="{year} 6T"),
        "period_aliases.csv, {year} 6T: alias is '{year} 6T', expected {year} at its end",
    ),
    (
        periods.period_aliases_mean_one_kind,
        add("period_aliases", "6T {year}", alias="QUÝ I {year}"),
        "period_aliases.csv, QUÝ I {year}: kind is 'H1', expected 'Q1'",
    ),
]
