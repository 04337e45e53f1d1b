"""More ways to break the declarations: texts, codes and names, and what comes back over time."""

from datetime import date

from schemas.integrity import (
    directives,
    forms,
    lines,
    names,
    parts,
    periods,
    rules,
    successions,
    texts,
    units,
)
from schemas.integrity.faults import Check
from tests.unit.schemas.edits import Edit, add, change, several

NEXT_YEAR = date(2027, 1, 1)

CASES: list[tuple[Check, Edit, str]] = [
    (
        texts.texts_show_every_character,
        change("unit_names", "BV-E", name="Bệnh viện\u200b E"),
        "unit_names.csv, BV-E: name has ZERO WIDTH SPACE in",
    ),
    (
        texts.texts_show_every_character,
        change("unit_names", "BV-E", name="Bệnh viện\u00a0E"),
        "unit_names.csv, BV-E: name has NO-BREAK SPACE in",
    ),
    (
        texts.texts_show_every_character,
        change("unit_names", "BYT-SKDS", name="Báo Sức khỏe và \u00d0ời sống"),
        "unit_names.csv, BYT-SKDS: name has LATIN CAPITAL LETTER ETH in",
    ),
    (
        texts.texts_show_every_character,
        change("rules", "Q030", sentence="Đề nghị\nghi lại."),
        "rules.csv, Q030: sentence has U+000A in",
    ),
    (
        texts.texts_have_single_spaces,
        change("unit_names", "BV-E", name="Bệnh viện E "),
        "unit_names.csv, BV-E: name is 'Bệnh viện E ', expected one space between words",
    ),
    (
        texts.texts_have_single_spaces,
        change("indicators", "D03", label="Trộm  cắp"),
        "indicators.csv, D03: label is 'Trộm  cắp', expected one space",
    ),
    (
        texts.texts_are_composed,
        change("unit_names", "BV-E", name="Bê\u0323nh viện E"),
        "unit_names.csv, BV-E: name is 'Bê\u0323nh viện E', expected it in NFC",
    ),
    (
        texts.texts_place_tones_one_way,
        change("unit_names", "BV-QUYHOA", name="Bệnh viện Phong - Da liễu Trung ương Quy Hoà"),
        "unit_names.csv, BV-QUYHOA: name has 'Hoà', expected its tone as in 'hòa'",
    ),
    (
        names.unit_codes_fit_into_file_names,
        change("units", "BV-K", unit_code="BV_K"),
        "units.csv, BV_K: 'BV_K' is no code, expected capital letters, digits and dashes",
    ),
    (
        names.unit_codes_fit_into_file_names,
        change("units", "BV-K", unit_code="BV-Hữu"),
        "units.csv, BV-Hữu: 'BV-Hữu' is no code",
    ),
    (
        names.unit_codes_keep_their_meaning,
        add("units", "BYT-MT", kind="ministry_hospital", valid_from=date(2025, 3, 1)),
        "units.csv, BYT-MT, on 2025-03-01: it was a ministry_unit, expected another code",
    ),
    (
        names.unit_codes_keep_their_meaning,
        add("units", "BYT-MT", valid_from=NEXT_YEAR, valid_to=None),
        "units.csv, BYT-MT, on 2027-01-01: it closed on 2025-02-28, expected another code or no",
    ),
    (
        names.labels_of_unit_kinds_are_unique,
        change("unit_kinds", "facility", label="sở y tế"),
        "unit_kinds.csv, facility: label 'sở y tế' is also that of another kind",
    ),
    (
        names.reporting_makes_no_circle,
        change("units", "BYT", reports_to="BYT-PC"),
        "units.csv, BYT: reports_to leads back to it: BYT > BYT-PC > BYT, expected no circle",
    ),
    (
        names.reporting_makes_no_circle,
        change("units", "BV-K", reports_to="BV-K"),
        "units.csv, BV-K: reports_to leads back to it: BV-K > BV-K",
    ),
    (
        names.provinces_have_one_health_department,
        change("units", "SYT34-52", province_code="51"),
        "units.csv, SYT34-52, on 2025-07-01: province_code '51' is also that of SYT34-51",
    ),
    (
        names.vintages_do_not_mix,
        change("units", "SYT63-62", valid_to=date(2025, 7, 1)),
        "on 2025-07-01: units of SYT63, SYT34 are open together, expected one list a day",
    ),
    (
        names.health_departments_are_named_after_their_province,
        change("unit_names", "SYT63-02", name="Sở Y tế tỉnh Hậu Giang"),
        "unit_names.csv, SYT63-02: 'Sở Y tế tỉnh Hậu Giang' does not end in 'Tỉnh Hà Giang'",
    ),
    (
        names.aliases_say_something_new,
        add("unit_aliases", "BV K/BV-K", alias="bệnh viện  K"),
        "unit_aliases.csv, bệnh viện  K/BV-K: it is read as 'Bệnh viện K' is",
    ),
    (
        names.aliases_say_something_new,
        add("unit_aliases", "BV K/BV-K", alias="bv k"),
        "it is read as 'BV K' is, expected no such row",
    ),
    (
        successions.successions_make_no_circle,
        add("unit_successions", "BYT-MT/BYT-PB", predecessor="BYT-PB", successor="BYT-MT"),
        "unit_successions.csv, BYT-MT/BYT-PB: it leads back to BYT-MT: BYT-MT > BYT-PB > BYT-MT",
    ),
    (
        successions.successions_make_no_circle,
        change("unit_successions", "BYT-MT/BYT-PB", successor="BYT-MT"),
        "unit_successions.csv, BYT-MT/BYT-MT: it leads back to BYT-MT: BYT-MT > BYT-MT",
    ),
    (
        directives.directives_follow_without_gap,
        change("directives", "KH331-2024", valid_to=date(2024, 12, 30)),
        "directives.csv, KH796-2025: from 2024-12-31 on nothing asks a health_department, "
        "expected what BYT asks to follow without a gap",
    ),
    (
        periods.period_labels_are_unique,
        change("period_kinds", "9M", label="quý III năm {year}"),
        "period_kinds.csv, 9M: label 'quý III năm {year}' is also that of Q3",
    ),
    (
        forms.form_versions_are_told_apart,
        several(
            change("forms", "PCTP2", valid_to=date(2026, 12, 31)),
            add("forms", "PCTP2", valid_from=NEXT_YEAR, valid_to=None),
        ),
        "forms.csv, PCTP2: version '1' is also that of another row",
    ),
    (
        units.units_share_no_name,
        change("unit_names", "BV-QUYNHLAP", name="Bệnh viện Phong-Da liễu trung ương Quy Hoà"),
        "BV-QUYNHLAP and BV-QUYHOA are both called 'Bệnh viện Phong-Da liễu trung ương Quy Hoà'",
    ),
    (
        units.units_share_no_name,
        add("unit_aliases", "BV K/BV-K", alias="Bệnh viện E"),
        "unit_aliases.csv, Bệnh viện E/BV-K: BV-K and BV-E are both called 'Bệnh viện E'",
    ),
    (
        lines.ratios_compare_two_cells,
        change("indicators", "D15", numerator="D14.so_luong", denominator="D14.so_luong"),
        "indicators.csv, D15: numerator and denominator are 'D14.so_luong', expected two cells",
    ),
    (
        parts.parts_count_what_their_whole_counts,
        change("indicators", "D18a", unit_of_measure="người"),
        "indicators.csv, D18a: unit_of_measure is 'người', expected 'lượt' as D18 has",
    ),
    (
        rules.rules_say_a_thing_once,
        add("rules", "Q030", rule_code="Q999"),
        "is also that of Q030, expected one rule",
    ),
]
