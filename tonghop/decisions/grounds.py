"""What a decision is judged by, and the questions that all kinds of decision ask of it."""

from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import normalize

import duckdb

from schemas.decisions import EXCLUDE, Decision, standing
from schemas.declarations import Declarations
from schemas.folding import as_code
from schemas.units import Unit
from tonghop.decisions.refusing import CannotDecideError
from tonghop.privacy import find_persons

_LONGEST = 1000


class Grounds(NamedTuple):
    """What a decision is judged by: what is recorded, what is declared, what was decided."""

    con: duckdb.DuckDBPyConnection
    declarations: Declarations
    decisions: tuple[Decision, ...]


def printed_text(what: str, text: str, declarations: Declarations) -> str:
    """Return a text that will be printed: there, not long, and without personal data."""
    text = " ".join(normalize("NFC", text).split())
    if not text:
        raise CannotDecideError(f"chưa ghi {what}.")
    if len(text) > _LONGEST:
        raise CannotDecideError(f"{what} dài quá {_LONGEST} ký tự; hãy ghi ngắn hơn.")
    if find_persons(text, declarations):
        raise CannotDecideError(
            f"{what} có thông tin cá nhân (họ tên, số điện thoại, số định danh…), mà quyết định "
            "được in trong phụ lục; hãy ghi lại, chỉ nêu cơ quan, chức vụ hoặc số văn bản."
        )
    return text


def standing_on(grounds: Grounds, wanted: Decision, kind: str) -> list[Decision]:
    """Return the decisions of a kind in force on the same submission."""
    same = (d for d in standing(grounds.decisions) if d.sha256 == wanted.sha256)
    return [decision for decision in same if decision.kind == kind]


def decided_already(earlier: Decision) -> CannotDecideError:
    """Return that an earlier decision stands in the way."""
    return CannotDecideError(
        f"quyết định số {earlier.number} về báo cáo này đang áp dụng; muốn quyết định khác thì hủy "
        f"trước: tonghop decide revoke {earlier.number} --why …"
    )


def check_not_excluded(grounds: Grounds, wanted: Decision) -> None:
    """Refuse whatever is wanted of a report that is decided not to count."""
    for earlier in standing_on(grounds, wanted, EXCLUDE):
        raise decided_already(earlier)


def codes_of(grounds: Grounds, sha256: str, severities: Sequence[str]) -> list[str]:
    """Return the kinds of issue with these severities that a submission has."""
    select = """
        select distinct code from warehouse.issue
        where sha256 = ? and severity in (select unnest(?)) order by code
    """
    return [code for (code,) in grounds.con.execute(select, [sha256, [*severities]]).fetchall()]


def status_of(grounds: Grounds, sha256: str) -> str:
    """Return what a submission is after the decisions; nothing if it is not recorded."""
    select = "select status from warehouse.decided_submission where sha256 = ?"
    found = grounds.con.execute(select, [sha256]).fetchone()
    return str(found[0]) if found else ""


def unit_meant(grounds: Grounds, wanted: Decision) -> Unit:
    """Return the unit that is meant by its code."""
    unit = grounds.declarations.units.find(as_code(wanted.unit_code))
    if unit is None:
        raise CannotDecideError(f"không có đơn vị nào mang mã “{wanted.unit_code}”.")
    return unit
