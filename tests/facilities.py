"""A health department's own rows: facilities that exist only in tests, named as illustrative."""

from pathlib import Path

from schemas.declarations import Declarations
from schemas.loading import load_declarations

DEPARTMENT, OFFICE, PERIOD = "SYT34-51", "CQ-SYT34-51", "2025-Y"
SOURCE = "Minh họa"


def facility(number: int) -> str:
    """Return the code of an illustrative facility."""
    return f"TTYT-{number:02d}"


def add_facilities(folder: Path, number: int) -> Path:
    """Write rows for facilities 1 to ``number`` into a folder of one's own, and return it."""
    numbers = range(1, number + 1)
    add_rows(
        folder,
        "units.csv",
        "unit_code,kind,province_code,reports_to,valid_from,valid_to,mark,source",
        *(f"{facility(n)},facility,,{DEPARTMENT},2025-07-01,,F,{SOURCE}" for n in numbers),
    )
    add_rows(
        folder,
        "unit_names.csv",
        "unit_code,name,province_name,valid_from,valid_to,source",
        *(f"{facility(n)},Trung tâm Y tế minh họa {n:02d},,2025-07-01,,{SOURCE}" for n in numbers),
    )
    return folder


def add_rows(folder: Path, table: str, header: str, *rows: str) -> None:
    """Write one table of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{line}\n" for line in (header, *rows))
    (folder / table).write_text(text, encoding="utf-8", newline="\n")


def with_facilities(folder: Path, number: int) -> Declarations:
    """Return the declarations with rows for facilities 1 to ``number``, as the ministry sees."""
    return load_declarations(add_facilities(folder, number))
