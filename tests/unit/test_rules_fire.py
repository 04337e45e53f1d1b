"""Every rule finds the numbers that break it, and is silent about numbers that keep it."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations, product
from types import CodeType, SimpleNamespace

import pytest

from schemas.forms import YES_NO_UNIT
from schemas.issues import Issue
from schemas.rules import CellRule
from tests.build import blank, complete, declarations, issues_of, reading_of
from tonghop.checking import check
from tonghop.reading.workbook import Reading

PERIODS = ("2024-H1", "2026-H1")
UNIT_OF = {"2024-H1": "SYT63-51", "2026-H1": "SYT34-51"}
"""Between them these periods see every rule in force."""

Numbers = dict[str, int | None]
COUNTS, ANSWERS = (0, 1, 2, 5_000, 3_000_000, None), (0, 1, None)


def holds(rule: CellRule, numbers: Numbers) -> bool | None:
    """Judge by Python's own arithmetic, apart from the columns that the program computes with."""
    cells: dict[str, dict[str, int | None]] = defaultdict(dict)
    for code, number in numbers.items():
        line, _, measure = code.partition(".")
        cells[line][measure] = number
    words = {
        "implies": lambda premise, conclusion: not premise or conclusion,
        "reported": lambda number: number is not None,
        "total": lambda *numbers: sum(number or 0 for number in numbers),
    }
    lines = {line: SimpleNamespace(**measures) for line, measures in cells.items()}
    try:
        return bool(eval(compiled(rule), {**lines, **words}))
    except TypeError:
        return None


@cache
def compiled(rule: CellRule) -> CodeType:
    return compile(ast.Expression(rule.tree), rule.code, "eval")


def choices(rule: CellRule, period: str) -> Iterator[Numbers]:
    """Yield numbers for the rule's cells: zeros but for one or two of them."""
    forms = declarations().forms_on(declarations().period(period).cut_off)
    units = {cell.code: cell.unit_of_measure for form in forms for cell in form.cells}
    zeros: Numbers = dict.fromkeys(rule.cells, 0)
    for some in combinations(rule.cells, min(2, len(rule.cells))):
        offered = [ANSWERS if units[code] == YES_NO_UNIT else COUNTS for code in some]
        for numbers in product(*offered):
            yield {**zeros, **dict(zip(some, numbers, strict=True))}


@cache
def examples(period: str) -> dict[str, tuple[Numbers, Numbers]]:
    """Return for each rule of a period numbers that break it and numbers that keep it."""
    found = {}
    for rule in rules(period).values():
        judged = [(holds(rule, numbers), numbers) for numbers in choices(rule, period)]
        broken = next(numbers for verdict, numbers in judged if verdict is False)
        kept = [numbers for verdict, numbers in judged if verdict is True]
        found[rule.code] = (broken, kept[-1])
    return found


@cache
def rules(period: str) -> dict[str, CellRule]:
    in_force = declarations().rules_on(declarations().period(period).cut_off)
    return {rule.code: rule for rule in in_force}


def with_numbers(reading: Reading, numbers: Mapping[str, int | None], sha256: str) -> Reading:
    """Return a reading whose cells hold these numbers and nothing else."""
    typed = {code: "" if number is None else f"n{number}" for code, number in numbers.items()}
    forms = [
        replace(form, texts=tuple(typed.get(code, "") for code in form.placing.codes))
        for form in reading.forms
    ]
    return replace(reading, sha256=sha256, forms=forms)


@cache
def issues(period: str) -> dict[tuple[str, str], list[Issue]]:
    """Check one report for each rule broken and one for each rule kept, as one batch."""
    empty = reading_of(blank(UNIT_OF[period], period))
    readings = [
        with_numbers(empty, numbers, f"{code} {which}")
        for code, both in examples(period).items()
        for which, numbers in zip(("broken", "kept"), both, strict=True)
    ]
    found: dict[tuple[str, str], list[Issue]] = defaultdict(list)
    for issue in check(readings, declarations()).issues:
        found[issue.sha256, issue.code].append(issue)
    return found


CASES = [
    (period, rule_code)
    for period in PERIODS
    for rule_code in dict.fromkeys(rule.rule.rule_code for rule in rules(period).values())
]


