"""How numbers are written, one row a writing: what it means in four kinds of cell.

A number stands for itself, ``=`` marks a declared none and ``x`` not collected; anything else is
the fault that refuses it. Behind a number ``+`` says that its sender is told what was understood.
"""

from decimal import Decimal

import pytest

from tonghop.checking.values import Value, read_value

CELLS = ("number0 vụ", "number2 mg", "number0 đồng", "answer")
WRITINGS = r"""
writing           | number0 vụ           | number2 mg            | number0 đồng          | answer
12                | 12                   | 12                    | 12                    | ?
1                 | 1                    | 1                     | 1                     | 1
0                 | 0                    | 0                     | 0                     | 0
05                | 5                    | 5                     | 5                     | ?
007               | 7                    | 7                     | 7                     | ?
␣12␣              | 12                   | 12                    | 12                    | ?
'12               | 12                   | 12                    | 12                    | ?
’12               | 12                   | 12                    | 12                    | ?
１２              | 12                   | 12                    | 12                    | ?
１．３６５         | 1365                 | number_ambiguous      | 1365                  | ?
1\u200b2          | 12                   | 12                    | 12                    | ?
1\u00ad2          | 12                   | 12                    | 12                    | ?
\ufeff12\u200e    | 12                   | 12                    | 12                    | ?
1.365             | 1365                 | number_ambiguous      | 1365                  | ?
1,365             | number_ambiguous     | number_ambiguous      | number_ambiguous      | ?
1.000             | 1000                 | number_ambiguous      | 1000                  | ?
1,000             | number_ambiguous     | number_ambiguous      | number_ambiguous      | ?
12.500            | 12500                | number_ambiguous      | 12500                 | ?
1 365             | 1365                 | 1365                  | 1365                  | ?
1\u00a0365        | 1365                 | 1365                  | 1365                  | ?
1\u2009365\u202f000 | 1365000            | 1365000               | 1365000               | ?
1.234.567         | 1234567              | 1234567               | 1234567               | ?
1,234,567         | 1234567              | 1234567               | 1234567               | ?
1.365,5           | fraction             | 1365.5                | fraction              | ?
1,365.5           | fraction             | 1365.5                | fraction              | ?
1.365,50          | fraction             | 1365.5                | fraction              | ?
1 365,5           | fraction             | 1365.5                | fraction              | ?
1.234.567,89      | fraction             | 1234567.89            | fraction              | ?
1.365,500         | number_ambiguous     | number_ambiguous      | number_ambiguous      | ?
12,5              | fraction             | 12.5                  | fraction              | ?
12.5              | fraction             | 12.5                  | fraction              | ?
12,50             | fraction             | 12.5                  | fraction              | ?
12,00             | 12                   | 12                    | 12                    | ?
1.36              | fraction             | 1.36                  | fraction              | ?
1,36              | fraction             | 1.36                  | fraction              | ?
0,5               | fraction             | 0.5                   | fraction              | ?
0.365             | fraction             | fraction              | fraction              | ?
1.3650            | fraction             | fraction              | fraction              | ?
12.0000           | fraction             | fraction              | fraction              | ?
1234.567          | number_ambiguous     | number_ambiguous      | number_ambiguous      | ?
1234.000          | number_ambiguous     | number_ambiguous      | number_ambiguous      | ?
01.365            | number_ambiguous     | number_ambiguous      | number_ambiguous      | ?
12.34.5           | separators_misplaced | separators_misplaced  | separators_misplaced  | ?
1..2              | separators_misplaced | separators_misplaced  | separators_misplaced  | ?
1.365.            | separators_misplaced | separators_misplaced  | separators_misplaced  | ?
,5                | separators_misplaced | separators_misplaced  | separators_misplaced  | ?
1 36              | separators_misplaced | separators_misplaced  | separators_misplaced  | ?
1  365            | separators_misplaced | separators_misplaced  | separators_misplaced  | ?
1. 365            | separators_misplaced | separators_misplaced  | separators_misplaced  | ?
1.234,567.8       | separators_misplaced | separators_misplaced  | separators_misplaced  | ?
1.234 567         | separators_misplaced | separators_misplaced  | separators_misplaced  | ?
1234.567,8        | separators_misplaced | separators_misplaced  | separators_misplaced  | ?
12.34,5           | separators_misplaced | separators_misplaced  | separators_misplaced  | ?
1 234.567,8       | separators_misplaced | separators_misplaced  | separators_misplaced  | ?
1,234.567,8       | separators_misplaced | separators_misplaced  | separators_misplaced  | ?
1234 567          | separators_misplaced | separators_misplaced  | separators_misplaced  | ?
12, 13            | separators_misplaced | separators_misplaced  | separators_misplaced  | ?
1 36 vụ           | separators_misplaced | unit_of_measure_other | unit_of_measure_other | ?
12 vụ             | 12                   | unit_of_measure_other | unit_of_measure_other | ?
12vụ.             | 12                   | unit_of_measure_other | unit_of_measure_other | ?
12 VU\u0323       | 12                   | unit_of_measure_other | unit_of_measure_other | ?
1.365 vụ          | 1365                 | unit_of_measure_other | unit_of_measure_other | ?
0 vụ              | 0                    | unit_of_measure_other | unit_of_measure_other | ?
12 vu             | unit_of_measure_other | unit_of_measure_other | unit_of_measure_other | ?
12 người          | unit_of_measure_other | unit_of_measure_other | unit_of_measure_other | ?
12,5 mg           | unit_of_measure_other | 12.5                 | unit_of_measure_other | ?
1.200.000 đồng    | unit_of_measure_other | unit_of_measure_other | 1200000              | ?
1200000đ          | unit_of_measure_other | unit_of_measure_other | 1200000              | ?
1.200.000 VNĐ     | unit_of_measure_other | unit_of_measure_other | 1200000              | ?
1,200,000 vnd     | unit_of_measure_other | unit_of_measure_other | 1200000              | ?
5 tỷ              | unit_of_measure_other | unit_of_measure_other | 5000000000+          | ?
5 TỈ ĐỒNG         | unit_of_measure_other | unit_of_measure_other | 5000000000+          | ?
1,2 triệu         | unit_of_measure_other | unit_of_measure_other | 1200000+             | ?
1.2 triệu đồng    | unit_of_measure_other | unit_of_measure_other | 1200000+             | ?
1,2345 tỷ         | unit_of_measure_other | unit_of_measure_other | 1234500000+          | ?
500 nghìn         | unit_of_measure_other | unit_of_measure_other | 500000+              | ?
500 ngàn đồng     | unit_of_measure_other | unit_of_measure_other | 500000+              | ?
1.200 triệu       | unit_of_measure_other | unit_of_measure_other | 1200000000+          | ?
1,200 triệu       | unit_of_measure_other | unit_of_measure_other | number_ambiguous     | ?
2 tỷ 300 triệu    | several_numbers      | several_numbers       | 2300000000+           | ?
2 tỷ 300 triệu đồng | several_numbers    | several_numbers       | 2300000000+           | ?
2 tỷ 300.000.000 đồng | several_numbers  | several_numbers       | 2300000000+           | ?
2 tỷ 300.000 đồng | several_numbers      | several_numbers       | 2000300000+           | ?
2 tỷ 1000 triệu   | several_numbers      | several_numbers       | several_numbers       | ?
2 tỷ 3            | several_numbers      | several_numbers       | several_numbers       | ?
2 tỷ 3 tỷ         | several_numbers      | several_numbers       | several_numbers       | ?
300 triệu 2 tỷ    | several_numbers      | several_numbers       | several_numbers       | ?
2 tỷ 3000 triệu   | several_numbers      | several_numbers       | several_numbers       | ?
2,5 tỷ 300 triệu  | several_numbers      | several_numbers       | several_numbers       | ?
1,2345678 triệu   | unit_of_measure_other | unit_of_measure_other | fraction             | ?
5 đồng đồng       | unit_of_measure_other | unit_of_measure_other | unit_of_measure_other | ?
5 triệu người     | unit_of_measure_other | unit_of_measure_other | unit_of_measure_other | ?
5 tr              | unit_of_measure_other | unit_of_measure_other | unit_of_measure_other | ?
5000000 tỷ        | unit_of_measure_other | unit_of_measure_other | too_large            | ?
16,5%             | percent_in_number    | percent_in_number     | percent_in_number     | ?
16 phần trăm      | percent_in_number    | percent_in_number     | percent_in_number     | ?
O                 | letter_in_number     | letter_in_number      | letter_in_number      | ?
1O                | letter_in_number     | letter_in_number      | letter_in_number      | ?
l2                | letter_in_number     | letter_in_number      | letter_in_number      | ?
1e3               | letter_in_number     | letter_in_number      | letter_in_number      | ?
1.5E+03           | letter_in_number     | letter_in_number      | letter_in_number      | ?
1e99              | several_numbers      | several_numbers       | several_numbers       | ?
341/360           | slash_in_number      | slash_in_number       | slash_in_number       | ?
341/360 vụ        | slash_in_number      | slash_in_number       | slash_in_number       | ?
88 vụ/229         | slash_in_number      | slash_in_number       | slash_in_number       | ?
1/2               | slash_in_number      | slash_in_number       | slash_in_number       | ?
12/3/2026         | slash_in_number      | slash_in_number       | slash_in_number       | ?
½                 | text_in_number       | text_in_number        | text_in_number        | ?
-3                | negative             | negative              | negative              | ?
−3                | negative             | negative              | negative              | ?
–3 vụ             | negative             | negative              | negative              | ?
(3)               | negative             | negative              | negative              | ?
3-                | negative             | negative              | negative              | ?
12-15             | several_numbers      | several_numbers       | several_numbers       | ?
12 đến 15         | several_numbers      | several_numbers       | several_numbers       | ?
12+3              | several_numbers      | several_numbers       | several_numbers       | ?
12; 13            | several_numbers      | several_numbers       | several_numbers       | ?
12\n13            | several_numbers      | several_numbers       | several_numbers       | ?
1\n365            | several_numbers      | several_numbers       | several_numbers       | ?
1\n365 triệu      | several_numbers      | several_numbers       | several_numbers       | ?
12 vụ 30 người    | several_numbers      | several_numbers       | several_numbers       | ?
~12               | approximate_number   | approximate_number    | approximate_number    | ?
khoảng 12         | approximate_number   | approximate_number    | approximate_number    | ?
>10               | approximate_number   | approximate_number    | approximate_number    | ?
trên 10 vụ        | approximate_number   | approximate_number    | approximate_number    | ?
12+               | approximate_number   | approximate_number    | approximate_number    | ?
+12               | text_in_number       | text_in_number        | text_in_number        | ?
12*               | text_in_number       | text_in_number        | text_in_number        | ?
12 (vụ)           | text_in_number       | text_in_number        | text_in_number        | ?
XII               | text_in_number       | text_in_number        | text_in_number        | ?
mười hai          | text_in_number       | text_in_number        | text_in_number        | ?
năm tỷ            | text_in_number       | text_in_number        | text_in_number        | ?
"                 | text_in_number       | text_in_number        | text_in_number        | ?
?                 | text_in_number       | text_in_number        | text_in_number        | ?
N/A               | text_in_number       | text_in_number        | text_in_number        | ?
nil               | text_in_number       | text_in_number        | text_in_number        | ?
.                 | text_in_number       | text_in_number        | text_in_number        | ?
١٢                | text_in_number       | text_in_number        | text_in_number        | ?
²                 | text_in_number       | text_in_number        | text_in_number        | ?
𝟏𝟐                | text_in_number       | text_in_number        | text_in_number        | ?
#REF!             | error_in_cell        | error_in_cell         | error_in_cell         | ?
#######           | text_in_number       | text_in_number        | text_in_number        | ?
không             | =                    | =                     | =                     | 0
không có          | =                    | =                     | =                     | ?
Không phát sinh   | =                    | =                     | =                     | ?
-                 | =                    | =                     | =                     | ?
–                 | =                    | =                     | =                     | ?
--                | text_in_number       | text_in_number        | text_in_number        | ?
khong             | text_in_number       | text_in_number        | text_in_number        | ?
Không có vụ nào   | text_in_number       | text_in_number        | text_in_number        | ?
x                 | x                    | x                     | x                     | x
…                 | x                    | x                     | x                     | x
...               | x                    | x                     | x                     | x
....              | text_in_number       | text_in_number        | text_in_number        | ?
có                | text_in_number       | text_in_number        | text_in_number        | 1
CO\u0301          | text_in_number       | text_in_number        | text_in_number        | 1
KHÔNG             | =                    | =                     | =                     | 0
chắc có           | text_in_number       | text_in_number        | text_in_number        | ?
TRUE              | text_in_number       | text_in_number        | text_in_number        | ?
"""


