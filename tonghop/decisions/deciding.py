"""Deciding: whether a ruling may be made on what is recorded, and what it is made on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from unicodedata import normalize

import duckdb

from schemas.decisions import (
    ACCEPT,
    ACCEPTABLE,
    ALIAS,
    CORRECT,
    DISOWN,
    EXCLUDE,
    REVOKE,
    SETTLE,
    Decision,
    standing,
)
from schemas.declarations import Declarations
from schemas.issues import REJECTING
from schemas.statuses import PACKAGE
from tonghop.decisions.correcting import correct
from tonghop.decisions.grounds import (
    Grounds,
    check_not_excluded,
    codes_of,
    decided_already,
    printed_text,
    standing_on,
    status_of,
)
from tonghop.decisions.naming import name
from tonghop.decisions.refusing import CannotDecideError
from tonghop.decisions.replaying import despite
from tonghop.decisions.settling import disown, settle
from tonghop.decisions.wording import issue_title


def complete(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    decisions: Sequence[Decision],
    wanted: Decision,
) -> Decision:
    """Return the decision as it will be kept, with what it is made on; write nothing.

    Raises:
        CannotDecideError: It may not be decided.
    """
    grounds = Grounds(con, declarations, tuple(decisions))
    numbered = replace(
        wanted,
        number=len(decisions) + 1,
        why=printed_text("lý do", wanted.why, declarations),
        decided_by=normalize("NFC", wanted.decided_by).strip(),
    )
    if not numbered.decided_by:
        raise CannotDecideError("chưa rõ ai quyết định; hãy ghi người quyết định bằng --by.")
    return _COMPLETING[wanted.kind](grounds, numbered)


def _accept(grounds: Grounds, wanted: Decision) -> Decision:
    check_not_excluded(grounds, wanted)
    codes = codes_of(grounds, wanted.sha256, REJECTING)
    if not codes:
        raise CannotDecideError("báo cáo không có lỗi nào làm nó bị trả lại.")
    unclear = [code for code in codes if code not in codes_of(grounds, wanted.sha256, ACCEPTABLE)]
    if unclear:
        titles = "; ".join(issue_title(code, grounds.declarations) for code in unclear)
        raise CannotDecideError(
            f"không thể tiếp nhận báo cáo này: {titles}. Lỗi như vậy làm cho không rõ báo cáo gồm "
            "những gì; chỉ lỗi của từng dòng, từng ô mới có thể tiếp nhận. Đề nghị đơn vị gửi lại."
        )
    overruled = despite(grounds.con, wanted.sha256)
    for earlier in standing_on(grounds, wanted, ACCEPT):
        if set(overruled) <= set(earlier.despite):
            raise decided_already(earlier)
    return replace(wanted, despite=overruled)


def _exclude(grounds: Grounds, wanted: Decision) -> Decision:
    check_not_excluded(grounds, wanted)
    status = status_of(grounds, wanted.sha256)
    if status == "rejected":
        raise CannotDecideError("báo cáo đã bị trả lại nên vốn không được tính.")
    if status == PACKAGE:
        raise CannotDecideError("đây là tệp nén, không phải báo cáo; hãy nêu tên tệp bên trong.")
    return wanted


def _correct(grounds: Grounds, wanted: Decision) -> Decision:
    if status_of(grounds, wanted.sha256) == PACKAGE:
        raise CannotDecideError("đây là tệp nén, không phải báo cáo; hãy nêu tên tệp bên trong.")
    return correct(grounds.con, grounds.declarations, wanted)


def _revoke(grounds: Grounds, wanted: Decision) -> Decision:
    in_force = {decision.number for decision in standing(grounds.decisions)}
    if wanted.revokes not in in_force:
        listed = ", ".join(map(str, sorted(in_force))) or "không có"
        raise CannotDecideError(
            f"số {wanted.revokes} không phải là quyết định đang áp dụng; đang áp dụng: {listed}."
        )
    return wanted


_COMPLETING: Mapping[str, Callable[[Grounds, Decision], Decision]] = {
    ACCEPT: _accept,
    EXCLUDE: _exclude,
    SETTLE: settle,
    DISOWN: disown,
    ALIAS: name,
    CORRECT: _correct,
    REVOKE: _revoke,
}
