"""Editions as of a day: what their readers have to know of how they came about.

They tell what could have been published at the end of it, and are current for nobody.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from schemas.declarations import Declarations, Expected
from schemas.periods import Period
from tonghop.knowledge import RECEIVED, TAKEN_IN
from tonghop.lateness import told
from tonghop.publish.heading import Heading

_WHAT_CAME = {
    TAKEN_IN: "các tệp đã đưa vào kho lưu trữ",
    RECEIVED: "các tệp đơn vị đã gửi đến theo ngày nhận, kể cả tệp đưa vào kho lưu trữ sau đó,",
}


def headed_as_of(
    heading: Heading, declarations: Declarations, day: date, reckoned_by: str
) -> Heading:
    """Return the heading of an edition as of ``day``, with what its readers have to know of it."""
    notes = (
        f"Bản này lập lại tình hình đến hết ngày {told(day)}: chỉ gồm {_WHAT_CAME[reckoned_by]} và "
        "các quyết định xử lý đã ghi đến hết ngày này; quyết định hủy sau ngày này được coi là còn "
        "áp dụng. Không phải bản tổng hợp hiện hành của kỳ.",
        "Đơn vị, chỉ tiêu, quy tắc và thời hạn lấy theo khai báo của chương trình khi lập bản này, "
        f"không phải khai báo đã dùng tại ngày {told(day)}; tên viết khác do quyết định xử lý thêm "
        "thì chỉ lấy đến ngày này.",
        *_not_due(declarations, heading.period, day),
    )
    return replace(heading, as_of=day, as_of_notes=notes)


def is_not_due(owing: Expected, declarations: Declarations, period: Period, day: date) -> bool:
    """Say whether a unit that has not sent by the end of ``day`` may still do so in time."""
    return day <= _ends_on(owing, declarations, period)


def _not_due(declarations: Declarations, period: Period, day: date) -> Iterator[str]:
    waiting = {
        _ends_on(owing, declarations, period)
        for owing in declarations.expected(period)
        if is_not_due(owing, declarations, period, day)
    }
    if waiting:
        days = ", ".join(told(ends_on) for ends_on in sorted(waiting))
        yield (
            f"Đến hết ngày {told(day)} chưa hết hạn gửi (hạn cuối {days}): đơn vị còn trong hạn "
            "ghi “chưa gửi” là chưa đến hạn, không phải quá hạn."
        )


def _ends_on(owing: Expected, declarations: Declarations, period: Period) -> date:
    """Return the last day in time; where no text names one, the cut-off."""
    return declarations.last_day(owing.duty) or owing.duty.due_before or period.cut_off
