"""Named cell looks of published workbooks, beside those that the blank templates already have."""

from dataclasses import dataclass
from typing import Literal

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from tonghop.template.style import FONT

WHOLE, QUANTITY, SHARE = "#,##0", "#,##0.00", "0.00"
SIGNED = {WHOLE: "+#,##0;-#,##0;0", QUANTITY: "+#,##0.00;-#,##0.00;0.00", SHARE: "+0.00;-0.00;0.00"}
KINDS = {WHOLE: "whole", QUANTITY: "quantity", SHARE: "share"}

_THIN = Side(style="thin", color="FF7F7F7F")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HAIR = Side(style="hair", color="FFA6A6A6")
_RULED = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)
_GREY, _SILENT, _FORM, _PARTIAL = "FFE7E6E6", "FFF2DCDB", "FFC6D9F0", "FFFFF2CC"


@dataclass(frozen=True, slots=True)
class Look:
    """A cell's look: what it adds to Times New Roman in a thin box."""

    name: str
    number_format: str = "General"
    size: float = 11
    bold: bool = False
    italic: bool = False
    colour: str = "FF000000"
    horizontal: Literal["left", "center", "right"] = "right"
    vertical: Literal["top", "center"] = "center"
    wrap: bool = False
    indent: int = 0
    fill: str = ""
    border: Border = _BOX

    def named_style(self) -> NamedStyle:
        """Return the look as openpyxl registers it."""
        return NamedStyle(
            name=self.name,
            number_format=self.number_format,
            font=Font(FONT, self.size, bold=self.bold, italic=self.italic, color=self.colour),
            alignment=Alignment(
                horizontal=self.horizontal,
                vertical=self.vertical,
                wrap_text=self.wrap,
                indent=self.indent,
            ),
            fill=PatternFill("solid", fgColor=self.fill) if self.fill else PatternFill(),
            border=self.border,
        )


def _numbers() -> list[Look]:
    """One look for each number format: in a table, in its total, as a change, in a long list."""
    looks = []
    for number_format, kind in KINDS.items():
        looks += [
            Look(f"pl_{kind}", number_format),
            Look(f"pl_partial_{kind}", number_format, italic=True, fill=_PARTIAL),
            Look(f"pl_total_{kind}", number_format, bold=True, fill=_GREY),
            Look(f"pl_signed_{kind}", SIGNED[number_format]),
            Look(f"pl_data_{kind}", number_format, size=10, border=_RULED),
            Look(f"pl_data_signed_{kind}", SIGNED[number_format], size=10, border=_RULED),
        ]
    return looks


def _texts() -> list[Look]:
    none = Border()
    return [
        Look("pl_mark", size=12, bold=True, colour="FFC00000", horizontal="center", border=none),
        Look("pl_note_line", size=10, italic=True, horizontal="left", border=none),
        Look("pl_paragraph", horizontal="left", vertical="top", wrap=True, border=none),
        Look("pl_topic", bold=True, horizontal="left", vertical="top", wrap=True, border=none),
        Look("pl_form", size=12, bold=True, horizontal="left", wrap=True, fill=_FORM),
        Look("pl_line", bold=True, horizontal="left", wrap=True),
        Look("pl_line_code", bold=True, horizontal="center"),
        Look("pl_part", horizontal="left", wrap=True, indent=2),
        Look("pl_absent", colour="FF7F7F7F"),
        Look("pl_head_small", size=9, bold=True, horizontal="center", wrap=True, fill="FFDCE6F1"),
        Look("pl_silent", italic=True, horizontal="center", fill=_SILENT),
        Look("pl_silent_text", horizontal="left", fill=_SILENT),
        Look("pl_total", bold=True, horizontal="left", wrap=True, fill=_GREY),
        Look("pl_answer", horizontal="center"),
        Look("pl_partial_answer", horizontal="center", italic=True, fill=_PARTIAL),
        Look("pl_trace", size=9, colour="FF7F7F7F", horizontal="left", border=none),
        Look("pl_data", size=10, horizontal="left", border=_RULED),
        Look("pl_data_total", size=10, bold=True, horizontal="left", fill=_GREY, border=_RULED),
        Look("pl_data_wrap", size=10, horizontal="left", vertical="top", wrap=True, border=_RULED),
        Look("pl_data_centre", size=10, horizontal="center", vertical="top", border=_RULED),
        Look("pl_day", "dd/mm/yyyy", horizontal="center"),
        Look("pl_moment", "dd/mm/yyyy hh:mm", horizontal="center"),
        Look("pl_data_moment", "dd/mm/yyyy hh:mm", size=10, horizontal="center", border=_RULED),
    ]


LOOKS: dict[str, Look] = {look.name: look for look in [*_numbers(), *_texts()]}
