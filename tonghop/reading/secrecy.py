"""Secrecy marks: found in names and texts before anything of a file is read for its content."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple
from unicodedata import normalize

from schemas.folding import fold
from schemas.layout import SECRECY_NONE
from schemas.secrecy import AFTER, BEFORE, LABELS, MARKED_PAPERS, MARKS
from tonghop.reading.addresses import address
from tonghop.reading.book import Book, Sheet
from tonghop.reading.legacy import undecoded
from tonghop.reading.surroundings import Surrounding


class Mark(NamedTuple):
    """A secrecy mark and, in Vietnamese, where it stands."""

    text: str
    where: str


_BY_FOLDED = {fold(mark): mark for mark in MARKS}
_CLOSED_UP = {folded.replace(" ", ""): mark for folded, mark in _BY_FOLDED.items()}
_LEVEL = "|".join(_BY_FOLDED)
_LABELLED = re.compile(rf"(?:{'|'.join(LABELS)})[ :=-]+({_LEVEL})")
_PAPER = re.compile(rf"(?:{'|'.join(MARKED_PAPERS)}) ({_LEVEL})")
_AROUND = " \t\u00a0.,:;!*_|/\\()[]{}<>«»\"'“”‘’-–—•·"
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = {
    "toi mat": "Tối mật",
    "tuyet mat": "Tuyệt mật",
    "toimat": "Tối mật",
    "tuyetmat": "Tuyệt mật",
}
_SUSPICIOUS = re.compile("[mM] *(?:[ậẬ]|Ë|[aA][äÄ]) *[tT]|\u0323|secrecy")
"""Also as it was typed for a legacy font that the cell has lost since."""
_LONGEST_LABEL = 30


def mark_in_names(names: Iterable[str]) -> Mark | None:
    """Return the mark that a file's name, or that of a folder it lies in, bears as words."""
    for name in names:
        if text := mark_in_words(name):
            return Mark(text, "tên tệp hoặc thư mục")
    return None


def mark_in_words(text: str) -> str | None:
    """Return the mark that stands among other words, as in a title: ``BC_MẬT_2026.xlsx``.

    Without diacritics only ``toi mat`` and ``tuyet mat`` are unambiguous: ``mat`` is also an eye.
    """
    words = ["", *_WORD.findall(normalize("NFC", text)), ""]
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        both = f"{fold(before)} {fold(word)}"
        if mark := _BY_FOLDED.get(both) or _PLAIN.get(both) or _PLAIN.get(fold(word)):
            return mark
        if fold(word) == "mật" and not _is_compound(before, word, after):
            return "Mật"
    return None


def _is_compound(before: str, word: str, after: str) -> bool:
    """Say whether ``word`` belongs to a neighbour; a stamp in capitals stands out from its own."""
    beside = [fold(before) in BEFORE and before, fold(after) in AFTER and after]
    return any(other and other.isupper() == word.isupper() for other in beside)


def mark_in_text(text: str) -> str | None:
    """Return the mark that a line of ``text`` is, as stamps and headers have it, or ``None``."""
    lines = (line for read in (text, *undecoded(text)) for line in read.splitlines())
    return next(filter(None, map(_mark_of_line, lines)), None)


def _mark_of_line(line: str) -> str | None:
    line = normalize("NFC", line).strip(_AROUND)
    folded = fold(line)
    if mark := _CLOSED_UP.get(folded.replace(" ", "")):
        return mark if line[0].isupper() else None
    if labelled := _LABELLED.fullmatch(folded):
        return _BY_FOLDED[labelled[1]]
    if (paper := _PAPER.fullmatch(folded)) and line.endswith("MẬT"):
        return _BY_FOLDED[paper[1]]
    return None


def mark_in_book(book: Book) -> Mark | None:
    """Return the mark that a file bears beside its cells, in a sheet's name, or in a cell."""
    for around in book.surroundings:
        if mark := _mark_around(around):
            return Mark(mark, around.where)
    for name, text in book.properties.items():
        is_entry = fold(name).strip(_AROUND) in LABELS
        if mark := mark_in_entry(text) if is_entry else mark_in_text(text):
            return Mark(mark, f"thuộc tính “{name}” của tệp")
    for sheet in book.sheets:
        if mark := mark_in_words(sheet.name):
            return Mark(mark, f"tên trang “{sheet.name}”")
    return mark_in_sheets(book.sheets)


def _mark_around(around: Surrounding) -> str | None:
    if mark := mark_in_text(around.text):
        return mark
    return mark_in_words(around.text) if around.is_title else None


def mark_in_sheets(sheets: Sequence[Sheet]) -> Mark | None:
    """Return the mark in a cell of any sheet: the entry beside a label, or a cell that is a mark.

    A sheet with a cell for each of the marks offers them as choices, and bears none of them.
    """
    for sheet in sheets:
        texts = _suspicious_texts(sheet)
        if any(map(_is_label, texts)) and (entered := next(_entered(sheet), None)):
            return entered
        stamps = list(_stamped(sheet)) if any(map(mark_in_text, texts)) else []
        if stamps and {stamp.text for stamp in stamps} != set(MARKS):
            return stamps[0]
    return None


def _suspicious_texts(sheet: Sheet) -> list[str]:
    """Return the distinct texts that may be a mark or its label; of most sheets there is none.

    One search over all texts takes a fraction of the time of one for each.
    """
    texts = [v for v in set(chain.from_iterable(sheet.rows)) if isinstance(v, str)]
    return list(filter(_is_suspicious, texts)) if _is_suspicious("\n".join(texts)) else []


def _is_suspicious(value: object) -> bool:
    return isinstance(value, str) and _SUSPICIOUS.search(value) is not None


def _stamped(sheet: Sheet) -> Iterator[Mark]:
    for number, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            if _is_suspicious(value) and (mark := mark_in_text(str(value))):
                yield Mark(mark, _place(sheet, number, column))


def _entered(sheet: Sheet) -> Iterator[Mark]:
    for number, row in enumerate(sheet.rows):
        if any(_is_suspicious(value) and _is_label(str(value)) for value in row):
            for column, value in enumerate(row):
                if isinstance(value, str) and (mark := mark_in_entry(value)):
                    yield Mark(mark, _place(sheet, number, column))


def _place(sheet: Sheet, row: int, column: int) -> str:
    return f"trang “{sheet.name}”, ô {address(row, column)}"


def _is_label(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and fold(text).strip(_AROUND) in LABELS


def mark_in_entry(text: str) -> str | None:
    """Return the mark that is entered where one is asked for, however it is spelled."""
    folded = fold(text).strip(_AROUND)
    if folded in LABELS or fold(SECRECY_NONE) in folded:
        return None
    words = _WORD.findall(normalize("NFD", folded).encode("ascii", "ignore").decode())
    if "mat" not in words:
        return None
    return _BY_FOLDED.get(folded) or _PLAIN.get(" ".join(words[-2:]), "Mật")
