"""``lenh.md``: every command with its help text, as argparse has it."""

import argparse
from collections.abc import Iterator, Mapping

from schemas.declarations import Declarations
from tonghop.cli.main import COMMANDS, make_parser
from tonghop.docs.markdown import code, document, table

_EXIT_CODES = (
    (0, "không có lỗi"),
    (10, "có lỗi hoặc cảnh báo trong báo cáo, có đơn vị chưa gửi, hoặc tài liệu chưa cập nhật"),
    (11, "không có gì để làm: không có tệp mới, hoặc số liệu không đổi"),
    (2, "sai cách dùng lệnh; câu báo nói rõ cần sửa gì"),
    (1, "sự cố của chương trình hoặc máy; gửi nguyên văn thông báo cho người phụ trách"),
)


def describe_commands(_: Declarations) -> str:
    """Return every command with its arguments; help does not depend on the width of a screen."""
    parsers = command_parsers()
    return document(
        "# Các lệnh",
        "Mọi lệnh chạy được nhiều lần mà không làm sai lệch hay nhân đôi số liệu. Thêm `-h` sau một lệnh để "
        "xem hướng dẫn.",
        table(("Lệnh", "Việc"), [(code(f"tonghop {c.name}"), c.summary) for c in COMMANDS]),
        *(block for name, parser in parsers.items() for block in _command(name, parser)),
        "## Mã thoát",
        table(("Mã", "Nghĩa"), _EXIT_CODES),
    )


def command_parsers() -> Mapping[str, argparse.ArgumentParser]:
    """Return the parser of each command by its name."""
    for action in make_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return action.choices
    raise LookupError("the parser has no commands")


def _command(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    actions = [action for action in parser._actions if action.dest != "help"]
    yield f"## {name}"
    yield parser.description or ""
    yield f"```text\ntonghop {name} {' '.join(_usage(parser, actions))}\n```"
    yield table(("Tham số", "Ý nghĩa"), [(code(_written(a)), a.help or "") for a in actions])


def _usage(parser: argparse.ArgumentParser, actions: list[argparse.Action]) -> Iterator[str]:
    """Yield the arguments as one writes them: optional ones in brackets, alternatives together."""
    grouped = {
        id(a): group for group in parser._mutually_exclusive_groups for a in group._group_actions
    }
    told: set[int] = set()
    for action in sorted(actions, key=lambda action: not action.option_strings):
        group = grouped.get(id(action))
        if group is None:
            yield _bracketed(_short(action), is_required=action.required)
        elif id(group) not in told:
            told.add(id(group))
            yield f"({' | '.join(map(_short, group._group_actions))})"


def _bracketed(text: str, *, is_required: bool) -> str:
    return text if is_required else f"[{text}]"


def _short(action: argparse.Action) -> str:
    """Write an argument by its first name."""
    name = action.option_strings[0] if action.option_strings else ""
    more = f"{_metavar(action)} …" if action.nargs == "+" else _metavar(action)
    return f"{name} {more}".strip()


def _written(action: argparse.Action) -> str:
    """Write an argument with all its names."""
    return f"{', '.join(action.option_strings)} {_metavar(action)}".strip()


def _metavar(action: argparse.Action) -> str:
    return "" if action.nargs == 0 else str(action.metavar or action.dest.upper())
