"""Ways to break the declarations: rules and issues, and the limits that figures are held to."""

from decimal import Decimal

from schemas.integrity import (
    disclosure,
    history,
    issues,
    rules,
    targets,
)
from schemas.integrity.faults import Check
from tests.unit.schemas.edits import DAY, Edit, add, change, remove

CASES: list[tuple[Check, Edit, str]] = [
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
]
