"""Ways to break the declarations: the check that sees it, the edit, and a part of its message."""

from datetime import date
from decimal import Decimal

from schemas.integrity import (
    caveats,
    derived_periods,
    directives,
    disclosure,
    forms,
    handovers,
    history,
    issues,
    letterheads,
    lines,
    parts,
    periods,
    recipients,
    reminders,
    restating,
    rules,
    successions,
    tables,
    targets,
    units,
    working_days,
)
from schemas.integrity.faults import Check
from tests.unit.schemas.edits import Edit, add, change, empty, remove

DAY = date(2024, 6, 1)
BEFORE = date(2020, 1, 1)

CASES: list[tuple[Check, Edit, str]] = [
    (tables.tables_have_rows, empty("rules"), "rules.csv, all rows: there is none"),
    (
        tables.dated_keys_do_not_overlap,
        add("indicators", "D03", label="Khác", valid_from=DAY),
        "indicators.csv, D03: another row has this key on some of the same days",
    ),
    (
        tables.dated_keys_do_not_overlap,
        add("unit_names", "BYT-HTTB", name="Cục Khác"),
        "unit_names.csv, BYT-HTTB: another row has this key",
    ),
    (
        tables.undated_keys_are_unique,
        add("issue_kinds", "negative"),
        "issue_kinds.csv, negative: 2 rows have this key, expected one",
    ),
    (
        tables.undated_keys_are_unique,
        add("directives", "KH331-2024", valid_from=date(2030, 1, 1), valid_to=date(2030, 2, 1)),
        "directives.csv, KH331-2024: 2 rows have this key, expected one",
    ),
    (
        tables.spans_run_forward,
        change("indicators", "D03", valid_to=BEFORE),
        "indicators.csv, D03: valid_from 2023-12-15 is after valid_to 2020-01-01",
    ),
    (
        tables.required_cells_are_filled,
        change("indicators", "D03", source=""),
        "indicators.csv, D03: source is empty, expected a text",
    ),
    (
        tables.required_cells_are_filled,
        change("forms", "PCTP2", reports=()),
        "forms.csv, PCTP2: reports is empty",
    ),
    (
        forms.form_codes_are_identifiers,
        change("forms", "PCTP2", form_code="PCTP|2"),
        "forms.csv, PCTP|2: 'PCTP|2' is no identifier",
    ),
    (
        forms.measure_codes_are_identifiers,
        change("measures", "PCTP2/vu", measure="#dvt"),
        "measures.csv, PCTP2/#dvt: '#dvt' is no identifier",
    ),
    (
        forms.measure_codes_are_identifiers,
        change("measures", "PCTP2/vu", measure="vụ"),
        "without diacritics",
    ),
    (
        forms.measure_codes_are_identifiers,
        change("measures", "PCTP2/vu", measure="ty_le"),
        "measures.csv, PCTP2/ty_le: expected another code",
    ),
    (
        forms.sheets_are_unique,
        change("forms", "PCTP2", sheet="biểu  1"),
        "forms.csv, PCTP2: sheet 'biểu  1' is also the sheet of PCTP1",
    ),
    (
        forms.sheets_keep_off_the_layout,
        change("forms", "PCTP2", sheet="Thuyết minh"),
        "forms.csv, PCTP2: sheet 'Thuyết minh' is the layout's",
    ),
    (
        forms.sheets_are_names_in_excel,
        change("forms", "PCTP2", sheet="Biểu 2/3"),
        "forms.csv, PCTP2: sheet 'Biểu 2/3' is no sheet name in Excel",
    ),
    (
        forms.sheets_are_names_in_excel,
        change("forms", "PCTP2", sheet="B" * 32),
        "expected at most 31 letters",
    ),
    (
        forms.forms_feed_known_reports,
        change("forms", "PCTP2", reports=("pctp", "khac")),
        "forms.csv, PCTP2: reports is 'khac', expected one of pctp, pcmbn",
    ),
    (
        forms.measures_have_forms,
        change("measures", "PCTP2/vu", valid_from=BEFORE),
        "measures.csv, PCTP2/vu, on 2020-01-01: form_code is 'PCTP2', expected a form",
    ),
    (
        forms.forms_ask_for_something,
        add("forms", "PCTP2", form_code="PCTP9", sheet="Biểu 9"),
        "forms.csv, PCTP9, on 2023-12-15: it asks for nothing",
    ),
    (
        forms.forms_ask_for_something,
        add("measures", "PCTP5/so_luong", measure="khac", label="Khác", valid_from=DAY),
        "measures.csv, PCTP5/khac, on 2024-06-01: no line asks for it",
    ),
    (
        forms.decimals_fit_the_warehouse,
        change("measures", "PCTP2/vu", decimals=-1),
        "measures.csv, PCTP2/vu: decimals is -1, expected 0 to 2",
    ),
    (
        forms.labels_of_measures_are_unique,
        change("measures", "PCTP2/bi_thuong", label="chết"),
        "measures.csv, PCTP2/bi_thuong: label 'chết' is also that of chet",
    ),
    (
        lines.line_codes_are_identifiers,
        change("indicators", "D03", line_code="1.10"),
        "indicators.csv, 1.10: '1.10' is no identifier",
    ),
    (
        lines.line_codes_are_identifiers,
        change("indicators", "D03", line_code="is"),
        "indicators.csv, is: 'is' is no identifier",
    ),
    (
        lines.lines_have_forms,
        change("indicators", "D03", form_code="PCTP9"),
        "indicators.csv, D03, on 2023-12-15: form_code is 'PCTP9', expected a form",
    ),
    (
        lines.lines_have_forms,
        change("forms", "PCTP2", valid_to=DAY),
        "indicators.csv, D03, on 2024-06-02: form_code is 'PCTP2'",
    ),
    (
        lines.lines_ask_for_columns_of_their_form,
        change("indicators", "D03", measures=("vu", "nam")),
        "indicators.csv, D03, on 2023-12-15: measures has 'nam', expected measures of PCTP2",
    ),
    (
        lines.lines_ask_for_columns_of_their_form,
        change("measures", "PCTP2/chuyen_cqdt", valid_to=DAY),
        "indicators.csv, D10, on 2024-06-02: measures has 'chuyen_cqdt'",
    ),
    (
        lines.measures_are_named_once,
        change("indicators", "D03", measures=("vu", "vu")),
        "indicators.csv, D03: measures is 'vu vu', expected each once",
    ),
    (
        lines.kinds_are_known,
        change("indicators", "D03", kind="count"),
        "indicators.csv, D03: kind is 'count', expected one of flow, stock, ratio, yes_no, text",
    ),
    (
        lines.aggregations_follow_kinds,
        change("indicators", "D03", aggregation="ratio"),
        "indicators.csv, D03: aggregation is 'ratio', expected 'sum' for a flow",
    ),
    (
        lines.evidence_is_known,
        change("indicators", "D03", evidence="?"),
        "indicators.csv, D03: evidence is '?', expected one of V, B, S, GK, D",
    ),
    (
        lines.lines_have_units_of_measure,
        change("indicators", "D03", unit_of_measure=""),
        "indicators.csv, D03: unit_of_measure is '', expected what the line counts in",
    ),
    (
        lines.lines_have_units_of_measure,
        change("indicators", "A05", unit_of_measure="đơn vị"),
        "indicators.csv, A05: unit_of_measure is 'đơn vị', expected 'có/không'",
    ),
    (
        lines.answers_stand_in_columns_without_unit,
        change("measures", "PCTP1/tong", unit_of_measure="lượt"),
        "indicators.csv, A01, on 2023-12-15: A01.tong counts in 'lượt', not có/không",
    ),
    (
        lines.ratios_have_parts,
        change("indicators", "D15", denominator=""),
        "indicators.csv, D15: it is a ratio, expected a numerator and a denominator",
    ),
    (
        lines.ratios_have_parts,
        change("indicators", "D15", measures=("so_luong",)),
        "indicators.csv, D15: it is a ratio and never asked",
    ),
    (
        lines.ratios_have_parts,
        change("indicators", "D03", numerator="D01.vu"),
        "indicators.csv, D03: it is a flow, expected numerator and denominator to be empty",
    ),
    (
        lines.parts_of_ratios_are_asked,
        change("indicators", "D15", numerator="D15.so_luong"),
        "indicators.csv, D15, on 2023-12-15: numerator is 'D15.so_luong', expected an asked cell",
    ),
    (
        lines.parts_of_ratios_are_asked,
        change("indicators", "C21a", valid_to=date(2025, 6, 30)),
        "indicators.csv, C21, on 2025-07-01: denominator is 'C21a.tong'",
    ),
    (
        restating.ratios_divide_what_adds_up,
        change("indicators", "D15", denominator="A01.tong"),
        "indicators.csv, D15: denominator 'A01.tong' is of kind 'yes_no', expected one that is",
    ),
    (
        restating.lines_keep_their_rule,
        add("indicators", "D03", kind="stock", valid_from=DAY),
        "indicators.csv, D03, on 2024-06-01: kind becomes 'stock', was 'flow': expected another",
    ),
    (
        restating.lines_keep_their_rule,
        add("indicators", "D15", denominator="D14.tong", valid_from=DAY),
        "indicators.csv, D15, on 2024-06-01: denominator becomes 'D14.tong', was 'D14.so_luong'",
    ),
    (
        restating.columns_keep_their_unit,
        add("measures", "PCTP2/thiet_hai", unit_of_measure="triệu đồng", valid_from=DAY),
        "measures.csv, PCTP2/thiet_hai, on 2024-06-01: unit_of_measure becomes 'triệu đồng', was",
    ),
    (
        lines.labels_of_lines_are_unique,
        change("indicators", "D08a", label="TRỘM CẮP,  móc túi"),
        "indicators.csv, D08a: label 'TRỘM CẮP,  móc túi' is also that of D03",
    ),
    (
        lines.sections_stand_together,
        change("indicators", "D03", section="Mục khác"),
        "comes back, expected its lines in one run",
    ),
    (
        parts.parents_stand_on_the_same_form,
        change("indicators", "D03", part_of="C01"),
        "indicators.csv, D03, on 2023-12-15: part_of is 'C01', expected a line of PCTP2",
    ),
    (
        parts.parents_stand_on_the_same_form,
        change("indicators", "F03", valid_to=DAY),
        "indicators.csv, F03a, on 2024-06-02: part_of is 'F03'",
    ),
    (
        parts.parts_share_a_column_with_their_whole,
        change("indicators", "D11a", part_of="D12"),
        "indicators.csv, D11a, on 2023-12-15: it asks for no measure that D12 asks for",
    ),
    (
        parts.parts_make_no_circle,
        change("indicators", "D00", part_of="D03"),
        "indicators.csv, D03: part_of leads back to it: D03 > D00 > D03",
    ),
    (
        parts.parts_make_no_circle,
        change("indicators", "D16", part_of="D16"),
        "indicators.csv, D16: part_of leads back to it: D16 > D16",
    ),
    (
        parts.parts_are_compared_with_their_whole,
        remove("rules", "Q022"),
        "indicators.csv, D03, on 2023-12-15: part_of is 'D00', "
        "expected a rule that names D03.vu and D00.vu",
    ),
    (
        parts.parts_are_compared_with_their_whole,
        change("rules", "Q005", valid_to=DAY),
        "indicators.csv, A04a, on 2024-06-02: part_of is 'A04'",
    ),
    (
        rules.expressions_are_in_the_language,
        change("rules", "Q030", expression="D01.vu / 2 <= D00.vu"),
        "rules.csv, Q030: expression 'D01.vu / 2 <= D00.vu': D01.vu / 2 is not a cell",
    ),
    (
        rules.wildcards_are_of_one_kind,
        change("rules", "Q030", expression="D01.* <= *.vu"),
        "rules.csv, Q030: expression 'D01.* <= *.vu' has both kinds of wildcard",
    ),
    (
        rules.wildcards_stand_for_something,
        change("rules", "Q005", expression="A04a.* <= D03.*"),
        "rules.csv, Q005, on 2023-12-15: expression 'A04a.* <= D03.*' stands for no rule",
    ),
    (
        rules.wildcards_stand_for_something,
        change("rules", "Q023", expression="*.vu <= *.nam"),
        "rules.csv, Q023, on 2023-12-15: expression '*.vu <= *.nam' stands for no rule",
    ),
    (
        rules.named_cells_are_asked,
        change("rules", "Q030", expression="D01.vu <= D11a.vu"),
        "rules.csv, Q030, on 2023-12-15: D11a.vu is not asked",
    ),
    (
        rules.named_cells_are_asked,
        change("rules", "Q107", valid_to=None),
        "rules.csv, Q107, on 2025-03-01: F03a.so_luong is not asked",
    ),
    (
        rules.anchors_carry_the_wildcard,
        change("rules", "Q023", expression="D00.vu >= *.vu"),
        "rules.csv, Q023: expression 'D00.vu >= *.vu' gives rules with the same first cell",
    ),
    (
        rules.rules_stand_on_the_form_of_their_anchor,
        change("rules", "Q030", form_code="PCTP3"),
        "rules.csv, Q030, on 2023-12-15: form_code is 'PCTP3', expected 'PCTP2', which has D01",
    ),
    (
        rules.rule_severities_are_known,
        change("rules", "Q030", severity="reject_file"),
        "rules.csv, Q030: severity is 'reject_file', expected one of reject_line, warn",
    ),
    (
        rules.rule_sentences_can_be_filled,
        change("rules", "Q030", sentence="Ô {cell} sai."),
        "rules.csv, Q030: sentence has {cell}, expected only {line}, {measure}, {left}, {right}",
    ),
    (
        rules.rule_sentences_can_be_filled,
        change("rules", "Q030", expression="not D01.vu > D00.vu"),
        "rules.csv, Q030: sentence has {left}, expected only {line}, {measure}",
    ),
    (
        rules.rule_sentences_can_be_filled,
        change("rules", "Q030", sentence="{line sai."),
        "rules.csv, Q030: sentence is '{line sai.'",
    ),
    (
        rules.rule_sentences_end,
        change("rules", "Q030", sentence="Đề nghị ghi lại"),
        "rules.csv, Q030: sentence ends in 'Đề nghị ghi lại', expected a full stop",
    ),
    (
        rules.rule_codes_are_no_issue_codes,
        change("rules", "Q030", rule_code="negative"),
        "rules.csv, negative: its code is also in issue_kinds.csv",
    ),
    (
        issues.issue_codes_are_identifiers,
        change("issue_kinds", "negative", code="số âm"),
        "issue_kinds.csv, số âm: 'số âm' is no identifier",
    ),
    (
        issues.issue_severities_are_known,
        change("issue_kinds", "negative", severity="error"),
        "issue_kinds.csv, negative: severity is 'error', expected one of reject_file, reject_line",
    ),
    (
        issues.issue_sentences_can_be_filled,
        change("issue_kinds", "negative", sentence="Giá trị {value} sai."),
        "issue_kinds.csv, negative: sentence has {value}, expected only {file}, {sheet}, {cell}",
    ),
    (
        issues.issue_sentences_can_be_filled,
        change("issue_kinds", "negative", sentence="Giá trị {} sai."),
        "issue_kinds.csv, negative: sentence has {}, expected only",
    ),
    (
        issues.issue_sentences_end,
        change("issue_kinds", "negative", sentence="Giá trị {raw} sai"),
        "issue_kinds.csv, negative: sentence ends in 'Giá trị {raw} sai', expected a full stop",
    ),
    (
        disclosure.limits_are_set_for_cells,
        change("disclosure_limits", "D02/", measures=("vu",)),
        "disclosure_limits.csv, D02/vu, on 2023-12-15: D02.vu is not asked, expected an asked cell",
    ),
    (
        disclosure.limits_are_whole_numbers,
        change("disclosure_limits", "D02/", by_unit_below=Decimal(1)),
        "disclosure_limits.csv, D02/: limit is 1, expected a whole number from 2 on",
    ),
    (
        disclosure.limits_are_whole_numbers,
        change("disclosure_limits", "D02/", by_unit_below=None),
        "disclosure_limits.csv, D02/: no limit is set, expected by_unit_below",
    ),
    (
        disclosure.sensitive_cells_have_one_limit,
        change("disclosure_limits", "D02/", measures=("chet",)),
        "disclosure_limits.csv, D02, on 2023-12-15: D02.nan_nhan_nvyt has 0 limits, expected one",
    ),
    (
        disclosure.sensitive_cells_have_one_limit,
        add("disclosure_limits", "C14/tong", measures=()),
        "disclosure_limits.csv, C14, on 2023-12-15: C14.tong has 2 limits, expected one",
    ),
    (
        targets.target_kinds_are_known,
        change("targets", "MT03", kind="least"),
        "targets.csv, MT03: kind is 'least', expected one of share, reduction",
    ),
    (
        targets.targets_are_set_for_figures,
        change("targets", "MT03", cell="D15.so_luong"),
        "targets.csv, MT03, on 2023-12-15: cell is 'D15.so_luong', expected a figure",
    ),
    (
        targets.targets_are_set_for_figures,
        change("targets", "MT01", cell="A99.tong"),
        "targets.csv, MT01, on 2024-03-25: cell is 'A99.tong', expected a figure",
    ),
    (
        targets.targets_are_set_for_figures,
        change("targets", "MT01", valid_to=None),
        "targets.csv, MT01, on 2024-12-15: cell is 'A01a.tong', expected a figure",
    ),
    (
        targets.targets_suit_their_lines,
        change("targets", "MT02", kind="share", value=Decimal(100)),
        "targets.csv, MT02: D00.vu is a flow, expected one of ratio, yes_no for a share",
    ),
    (
        targets.targets_suit_their_lines,
        change("targets", "MT03", kind="reduction", value=Decimal(0)),
        "targets.csv, MT03: D15.ty_le is a ratio, expected one of flow, stock for a reduction",
    ),
    (
        targets.target_values_are_percentages,
        change("targets", "MT03", value=Decimal(101)),
        "targets.csv, MT03: value is 101, expected a percentage above 0 up to 100",
    ),
    (
        targets.target_values_are_percentages,
        change("targets", "MT02", value=Decimal(100)),
        "targets.csv, MT02: value is 100, expected a percentage from 0 to below 100",
    ),
    (
        targets.target_values_are_percentages,
        change("targets", "MT04", value=None),
        "targets.csv, MT04: value is None, expected a percentage",
    ),
    (
        targets.figures_have_one_target_of_a_kind,
        add("targets", "MT03", target_code="MT99"),
        "targets.csv, MT99: D15.ty_le has the share of MT03 on the same days",
    ),
    (
        history.limits_are_known_and_always_there,
        remove("history_limits", "count_least_ratio"),
        "history_limits.csv, count_least_ratio: a day is without it",
    ),
    (
        history.limits_are_known_and_always_there,
        change("history_limits", "count_least_ratio", valid_from=DAY),
        "history_limits.csv, count_least_ratio: a day is without it",
    ),
    (
        history.limits_are_known_and_always_there,
        change("history_limits", "count_least_ratio", limit_code="least"),
        "history_limits.csv, least: nothing asks for it",
    ),
    (
        history.limits_are_within_reason,
        change("history_limits", "count_tail_probability", value=Decimal(1)),
        "history_limits.csv, count_tail_probability: value is 1, expected one between 0 and 0.5",
    ),
    (
        history.limits_are_within_reason,
        change("history_limits", "cumulative_least_share", value=Decimal("0.5")),
        "history_limits.csv, cumulative_least_share: value is 0.5, expected one between 0.5 and",
    ),
    (
        history.limits_are_within_reason,
        change("history_limits", "other_period_least_lines", value=Decimal(3)),
        "history_limits.csv, other_period_least_lines: value is 3, expected one between 4 and 100",
    ),
    (
        history.limits_are_within_reason,
        change("history_limits", "money_scale_tolerance", value=None),
        "history_limits.csv, money_scale_tolerance: value is None",
    ),
    (
        issues.sections_feed_known_reports,
        change("narrative_sections", "N01a", reports=("khac",)),
        "narrative_sections.csv, N01a: reports is 'khac', expected one of pctp, pcmbn",
    ),
    (
        issues.sections_have_places_of_their_own,
        change("narrative_sections", "N02a", position=1),
        "narrative_sections.csv, N02a: position 1 is also that of N01a",
    ),
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
        tables.dated_keys_do_not_overlap,
        add("recipients", "CV5343-2025", recipient="BYT-PC", valid_from=date(2026, 8, 18)),
        "recipients.csv, CV5343-2025: another row has this key on some of the same days",
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
