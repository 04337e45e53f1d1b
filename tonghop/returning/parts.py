"""A workbook's zip: parts are changed one by one, the others stay byte for byte as they were."""

from io import BytesIO
from itertools import count
from posixpath import dirname, join, normpath, relpath, split
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from tonghop.reading.damage import DamagedWorkbookError
from tonghop.returning.markup import Element, children, like, local, parse, serialise

MOST_BYTES = 64_000_000
"""What a workbook may unfold into, so that its parts fit into memory as trees."""
CONTENT_TYPES = "[Content_Types].xml"
_DAY = (1980, 1, 1, 0, 0, 0)


class EditedPackage:
    """The parts of a workbook by name, in the order in which the zip has them."""

    def __init__(self, content: bytes) -> None:
        """Look into a zip without unfolding it.

        Raises:
            DamagedWorkbookError: It says that it unfolds into too much.
        """
        self._archive = ZipFile(BytesIO(content))
        infos = self._archive.infolist()
        if sum(info.file_size for info in infos) > MOST_BYTES:
            raise DamagedWorkbookError("the workbook unfolds into too much")
        self._names = {part_name(info.filename): info.filename for info in infos}
        self._changed: dict[str, bytes | Element] = {}

    def __contains__(self, name: str) -> bool:
        """Say whether there is a part of that name."""
        return part_name(name) in self._names

    def read(self, name: str) -> bytes:
        """Return a part as it now is."""
        part = self._changed.get(part_name(name))
        if part is None:
            return self._archive.read(self._names[part_name(name)])
        return part if isinstance(part, bytes) else serialise(part)

    def open(self, name: str) -> Element:
        """Return the root of a part to be changed in place; the part counts as changed."""
        part = self._changed.get(part_name(name))
        if part is None or isinstance(part, bytes):
            part = self._changed[part_name(name)] = parse(self.read(name))
        return part

    def write(self, name: str, part: bytes | Element) -> None:
        """Replace or add a part."""
        self._names.setdefault(part_name(name), name)
        self._changed[part_name(name)] = part

    def drop(self, name: str) -> None:
        """Remove a part, its relationships, and what the table of content types says of it."""
        for gone in (name, relations_name(name)):
            self._names.pop(part_name(gone), None)
            self._changed.pop(part_name(gone), None)
        types = self.open(CONTENT_TYPES)
        for override in list(children(types, "Override")):
            if part_name(override.get("PartName", "")) == f"/{part_name(name)}":
                types.remove(override)

    def free_name(self, pattern: str) -> str:
        """Return the first name of a pattern such as ``xl/comments{}.xml`` that no part has."""
        return next(name for n in count(1) if (name := pattern.format(n)) not in self)

    def declare(self, name: str, content_type: str) -> None:
        """Say in the table of content types what a part is."""
        types = self.open(CONTENT_TYPES)
        etree.SubElement(
            types, like(types, "Override"), PartName=f"/{name}", ContentType=content_type
        )

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Say what parts with an extension are, unless that is said already."""
        types = self.open(CONTENT_TYPES)
        known = {(e.get("Extension") or "").lower() for e in children(types, "Default")}
        if extension not in known:
            default = etree.Element(
                like(types, "Default"), Extension=extension, ContentType=content_type
            )
            types.insert(0, default)

    def content(self) -> bytes:
        """Return the zip; the same parts give the same bytes."""
        target = BytesIO()
        with ZipFile(target, "w", ZIP_DEFLATED) as archive:
            for name in self._names.values():
                archive.writestr(ZipInfo(name, _DAY), self.read(name), ZIP_DEFLATED)
        return target.getvalue()


def part_name(name: str) -> str:
    """Return a name by which parts are found: case and the kind of slash make no difference."""
    return name.replace("\\", "/").lower()


def relations_name(part: str) -> str:
    """Return the name of the part that holds a part's relationships."""
    folder, name = split(part)
    return join(folder, "_rels", f"{name}.rels")


class Relations:
    """The relationships of one part: what it refers to, by id."""

    NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"

    def __init__(self, package: EditedPackage, part: str) -> None:
        """Look at the relationships of ``part``; those of the package if it is empty."""
        self._package, self._part, self._name = package, part, relations_name(part)

    def targets(self) -> dict[str, tuple[str, str]]:
        """Return kind and part of each relationship by its id; kinds by their last word."""
        if self._name not in self._package:
            return {}
        root = parse(self._package.read(self._name))
        inside = (e for e in children(root, "Relationship") if e.get("TargetMode") != "External")
        return {
            e.get("Id", ""): (e.get("Type", "").rpartition("/")[2], self._part_of(e))
            for e in inside
        }

    def _part_of(self, relation: Element) -> str:
        return normpath(join("/", dirname(self._part), relation.get("Target", ""))).lstrip("/")

    def find(self, kind: str) -> str | None:
        """Return the first part of a kind such as ``comments``, or ``None``."""
        return next((part for found, part in self.targets().values() if found == kind), None)

    def add(self, kind: str, part: str, family: str) -> str:
        """Refer to a part and return the new id; ``family`` is what types of relationship share."""
        if self._name not in self._package:
            root = etree.fromstring(f'<Relationships xmlns="{self.NAMESPACE}"/>')
            self._package.write(self._name, root)
        root = self._package.open(self._name)
        taken = {e.get("Id") for e in children(root, "Relationship")}
        new = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        target = relpath(part, dirname(self._part) or ".")
        etree.SubElement(
            root, like(root, "Relationship"), Id=new, Type=f"{family}/{kind}", Target=target
        )
        return new

    def drop(self, part: str) -> None:
        """Refer to a part no longer."""
        gone = {
            key
            for key, (_, target) in self.targets().items()
            if part_name(target) == part_name(part)
        }
        root = self._package.open(self._name)
        for relation in list(root):
            if local(relation) == "Relationship" and relation.get("Id") in gone:
                root.remove(relation)
