"""Workbooks as Excel saves them as “Strict Open XML”: other namespaces, dates in ISO form."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_RENAMED = {
    "http://schemas.openxmlformats.org/" + transitional: "http://purl.oclc.org/ooxml/" + strict
    for transitional, strict in (
        ("spreadsheetml/2006/main", "spreadsheetml/main"),
        ("drawingml/2006/main", "drawingml/main"),
        ("officeDocument/2006/relationships", "officeDocument/relationships"),
        ("officeDocument/2006/custom-properties", "officeDocument/customProperties"),
        ("officeDocument/2006/extended-properties", "officeDocument/extendedProperties"),
        ("officeDocument/2006/docPropsVTypes", "officeDocument/docPropsVTypes"),
    )
}


def as_strict(workbook: bytes, days: Mapping[str, str]) -> bytes:
    """Return the workbook in Strict form; ``days`` maps the numbers that are days to ISO dates."""
    changes = _RENAMED | {
        f't="n"><v>{number}</v>': f't="d"><v>{day}</v>' for number, day in days.items()
    }
    strict = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(strict, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name).decode()
            for old, new in changes.items():
                text = text.replace(old, new)
            target.writestr(name, text)
    return strict.getvalue()
