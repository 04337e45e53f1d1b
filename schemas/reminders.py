"""Reminders: why a unit is written to about its report, and what is said of that."""

from dataclasses import dataclass

OVERDUE, UNDATED, AHEAD = "overdue", "undated", "ahead"
REJECTED, HELD, CLAIMED, LATE = "rejected", "held", "claimed", "late"
REMINDER_CASES = (OVERDUE, UNDATED, AHEAD, REJECTED, HELD, CLAIMED, LATE)
"""Nothing came though it was due, though no day is named, or before it is due; what came is
rejected, is held as the unit's own or because it may be the unit's; it came late but counts."""
ABOUT_NOTHING_RECEIVED = (OVERDUE, UNDATED, AHEAD)


@dataclass(frozen=True, slots=True)
class ReminderCase:
    """One reason for a letter: its label, the letter's subject (V/v), what the desk has to do."""

    reminder_case: str
    label: str
    subject: str
    action: str
    source: str