def rows(table: str) -> list[tuple[str, str, str]]:
    """Return writing, kind of cell and outcome of each cell of a table."""
    lines = [line.split(" | ") for line in table.strip().splitlines()]
    kinds = [kind.strip() for kind in lines[0][1:]]
    return [
        (written(line[0]), kind, outcome.strip())
        for line in lines[1:]
        for kind, outcome in zip(kinds, line[1:], strict=True)
    ]


def written(text: str) -> str:
    """Return a writing of the table: ``␣`` is a space at its edge, ``\\u00ad`` a character."""
    text = text.strip().replace("␣", " ").replace("\\n", "\n")
    pieces = text.split("\\u")
    return pieces[0] + "".join(chr(int(piece[:4], 16)) + piece[4:] for piece in pieces[1:])


def outcome(value: Value) -> str:
    """Return a value as a table shows it."""
    match value:
        case Value("number", Decimal() as number, fault):
            assert fault in (None, "amount_scaled")
            return f"{number.normalize():f}" + ("+" if fault else "")
        case Value("none", number, None) if number == 0:
            return "="
        case Value("not_collected", None, None):
            return "x"
        case Value("refused", None, "answer_not_understood"):
            return "?"
        case Value("refused", None, str() as fault):
            return fault
    raise ValueError(value)


