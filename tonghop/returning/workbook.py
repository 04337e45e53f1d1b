"""The workbook part: which sheets there are, a sheet put in front, a sheet taken out."""

from typing import NamedTuple

from lxml import etree

from tonghop.reading.damage import DamagedWorkbookError
from tonghop.returning.markup import Element, child, children, insert_before, like, required
from tonghop.returning.parts import EditedPackage, Relations

_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_BEHIND_NAMES = frozenset(
    {"calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes",
     "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"}
)  # fmt: skip


class SheetPart(NamedTuple):
    """A sheet by its name, its part, and whether it has cells at all."""

    name: str
    part: str
    has_cells: bool


class WorkbookPart:
    """The part that lists a workbook's sheets and names."""

    def __init__(self, package: EditedPackage) -> None:
        """Find the part in its package."""
        self._package = package
        self.part = Relations(package, "").find("officeDocument") or "xl/workbook.xml"
        self.relations = Relations(package, self.part)

    @property
    def _sheets(self) -> Element:
        return required(self._package.open(self.part), "sheets")

    @property
    def family(self) -> str:
        """The namespace of relationships, of which Strict workbooks have another."""
        for sheet in self._sheets:
            for name in sheet.attrib:
                if str(name).endswith("}id"):
                    return str(name)[1:-3]
        raise DamagedWorkbookError("no sheet has a part")

    @property
    def namespace(self) -> str:
        """The namespace of the workbook's own elements."""
        return str(etree.QName(self._sheets).namespace)

    def sheets(self) -> list[SheetPart]:
        """Return the sheets in order."""
        targets, attribute = self.relations.targets(), f"{{{self.family}}}id"
        found = []
        for sheet in children(self._sheets, "sheet"):
            kind, part = targets.get(sheet.get(attribute, ""), ("", ""))
            there = kind == "worksheet" and part in self._package
            found.append(SheetPart(sheet.get("name", ""), part, there))
        return found

    def styles(self) -> Element:
        """Return the style sheet, made if there is none."""
        part = self.relations.find("styles")
        if part is None:
            part = self._package.free_name("xl/styles{}.xml")
            namespace = etree.QName(self._sheets).namespace
            self._package.write(part, etree.fromstring(f'<styleSheet xmlns="{namespace}"/>'))
            self._package.declare(part, _STYLES)
            self.relations.add("styles", part, self.family)
        return self._package.open(part)

    def put_first(self, name: str, names: dict[str, str]) -> str:
        """Put a new sheet in front and show it; return its part, still to be written.

        ``names`` are the sheet's own names, such as its print titles, and what they refer to.
        """
        part = self._package.free_name("xl/worksheets/sheet{}.xml")
        self._package.declare(part, _WORKSHEET)
        new = self.relations.add("worksheet", part, self.family)
        taken = [int(sheet.get("sheetId", "0")) for sheet in children(self._sheets, "sheet")]
        sheet = etree.Element(like(self._sheets, "sheet"), name=name, sheetId=str(max(taken) + 1))
        sheet.set(f"{{{self.family}}}id", new)
        self._sheets.insert(0, sheet)
        self._move_names(at_least=0, by=1)
        self._add_names(names)
        self._show_first()
        return part

    def take_out(self, place: int) -> None:
        """Remove a sheet, its part and its own names."""
        gone = self.sheets()[place]
        self._sheets.remove(list(children(self._sheets, "sheet"))[place])
        self.relations.drop(gone.part)
        self._package.drop(gone.part)
        for name in self._names():
            if name.get("localSheetId") == str(place):
                required(self._package.open(self.part), "definedNames").remove(name)
        self._move_names(at_least=place + 1, by=-1)

    def _names(self) -> list[Element]:
        names = child(self._package.open(self.part), "definedNames")
        return [] if names is None else list(children(names, "definedName"))

    def _move_names(self, at_least: int, by: int) -> None:
        """A name of one sheet only says which by its place in the order."""
        for name in self._names():
            place = name.get("localSheetId")
            if place is not None and int(place) >= at_least:
                name.set("localSheetId", str(int(place) + by))

    def _add_names(self, names: dict[str, str]) -> None:
        root = self._package.open(self.part)
        holder = child(root, "definedNames")
        if holder is None:
            holder = etree.Element(like(root, "definedNames"))
            insert_before(root, holder, _BEHIND_NAMES)
        for name, refers_to in names.items():
            new = etree.SubElement(holder, like(root, "definedName"), name=name, localSheetId="0")
            new.text = refers_to
            if name.endswith("_FilterDatabase"):
                new.set("hidden", "1")

    def _show_first(self) -> None:
        views = child(self._package.open(self.part), "bookViews")
        for view in () if views is None else children(views, "workbookView"):
            for name in ("activeTab", "firstSheet"):
                view.attrib.pop(name, "")
