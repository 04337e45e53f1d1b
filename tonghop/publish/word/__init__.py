"""The national reports as Word drafts, made from the templates in ``schemas/documents``.

The layout follows Nghị định 30/2020/NĐ-CP. What only the ministry can give (number, date, who
signs) stays blank. Same edition, same templates: same bytes.
"""

from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import duckdb
from docxtpl import DocxTemplate

import schemas
from schemas.declarations import Declarations
from tonghop.publish.heading import Heading
from tonghop.publish.kept_back import LEGEND
from tonghop.publish.word.figures import read_figures
from tonghop.publish.word.heading import heading_words
from tonghop.publish.word.narratives import Narratives
from tonghop.publish.word.provinces import (
    COMPARED,
    NOT_COMPARED,
    RESTATED,
    ProvinceTables,
)  # fmt: skip
from tonghop.publish.word.rendering import date_document, render_template
from tonghop.publish.word.tables import Tables
from tonghop.publish.word.targets import read_targets
from tonghop.publish.word.vocabulary import Vocabulary

DOCUMENTS = Path(schemas.__file__).parent / "documents"


def write_report(
    con: duckdb.DuckDBPyConnection,
    declarations: Declarations,
    heading: Heading,
    report: str,
    path: Path,
    *,
    documents: Path = DOCUMENTS,
) -> None:
    """Write the draft of a national report, "pctp" or "pcmbn", from an edition.

    Raises:
        WordingError: The template uses a word or a code that does not exist, or is not valid Jinja.
    """
    words = _words(con, declarations, heading, report)
    document = render_template(documents / f"bao-cao-{report}.docx", words)
    cut_off = datetime.combine(heading.period.cut_off, time())
    date_document(document.core_properties, cut_off, revision=heading.edition)
    _save(document, path)


def _words(
    con: duckdb.DuckDBPyConnection, declarations: Declarations, heading: Heading, report: str
) -> dict[str, object]:
    """Return everything that a template may name."""
    figures = read_figures(con, declarations, heading.period)
    targets = read_targets(con, declarations, heading.period)
    tables = Tables(declarations, figures, targets, report)
    told = Narratives(con, declarations, heading.period)
    legend = f" {LEGEND}" if heading.is_outside else ""
    provinces = ProvinceTables(con, declarations, figures)
    return {
        **heading_words(con, declarations, heading),
        **Vocabulary(figures, targets).words,
        "bang": tables.bang,
        "so_bang": tables.so_bang,
        "bang_muc_tieu": tables.bang_muc_tieu,
        "bang_tinh": provinces.bang_tinh,
        "thieu_tinh": provinces.thieu_tinh,
        "so_sanh_chung": f"{COMPARED if figures.has_last_year else NOT_COMPARED}{legend}",
        "quy_doi": RESTATED,
        "thuyet_minh": told.left_out if heading.is_outside else told.thuyet_minh,
    }


def _save(document: DocxTemplate, path: Path) -> None:
    """Save without the times of saving: a ``ZipInfo`` of its own has none."""
    made = BytesIO()
    document.save(made)
    with ZipFile(made) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = ZipInfo(name)
            part.compress_type = ZIP_DEFLATED
            target.writestr(part, source.read(name))
