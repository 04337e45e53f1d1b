"""The shipped declarations as a whole: what they hold, and what stages ask of them."""

import re
import shutil
from datetime import date
from pathlib import Path

import pyarrow
import pytest

from schemas.contracts import LARGEST, NUMBER
from schemas.declarations import Declarations
from schemas.evaluation import evaluate
from schemas.expressions import to_excel
from schemas.integrity.asked import asked_by_day
from schemas.integrity.rules import ANY, choices, named_cells, wildcards
from schemas.issues import Finding
from schemas.loading import REFERENCE, load_declarations, read_declarations
from schemas.tables import DeclarationError
from tonghop.checking.sentences import tell

PERIODS = ["2024-Q1", "2024-H1", "2024-Q3", "2024-Y", "2025-H1", "2025-Y", "2026-H1", "2026-Y"]


@pytest.fixture(scope="module")
def declarations() -> Declarations:
    return load_declarations()


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """A copy of the reference tables to change."""
    return Path(shutil.copytree(REFERENCE, tmp_path / "reference"))


def test_loading_twice_gives_the_same_declarations(declarations: Declarations) -> None:
    assert load_declarations() is declarations


@pytest.mark.parametrize("period", PERIODS)
def test_each_period_has_its_forms(declarations: Declarations, period: str) -> None:
    forms = declarations.forms_on(declarations.period(period).cut_off)
    assert [form.code for form in forms] == ["PCTP1", "PCTP2", "PCTP3", "PCMBN4", "PCTP5"]
    assert all(form.cells for form in forms)


def test_before_the_first_directive_with_forms_nothing_is_asked(declarations: Declarations) -> None:
    assert declarations.forms_on(date(2023, 12, 14)) == ()


def test_a_form_is_made_once_a_day(declarations: Declarations) -> None:
    day = date(2025, 6, 14)
    assert declarations.forms_on(day) is declarations.forms_on(day)
    assert declarations.rules_on(day) is declarations.rules_on(day)


def test_indicators_come_and_go(declarations: Declarations) -> None:
    asked = {
        period: {
            cell.line.line_code
            for form in declarations.forms_on(declarations.period(period).cut_off)
            for cell in form.cells
        }
        for period in ("2024-Y", "2025-H1")
    }
    assert {"A01a", "F03"} <= asked["2024-Y"] - asked["2025-H1"]
    assert {"C21a", "H01"} <= asked["2025-H1"] - asked["2024-Y"]


def test_rules_expand_to_asked_cells_with_codes_of_their_own(declarations: Declarations) -> None:
    for asked in asked_by_day(declarations):
        rules = declarations.rules_on(asked.day)
        assert all(asked.has(cell) for rule in rules for cell in rule.cells)
        assert len({rule.code for rule in rules}) == len(rules)
        assert all(asked.form_of[r.anchor.partition(".")[0]] == r.rule.form_code for r in rules)


def test_every_rule_can_be_computed_and_written_as_a_formula(declarations: Declarations) -> None:
    largest = pyarrow.array([LARGEST, None], NUMBER.pyarrow_dtype)
    for asked in asked_by_day(declarations):
        for rule in declarations.rules_on(asked.day):
            verdict = evaluate(rule.tree, dict.fromkeys(rule.cells, largest))
            assert verdict.type == pyarrow.bool_()
            assert rule.anchor in to_excel(rule.tree, str, str)


def test_the_checks_understand_wildcards_as_the_rules_do(declarations: Declarations) -> None:
    for asked in asked_by_day(declarations):
        expanded = {rule.code: rule.cells for rule in declarations.rules_on(asked.day)}
        for rule in filter(asked.holds_for, declarations.rules):
            found = choices(rule, asked) if any(wildcards(rule)) else (ANY,)
            for choice in found:
                cells = [
                    f"{line}.{measure}".replace(ANY, choice)
                    for line, measure in named_cells(rule.expression)
                ]
                assert expanded.pop(f"{rule.rule_code}:{cells[0]}") == tuple(cells)
        assert expanded == {}


def test_every_issue_sentence_can_be_told(declarations: Declarations) -> None:
    for code in declarations.kind_of_issue:
        assert "{" not in tell(Finding(code), "", "", declarations).sentence


def test_every_rule_sentence_says_what_to_do(declarations: Declarations) -> None:
    for rule in declarations.rules:
        assert re.search(r"đề nghị|ghi vào", rule.sentence, re.IGNORECASE), rule.rule_code


def test_labels_are_the_newest_or_the_code(declarations: Declarations) -> None:
    assert declarations.line_label("D03") == "Trộm cắp, móc túi"
    assert declarations.line_label("Z99") == "Z99"
    assert declarations.measure_label("PCTP2", "vu") == "Số vụ"
    assert declarations.measure_label("PCTP2", "khac") == "khac"


@pytest.mark.parametrize(
    ("period", "departments", "directive"),
    [("2024-H1", 63, "KH331-2024"), ("2025-H1", 63, "KH796-2025"), ("2025-Y", 34, "CV5343-2025")],
)
def test_expected_reports_follow_the_map_and_the_directive_of_the_period(
    declarations: Declarations, period: str, departments: int, directive: str
) -> None:
    expected = declarations.expected(declarations.period(period))
    kinds = [one.unit.kind for one in expected]
    assert kinds.count("health_department") == departments
    assert {one.duty.directive.directive_code for one in expected} == {directive}
    order = {kind.kind: kind.position for kind in declarations.units.kinds}
    assert [order[kind] for kind in kinds] == sorted(order[kind] for kind in kinds)


def test_a_period_that_nobody_asked_for_expects_nothing(declarations: Declarations) -> None:
    period = declarations.period("2025-Q1")
    assert declarations.expected(period) == ()
    assert declarations.governing(period) is None


def test_the_governing_directive_says_who_receives(declarations: Declarations) -> None:
    governing = declarations.governing(declarations.period("2025-Y"))
    assert governing is not None
    assert (
        declarations.recipient_name(governing, declarations.period("2025-Y"))
        == "Cục Bảo trợ xã hội"
    )


def test_the_digest_changes_with_any_table(reference: Path) -> None:
    before = load_declarations(reference).digest
    load_declarations.cache_clear()
    read_declarations.cache_clear()
    path = reference / "recipients.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Ban Chỉ đạo 138/CP", "BCĐ 138/CP"), encoding="utf-8")
    assert load_declarations(reference).digest != before
    load_declarations.cache_clear()
    read_declarations.cache_clear()


def test_a_copy_of_the_tables_is_the_same_declarations(
    declarations: Declarations, reference: Path
) -> None:
    assert load_declarations(reference).digest == declarations.digest


def test_a_missing_table_stops_the_run(reference: Path) -> None:
    (reference / "rules.csv").unlink()
    with pytest.raises(FileNotFoundError, match=r"rules\.csv"):
        load_declarations(reference)


def test_a_cell_that_cannot_be_read_stops_the_run(reference: Path) -> None:
    path = reference / "measures.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("vụ,0,2023-12-15", "vụ,0,15/12/2023"), encoding="utf-8")
    with pytest.raises(DeclarationError, match=r"measures\.csv, row 5, valid_from"):
        load_declarations(reference)


@pytest.mark.parametrize("path", sorted(REFERENCE.glob("*.csv")), ids=lambda path: path.name)
def test_tables_are_plain_utf8_with_unix_lines(path: Path) -> None:
    content = path.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")
