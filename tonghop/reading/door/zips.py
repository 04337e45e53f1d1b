"""Files that are zip archives: told apart by the parts that say what the archive is."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile, ZipInfo, is_zipfile

from schemas.issues import Finding
from tonghop.reading.damage import blaming_the_file
from tonghop.reading.door.inspection import odd_names, refusal
from tonghop.reading.door.judgement import Format, Judgement, admitted, refused
from tonghop.reading.door.packages import PACKAGE_OPENED, Package, package_in

_MOST = 1 << 20
"""As much of a part as is looked at; content types of a workbook take a few thousand bytes."""

_CONTENT_TYPES, _MIMETYPE, _MANIFEST = "[content_types].xml", "mimetype", "meta-inf/manifest.xml"
_WORKBOOKS = (
    b"spreadsheetml.sheet.main+xml",
    b"spreadsheetml.template.main+xml",
    b"ms-excel.sheet.macroenabled.main+xml",
    b"ms-excel.template.macroenabled.main+xml",
    b"ms-excel.addin.macroenabled.main+xml",
)
_OTHER_PACKAGES = (
    (b"ms-word", "văn bản Word (.docx)"),
    (b"wordprocessingml", "văn bản Word (.docx)"),
    (b"ms-powerpoint", "bản trình chiếu (.pptx)"),
    (b"presentationml", "bản trình chiếu (.pptx)"),
    (b"ms-visio", "bản vẽ Visio"),
    (b"fixedrepresentation", "tệp in XPS"),
)
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_OTHER_DOCUMENTS = (
    (b"opendocument.text", "văn bản OpenDocument (.odt)"),
    (b"opendocument.presentation", "bản trình chiếu OpenDocument (.odp)"),
    (b"opendocument", "tài liệu OpenDocument"),
    (b"epub", "sách điện tử EPUB"),
)


def judge_zip(content: bytes) -> Judgement:
    """Return what a zip archive is.

    Raises:
        DamagedWorkbookError: The archive or one of the parts that matter cannot be read.
    """
    if not is_zipfile(BytesIO(content)):
        return refused("truncated")
    with blaming_the_file(), ZipFile(BytesIO(content)) as archive:
        judged = _judge_parts(archive, content)
        return _inspected(judged, archive, content) if judged.format else judged


def _inspected(judged: Judgement, archive: ZipFile, content: bytes) -> Judgement:
    """Return a judgement on what may be read only as far as its archive is sound."""
    if fault := refusal(archive, content, doctypes=judged.format is Format.ODS):
        return Judgement(None, (fault,))
    return Judgement(judged.format, (*judged.findings, *odd_names(archive)))


def _judge_parts(archive: ZipFile, content: bytes) -> Judgement:
    parts = {info.filename.lower().replace("\\", "/"): info for info in archive.infolist()}
    if not parts:
        return refused("unreadable")
    package = None if _CONTENT_TYPES in parts else package_in(content)
    if package and package.members:
        return _opened(package)
    if any(info.flag_bits & 1 for info in parts.values()):
        return refused("archive_file", "tệp nén ZIP đặt mật khẩu")
    if _CONTENT_TYPES in parts:
        return _judge_package(_start(archive, parts, _CONTENT_TYPES))
    if _MIMETYPE in parts or _MANIFEST in parts:
        return _judge_document(*(_start(archive, parts, name) for name in (_MIMETYPE, _MANIFEST)))
    if any(name.endswith(".iwa") or name == "index.zip" for name in parts):
        return refused("format_not_read", "tài liệu của Apple (Numbers, Pages, Keynote)")
    return _opened(package) if package else refused("archive_file", "tệp nén ZIP")


def _opened(package: Package) -> Judgement:
    """A package is no report itself: its members are, and what of them cannot be read is told."""
    opened = [Finding(PACKAGE_OPENED, raw_text=str(len(package.members)))]
    return Judgement(None, (*(opened if package.members else ()), *package.findings))


def _start(archive: ZipFile, parts: Mapping[str, ZipInfo], name: str) -> bytes:
    """Return the start of a part, small letters only, whether written in UTF-8 or UTF-16."""
    if name not in parts:
        return b""
    with archive.open(parts[name]) as part:
        return part.read(_MOST).replace(b"\0", b"").lower()


def _judge_package(content_types: bytes) -> Judgement:
    """A package is what its main part is: a workbook inside a document is only embedded."""
    if b"ms-excel.sheet.binary.macroenabled.main" in content_types:
        return admitted(Format.XLSB)
    if any(workbook in content_types for workbook in _WORKBOOKS):
        return admitted(Format.OOXML)
    for mark, name in _OTHER_PACKAGES:
        if mark in content_types:
            return refused("not_a_workbook", name)
    return refused("not_a_workbook", "gói tài liệu không có sổ tính")


def _judge_document(mimetype: bytes, manifest: bytes) -> Judgement:
    if b"encryption-data" in manifest:
        return refused("password_of_ods")
    if (mimetype or manifest).find(_SPREADSHEET) >= 0:
        return admitted(Format.ODS)
    for mark, name in _OTHER_DOCUMENTS:
        if mark in (mimetype or manifest):
            return refused("not_a_workbook", name)
    return refused("archive_file", "tệp nén ZIP")
