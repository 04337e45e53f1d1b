"""Ways to break the declarations: their keys and spans, and what the forms say."""

from datetime import date

from schemas.integrity import (
    forms,
    lines,
    parts,
    restating,
    tables,
)
from schemas.integrity.faults import Check
from tests.unit.schemas.edits import BEFORE, DAY, Edit, add, change, empty, remove

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
        tables.dated_keys_do_not_overlap,
        add("recipients", "CV5343-2025", recipient="BYT-PC", valid_from=date(2026, 8, 18)),
        "recipients.csv, CV5343-2025: another row has this key on some of the same days",
    ),
]
