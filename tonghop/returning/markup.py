"""The XML parts of a workbook: parsed safely, changed in place, written back."""

from collections.abc import Iterator

from lxml import etree

from tonghop.reading.damage import DamagedWorkbookError

Element = etree._Element


def parse(content: bytes) -> Element:
    """Return the root of a part. Nothing is fetched, and no entity is expanded.

    Raises:
        DamagedWorkbookError: The part is no XML, or declares a document type, which none needs.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise DamagedWorkbookError(str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DamagedWorkbookError("a part declares a document type")
    return root


def serialise(root: Element) -> bytes:
    """Return a part as Office writes it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def local(element: Element) -> str:
    """Return an element's name without its namespace; a comment has none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def like(element: Element, name: str) -> str:
    """Return ``name`` in the namespace of ``element``, which Strict workbooks have another of."""
    return f"{{{etree.QName(element).namespace}}}{name}"


def child(parent: Element, name: str) -> Element | None:
    """Return the first child of that name, or ``None``."""
    return next(children(parent, name), None)


def children(parent: Element, name: str) -> Iterator[Element]:
    """Yield the children of that name."""
    return (element for element in parent if local(element) == name)


def required(parent: Element, name: str) -> Element:
    """Return a child that no workbook can do without.

    Raises:
        DamagedWorkbookError: There is none.
    """
    found = child(parent, name)
    if found is None:
        raise DamagedWorkbookError(f"no {name}")
    return found


def insert_before(parent: Element, element: Element, later: frozenset[str]) -> None:
    """Put an element before the first child whose name is among those that must follow it."""
    following = (at for at, other in enumerate(parent) if local(other) in later)
    parent.insert(next(following, len(parent)), element)


def canonical(element: Element) -> bytes:
    """Return a text that equal elements share, wherever they stand."""
    return etree.tostring(element, method="c14n", exclusive=True, with_comments=False)
