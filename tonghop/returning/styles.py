"""The workbook's style sheet: looks are added at its end, none that a cell has is touched."""

from copy import deepcopy

from lxml import etree

from tonghop.returning.markup import Element, canonical, child, insert_before, like

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
    "tableStyles", "colors", "extLst",
)  # fmt: skip
_FIRST = {
    "fonts": '<font><sz val="11"/><name val="Calibri"/></font>',
    "fills": '<fill><patternFill patternType="none"/></fill>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
}


class StyleSheet:
    """The collections of ``styles.xml``; an entry equal to one that is there gets its index."""

    def __init__(self, root: Element) -> None:
        """Take the root of the part; a collection that lacks its first entry gets it."""
        self._root = root
        self._indexes: dict[str, dict[bytes, int]] = {}
        for name, first in _FIRST.items():
            if not len(self._collection(name)):
                self.add(name, self.element(first))

    def element(self, text: str) -> Element:
        """Return a piece of markup in the style sheet's own namespace."""
        namespace = etree.QName(self._root).namespace
        opening, closing, rest = text.partition(">")
        opening, slash = (opening[:-1], "/") if opening.endswith("/") else (opening, "")
        return etree.fromstring(f'{opening} xmlns="{namespace}"{slash}{closing}{rest}')

    def entry(self, collection: str, index: int) -> Element:
        """Return a copy of an entry; of the first one if the index leads nowhere."""
        entries = self._collection(collection)
        return deepcopy(entries[index if 0 <= index < len(entries) else 0])

    def add(self, collection: str, entry: Element) -> int:
        """Return the index of an entry, which is added if there is no equal one."""
        entries = self._collection(collection)
        if collection not in self._indexes:
            known = ((canonical(e), at) for at, e in reversed(list(enumerate(entries))))
            self._indexes[collection] = dict(known)
        indexes = self._indexes[collection]
        text = canonical(entry)
        if text not in indexes:
            indexes[text] = len(entries)
            entries.append(entry)
            entries.set("count", str(len(entries)))
        return indexes[text]

    def colours(self) -> set[str]:
        """Return the colours of all fills, as six digits."""
        fills = self._collection("fills").iter(like(self._root, "fgColor"))
        return {colour.get("rgb", "")[-6:].upper() for colour in fills}

    def _collection(self, name: str) -> Element:
        found = child(self._root, name)
        if found is None:
            found = etree.Element(like(self._root, name))
            insert_before(self._root, found, frozenset(_ORDER[_ORDER.index(name) + 1 :]))
        return found


def filled(styles: StyleSheet, look: int, fill: Element, applied: str | None) -> int:
    """Return the look that is as another one but for its fill."""
    entry = styles.entry("cellXfs", look)
    entry.set("fillId", str(styles.add("fills", fill)))
    if applied is None:
        entry.attrib.pop("applyFill", "")
    else:
        entry.set("applyFill", applied)
    return styles.add("cellXfs", entry)
