"""How lateness is told: days late, working days, and the other reading of “trước ngày”."""

from dataclasses import dataclass
from datetime import date

from schemas.directives import EXCLUDED, DueTerms
from schemas.statuses import STATUSES


@dataclass(frozen=True, slots=True)
class Lateness:
    """When a unit's report was due and when it came, as ``reporting_status`` has it."""

    due_before: date | None
    last_day: date | None
    received_on: date | None
    status: str
    status_strict: str
    status_lenient: str
    days_late: int | None
    working_days_late: int | None
    undetermined: str | None

    @property
    def depends_on_reading(self) -> bool:
        """Whether the day named in the text, included or excluded, makes a difference."""
        return self.status_strict != self.status_lenient

    def remark(self) -> str:
        """Return what the status alone does not say, as sentences; empty if there is nothing."""
        return " ".join(filter(None, (self._other_reading(), self._unknown())))

    def _other_reading(self) -> str:
        if not self.depends_on_reading or not self.due_before:
            return ""
        if self.status == self.status_strict:
            return f"{STATUSES[self.status_lenient]} nếu kể cả ngày {told(self.due_before)}."
        return f"{STATUSES[self.status_strict]} nếu không kể ngày {told(self.due_before)}."

    def _unknown(self) -> str:
        match self.undetermined, self.last_day, self.received_on:
            case "due_date", _, _:
                return "Văn bản không nêu hạn gửi."
            case "last_day", _, _:
                return "Chưa xác định được ngày cuối cùng đúng hạn vì lịch nghỉ chưa được công bố."
            case "working_days", date() as last_day, date() as received_on:
                return (
                    f"Chưa tính được số ngày làm việc muộn: từ sau ngày {told(last_day)} đến ngày "
                    f"{told(received_on)} có ngày chưa rõ là ngày nghỉ hay ngày làm việc."
                )
        return ""


def told_days(days: int, working: int | None) -> str:
    """Return a number of days with the working days among them, if these are known."""
    if working is None:
        return f"{days} ngày (chưa tính được số ngày làm việc)"
    return f"{days} ngày ({working} ngày làm việc)"


def told(day: date) -> str:
    """Return a day as published workbooks write it."""
    return f"{day:%d/%m/%Y}"


def told_terms(terms: DueTerms) -> str:
    """Return in words how a directive's due dates are counted."""
    reading = "không kể chính ngày đó" if terms.reading == EXCLUDED else "kể cả ngày đó"
    moves = ", lùi đến ngày làm việc kế tiếp nếu là ngày nghỉ" if terms.moves_to_working_day else ""
    grace = f"gia hạn {terms.grace_working_days} ngày làm việc"
    return f"{reading}{moves}, {grace if terms.grace_working_days else 'không gia hạn'}"
