"""Documentation that cannot go stale: what is generated is current, what is shown works."""

import re
import shlex
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.loading import load_declarations
from tonghop.cli.main import COMMANDS, ISSUES, main, make_parser
from tonghop.docs import DOCUMENTS, stale_documents, write_documents
from tonghop.docs.commands import command_parsers
from tonghop.docs.frame import FRAMES, FrameError, fill_frame
from tonghop.docs.markdown import table

ROOT = Path(__file__).parents[2]
README, CONTRIBUTING = ROOT / "README.md", ROOT / "CONTRIBUTING.md"
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/*/README.md")])
CHEAP = ("template", "check")
"""Commands that are run as README shows them; the others need a collection of reports."""

page_names = pytest.mark.parametrize(
    "page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix()
)


def text_of(page: Path) -> str:
    return page.read_bytes().decode("utf-8")


def shown(page: Path) -> Iterator[tuple[list[str], str]]:
    """Each command line of a page's console blocks, split, with the output shown below it."""
    for block in re.findall(r"^```console\n(.*?)^```$", text_of(page), re.DOTALL | re.MULTILINE):
        for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, output = piece.partition("\n")
            yield shlex.split(line, comments=True), output


def shown_lines(program: str) -> list[list[str]]:
    lines = (words for page in (README, CONTRIBUTING) for words, _ in shown(page))
    return [words for words in lines if words[0] == program]


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))


def test_generated_documents_are_current() -> None:
    stale = stale_documents(ROOT / "docs", load_declarations())
    assert not stale, "run: make docs"


def test_writing_twice_writes_once(tmp_path: Path) -> None:
    declarations = load_declarations()
    assert [path.name for path in write_documents(tmp_path, declarations)] == [*DOCUMENTS]
    assert write_documents(tmp_path, declarations) == []


def test_the_check_names_what_is_stale_and_touches_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_documents(tmp_path, load_declarations())
    (tmp_path / "loi.md").write_text("khác", encoding="utf-8")
    (tmp_path / "lenh.md").unlink()
    assert main(["docs", "--check", "-o", str(tmp_path)]) == ISSUES
    assert re.findall(r"(\S+)\.md", capsys.readouterr().out) == [
        str(tmp_path / "loi"),
        str(tmp_path / "lenh"),
    ]
    assert (tmp_path / "loi.md").read_text(encoding="utf-8") == "khác"
    assert not (tmp_path / "lenh.md").exists()


def test_a_place_that_nothing_fills_is_an_error() -> None:
    with pytest.raises(FrameError, match=r"quy-tac\.md.*\['rules'\]"):
        fill_frame("quy-tac.md", {"rule": ""})


def test_every_frame_belongs_to_a_document() -> None:
    assert sorted(path.name for path in FRAMES.glob("*.md")) == sorted(DOCUMENTS)


def test_a_cell_of_a_table_stays_one_cell() -> None:
    assert table(("a",), [("x|y\nz",)]).splitlines()[-1] == r"| x\|y<br>z |"


def test_unknown_due_dates_say_so() -> None:
    row = next(
        line
        for line in text_of(ROOT / "docs/van-ban-chi-dao.md").splitlines()
        if line.startswith("| `2025-H1` |")
    )
    assert "| chưa rõ |" in row


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_is_documented_and_has_help(name: str) -> None:
    parser = command_parsers()[name]
    assert parser.description
    assert all(action.help for action in parser._actions)
    assert re.search(rf"^## {name}$", text_of(ROOT / "docs/lenh.md"), re.MULTILINE)
    assert f"tonghop {name}" in text_of(README)


@pytest.mark.parametrize("words", shown_lines("tonghop"), ids=shlex.join)
def test_every_command_line_shown_is_accepted(words: list[str]) -> None:
    make_parser(words[1]).parse_args(words[1:])


@pytest.mark.parametrize("words", shown_lines("make"), ids=shlex.join)
def test_every_make_target_shown_exists(words: list[str]) -> None:
    assert set(words[1:2]) <= make_targets()


@page_names
def test_every_command_named_in_passing_exists(page: Path) -> None:
    names = set(re.findall(r"`tonghop ([a-z]+)", text_of(page)))
    assert names <= {command.name for command in COMMANDS}
    assert set(re.findall(r"`make ([a-z]+)", text_of(page))) <= make_targets()


def test_readme_shows_what_commands_print(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = []
    for words, output in shown(README):
        if words[0] == "tonghop" and words[1] in CHEAP:
            ran.append(words[1])
            main(words[1:])
            assert capsys.readouterr().out == output
    assert set(ran) == set(CHEAP)


@page_names
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        if not target.startswith(("http://", "https://")):
            name, _, anchor = target.partition("#")
            linked = page.parent / name if name else page
            assert linked.exists(), target
            assert not anchor or f'id="{anchor}"' in text_of(linked), target


@page_names
def test_files_named_in_passing_exist(page: Path) -> None:
    named = re.findall(
        r"`((?:docs|flows|requirements|schemas|tests|tonghop)/[\w./-]+)`", text_of(page)
    )
    assert [path for path in named if not (ROOT / path).exists()] == []


@page_names
def test_pages_are_in_composed_unicode_with_unix_line_ends(page: Path) -> None:
    text = text_of(page)
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@page_names
def test_pages_print_no_mark_of_doubt_as_a_code_and_no_private_address(page: Path) -> None:
    found = re.findall(r"\[(?:GK|D|F)\]|\bGK\b|\S+@\S+\.\w+|pypi|pythonhosted", text_of(page))
    assert not found


def test_help_speaks_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["template", "--period", "2026-H1", "-o", "bieu-mau"])
    told = capsys.readouterr().err
    assert told.startswith("cách dùng: tonghop template")
    assert "cần một trong các tham số --unit --all" in told
