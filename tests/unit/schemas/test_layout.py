"""The layout: markers, hidden codes and the fields of the cover."""

import pytest

from schemas.layout import (
    CHECKS,
    COVER,
    ENTRY_FIELDS,
    IDENTITY_FIELDS,
    NARRATIVE,
    STRUCTURE_LABELS,
    marker,
    nil_field,
    read_marker,
)


def test_a_marker_reads_back() -> None:
    assert marker("PCTP2", "1") == "tonghop|PCTP2|1"
    assert read_marker(marker("PCTP2", "1")) == ("PCTP2", "1")


@pytest.mark.parametrize(
    "text", ["", "PCTP2", "tonghop", "tonghop|PCTP2", "tonghop||1", "khac|PCTP2|1"]
)
def test_another_text_is_no_marker(text: str) -> None:
    assert read_marker(text) is None


def test_a_form_is_declared_nil_on_the_cover() -> None:
    field = nil_field("PCTP2", "Biểu 2", "An ninh trật tự")
    assert (field.code, field.label) == ("nil_PCTP2", "Biểu 2. An ninh trật tự")
    assert field.is_input
    assert field.choices == ("Có", "Không")


def test_codes_and_labels_of_the_cover_are_unique() -> None:
    fields = (*IDENTITY_FIELDS, *ENTRY_FIELDS)
    assert len({field.code for field in fields}) == len(fields)
    assert len({field.label for field in fields}) == len(fields)


def test_only_entries_are_filled_in() -> None:
    assert not any(field.is_input for field in IDENTITY_FIELDS)
    assert all(field.is_input for field in ENTRY_FIELDS)


def test_sheets_and_structure_codes_are_distinct() -> None:
    assert len({COVER, NARRATIVE, CHECKS}) == 3
    assert len(set(STRUCTURE_LABELS)) == 3
    assert all(code.startswith("#") for code in STRUCTURE_LABELS)
