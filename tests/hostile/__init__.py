"""Hostile files by what is wrong with them: what makes each, and the one issue that it must have.

The files are made in code, and only when asked for. One without an issue is read like any report.
"""

from tests.hostile.archives import BOMBS
from tests.hostile.others import OTHERS
from tests.hostile.sheets import SHEETS

HOSTILE = BOMBS | SHEETS | OTHERS
