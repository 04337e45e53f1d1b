"""The package: the parts of an Office file, which is an archive of XML or binary parts."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from io import BytesIO
from posixpath import basename, dirname, join, normpath
from typing import NamedTuple
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

from tonghop.reading.inflating import inflated

_WORKBOOK, _PROPERTIES = "xl/workbook.xml", "docProps/custom.xml"
_LARGE = 2**22


class Relation(NamedTuple):
    """What a part refers to: the kind of relation, and another part or something outside."""

    kind: str
    target: str
    is_outside: bool


class Package:
    """The parts of one file by name; as in Excel, case and the kind of slash make no difference."""

    def __init__(self, content: bytes) -> None:
        """Open the archive that ``content`` is; no part is read yet."""
        self._content = content
        with ZipFile(BytesIO(content)) as archive:
            self._members = {_part_name(m.filename): m for m in archive.infolist()}
        self._read: dict[str, bytes] = {}

    @property
    def names(self) -> Mapping[str, str]:
        """The names of all parts as they are written, by the same names in small letters."""
        return {name: member.filename for name, member in self._members.items()}

    def read(self, name: str) -> bytes:
        """Return a part's content, unpacked once.

        Raises:
            KeyError: The file has no such part.
            BadZipFile: The part is damaged.
        """
        part = _part_name(name)
        if part not in self._read:
            self._read[part] = inflated(self._content, self._members[part])
        return self._read[part]

    def glance(self, name: str) -> bytes:
        """Return a part's content; a large one is not kept for the next time."""
        part = _part_name(name)
        if part in self._read or self._members[part].file_size < _LARGE:
            return self.read(name)
        return inflated(self._content, self._members[part])

    def find(self, name: str) -> bytes:
        """Return a part's content; empty if there is no such part."""
        return self.read(name) if _part_name(name) in self._members else b""

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what a part refers to, by the identifiers that it uses for it."""
        folder, part = dirname(name), basename(name)
        xml = self.find(f"{folder}/_rels/{part}.rels")
        return dict(_relations(fromstring(xml), folder)) if xml else {}

    def properties(self) -> dict[str, str]:
        """Return the hidden metadata of the file, by name."""
        xml = self.find(_PROPERTIES)
        return dict(_named_texts(fromstring(xml))) if xml else {}

    @cached_property
    def sheet_parts(self) -> Mapping[str, str]:
        """The part of each sheet of an XML workbook, by the sheet's name."""
        sheets = self._referred("sheet")
        return {element.get("name", ""): relation.target for element, relation in sheets}

    @cached_property
    def links(self) -> Sequence[str]:
        """The parts that describe other workbooks; a formula names them by their place here."""
        return [_part_name(link.target) for _, link in self._referred("externalReference")]

    def _referred(self, tag: str) -> list[tuple[Element, Relation]]:
        """Return the elements of this kind in the workbook, and what each refers to."""
        relations = self.relations(_WORKBOOK)
        found = (e for e in fromstring(self.read(_WORKBOOK)).iter() if local_name(e.tag) == tag)
        return [(element, relations[_relation_id(element)]) for element in found]


def local_name(name: str) -> str:
    """Return a name without its namespace: Strict workbooks differ in nothing else."""
    return name.rpartition("}")[2]


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lower()


def _relations(root: Element, folder: str) -> Iterator[tuple[str, Relation]]:
    for element in root:
        target, is_outside = element.get("Target", ""), element.get("TargetMode") == "External"
        if not is_outside:
            target = normpath(join("/", folder, target)).lstrip("/")
        kind = element.get("Type", "").rpartition("/")[2]
        yield element.get("Id", ""), Relation(kind, target, is_outside)


def _relation_id(element: Element) -> str:
    """Return the attribute ``r:id``, in whichever namespace it is."""
    return next((text for key, text in element.items() if key.endswith("}id")), "")


def _named_texts(root: Element) -> Iterator[tuple[str, str]]:
    for element in root:
        if (name := element.get("name")) and len(element):
            yield name, element[0].text or ""
