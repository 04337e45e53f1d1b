"""Finding the file that somebody means: by its path, its sha256 or the name that it came under."""

import re
from collections.abc import Iterable
from pathlib import Path

from schemas.declarations import Declarations
from tonghop.archive import Receipt, read_receipts
from tonghop.decisions.refusing import CannotDecideError
from tonghop.digests import sha256_of
from tonghop.house import House
from tonghop.intake import shown
from tonghop.safe_text import told as one_line

_SHA256 = re.compile("[0-9a-f]{8,64}")


def find_file(house: House, declarations: Declarations, meant: str) -> str:
    """Return the sha256 of the archived file that is meant.

    Raises:
        CannotDecideError: It is not in the archive, or several are meant.
    """
    receipts = read_receipts(house.archive)
    found = {receipt.sha256 for receipt in _meant(receipts, declarations, meant)}
    if len(found) > 1:
        listed = ", ".join(sorted(sha256[:12] for sha256 in found))
        raise CannotDecideError(
            f"có {len(found)} tệp mang tên “{one_line(meant)}”; hãy ghi mã của một tệp: {listed}."
        )
    if not found:
        raise CannotDecideError(
            f"tệp “{one_line(meant)}” không có trong kho lưu trữ; hãy ghi đường dẫn, tên hoặc mã "
            "sha256 của một tệp đã nhận bằng “tonghop ingest”."
        )
    return found.pop()


def _meant(
    receipts: Iterable[Receipt], declarations: Declarations, meant: str
) -> Iterable[Receipt]:
    path = Path(meant)
    if path.is_file():
        sha256 = sha256_of(path)
        return [receipt for receipt in receipts if receipt.sha256 == sha256]
    if _SHA256.fullmatch(meant.lower()):
        return [receipt for receipt in receipts if receipt.sha256.startswith(meant.lower())]
    named = zip(receipts, shown(receipts, declarations), strict=True)
    return [r for r, told in named if meant in (r.file_name, told.file_name)]
