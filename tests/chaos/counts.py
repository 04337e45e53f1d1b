"""What was done to the pipeline and what came of it, counted and printed as a table."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields


@dataclass(slots=True)
class Counts:
    """One kind of mishap: how often it was made to happen, and what came of it.

    ``lost``, ``doubled`` and ``partial`` are what must never be; ``refused`` runs ended politely,
    ``healed`` ones left nothing that the next run did not put right. ``findings`` tell each fault
    in a sentence, with what it takes to see it again.
    """

    name: str
    scenarios: int = 0
    kills: int = 0
    lost: int = 0
    doubled: int = 0
    partial: int = 0
    refused: int = 0
    healed: int = 0
    findings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything came of it that must never be."""
        return bool(self.lost or self.doubled or self.partial or self.findings)


_NUMBERS = [each.name for each in fields(Counts) if each.type is int or each.type == "int"]


def table(counts: Iterable[Counts]) -> str:
    """Return the counts as a table, with their sum, and below it every finding and note."""
    counts = list(counts)
    numbers = [[getattr(each, name) for name in _NUMBERS] for each in counts]
    totals = [sum(column) for column in zip(*numbers, strict=True)] if numbers else []
    names = [*(each.name for each in counts), "together"]
    width = max(map(len, names))
    lines = [" " * width + "".join(f"{name:>11}" for name in _NUMBERS)]
    for name, row in zip(names, [*numbers, totals], strict=True):
        lines.append(f"{name:<{width}}" + "".join(f"{number:>11,}" for number in row))
    for each in counts:
        lines += [f"{each.name}: {note}" for note in each.notes]
        lines += [f"{each.name}: FOUND {finding}" for finding in each.findings]
    return "\n".join(lines)
