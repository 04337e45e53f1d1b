"""Finding editions: which there are, and which is the newest."""

import json
from pathlib import Path

DATABASE, MANIFEST = "tonghop.duckdb", "manifest.json"


def editions(marts: Path, period: str) -> list[Path]:
    """Return the editions of a period, oldest first."""
    return sorted(
        path for path in (marts / period).glob("[0-9][0-9]*") if (path / MANIFEST).exists()
    )


def newest_edition(marts: Path, period: str | None = None) -> Path | None:
    """Return the newest edition of ``period``, or of the latest period that has one."""
    periods = [period] if period else [path.name for path in marts.glob("[0-9]*-*")]
    found = [edition for code in periods for edition in editions(marts, code)[-1:]]
    return max(found, key=_age, default=None)


def _age(edition: Path) -> tuple[str, str]:
    manifest = json.loads((edition / MANIFEST).read_text(encoding="utf-8"))
    return manifest["cut_off"], manifest["period"]
