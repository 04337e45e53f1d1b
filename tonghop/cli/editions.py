"""What commands about editions share: finding the one that a user names."""

from pathlib import Path

from tonghop.cli.main import Misuse

EDITION = "bản tổng hợp: kỳ (bản mới nhất của kỳ), kỳ và số bản, ví dụ 2026-H1/02, hoặc thư mục"


def chosen_edition(marts: Path, named: str) -> Path:
    """Return the edition that the user named, or tell which there are."""
    from tonghop.publish.editions import UnknownEditionError, all_editions, find_edition

    try:
        return find_edition(marts, named)
    except UnknownEditionError as error:
        found = ", ".join(f"{path.parent.name}/{path.name}" for path in all_editions(marts))
        raise Misuse(
            f"không có bản tổng hợp “{named}”; hiện có: {found}."
            if found
            else f"không có bản tổng hợp “{named}”; chạy “tonghop run --period KỲ” trước."
        ) from error