@pytest.mark.parametrize(("text", "kind", "meant"), rows(WRITINGS))
def test_a_writing_means_this_in_such_a_cell(text: str, kind: str, meant: str) -> None:
    assert outcome(read_value("s" + text, kind)) == meant


@pytest.mark.parametrize(
    ("text", "kind", "meant"),
    [
        ("16,5%", "number2 %", "16.5"),
        ("16,5 %", "number2 %", "16.5"),
        ("16%", "number0 %", "16"),
        ("5 tỷ", "number0 triệu đồng", "5000+"),
        ("1.200 triệu đồng", "number0 triệu đồng", "1200"),
        ("1.200 triệu", "number0 triệu đồng", "1200"),
        ("1,5 triệu", "number2 triệu đồng", "1.5"),
        ("1.200.000 đồng", "number0 triệu đồng", "fraction"),
        ("1.200.000 đồng", "number2 triệu đồng", "1.2+"),
        ("1.200 triệu", "number2 đồng", "number_ambiguous"),
        ("2 tỷ 300 triệu", "number0 triệu đồng", "2300+"),
        ("12 tin, bài", "number0 tin, bài", "12"),
        ("12 lượt  Người", "number0 lượt người", "12"),
        ("12 lượt", "number0 lượt người", "unit_of_measure_other"),
        ("1" + "0" * 199, "number0 vụ", "too_large"),
        ("1" + "0" * 5_000, "number0 vụ", "too_large"),
        ("1." + "0" * 5_000 + "x", "number0 vụ", "text_in_number"),
    ],
)
def test_the_unit_of_measure_of_the_cell_decides(text: str, kind: str, meant: str) -> None:
    assert outcome(read_value("s" + text, kind)) == meant


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("1,365", "number0 vụ", "1365 hoặc 1,365"),
        ("1.500", "number2 mg", "1500 hoặc 1,500"),
        ("1.365,500", "number2 mg", "1365500 hoặc 1365,500"),
        ("1,200 triệu", "number0 đồng", "1.200.000.000 đồng hoặc 1.200.000 đồng"),
        ("1,2 triệu", "number0 đồng", "1.200.000 đồng"),
        ("5 tỷ", "number0 triệu đồng", "5.000 triệu đồng"),
        ("1,5", "number0 vụ", "số nguyên"),
        ("1,3650", "number2 mg", "số có tối đa 2 chữ số thập phân"),
        ("1.O00", "number0 vụ", ""),
        ("1OO", "number0 vụ", "100"),
        ("O", "number0 vụ", "0"),
        ("l0,5", "number2 mg", "10,5"),
        ("1e3", "number0 vụ", "1000"),
        ("1.5E+03", "number0 vụ", "1500"),
        ("1,5e3", "number0 vụ", "1500"),
        ("1e-3", "number0 vụ", ""),
        ("1." + "0" * 5_000 + "x", "number0 vụ", ""),
        ("12 người", "number0 vụ", "vụ"),
        ("12%", "number0 vụ", "vụ"),
        ("9" * 40, "number0 vụ", "1.000.000.000.000.000"),
    ],
)
def test_the_sender_is_shown_what_could_be_meant(text: str, kind: str, shown: str) -> None:
    assert read_value("s" + text, kind).expected == shown
