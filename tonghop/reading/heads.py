"""Heads: what stands above each column, and which measure of the form it names."""

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from schemas.folding import fold
from schemas.forms import Form, Measure
from schemas.issues import Finding
from schemas.layout import STRUCTURE_LABELS
from tonghop.reading.addresses import address
from tonghop.reading.arrangement import Arrangement

UNCLEAR = "#khong_ro"
"""The code of a line or column that may be one of the form's, but not surely: nothing is read."""
_CLOSE = 0.6


class Head(NamedTuple):
    """The texts above one column, the lowest being its label, and the label's row."""

    group: str = ""
    label: str = ""
    row: int = 0

    @property
    def name(self) -> str:
        """Group and label in one text."""
        return named(self.group, self.label)


def named(group: str, label: str) -> str:
    """Return a column's label behind that of its group, if it has one."""
    return f"{group} – {label}" if group else label


def read_heads(arrangement: Arrangement) -> tuple[Head, ...]:
    """Return the head of each column; a merged head stands above every column that it covers."""
    rows = range(arrangement.top, arrangement.top + len(arrangement.heads))
    first_of = {
        (row, column): (area.first_row, area.first_column)
        for area in arrangement.merged
        if area.first_row in rows
        for row in range(area.first_row, area.last_row + 1)
        for column in range(area.first_column, area.last_column + 1)
    }
    return tuple(_head(arrangement, rows, column, first_of) for column in range(arrangement.width))


def _head(
    arrangement: Arrangement,
    rows: range,
    column: int,
    first_of: Mapping[tuple[int, int], tuple[int, int]],
) -> Head:
    cells = dict.fromkeys(first_of.get((row, column), (row, column)) for row in rows)
    texts = [(arrangement.heads[row - arrangement.top][at].strip(), row) for row, at in cells]
    filled = [(text, row) for text, row in texts if text]
    if not filled:
        return Head(row=max(arrangement.head - 1, 0))
    groups = " ".join(text for text, _ in filled[:-1])
    return Head(groups, *filled[-1])


def recover_columns(
    form: Form, sheet: str, arrangement: Arrangement, heads: tuple[Head, ...]
) -> tuple[tuple[str, ...], list[Finding]]:
    """Return the column codes with those that are lost, as far as heads name a measure exactly.

    A column that only resembles a lost one is marked as unclear, with a finding that proposes it.
    """
    codes = [*arrangement.column_codes, *[""] * arrangement.width][: arrangement.width]
    lost = {_key(m.group_label, m.label): m for m in form.measures if m.measure not in codes}
    groups = {fold(measure.group_label) for measure in form.measures}
    free = [column for column, code in enumerate(codes) if not code and heads[column].label]
    for column in free if lost else ():
        head = heads[column]
        group = head.group or _carried(heads, column, arrangement, groups)
        if measure := lost.get(_key(group, head.label)):
            codes[column] = measure.measure
    unclear = _unclear(form, sheet, codes, heads) if lost else []
    for column, _ in unclear:
        codes[column] = UNCLEAR
    return tuple(codes), [finding for _, finding in unclear]


def _key(group: str, label: str) -> tuple[str, str]:
    return fold(group), fold(label)


def _carried(
    heads: tuple[Head, ...], column: int, arrangement: Arrangement, groups: set[str]
) -> str:
    """Return the group that stands to the left, where the cells of a group are not merged."""
    for row in range(arrangement.top, heads[column].row):
        texts = arrangement.heads[row - arrangement.top][column::-1]
        left = next((text for text in texts if text.strip()), "")
        if fold(left) in groups:
            return left
    return ""


def _unclear(
    form: Form, sheet: str, codes: list[str], heads: tuple[Head, ...]
) -> list[tuple[int, Finding]]:
    names = {fold(named(m.group_label, m.label)): m for m in form.measures}
    lost = {name: m for name, m in names.items() if m.measure not in codes}
    found = []
    for column, code in enumerate(codes):
        head = heads[column]
        if code or not head.label or not (measure := _proposed(head, lost)):
            continue
        lost = {name: m for name, m in lost.items() if m is not measure}
        place = address(head.row, column)
        expected = named(measure.group_label, measure.label)
        finding = Finding(
            "column_unclear", sheet, place, head.name, form.code, "", measure.measure, expected
        )
        found.append((column, finding))
    return found


def _proposed(head: Head, lost: Mapping[str, Measure]) -> Measure | None:
    same = [m for m in lost.values() if fold(m.label) == fold(head.label)]
    close = get_close_matches(fold(head.name), list(lost), n=1, cutoff=_CLOSE)
    return same[0] if same else lost[close[0]] if close else None


def head_findings(
    form: Form, sheet: str, arrangement: Arrangement, heads: tuple[Head, ...]
) -> Iterator[Finding]:
    """A column is what its code says only if the head above it still agrees."""
    for measure in form.measures:
        if measure.measure not in arrangement.column_codes:
            continue
        column = arrangement.column_codes.index(measure.measure)
        head = heads[column]
        group_differs = bool(head.group) and fold(head.group) != fold(measure.group_label)
        if fold(head.label) != fold(measure.label) or group_differs:
            yield Finding(
                "column_label_changed",
                sheet,
                address(head.row, column),
                head.name,
                form.code,
                "",
                measure.measure,
                named(measure.group_label, measure.label),
            )


def column_findings(
    form: Form, sheet: str, codes: tuple[str, ...], head: int, proposed: set[str]
) -> Iterator[Finding]:
    """Yield the columns that are missing, there twice, or unknown; ``head`` is their row."""
    declared = {measure.measure: measure.label for measure in form.measures}
    labels = STRUCTURE_LABELS | declared
    counts = Counter(code for code in codes if code and code != UNCLEAR)
    for code, label in labels.items():
        if code not in counts and code not in proposed:
            yield Finding("column_missing", sheet, form_code=form.code, expected=label)
    for column, code in enumerate(codes):
        place = address(head, column)
        if counts[code] > 1 and codes.index(code) != column:
            yield Finding("column_duplicated", sheet, place, labels.get(code, code), form.code)
        if code and not code.startswith("#") and code not in declared:
            yield Finding("column_unknown", sheet, place, code, form.code)
