"""The words that report templates use, in Vietnamese without diacritics.

``ma`` is an indicator's code, such as ``D00.vu``. Every phrase stays a sentence when nobody
reported the figure, or when last year's is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from schemas.targets import SHARE
from tonghop.publish import grammar
from tonghop.publish.word.figures import Figure, Figures, WordingError
from tonghop.publish.word.targets import Target

PLACE = "#"
ALIKE = ", tính trên các đơn vị có số liệu ở cả hai kỳ"
_ABSENCES = {
    grammar.NOT_REPORTED: f"{grammar.NOT_REPORTED} về chỉ tiêu",
    grammar.NOTHING_ARISEN: f"{grammar.NOTHING_ARISEN} trường hợp để tính chỉ tiêu",
}


@dataclass(frozen=True)
class Vocabulary:
    """Words about single figures."""

    figures: Figures
    targets: tuple[Target, ...]

    @property
    def words(self) -> dict[str, Callable[..., object]]:
        """The words by the name that templates call them."""
        return {
            "so": self.so,
            "so_cung_ky": self.so_cung_ky,
            "so_sanh": self.so_sanh,
            "so_lieu": self.so_lieu,
            "ty_le": self.ty_le,
            "cau": self.cau,
            "chi_tiet": self.chi_tiet,
            "phan_to": self.phan_to,
            "co_chi_tieu": self.figures.is_asked,
            "co_so": self.co_so,
        }

    def so(self, ma: str) -> str:
        """Return the value: ``05 vụ``."""
        return self.figures.find(ma).text

    def so_cung_ky(self, ma: str) -> str:
        """Return last year's value: ``03 vụ``."""
        return self.figures.find(ma).text_last_year

    def so_sanh(self, ma: str) -> str:
        """Return the comparison: ``tăng 02 vụ (66,67%) so với cùng kỳ năm trước``."""
        return self.figures.find(ma).comparison

    def so_lieu(self, ma: str) -> str:
        """Return value and comparison: ``05 vụ, tăng 02 vụ (66,67%) so với cùng kỳ năm trước``."""
        return _compared(self.figures.find(ma), self.ty_le(ma))

    def ty_le(self, ma: str) -> str:
        """Return a share with its parts and its target: ``95,24% (20/21 tin; mục tiêu 100%)``."""
        self.figures.find(ma)
        found = (t for t in self.targets if t.cell == ma and t.kind == SHARE)
        target = next(found, None)
        return target.text if target else self.so(ma)

    def co_so(self, ma: str) -> bool:
        """Say whether any unit reported the figure."""
        return self.figures.find(ma).value is not None

    def cau(self, ma: str, mau: str) -> str:
        """Put value and comparison into a clause, at ``#``.

        ``cau("A02.pctp", "ban hành # chỉ đạo")`` gives "ban hành 12 văn bản chỉ đạo, tăng 02 văn
        bản (20%) so với cùng kỳ năm trước" or, unreported, "chưa có số liệu về chỉ tiêu “…”".
        """
        if mau.count(PLACE) != 1:
            raise WordingError(f"the clause for {ma!r} needs one {PLACE!r}: {mau!r}")
        figure = self.figures.find(ma)
        if figure.value is None:
            return f"{_ABSENCES[figure.absence]} “{self._name(figure)}”"
        return _compared(figure, mau.replace(PLACE, self.ty_le(ma)))

    def chi_tiet(self, ma: str) -> str:
        """List the parts of a figure that are not nil; empty if there is none.

        ``hành hung nhân viên y tế 02 vụ (tăng 01 vụ); …``
        """
        parts = [part for part in self.figures.parts_of(ma) if part.value]
        return _listed([(part.line_label, part) for part in parts])

    def phan_to(self, dong: str, cot: str) -> str:
        """List columns of one line, one dimension a call: ``nam 21 người (tăng 02 người); …``.

        Empty if no unit reported any of them.
        """
        parts = [self.figures.find(f"{dong}.{measure}") for measure in cot.split()]
        if all(part.value is None for part in parts):
            return ""
        return _listed([(part.measure_label, part) for part in parts])

    def _name(self, figure: Figure) -> str:
        """Return a figure's name, with its column where the line has several."""
        siblings = [f for f in self.figures.by_code.values() if f.line_code == figure.line_code]
        column = f" ({figure.measure_label})" if len(siblings) > 1 else ""
        return f"{figure.line_label}{column}"


def _compared(figure: Figure, text: str) -> str:
    """Add the comparison to a value; what was not reported cannot be compared."""
    if figure.value is None:
        return text
    comparison = figure.comparison
    return f"{text} {comparison}" if comparison.startswith("(") else f"{text}, {comparison}"


def _listed(parts: list[tuple[str, Figure]]) -> str:
    """Write figures as a list: ``nam 21 người (tăng 02 người); nữ 15 người (giảm 03 người) …``.

    Whether they are compared with last year is said once, at the end.
    """
    is_compared = any(figure.movement for _, figure in parts)
    items = [
        f"{grammar.lower_first(label)} {figure.text}{_in_brackets(figure) if is_compared else ''}"
        for label, figure in parts
    ]
    if not is_compared:
        return f"{'; '.join(items)} {_uncompared(*(f for _, f in parts))}" if items else ""
    if not parts[-1][1].movement:
        return "; ".join(items)
    is_partial = any(figure.is_partly_compared for _, figure in parts if figure.movement)
    return f"{'; '.join(items)} so với {grammar.LAST_YEAR}{ALIKE if is_partial else ''}"


def _in_brackets(figure: Figure) -> str:
    if figure.value is None:
        return ""
    if figure.movement:
        return f" ({figure.movement})"
    return f" {_uncompared(figure)}"


def _uncompared(*figures: Figure) -> str:
    """Say why figures are not compared: last year's are unknown, or stand on other units."""
    is_unknown = all(figure.value_last_year is None for figure in figures)
    return grammar.NO_LAST_YEAR if is_unknown else grammar.NOTHING_TO_COMPARE
