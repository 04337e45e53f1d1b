"""The same histories through everything: workbooks, the reader, all warnings, what is given back.

Few lands, because each report is an Excel workbook, made from all declarations. Nothing is replaced
but the processes that read (files are read in this one) and, for an alias, the checks of all
declarations, which hospitals without a text behind them would not pass.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar
from unittest.mock import patch

from openpyxl import load_workbook
from openpyxl.packaging.custom import CustomPropertyList

from tests.build import addresses, blank, content, declarations, field_of
from tests.chaos.histories_house import DOOR, Ground
from tests.chaos.histories_ledger import Report
from tests.chaos.histories_lives import Lives
from tests.warehouses import copy_or_lay_out
from tonghop.publish.edition import publish_period
from tonghop.reading import Source
from tonghop.reading.workbook import Reading, read_workbook

OPEN_THEN = {"2024-H1": "SYT63-51", "2025-H1": "SYT63-51", "2026-H1": "SYT34-51"}
"""A unit that owes a report of each period: its blank workbook is filled in as another's."""


class WholeLives(Lives):
    """Lands whose reports are workbooks, and whose figures are published in the end."""

    base = staticmethod(declarations)
    one_by_one = True
    here: ClassVar[Ground]

    def __init__(self, *given: Any) -> None:
        """Settle the lands; the reader reads by what is declared here."""
        super().__init__(*given)
        WholeLives.here = self.ground

    def written(self, report: Report, copy: int) -> bytes:
        """Return a workbook; the same report and copy is the same to the last byte."""
        return _workbook(json.dumps(report), copy)

    def finish(self) -> None:
        """Rebuild, build, publish the newest period of which some report is accepted."""
        super().finish()
        if self.counts["rebuilds"] % 3 == 1:
            house, declared = self.ground.house, self.ground.declarations
            periods = {period for _, period in self.ledger.accepted(self.ledger.files())}
            for newest in sorted(periods)[-1:]:
                with DOOR.closed():
                    publish_period(house, declared, declared.period(newest))
                self.counts["editions"] += 1


@cache
def _workbook(report: str, copy: int) -> bytes:
    told: Report = json.loads(report)
    if told["cells"] is None:
        return f"%PDF-1.7 {report} {copy}".encode()
    book = load_workbook(BytesIO(content(blank(OPEN_THEN[told["period"]], told["period"]))))
    book.custom_doc_props = CustomPropertyList()  # type: ignore[attr-defined]
    book.properties.description = str(copy)
    printed = str(field_of(book, "unit_name").value)
    for sheet in book.worksheets:  # Each form's sheet says whose it is.
        if str(sheet["B1"].value).casefold() == printed.casefold():
            sheet["B1"].value = told["name"].upper()
    field_of(book, "unit_code").value = told["unit"]
    field_of(book, "unit_name").value = told["name"]
    for code, entry in told["cells"].items():
        name, address = addresses(told["period"])[code]
        is_number = entry.lstrip("-").isdigit()
        book[name][address].value = int(entry) if is_number else entry or None
    return content(book)


def read_there(
    sources: Sequence[Source],
    folder: Path,
    workers: int | None = None,
    advance: Callable[[int], object] = lambda done: None,
) -> list[Reading]:
    """Read workbooks in this process, by what is declared in the lands."""
    of = WholeLives.here.declarations
    return [
        read_workbook(source.sha256, source.file_name, data, of)
        if (data := source.content()) is not None
        else Reading(source.sha256, source.file_name, is_settled=False)
        for source in sources
    ]


@contextmanager
def through_everything() -> Iterator[None]:
    """Read in this process, and leave the warehouse open between two steps."""
    with (
        patch("tonghop.pipeline.read_workbooks", read_there),
        patch("tonghop.rebuilding.read_workbooks", read_there),
        patch("tonghop.decisions.naming.find_faults", lambda _: ()),
        patch("tonghop.warehouse.lay_out", copy_or_lay_out),
        patch("tonghop.pipeline.open_warehouse", DOOR.opened),
        patch("tests.path.deciding.open_warehouse", DOOR.opened),
    ):
        yield
