"""Ways to break the declarations: days worked, reminders, and periods that are derived."""

from datetime import date

from schemas.integrity import (
    derived_periods,
    reminders,
    working_days,
)
from schemas.integrity.faults import Check
from tests.unit.schemas.edits import Edit, add, change, remove

CASES: list[tuple[Check, Edit, str]] = [
    (
        working_days.holidays_are_of_known_kinds,
        change("public_holidays", "2025-04-07", kind="feast"),
        "public_holidays.csv, 2025-04-07: kind is 'feast', expected one of holiday, in_lieu",
    ),
    (
        working_days.holidays_are_of_known_kinds,
        change("public_holidays", "2025-04-07", mark="GK"),
        "public_holidays.csv, 2025-04-07: mark is 'GK', expected one of F, D",
    ),
    (
        working_days.holidays_lie_in_announced_calendars,
        add("public_holidays", "2026-01-01", day=date(2027, 1, 1)),
        "public_holidays.csv, 2027-01-01: its day is in no announced calendar",
    ),
    (
        working_days.announced_calendars_have_every_holiday,
        remove("public_holidays", "2025-04-07"),
        "working_calendars.csv, 2025: it lists 10 holidays, expected 11",
    ),
    (
        working_days.special_days_change_their_weekday,
        change("public_holidays", "2024-04-29", day=date(2024, 4, 28)),
        "public_holidays.csv, 2024-04-28: a day of kind swapped lies on a weekend",
    ),
    (
        working_days.special_days_change_their_weekday,
        change("public_holidays", "2024-05-04", day=date(2024, 5, 3)),
        "public_holidays.csv, 2024-05-03: a day worked instead is a weekday",
    ),
    (
        working_days.swapped_days_name_each_other,
        remove("public_holidays", "2024-05-04"),
        "public_holidays.csv, 2024-04-29: instead_of is 2024-05-04, expected the make_up",
    ),
    (
        working_days.swapped_days_name_each_other,
        change("public_holidays", "2026-08-31", instead_of=date(2026, 1, 10)),
        "public_holidays.csv, 2026-08-22: instead_of is 2026-08-31, expected the swapped",
    ),
    (
        working_days.holidays_on_weekends_are_made_good_once,
        remove("public_holidays", "2026-04-27"),
        "public_holidays.csv, 2026-04-26: 0 days off stand for it, expected one",
    ),
    (
        working_days.holidays_on_weekends_are_made_good_once,
        change("public_holidays", "2023-05-03", instead_of=date(2023, 5, 1)),
        "public_holidays.csv, 2023-05-03: instead_of is 2023-05-01, expected an earlier holiday",
    ),
    (
        working_days.calendars_follow_one_another,
        change("working_calendars", "2025", valid_from=date(2024, 12, 31)),
        "working_calendars.csv, 2025, on 2024-12-31: another calendar covers some of its days",
    ),
    (
        working_days.calendars_follow_one_another,
        remove("working_calendars", "2025"),
        "working_calendars.csv, 2024: no calendar starts after 2024-12-31, expected one",
    ),
    (
        working_days.calendars_follow_one_another,
        change("working_calendars", "sau 2026", is_announced=True),
        "working_calendars.csv, sau 2026: it is announced and has no end",
    ),
    (
        working_days.due_dates_lie_in_calendars,
        remove("working_calendars", "2023"),
        "directives.csv, KH360-2023: no calendar covers 2023-01-01",
    ),
    (
        working_days.due_terms_can_be_counted,
        change("due_terms", "KH331-2024", directive_code="KH331"),
        "due_terms.csv, KH331: directive_code is 'KH331', expected a declared one",
    ),
    (
        working_days.due_terms_can_be_counted,
        change("due_terms", "KH331-2024", reading="both"),
        "due_terms.csv, KH331-2024: reading is 'both', expected one of excluded, included",
    ),
    (
        working_days.due_terms_can_be_counted,
        change("due_terms", "KH331-2024", grace_working_days=-1),
        "due_terms.csv, KH331-2024: grace_working_days is -1, expected 0 or more",
    ),
    (
        working_days.due_dates_have_terms,
        change("due_terms", "CV5343-2025", valid_from=date(2026, 1, 1)),
        "directives.csv, CV5343-2025: its due dates have no terms on 2025-08-13",
    ),
    (
        reminders.reminder_cases_are_known,
        add("reminder_cases", "late", reminder_case="tardy"),
        "reminder_cases.csv, tardy: reminder_case is 'tardy', expected one of overdue, undated",
    ),
    (
        reminders.every_reminder_case_is_worded,
        remove("reminder_cases", "held"),
        "reminder_cases.csv, held: it has no row, expected one",
    ),
    (
        reminders.reminder_subjects_can_be_filled,
        change("reminder_cases", "late", subject="rút kinh nghiệm {unit}"),
        "reminder_cases.csv, late: sentence has {unit}, expected only {period}",
    ),
    (
        reminders.reminder_subjects_can_be_filled,
        change("reminder_cases", "late", subject="V/v rút kinh nghiệm {period}"),
        "reminder_cases.csv, late: subject is 'V/v rút kinh nghiệm {period}', expected what",
    ),
    (
        reminders.reminder_actions_end,
        change("reminder_cases", "late", action="Nhắc"),
        "reminder_cases.csv, late: sentence ends in 'Nhắc', expected a full stop",
    ),
    (
        derived_periods.derivations_name_period_kinds,
        change("derived_periods", "Q2/H1/Q1", minuend="6T"),
        "derived_periods.csv, Q2/6T/Q1: minuend is '6T', expected one of Q1, H1, Q3, 9M, Y",
    ),
    (
        derived_periods.derivations_name_period_kinds,
        change("derived_periods", "Q4/Y/H1 Q3", subtrahends=("H1", "QIII")),
        "derived_periods.csv, Q4/Y/H1 QIII: subtrahends is 'QIII', expected one of",
    ),
    (
        derived_periods.derived_periods_run_between_days,
        change("derived_periods", "Q2/H1/Q1", start="02-30"),
        "derived_periods.csv, Q2/H1/Q1: start is '02-30', expected MM-DD, a day of every year",
    ),
    (
        derived_periods.derived_periods_run_between_days,
        change("derived_periods", "Q2/H1/Q1", start_year_offset=-2),
        "derived_periods.csv, Q2/H1/Q1: start_year_offset is -2, expected -1 or 0",
    ),
    (
        derived_periods.parts_fill_the_whole,
        change("derived_periods", "Q2/H1/Q1", start="03-16"),
        "derived_periods.csv, Q2/H1/Q1: Q2 starts on 2023-03-16, expected 2023-03-15",
    ),
    (
        derived_periods.parts_fill_the_whole,
        change("derived_periods", "Q4/Y/H1 Q3", subtrahends=("H1",)),
        "derived_periods.csv, Q4/Y/H1: Q4 starts on 2023-09-15, expected 2023-06-15",
    ),
    (
        derived_periods.parts_fill_the_whole,
        change("derived_periods", "Q4/Y/H1 Q3", subtrahends=("9M", "Q3")),
        "derived_periods.csv, Q4/Y/9M Q3: Q3 starts on 2023-06-15, expected 2023-09-15",
    ),
    (
        derived_periods.parts_fill_the_whole,
        change("derived_periods", "Q4/Y/9M", minuend="9M"),
        "derived_periods.csv, Q4/9M/9M: the parts end on 2023-12-14, expected 2023-09-14",
    ),
    (
        derived_periods.parts_fill_the_whole,
        change("period_kinds", "Q1", cut_off="03-13"),
        "derived_periods.csv, Q2/H1/Q1: Q2 starts on 2023-03-15, expected 2023-03-14",
    ),
    (
        derived_periods.one_kind_is_one_period,
        change("derived_periods", "Q4/Y/H1 Q3", label="Quý 4 năm {year}"),
        "derived_periods.csv, Q4/Y/H1 Q3: label is 'Quý 4 năm {year}', expected",
    ),
    (
        derived_periods.one_kind_is_one_period,
        change("derived_periods", "Q3/9M/H1", label="Quý 3 năm {year}"),
        "derived_periods.csv, Q3/9M/H1: label is 'Quý 3 năm {year}', expected 'Quý III năm {year}'",
    ),
    (
        derived_periods.one_kind_is_one_period,
        change("period_kinds", "Q3", start="06-14"),
        "derived_periods.csv, Q3/9M/H1: start is '06-15', expected '06-14', as in period_kinds.csv",
    ),
    (
        derived_periods.derived_labels_name_the_year,
        change("derived_periods", "H2/Y/H1", label="6 tháng cuối năm"),
        "derived_periods.csv, H2/Y/H1: label is '6 tháng cuối năm', expected {year} in it once",
    ),
    (
        derived_periods.derived_labels_name_the_year,
        change("derived_periods", "H2/Y/H1", kind="H-2"),
        "derived_periods.csv, H-2/Y/H1: expected a code of letters and digits only",
    ),
]
