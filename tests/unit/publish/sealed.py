"""Small sealed editions: a few files and a database of two rows, sealed as any edition is."""

from pathlib import Path

import duckdb

from tonghop.publish.appearing import alone_in, appearing
from tonghop.publish.editions import DATABASE, current_edition, make_current, next_number
from tonghop.publish.sealing import as_current, seal


def publish_sealed(place: Path, text: str = "số liệu") -> Path:
    """Publish the next edition of a place and return its folder."""
    with alone_in(place):
        number, before = next_number(place), current_edition(place)
        folder = place / f"{number:02d}"
        with appearing(folder) as partial:
            (partial / "bao-cao-pctp.docx").write_text(text, encoding="utf-8")
            (partial / "parquet").mkdir()
            (partial / "parquet" / "figure_cell.parquet").write_bytes(b"PAR1")
            with duckdb.connect(partial / DATABASE) as con:
                con.execute("create table figure as select 'D03.vu' as figure_id, 5 as value")
            facts = {"period": place.name, "edition": number, "cut_off": "2026-06-14"}
            seal(partial, {**facts, "previous": as_current(before).link if before else None})
        make_current(folder, as_current(folder))
    return folder
