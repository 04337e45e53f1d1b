"""What cannot be decided, what no longer can be followed, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.decisions import Decision
from tonghop.chain import BrokenChainError


class CannotDecideError(Exception):
    """This may not be decided; the message is Vietnamese, for whoever decides."""


class DecisionLogError(BrokenChainError):
    """A file of the log of decisions is not what it was when the next one was written."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A decision that no longer fits what is recorded, and what is there now."""

    decision: Decision
    found: str


class DecisionMisfitError(Exception):
    """Decisions no longer fit what is recorded; whoever decided has to revoke or renew them."""

    def __init__(self, misfits: Sequence[Misfit]) -> None:
        """Word what each of them was made on, and what is there now."""
        told = (f"decision {m.decision.number} ({m.decision.kind}): {m.found}" for m in misfits)
        super().__init__(f"{len(misfits)} decisions no longer fit: {'; '.join(told)}")
        self.misfits = tuple(misfits)

    @property
    def told(self) -> str:
        """What is told of them, in Vietnamese."""
        return "\n  ".join(
            (
                "có quyết định không còn khớp với số liệu đã nhận nên chưa ghi gì; hãy hủy từng "
                "quyết định (tonghop decide revoke SỐ --why …) rồi quyết định lại:",
                *(_told(misfit) for misfit in self.misfits),
            )
        )


def _told(misfit: Misfit) -> str:
    decision = misfit.decision
    expected = (
        f"{decision.cell} = {decision.old_value} ({decision.old_state}), " if decision.cell else ""
    )
    return f"số {decision.number} ({decision.kind}): {expected}nay là {misfit.found}."
