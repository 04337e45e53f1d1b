"""argparse in Vietnamese.

argparse looks its messages up in its own module at the moment it prints them; putting a catalogue
there is the one way to translate it without compiled gettext files.
"""

import argparse

_MESSAGES = {
    "usage: ": "cách dùng: ",
    "positional arguments": "tham số",
    "options": "tùy chọn",
    "show this help message and exit": "in hướng dẫn này rồi thoát",
    "%(prog)s: error: %(message)s\n": "%(prog)s: sai cách dùng: %(message)s\n",
    "the following arguments are required: %s": "thiếu tham số: %s",
    "unrecognized arguments: %s": "không hiểu tham số: %s",
    "expected one argument": "cần một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "argument %(argument_name)s: %(message)s": "tham số %(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "“%(value)s” không hợp lệ (chọn một trong: %(choices)s)"
    ),
    "invalid %(type)s value: %(value)r": "giá trị “%(value)s” không hợp lệ",
    "not allowed with argument %s": "không dùng cùng với %s",
    "one of the arguments %s is required": "cần một trong các tham số %s",
    "subcommands": "các lệnh",
    "ambiguous option: %(option)s could match %(matches)s": (
        "tùy chọn %(option)s có thể là %(matches)s"
    ),
}


def speak_vietnamese() -> None:
    """Make argparse print its own words in Vietnamese, for this process."""
    argparse._ = lambda message: _MESSAGES.get(message, message)  # type: ignore[attr-defined]