def told(period: str, code: str, which: str) -> list[Issue]:
    rule_code, _, anchor = code.partition(":")
    found = issues(period)[f"{code} {which}", rule_code]
    return [issue for issue in found if f"{issue.line_code}.{issue.measure}" == anchor]


def test_every_declared_rule_is_tried() -> None:
    assert {code for _, code in CASES} == {rule.rule_code for rule in declarations().rules}


def expanded(period: str, rule_code: str) -> list[str]:
    """Return the codes of the rules that a declared rule stands for, such as ``Q001:A02.pctp``."""
    return [code for code, rule in rules(period).items() if rule.rule.rule_code == rule_code]


@pytest.mark.parametrize(("period", "rule_code"), CASES)
def test_a_rule_finds_what_breaks_it_and_nothing_else(period: str, rule_code: str) -> None:
    for code in expanded(period, rule_code):
        assert len(told(period, code, "broken")) == 1, examples(period)[code]
        assert told(period, code, "kept") == [], examples(period)[code]


@pytest.mark.parametrize(("period", "rule_code"), CASES)
def test_the_sentence_names_the_cell_and_leaves_no_place_unfilled(
    period: str, rule_code: str
) -> None:
    for code in expanded(period, rule_code):
        (issue,) = told(period, code, "broken")
        assert issue.sentence.startswith(f"{issue.sheet}, ô {issue.cell}: ")
        assert issue.severity == rules(period)[code].rule.severity
        assert not set("{}") & set(issue.sentence)
        assert "()" not in issue.sentence


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        (
            "D15a.so_luong | 1365\nD14.so_luong | 1364",
            "Biểu 3, ô E14: Số tố giác, tin báo, kiến nghị khởi tố đã phân loại, chuyển cơ quan "
            "chức năng (1.365) không được lớn hơn số đã tiếp nhận trong kỳ (1.364). Đề nghị chỉ "
            "tính số tiếp nhận trong kỳ báo cáo.",
        ),
        (
            "C13.tong | 5\nC13.nam | 2\nC13.nu | 2",
            "Biểu 4, ô F26: Người đang trong quá trình xác định là nạn nhân được tiếp nhận: số nam "
            "cộng số nữ (4) phải bằng Tổng số (5). Đề nghị kiểm tra và ghi lại.",
        ),
        (
            "F01a.khoi_luong | 10.5\nF01b.khoi_luong | 2\nF01c.khoi_luong | 12",
            "Biểu 5, ô F10: Methadone tồn kỳ trước cộng nhập trong kỳ (12,5) phải bằng dòng Tổng "
            "methadone tồn kỳ trước và nhập trong kỳ (12). Đề nghị kiểm tra và ghi lại.",
        ),
        (
            "A05.tong | Có\nA05a.tong | 0",
            "Biểu 1, ô E16: Đã ghi “có” đường dây nóng trực 24/24 thì số đường dây nóng đang hoạt "
            "động phải từ 1 trở lên. Đề nghị ghi số đường dây hoặc sửa thành “không”.",
        ),
        (
            "D00.vu | 9\nD01.vu | 3\n" + "\n".join(f"D0{n}.vu | 1" for n in (3, 4, 5, 6, 7))
            + "\n" + "\n".join(f"D08{n}.vu | 0" for n in "abcd") + "\nD00a.vu | 0",
            "Biểu 2, ô E10: Tổng số vụ việc, tội phạm xảy ra tại cơ sở y tế, cột Số vụ (9), phải "
            "bằng tổng các dòng chi tiết của mục I (8). Vụ việc chưa có dòng riêng đề nghị ghi vào "
            "dòng Vụ việc, tội phạm khác tại cơ sở y tế.",
        ),
    ],
)  # fmt: skip
def test_the_sentence_tells_both_sides(entries: str, sentence: str) -> None:
    assert [issue.sentence for issue in issues_of(complete(entries))] == [sentence]


def test_a_blank_part_makes_a_rule_silent() -> None:
    assert issues_of(complete("C13.tong | 5\nC13.nam | 9")) == ()


def test_a_declared_none_counts_as_zero_in_a_rule() -> None:
    found = issues_of(complete("D15a.so_luong | 3\nD14.so_luong | không phát sinh"))
    assert [issue.code for issue in found] == ["Q040"]


def test_what_is_not_collected_is_unknown_to_a_rule() -> None:
    assert issues_of(complete("D15a.so_luong | 3\nD14.so_luong | x")) == ()
