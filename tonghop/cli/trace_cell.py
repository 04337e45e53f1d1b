"""``tonghop trace --file … --cell …``: the figures of every edition that one cell is in."""

from pathlib import Path
from typing import TYPE_CHECKING

from tonghop.cli.main import CLEAN, NOTHING_TO_DO, Misuse
from tonghop.cli.trace_told import BASES, SHORT, moment, wrapped
from tonghop.digests import sha256_of
from tonghop.publish.grammar import number
from tonghop.safe_text import told

if TYPE_CHECKING:
    from decimal import Decimal

    import duckdb

    from tonghop.tracing.counting import Address, Entry, Place, Submission

_WHY = {
    "excluded": "báo cáo không được tính theo quyết định số {decided_by}",
    "rejected": "báo cáo bị trả lại",
    "held": "báo cáo chờ xác định là của đơn vị nào, kỳ nào",
    "package": "tệp là gói nén, từng báo cáo trong gói được nhận riêng",
    "resaved": "báo cáo trùng nội dung tệp “{instead}” đã nhận trước, tệp đó được tính",
    "replaced": "đơn vị đã gửi lại, tệp được tính là “{instead}”",
    "not_owed": "đơn vị không phải gửi báo cáo này về đây; số liệu chỉ để đối chiếu",
    "not_asked": "kỳ này không yêu cầu ô, hoặc ô được tính ra từ các ô khác",
    "blank": "ô để trống",
    "not_collected": "đơn vị ghi là không thu thập",
    "refused": "ô ghi sai, không được nhận",
}


def tell_cell(marts: Path, meant: str, cell: str) -> int:
    """Print, edition by edition, the figures that a cell is in, or why it is in none."""
    from tonghop.asking import open_edition
    from tonghop.publish.editions import all_editions
    from tonghop.tracing.counting import AddressError, parse_address, submission_of

    try:
        address = parse_address(cell)
    except AddressError as error:
        raise Misuse(
            f"“{cell}” không phải một ô; hãy ghi trang và ô, ví dụ “Biểu 2!D14”."
        ) from error
    editions = all_editions(marts)
    if not editions:
        raise Misuse("chưa có bản tổng hợp nào; chạy “tonghop run --period KỲ” trước.")
    from tonghop.tracing.trace import carries_cells

    sha256 = _sha256(editions, meant)
    known = counted = 0
    for edition in editions:
        with open_edition(edition) as con:
            if carries_cells(con) and (file := submission_of(con, sha256)):
                known += 1
                lines, figures = _told_edition(con, file, address)
                print(f"Bản tổng hợp {edition.parent.name}/{edition.name}:", *lines, sep="\n")
                counted += figures
    if not known:
        print(f"Tệp [{sha256[:SHORT]}] chưa được nhận khi lập bất kỳ bản tổng hợp nào.")
    return CLEAN if counted else NOTHING_TO_DO


def _sha256(editions: list[Path], meant: str) -> str:
    """Return the sha256 of the file on disk, or of the only received one that is meant."""
    from tonghop.asking import open_edition
    from tonghop.tracing.counting import files_meant

    if Path(meant).is_file():
        return sha256_of(Path(meant))
    found: set[str] = set()
    for edition in editions:
        with open_edition(edition) as con:
            found.update(files_meant(con, meant))
    if len(found) == 1:
        return found.pop()
    if found:
        listed = ", ".join(sorted(sha256[:SHORT] for sha256 in found))
        raise Misuse(f"có {len(found)} tệp mang tên “{meant}”; hãy ghi mã của một tệp: {listed}.")
    raise Misuse(f"chưa nhận tệp nào mang tên hoặc mã “{meant}”, và không có tệp này trên máy.")


def _told_edition(
    con: "duckdb.DuckDBPyConnection", file: "Submission", address: "Address"
) -> tuple[list[str], int]:
    """Return what one edition says of a cell, and in how many figures it has it."""
    from tonghop.tracing.counting import entries_of, entry_at, places_of

    entries = entries_of(con, file)
    entry = entry_at(entries, address)
    head = wrapped(_head(file, address, entry), 2)
    if entry is None or entry.reason:
        why = (
            _WHY[entry.reason or ""].format(decided_by=entry.decided_by, instead=entry.instead)
            if entry
            else _not_an_entry(file, entries, address)
        )
        return [*head, *wrapped(f"Không tính vào con số nào: {why}.", 2)], 0
    places = [*places_of(con, file, entry)]
    corrected = f" (theo quyết định số {entry.decisions})" if entry.decisions else ""
    counted = f"  Được tính là {_number(entry.value)}{corrected} trong {len(places)} con số:"
    return [*head, counted, *map(_told_place, places)], len(places)


def _head(file: "Submission", address: "Address", entry: "Entry | None") -> str:
    head = (
        f"{told(file.file_name)} [{file.sha256[:SHORT]}], {address.sheet}!{address.cell}, nhận "
        f"{moment(file.received_at)}, {file.unit_code or 'chưa rõ đơn vị'}, kỳ "
        f"{file.period or 'chưa rõ'}"
    )
    if entry is None:
        return head
    return f"{head}, ô {entry.line_code}.{entry.measure}, ghi “{told(entry.raw_text or '')}”"


def _told_place(place: "Place") -> str:
    basis = BASES.get(place.basis, "")
    return f"    {place.figure_id:<42}{basis:<26}{_number(place.value):>14}"


def _number(value: "Decimal | None") -> str:
    return "chưa có số liệu" if value is None else number(value)


def _not_an_entry(file: "Submission", entries: "list[Entry]", address: "Address") -> str:
    """Say why nothing was read in a cell, with the nearest that there is."""
    from openpyxl.utils.cell import coordinate_to_tuple

    if not entries:
        return _WHY.get(file.status, "không ô chỉ tiêu nào của tệp đọc được")
    sheets = sorted({entry.sheet for entry in entries if entry.sheet})
    if address.sheet not in sheets:
        listed = ", ".join(map(told, sheets))
        return f"trang này không có ô chỉ tiêu; các trang có ô chỉ tiêu: {listed}"
    row, _ = coordinate_to_tuple(address.cell)
    beside = sorted(
        (coordinate_to_tuple(entry.cell), f"{entry.cell} ({entry.line_code}.{entry.measure})")
        for entry in entries
        if entry.sheet == address.sheet and entry.cell
    )
    near = [named for (at, _), named in beside if at == row]
    also = f"; cùng dòng có: {', '.join(near)}" if near else ""
    return f"đây không phải ô chỉ tiêu{also}"
