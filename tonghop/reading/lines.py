"""Lines: which row holds which line of the form, and whether its texts agree with its code."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from schemas.folding import fold
from schemas.forms import Form, Line
from schemas.issues import Finding
from schemas.layout import LABEL, NUMBER, SECTION, UNIT_OF_MEASURE
from tonghop.reading.addresses import address
from tonghop.reading.arrangement import Arrangement
from tonghop.reading.heads import UNCLEAR
from tonghop.reading.legacy import has_lost_its_font

_CLOSE = 0.8
MOST_ROWS = 200
"""How far below the last line that is known one that is not may stand."""


def plain_label(text: str) -> str:
    """Return a label folded, without the dash that marks it as a part of the line above."""
    return fold(bare(text))


def bare(text: str) -> str:
    """Return a label as it was typed, without that dash."""
    return text.lstrip("–- ")


def recover_lines(
    form: Form, sheet: str, arrangement: Arrangement
) -> tuple[tuple[str, ...], list[Finding]]:
    """Return the line codes with those that are lost, where number, label and unit all agree.

    A row that agrees only in part is marked as unclear, with a finding that proposes the line.
    """
    declared = {line.line_code: line for line in form.lines if line.is_asked}
    lost = {code: line for code, line in declared.items() if code not in arrangement.line_codes}
    if not lost or not arrangement.labels or not arrangement.units:
        return arrangement.line_codes, []
    codes = list(arrangement.line_codes)
    sections = {fold(line.section) for line in form.lines}
    by_label = {plain_label(line.label): line for line in lost.values()}
    for row in range(arrangement.body, len(codes)):
        line = by_label.get(plain_label(arrangement.labels[row]))
        if not codes[row] and line and _agrees(line, arrangement, row):
            codes[row] = line.line_code
        elif not codes[row] and _names_a_section(arrangement, row, sections):
            codes[row] = SECTION
    return _marked(form, sheet, arrangement, codes, lost)


def _agrees(line: Line, arrangement: Arrangement, row: int) -> bool:
    return (
        bool(arrangement.numbers)
        and same_code(arrangement.numbers[row], line.line_code)
        and fold(arrangement.units[row]) == fold(line.unit_of_measure)
    )


def same_code(text: str, code: str) -> bool:
    """Say whether a text is a code; Excel turns the code 1.10 into the number 1.1."""
    if fold(text) == fold(code):
        return True
    try:
        return Decimal(text) == Decimal(code)
    except InvalidOperation:
        return False


def _names_a_section(arrangement: Arrangement, row: int, sections: set[str]) -> bool:
    texts = [column[row] for column in (arrangement.numbers, arrangement.labels) if column]
    return any(fold(text) in sections for text in texts if text)


def _marked(
    form: Form,
    sheet: str,
    arrangement: Arrangement,
    codes: list[str],
    lost: Mapping[str, Line],
) -> tuple[tuple[str, ...], list[Finding]]:
    """Mark the rows that may hold a line which is still lost, each line proposed but once."""
    left = {code: line for code, line in lost.items() if code not in codes}
    column = arrangement.column_codes.index(LABEL)
    findings = []
    last = max((row for row, code in enumerate(codes) if code), default=arrangement.body)
    for row in range(arrangement.body, min(len(codes), last + MOST_ROWS)):
        number = arrangement.numbers[row] if arrangement.numbers else ""
        label = arrangement.labels[row]
        if codes[row] or not left or not (line := proposed(number, label, left.values())):
            continue
        del left[line.line_code]
        codes[row] = UNCLEAR
        findings.append(unclear(form, sheet, address(row, column), label or number, line))
    return tuple(codes), findings


def proposed(number: str, label: str, lines: Collection[Line]) -> Line | None:
    """Return the line that a row may be: the one whose code or label it has or resembles."""
    by_code = {fold(line.line_code): line for line in lines}
    by_label = {plain_label(line.label): line for line in lines}
    text = plain_label(label)
    if text in by_label or not text:
        return by_label.get(text) or by_code.get(fold(number))
    close = get_close_matches(text, list(by_label), n=1, cutoff=_CLOSE)
    return by_label[close[0]] if close else by_code.get(fold(number))


def unclear(form: Form, sheet: str, place: str, raw: str, line: Line) -> Finding:
    """Return the finding that something may belong to a line, which its sentence names."""
    return Finding("line_unclear", sheet, place, raw, form.code, line.line_code)


def line_findings(
    form: Form, sheet: str, codes: tuple[str, ...], column: int, proposed_codes: set[str]
) -> Iterator[Finding]:
    """Yield the lines that are missing, there twice, or unknown, in ``column``."""
    declared = {line.line_code for line in form.lines if line.is_asked}
    counts = Counter(code for code in codes if code and not code.startswith("#"))
    for line in form.lines:
        code = line.line_code
        if line.is_asked and code not in counts and code not in proposed_codes:
            yield Finding("line_missing", sheet, form_code=form.code, line_code=code)
    for row, code in enumerate(codes):
        if counts[code] > 1:
            yield Finding("line_duplicated", sheet, address(row, column), code, form.code, code)
        if code in counts and code not in declared and "|" not in code:
            yield Finding("line_unknown", sheet, address(row, column), code, form.code, code)


def text_findings(
    form: Form, sheet: str, row_of: Mapping[str, int], arrangement: Arrangement
) -> Iterator[Finding]:
    """A line is what its code says only if its number, label and unit of measure still agree."""
    column_of = {code: column for column, code in enumerate(arrangement.column_codes)}
    lines = [line for line in form.lines if line.line_code in row_of]
    labels, units = (
        _spread(arrangement, code, texts)
        for code, texts in ((LABEL, arrangement.labels), (UNIT_OF_MEASURE, arrangement.units))
    )
    changed = (
        (LABEL, labels, "line_label_changed"),
        (UNIT_OF_MEASURE, units, "unit_of_measure_changed"),
    )
    for line in lines:
        row = row_of[line.line_code]
        for code, texts, kind in changed:
            expected = line.label if code == LABEL else line.unit_of_measure
            if texts and plain_label(texts[row]) != fold(expected):
                told = "font_lost" if has_lost_its_font(bare(texts[row]), expected) else kind
                place = (sheet, address(row, column_of[code]))
                yield Finding(
                    told, *place, texts[row], form.code, line.line_code, expected=expected
                )
    yield from _number_findings(
        form, sheet, [(line, row_of[line.line_code]) for line in lines], arrangement
    )


def _spread(arrangement: Arrangement, code: str, texts: tuple[str, ...]) -> list[str]:
    """Return a column's texts with each merged text in all the rows that it covers."""
    spread = list(texts)
    column = arrangement.column_codes.index(code) if texts else 0
    for area in arrangement.merged:
        if area.first_column <= column <= area.last_column and area.first_row < area.last_row:
            for row in range(area.first_row + 1, min(area.last_row + 1, len(texts))):
                spread[row] = spread[row] or texts[area.first_row]
    return spread


def _number_findings(
    form: Form, sheet: str, rows: Sequence[tuple[Line, int]], arrangement: Arrangement
) -> Iterator[Finding]:
    """The column "Mã số" may be blank or count the lines; anything else in it is not its own."""
    numbers = arrangement.numbers
    if not numbers or is_numbering([numbers[row] for _, row in rows]):
        return
    column = arrangement.column_codes.index(NUMBER)
    for line, row in rows:
        code = line.line_code
        if numbers[row].strip() and not same_code(numbers[row], code):
            place = address(row, column)
            yield Finding(
                "line_code_changed", sheet, place, numbers[row], form.code, code, expected=code
            )


def is_numbering(texts: Sequence[str]) -> bool:
    """Say whether texts count their rows: 1, 2, 3, beginning again at 1 where they like."""
    counted = [text.strip().rstrip(".)") for text in texts]
    if not all(text.isascii() and text.isdigit() for text in counted):
        return False
    before = 0
    for number in map(int, counted):
        if number != before + 1 and not (number == 1 and before > 1):
            return False
        before = number
    return True
