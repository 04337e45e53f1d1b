"""Who consolidates: the option ``--at``, and the declarations as that unit sees them."""

import argparse
from typing import TYPE_CHECKING

from schemas.declarations import NATIONAL_RECIPIENT
from tonghop.cli.main import Misuse
from tonghop.house import House

if TYPE_CHECKING:
    from schemas.declarations import Declarations

FIRST_FAULTS = 5


def add_at(parser: argparse.ArgumentParser) -> None:
    """Declare the option that says who consolidates."""
    parser.add_argument(
        "--at",
        metavar="MÃ",
        default=NATIONAL_RECIPIENT,
        help=f"mã đơn vị tổng hợp, ví dụ SYT34-51; mặc định là Bộ Y tế ({NATIONAL_RECIPIENT})",
    )


def chosen_declarations(chosen: argparse.Namespace, is_checked: bool = True) -> "Declarations":
    """Return the declarations, with the rows of the data folder's own, as ``--at`` sees them.

    Unless ``is_checked``, the tables are not checked against each other, which takes time.

    Raises:
        Misuse: No such unit is declared, it is the data folder of another one, or the folder's own
            rows or the aliases decided there are wrong.
    """
    from tonghop.belonging import AnotherUnitsHouseError, check_owner

    house = House(chosen.data)
    declarations = _with_decided(house, _declarations_of(house, is_checked), is_checked)
    if not declarations.units.find(chosen.at):
        raise Misuse(f"không có đơn vị nào mang mã “{chosen.at}”; xem docs/don-vi.md.")
    seen = declarations.at(chosen.at)
    try:
        check_owner(house, seen)
    except AnotherUnitsHouseError as error:
        raise Misuse(_of_another(house, str(error), chosen.at)) from error
    return seen


def _declarations_of(house: House, is_checked: bool) -> "Declarations":
    from schemas.loading import REFERENCE, load_declarations, read_declarations
    from schemas.tables import DeclarationError

    load = load_declarations if is_checked else read_declarations
    if not house.declarations.is_dir():
        return load(REFERENCE)
    try:
        return load(house.declarations)
    except DeclarationError as error:
        first, *faults = str(error).splitlines()
        told = "\n  ".join((first, *faults[:FIRST_FAULTS]))
        raise Misuse(f"khai báo riêng trong “{house.declarations}” chưa đúng:\n  {told}") from error


def _with_decided(house: House, declarations: "Declarations", is_checked: bool) -> "Declarations":
    """Return the declarations with the aliases that were decided here, checked like the others."""
    if not house.decisions.is_dir():
        return declarations
    from schemas.integrity import check_integrity
    from schemas.tables import DeclarationError
    from tonghop.decisions.aliases import declared_in

    decided = declared_in(house, declarations)
    try:
        if is_checked and decided is not declarations:
            check_integrity(decided)
    except DeclarationError as error:
        _, *faults = str(error).splitlines()
        told = "\n  ".join(faults[:FIRST_FAULTS])
        raise Misuse(
            "có tên viết khác theo quyết định xử lý nay trái với khai báo; hãy hủy quyết định đó "
            f"(xem tonghop decide list):\n  {told}"
        ) from error
    return decided


def _of_another(house: House, owner: str, at: str) -> str:
    return (
        f"thư mục dữ liệu “{house.data}” là của đơn vị tổng hợp “{owner}”, không dùng chung cho "
        f"“{at}”; hãy chọn thư mục khác bằng --data, hoặc ghi đúng đơn vị bằng --at."
    )
