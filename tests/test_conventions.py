"""Rules of the repository that no linter knows."""

import ast
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build import complete, save

ROOT = Path(__file__).parents[1]
PACKAGES = ("schemas", "tonghop", "flows")
MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
LONGEST_MODULE = 300
VAGUE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "process",
    "handle",
    "handlers",
    "base",
}
BINARY = {".docx", ".xlsx", ".png", ".duckdb", ".parquet"}
FORBIDDEN_IMPORTS = {
    "schemas": {"tonghop", "flows", "prefect", "notebooks", "tests"},
    "tonghop": {"flows", "prefect", "notebooks", "tests"},
    "flows": {"notebooks", "tests"},
}
A_MACHINES_PATH = re.compile(
    r"(?<![\w.~/-])/(work|home|root|Users|tmp|mnt|opt/[a-z])/\w|[A-Z]:\\\\?Users"
)
A_REGISTRY = re.compile(
    r"https?://[^\s\"')>]*\b(pypi|pythonhosted|npmjs|proxy|mirror|artifactory|nexus)\b",
    re.IGNORECASE,
)


def tracked() -> list[Path]:
    """Return the files that are, or are about to be, under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    )  # fmt: skip
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def texts() -> Iterator[tuple[str, str]]:
    for path in tracked():
        if path.suffix not in BINARY:
            yield path.relative_to(ROOT).as_posix(), path.read_bytes().decode("utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(tree: ast.Module) -> set[str]:
    """Return the top-level packages that a module imports, wherever in it."""
    nodes = list(ast.walk(tree))
    plain = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    parts = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in plain | parts}


def relative_imports(tree: ast.Module) -> list[ast.ImportFrom]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    """Reads the text ``import``: a string given to importlib is beyond it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = path.relative_to(ROOT).parts[0]
    assert imports(tree) & FORBIDDEN_IMPORTS[package] == set()
    assert relative_imports(tree) == []


def test_only_flows_knows_prefect() -> None:
    knowing = {
        path.relative_to(ROOT).parts[0]
        for path in MODULES
        if "prefect" in imports(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert knowing == {"flows"}


def test_no_module_has_a_vague_name_or_that_of_a_package_it_may_use() -> None:
    used = set().union(*(imports(ast.parse(p.read_text(encoding="utf-8"))) for p in MODULES))
    outside = used - {*PACKAGES, "__future__"} - VAGUE
    names = {name_of(path): path.stem for path in MODULES if path.stem != "__init__"}
    assert [name for name, stem in names.items() if stem in VAGUE | outside] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short_and_everything_public_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    tree = ast.parse(text)
    assert ast.get_docstring(tree)
    assert [node.name for node in public(tree) if not ast.get_docstring(node)] == []


def public(
    node: ast.AST, *, within: bool = True
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Yield the public functions and classes of a module, and the public methods of its classes."""
    for child in ast.iter_child_nodes(node):
        named = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if named and within and not child.name.startswith("_"):  # type: ignore[attr-defined]
            yield child  # type: ignore[misc]
            yield from public(child, within=isinstance(child, ast.ClassDef))


A_VIEW = re.compile(
    r"(?P<comment>(?:^--.*\n)*)^create or replace (?:temp(?:orary)? )?view (?P<name>\S+)",
    re.MULTILINE,
)


def test_text_is_composed_unicode_with_unix_line_ends() -> None:
    wrong = [
        name
        for name, text in texts()
        if not unicodedata.is_normalized("NFC", text) or "\r" in text or text[-1:] not in ("\n", "")
    ]
    assert wrong == []


def test_no_file_names_a_machine_or_a_package_registry() -> None:
    found = [
        f"{name}: {match.group()}"
        for name, text in texts()
        for pattern in (A_MACHINES_PATH, A_REGISTRY)
        for match in pattern.finditer(text)
        if name != "tests/test_conventions.py"
    ]
    assert found == []


def test_every_select_says_its_grain() -> None:
    selects = [
        (f"{name}: {select}", comment)
        for name, text in texts()
        if name.endswith(".sql")
        for select, comment in selects_in(text)
    ]
    assert [name for name, comment in selects if "\n-- Grain: " not in f"\n{comment}"] == []
    assert len(selects) > 90


def selects_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield each view with the comment before it; a file that makes nothing is itself a select."""
    if "\ncreate " not in text:
        yield "its select", text
    for view in A_VIEW.finditer(text):
        yield view["name"], view["comment"]


def test_data_is_never_committed() -> None:
    kept = {name_of(path) for path in tracked() if name_of(path).startswith("data/")}
    assert kept <= {"data/raw/README.md", "data/marts/README.md"}


LEAN = """
import sys
from tonghop.cli.main import main
if __name__ == "__main__":
    code = main(sys.argv[2:])
    heavy = sorted(set(sys.argv[1].split(",")) & sys.modules.keys())
    print("CODE", code, "HEAVY", *heavy)
"""


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        ("check {workbook}", "prefect,marimo,docx,docxtpl,matplotlib,altair,dask,duckdb"),
        ("template --period 2026-H1 --unit SYT34-51 -o {folder}/blank",
         "pandera,pandas,duckdb,prefect,marimo,docx,python_calamine"),
        ("sql select --data {folder}/none", "pandera,pandas,prefect,marimo,docx,openpyxl"),
        ("trace 2026-H1:D03.vu --data {folder}/none",
         "pandera,pandas,prefect,marimo,docx,openpyxl,pyarrow"),
    ],
)  # fmt: skip
def test_a_command_imports_only_what_it_needs(
    tmp_path: Path, arguments: str, unwanted: str
) -> None:
    workbook = save(complete("D03.vu | 5"), tmp_path / "a.xlsx")
    script = tmp_path / "lean.py"
    script.write_text(LEAN, encoding="utf-8")
    filled_in = arguments.format(workbook=workbook, folder=tmp_path).split()
    done = subprocess.run(
        [sys.executable, str(script), unwanted, *filled_in],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )  # fmt: skip
    last = done.stdout.splitlines()[-1].split()
    assert last[0] == "CODE", done.stderr
    assert last[1] in ("0", "2"), done.stdout + done.stderr
    assert last[2:] == ["HEAVY"]
