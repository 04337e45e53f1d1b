"""A file behind a password is read if the password is known, and told about if not."""

from io import BytesIO

import pytest
from docx import Document

from tests.build import complete, content, issues_of, reading_of
from tests.locked import lock_xls, lock_xlsx, obfuscate_xls
from tests.xls import as_xls
from tonghop.reading import Source
from tonghop.reading.workbook import Reading

ENTRIES = "D03.vu | 5"
PASSWORD = "Mật khẩu số 1"
FOR_CHANGES_ONLY = "VelvetSweatshop"


def xlsx() -> bytes:
    return content(complete(ENTRIES))


def xls() -> bytes:
    return as_xls(complete(ENTRIES))


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


@pytest.mark.parametrize(
    ("name", "locked", "opened"),
    [
        ("bao-cao.xlsx", lambda: lock_xlsx(xlsx(), PASSWORD), xlsx),
        ("bao-cao.xls", lambda: lock_xls(xls(), PASSWORD), xls),
    ],
)
def test_a_known_password_opens_a_workbook(name: str, locked: object, opened: object) -> None:
    data: bytes = locked()  # type: ignore[operator]
    assert codes(reading_of(data, name)) == ["password_protected"]
    assert codes(reading_of(data, name, passwords=["sai", "cũng sai"])) == ["password_wrong"]
    read = reading_of(data, name, passwords=["sai", PASSWORD])
    expected = reading_of(opened(), name)  # type: ignore[operator]
    assert (read.findings, read.cover) == (expected.findings, expected.cover)
    assert [form.texts for form in read.forms] == [form.texts for form in expected.forms]


@pytest.mark.parametrize(
    ("name", "lock", "made"), [("a.xlsx", lock_xlsx, xlsx), ("a.xls", lock_xls, xls)]
)
def test_a_workbook_protected_against_changes_only_is_read_unasked(
    name: str, lock: object, made: object
) -> None:
    data: bytes = lock(made(), FOR_CHANGES_ONLY)  # type: ignore[operator]
    assert issues_of(data, name) == ()


def test_what_has_been_unlocked_is_judged_again() -> None:
    document = BytesIO()
    Document().save(document)
    locked = lock_xlsx(document.getvalue(), PASSWORD)
    reading = reading_of(locked, "bao-cao.xlsx", passwords=[PASSWORD])
    assert codes(reading) == ["not_a_workbook"]
    reading = reading_of(lock_xlsx(xlsx(), PASSWORD), "bao-cao.xls", passwords=[PASSWORD])
    assert codes(reading) == ["name_mismatch"]


def test_a_workbook_obfuscated_by_xor_is_behind_a_password_too() -> None:
    assert codes(reading_of(obfuscate_xls(xls()), "bao-cao.xls")) == ["password_protected"]


def test_passwords_never_show() -> None:
    from pathlib import Path

    assert PASSWORD not in repr(Source("a", "a.xlsx", Path("a"), (PASSWORD,)))
