"""Narrative sections: what a unit tells in words, and in which national report it is gathered."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NarrativeSection:
    """One section of the narrative sheet."""

    section_code: str
    reports: tuple[str, ...]
    title: str
    prompt: str
    position: int
    valid_from: date | None
    valid_to: date | None
    source: str

    @property
    def label(self) -> str:
        """What the narrative sheet prints beside the entry."""
        return f"{self.title}\n{self.prompt}"
