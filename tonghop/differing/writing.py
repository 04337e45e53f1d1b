"""A difference as a plain table in a file."""

from pathlib import Path

from tonghop.asking import write_answer
from tonghop.differing import Difference

_CHANGED = """
    select * exclude (is_changed, is_derived) from change
    where is_changed
    order by period, basis, unit_code, line_code, measure
"""


def write_csv(difference: Difference, target: Path) -> None:
    """Write every figure that changed, with the part of each cause, as .csv."""
    write_answer(difference.con.sql(_CHANGED), target)
