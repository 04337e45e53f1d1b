"""``tonghop verify --reproduce``: an edition made again from what it knew, beside the house."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tonghop.cli.consolidating import chosen_declarations
from tonghop.cli.main import CLEAN, CRASH, ISSUES, Misuse
from tonghop.cli.passwords import chosen_passwords
from tonghop.house import House
from tonghop.safe_text import told as one_line

if TYPE_CHECKING:
    from schemas.declarations import Declarations
    from tonghop.publish.reproducing import Reproduced

_SHOWN = 8
_OTHERS = {
    "code": "chương trình không còn là chương trình đã lập bản này: {names}.",
    "libraries": "thư viện ghi tệp không còn là phiên bản đã lập bản này: {names}.",
    "declarations": "khai báo không còn là khai báo đã lập bản này: {names}.",
    "inputs": "báo cáo đọc từ kho lưu trữ không như khi lập bản này: {names}.",
    "decisions": "các quyết định xử lý không như khi lập bản này: {names}.",
}
_EXPLAINED = (
    "{name}: vì vậy chỗ khác nhau có thể do đó, không phải do bản đã xuất bị sửa; muốn chắc chắn, "
    "hãy dùng đúng phiên bản chương trình và khai báo ấy."
)


def reproduce_editions(chosen: argparse.Namespace, editions: dict[str, Path]) -> int:
    """Make each edition again and tell what differs, and whether it is made from the same."""
    from tonghop.cli.rebuild import tell_damage
    from tonghop.decisions.refusing import DecisionMisfitError
    from tonghop.publish.reproducing import NotReproducibleError
    from tonghop.rebuilding import ArchiveDamagedError

    chosen_passwords(chosen.password_file)
    house, declarations = House(chosen.data, chosen.password_file), chosen_declarations(chosen)
    code = CLEAN
    for name, edition in editions.items():
        try:
            made = _reproduce_visibly(house, declarations, edition)
        except NotReproducibleError:
            print(
                f"{name}: không lập lại được; chỉ lập lại bản nội bộ, từ phiên bản có niêm phong."
            )
            code = ISSUES
            continue
        except ArchiveDamagedError as error:
            tell_damage(house, error.names)
            return CRASH
        except DecisionMisfitError as error:
            raise Misuse(
                f"không lập lại được bản {name}: có quyết định xử lý lúc ấy không khớp với khai "
                f"báo hiện nay ({error})."
            ) from error
        print(*_told(name, made), sep="\n")
        code = ISSUES if made.files or made.tables or made.others else code
    return code


def _reproduce_visibly(house: House, declarations: "Declarations", edition: Path) -> "Reproduced":
    from tqdm import tqdm

    from tonghop.publish.documents import DOCUMENTS
    from tonghop.publish.reproducing import reproduce

    with (
        tqdm(desc="Đọc lại báo cáo", unit=" tệp", delay=2) as read,
        tqdm(desc="Lập lại tài liệu", unit=" tệp", total=DOCUMENTS, delay=2) as written,
    ):
        return reproduce(house, declarations, edition, read.update, written.update)


def _told(name: str, made: "Reproduced") -> Iterator[str]:
    """Yield what to tell of one edition, a line each."""
    if not made.files and not made.tables:
        yield (
            f"{name}: lập lại từ kho lưu trữ và các quyết định xử lý cho đúng bản đã xuất: mọi tệp "
            "giống đến từng byte, mọi bảng trong cơ sở dữ liệu giống về nội dung."
        )
    for file in made.files:
        yield f"{name}: tệp “{file}” lập lại khác với tệp đã xuất."
    for table in made.tables:
        yield f"{name}: bảng “{table}” lập lại có nội dung khác với bảng đã xuất."
    for part, names in made.others.items():
        yield f"{name}: {_OTHERS[part].format(names=_shown(names))}"
    if made.others and (made.files or made.tables):
        yield _EXPLAINED.format(name=name)


def _shown(names: tuple[str, ...]) -> str:
    rest = len(names) - _SHOWN
    shown = ", ".join(f"“{one_line(name)}”" for name in names[:_SHOWN])
    return f"{shown} và {rest} tệp khác" if rest > 0 else shown
