"""Markdown: blocks and tables."""

from collections.abc import Iterable, Sequence


def joined(blocks: Iterable[str]) -> str:
    """Join blocks with one blank line between them."""
    return "\n\n".join(blocks)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table with one line a row."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def quote(lines: Iterable[str]) -> str:
    """Return a quotation, a paragraph each line."""
    return "\n>\n".join(f"> {line}" for line in lines)


def code(text: str) -> str:
    """Return text set as code, or nothing if there is none."""
    return f"`{text}`" if text else ""


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", "<br>")
