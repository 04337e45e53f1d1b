"""Names of figures as people write them: ``2026-H1:D03.vu``, ``2026-H1/02:D03.vu@SYT34-51``."""

import re
from dataclasses import dataclass

from schemas.folding import as_code

_PERIOD = re.compile(r"\d{4}-\w+", re.ASCII)


class UnknownFigureError(Exception):
    """There is no such figure; the message is Vietnamese, and says which ones are near."""


@dataclass(frozen=True, slots=True)
class FigureName:
    """A figure as it was named. Without ``period`` it is that of the edition; ``whose`` may be "".

    ``code`` is a cell such as ``D03.vu`` or a target such as ``MT03``; ``whose`` a unit or a kind
    of unit, by code or by name.
    """

    edition: str
    period: str
    code: str
    whose: str


def parse_name(text: str) -> FigureName:
    """Return the parts of ``[EDITION:][PERIOD:]CODE[@UNIT]``; an edition may be a folder's path.

    Raises:
        UnknownFigureError: The text has no code, or nothing that says of which period it is.
    """
    figure, _, whose = text.partition("@")
    before, _, code = figure.rpartition(":")
    head, _, last = before.rpartition(":")
    is_period = _PERIOD.fullmatch(as_code(last))
    edition, period = (head, as_code(last)) if is_period else (before, "")
    if not code.strip() or not (edition or period):
        raise UnknownFigureError(
            f"“{text}” không phải mã con số; mã con số có dạng 2026-H1:D03.vu (số tổng hợp) hoặc "
            "2026-H1:D03.vu@SYT34-51 (một đơn vị)."
        )
    return FigureName(edition.strip(), period, code.strip(), whose.strip())
