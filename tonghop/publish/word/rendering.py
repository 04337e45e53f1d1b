"""Filling in a Word template: what it names must exist, and what it is given stays text."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from docx.opc.coreprops import CoreProperties
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from tonghop.publish.word.figures import WordingError

CREATOR = "tonghop"


class _Remembering(SandboxedEnvironment):
    """Compiles a text once: all copies of a report are made of the same, and later editions."""

    def from_string(self, source: Any, *_: object, **__: object) -> Template:
        return _compiled(source)


@lru_cache(maxsize=200)
def _compiled(source: str) -> Template:
    return SandboxedEnvironment.from_string(_ENVIRONMENT, source)


_ENVIRONMENT = _Remembering(autoescape=True, undefined=StrictUndefined)


def render_template(template: Path, words: dict[str, object]) -> DocxTemplate:
    """Return the document that a template makes of these words.

    Raises:
        WordingError: The template uses a word or a code that does not exist, or is not valid Jinja.
    """
    document = DocxTemplate(template)
    try:
        document.render(words, _ENVIRONMENT, autoescape=True)
    except (TemplateError, WordingError) as error:
        raise WordingError(f"{template.name}: {error}{_place(error)}") from error
    return document


def _place(error: Exception) -> str:
    """Return the template's text around a Jinja error, where it is known."""
    lines = [str(line).strip() for line in getattr(error, "docx_context", ())]
    text = " / ".join(line for line in lines if line)
    return f"; near: {text}" if text else ""


def date_document(properties: CoreProperties, moment: datetime, revision: int) -> None:
    """Date a file by what it is about: the day it was made would make every copy differ."""
    properties.author = properties.last_modified_by = CREATOR
    properties.created = properties.modified = moment
    properties.revision = revision
