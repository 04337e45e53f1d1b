"""Comments of bad cells: added to those that the sender has, and taken back again.

Ours begins with a line of its own, behind what the sender's comment on the same cell says; all from
that line on is ours, whoever has saved the workbook since. A threaded comment is left alone: Excel
would show nothing that is added to its shadow.
"""

from collections.abc import Mapping

from lxml import etree

from tonghop.returning.markup import Element, child, children, insert_before, like, local, required
from tonghop.returning.notes_drawing import add_boxes, empty_drawing, remove_boxes
from tonghop.returning.parts import EditedPackage, Relations
from tonghop.safe_text import stored

OPENING = "── Tổng hợp lỗi ──"
AUTHOR = "tonghop"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BEHIND_DRAWING = frozenset(
    {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
     "tableParts", "extLst"}
)  # fmt: skip
_PROPERTIES = '<rPr><sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/></rPr>'


def take_back_comments(package: EditedPackage, part: str) -> None:
    """Remove what an earlier return added to the comments of a sheet."""
    name = Relations(package, part).find("comments")
    if name is None or OPENING.encode() not in package.read(name):
        return
    emptied = []
    notes = required(package.open(name), "commentList")
    for comment in list(children(notes, "comment")):
        if _take_back(comment):
            notes.remove(comment)
            emptied.append(comment.get("ref", ""))
    drawing = _drawing(package, part)
    if drawing and emptied:
        package.write(drawing, remove_boxes(package.read(drawing), emptied))


def _take_back(comment: Element) -> bool:
    """Cut our part off a comment; say whether nothing is left."""
    texts = list(comment.iter(like(comment, "t")))
    ours = next((at for at, t in enumerate(texts) if OPENING in (t.text or "")), None)
    if ours is None:
        return False
    texts[ours].text = (texts[ours].text or "").partition(OPENING)[0].rstrip("\n")
    for text in texts[ours + (1 if texts[ours].text else 0) :]:
        run = text.getparent()
        holder = run if run is not None and local(run) == "r" else text
        if (above := holder.getparent()) is not None:
            above.remove(holder)
    kept = [text for text in comment.iter(like(comment, "t")) if text.text]
    if kept:
        kept[-1].text = (kept[-1].text or "").rstrip("\n")
    return not kept


def add_comments(package: EditedPackage, part: str, notes: Mapping[str, str], family: str) -> None:
    """Add a comment to each of the cells; ``notes`` says which, by address."""
    root = _comments(package, part, family)
    drawing = _drawing(package, part) or _new_drawing(package, part, family)
    known = {c.get("ref"): c for c in children(required(root, "commentList"), "comment")}
    author = _author(root)
    new = {}
    for cell, note in notes.items():
        if cell not in known:
            _append_run(_new_comment(root, cell, author), f"{OPENING}\n{note}")
            new[cell] = note
        elif not _is_threaded(root, known[cell]):
            _append_run(known[cell], f"\n{OPENING}\n{note}")
    if new:
        package.write(drawing, add_boxes(package.read(drawing), new))


def _comments(package: EditedPackage, part: str, family: str) -> Element:
    relations = Relations(package, part)
    name = relations.find("comments")
    if name is None:
        name = package.free_name("xl/comments{}.xml")
        namespace = etree.QName(package.open(part)).namespace
        text = f'<comments xmlns="{namespace}"><authors/><commentList/></comments>'
        package.write(name, etree.fromstring(text))
        package.declare(name, _COMMENTS)
        relations.add("comments", name, family)
    return package.open(name)


def _drawing(package: EditedPackage, part: str) -> str | None:
    """Return the part that holds the boxes of a sheet's comments."""
    element = child(package.open(part), "legacyDrawing")
    if element is None:
        return None
    targets = Relations(package, part).targets()
    ids = (str(value) for value in element.attrib.values())
    return next((targets[i][1] for i in ids if i in targets), None)


def _new_drawing(package: EditedPackage, part: str, family: str) -> str:
    name = package.free_name("xl/drawings/vmlDrawing{}.vml")
    package.write(name, empty_drawing())
    package.declare_extension("vml", _DRAWING)
    new = Relations(package, part).add("vmlDrawing", name, family)
    sheet = package.open(part)
    element = etree.Element(like(sheet, "legacyDrawing"), nsmap={"r": family})
    element.set(f"{{{family}}}id", new)
    insert_before(sheet, element, _BEHIND_DRAWING)
    return name


def _author(root: Element) -> str:
    authors = required(root, "authors")
    names = [author.text for author in children(authors, "author")]
    if AUTHOR not in names:
        etree.SubElement(authors, like(authors, "author")).text = AUTHOR
        names.append(AUTHOR)
    return str(names.index(AUTHOR))


def _is_threaded(root: Element, comment: Element) -> bool:
    authors = [author.text or "" for author in children(required(root, "authors"), "author")]
    number = int(comment.get("authorId", "0"))
    return number < len(authors) and authors[number].startswith("tc=")


def _new_comment(root: Element, cell: str, author: str) -> Element:
    comment = etree.SubElement(
        required(root, "commentList"), like(root, "comment"), ref=cell, authorId=author
    )
    etree.SubElement(comment, like(root, "text"))
    return comment


def _append_run(comment: Element, text: str) -> None:
    holder = required(comment, "text")
    for plain in list(children(holder, "t")):  # Beside runs, Excel shows no plain text.
        run = etree.Element(like(holder, "r"))
        holder.replace(plain, run)
        run.append(plain)
    run = etree.SubElement(holder, like(holder, "r"))
    namespace = etree.QName(holder).namespace
    run.append(etree.fromstring(_PROPERTIES.replace("<rPr>", f'<rPr xmlns="{namespace}">')))
    element = etree.SubElement(run, like(holder, "t"))
    element.set(_SPACE, "preserve")
    element.text = stored(text)
