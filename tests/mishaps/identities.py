"""What makes it unclear whose report a file is, what it may hold, or whether it may be read."""

from collections.abc import Callable

from openpyxl import Workbook

from tests.build import field_of
from tests.mishaps.mishap import Mishap, held, refused, same, to_book, to_bytes, warned


def fields(**entries: object) -> Callable[[Workbook], None]:
    """Return what enters these fields of the cover or the narrative."""

    def enter(book: Workbook) -> None:
        for code, entry in entries.items():
            field_of(book, code).value = entry  # type: ignore[assignment]

    return enter


def _properties_of_another(book: Workbook) -> None:
    book.custom_doc_props["unit_code"].value = "SYT34-52"  # type: ignore[attr-defined]


def _properties_lost(book: Workbook) -> None:
    for name in list(book.custom_doc_props.names):  # type: ignore[attr-defined]
        del book.custom_doc_props[name]  # type: ignore[attr-defined]


def unchanged(file: bytes) -> bytes:
    return file


MISHAPS: tuple[Mishap, ...] = (
    to_bytes("the template's own file name", unchanged, same(), "SYT34-51_2026-H1.xlsx"),
    to_bytes(
        "another unit's file name",
        unchanged,
        held("unit_differs_in_file_name"),
        "SYT34-52_2026-H1.xlsx",
    ),
    to_bytes(
        "another period's file name",
        unchanged,
        held("period_differs_in_file_name"),
        "SYT34-51_2025-Y.xlsx",
    ),
    to_book(
        "another unit's hidden properties",
        _properties_of_another,
        held("unit_differs_in_properties"),
    ),
    to_book("no hidden properties", _properties_lost, same()),
    to_book(
        "a neighbour's name", fields(unit_name="Sở Y tế tỉnh Quảng Ninh"), held("unit_mismatch")
    ),
    to_book("an alias", fields(unit_name="SYT Quảng Ngãi"), same()),
    to_book("the name in another spelling", fields(unit_name="SỞ Y TẾ TỈNH QUẢNG NGÃI"), same()),
    to_book(
        "a name from before the merger",
        fields(unit_name="Sở Y tế tỉnh Kon Tum"),
        held("unit_name_merged"),
    ),
    to_book(
        "a misspelt name", fields(unit_name="Sở Y tế tỉnh Quãng Ngãi"), held("unit_name_misspelt")
    ),
    to_book("a code without vintage", fields(unit_code="51"), refused("unit_code_without_vintage")),
    to_book("a code from before the merger", fields(unit_code="SYT63-51"), refused("unit_merged")),
    to_book(
        "another period's name", fields(period_label="Quý I năm 2026"), held("period_mismatch")
    ),
    to_book("no name of who prepared it", fields(prepared_by=None), warned("cover_incomplete")),
    to_book("marked secret on the cover", fields(secrecy="Mật"), refused("secrecy_marked")),
    to_bytes(
        "marked secret in the file name",
        unchanged,
        refused("secrecy_marked"),
        "BC TỐI MẬT quý.xlsx",
    ),
    to_book(
        "a report of a hospital for eyes",
        fields(N02a="Bệnh viện Mắt giữ bí mật nguồn tin."),
        same(),
    ),
)
