"""``lenh.md``: every command with its help text, as argparse has it."""

import argparse
from collections.abc import Iterator, Mapping

from schemas.declarations import Declarations
from tonghop.cli.main import CLEAN, COMMANDS, CRASH, ISSUES, MISUSE, NOTHING_TO_DO, make_parser
from tonghop.docs.markdown import code, joined, table

_EXIT_CODES = (
    (CLEAN, "không có lỗi"),
    (
        ISSUES,
        "có lỗi, cảnh báo; có đơn vị chưa gửi, chờ xác định hoặc bị trả lại; "
        "có tài liệu chưa cập nhật",
    ),
    (NOTHING_TO_DO, "không có gì để làm: không có tệp mới, hoặc số liệu không đổi"),
    (MISUSE, "sai cách dùng lệnh; câu báo nói rõ cần sửa gì"),
    (CRASH, "sự cố của chương trình hoặc máy; gửi nguyên văn thông báo cho người phụ trách"),
)


def describe_commands(_: Declarations) -> Mapping[str, str]:
    """Return every command with its arguments, whatever the Python version and the screen."""
    summary = [(code(f"tonghop {c.name}"), c.summary) for c in COMMANDS]
    return {
        "summary": table(("Lệnh", "Việc"), summary),
        "commands": joined(b for n, p in command_parsers().items() for b in _command(n, p)),
        "exit_codes": table(("Mã", "Nghĩa"), _EXIT_CODES),
    }


def command_parsers() -> Mapping[str, argparse.ArgumentParser]:
    """Return the parser of each command by its name."""
    return _below(make_parser())


def _below(parser: argparse.ArgumentParser) -> Mapping[str, argparse.ArgumentParser]:
    """Return the parsers of the commands below one, by name; none if it has none."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return action.choices
    return {}


def _command(name: str, parser: argparse.ArgumentParser, level: int = 2) -> Iterator[str]:
    """Yield a command with its arguments or, if it has commands of its own, with each of these."""
    yield f"{'#' * level} {name}"
    yield parser.description or ""
    if not _below(parser):
        yield from _arguments(name, parser)
    for own, below in _below(parser).items():
        yield from _command(f"{name} {own}", below, level + 1)


def _arguments(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    actions = [action for action in parser._actions if action.dest != "help"]
    yield f"```text\ntonghop {name} {' '.join(_usage(parser, actions))}\n```"
    yield table(("Tham số", "Ý nghĩa"), [(code(_written(a)), a.help or "") for a in actions])


def _usage(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> Iterator[str]:
    """Yield the arguments as one writes them: optional ones in brackets, alternatives together."""
    groups = {id(a): g for g in parser._mutually_exclusive_groups for a in g._group_actions}
    told: set[int] = set()
    for action in sorted(actions, key=lambda action: bool(action.option_strings)):
        group = groups.get(id(action))
        if group is None:
            yield _short(action) if action.required else f"[{_short(action)}]"
        elif id(group) not in told:
            told.add(id(group))
            choice = " | ".join(map(_short, group._group_actions))
            yield f"({choice})" if group.required else f"[{choice}]"


def _short(action: argparse.Action) -> str:
    """Write an argument by its first name."""
    more = " …" if action.nargs in ("+", "*") else ""
    return f"{' '.join(action.option_strings[:1])} {_metavar(action)}{more}".strip()


def _written(action: argparse.Action) -> str:
    """Write an argument with all its names."""
    return f"{', '.join(action.option_strings)} {_metavar(action)}".strip()


def _metavar(action: argparse.Action) -> str:
    return "" if action.nargs == 0 else str(action.metavar or action.dest.upper())
