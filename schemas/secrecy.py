"""Secrecy: the marks of the law on state secrets, and the ordinary words that merely contain one.

``mật`` alone is an ordinary syllable, too: bile, honey, confidential. What stands in a compound is
no mark.
"""

MARKS = ("Tuyệt mật", "Tối mật", "Mật")
"""From the gravest; Luật Bảo vệ bí mật nhà nước 117/2025/QH15 keeps these three."""

LABELS = ("độ mật", "mức độ mật", "độ bảo mật", "mức độ bảo mật", "secrecy")
"""What stands before the entry that says the mark, folded; the last is the cover's hidden code."""

MARKED_PAPERS = ("tài liệu", "văn bản", "báo cáo", "hồ sơ", "công văn")
"""What a mark in capitals may follow: TÀI LIỆU MẬT."""

BEFORE = frozenset(
    {"bí", "bảo", "cơ", "cắt", "dịch", "đường", "độ", "gan", "giải", "giữ", "khẩn", "không", "lộ"}
    | {"ống", "sỏi", "tắc", "thân", "tiết", "tụy", "túi", "tuyến", "ứ", "viêm", "xơ"}
)
AFTER = frozenset(
    {"độ", "gấu", "khẩu", "mã", "mía", "ngọt", "ngôn", "ong", "rắn", "thám", "thiết", "tụy"}
)
"""Words that make a compound of ``mật`` when they stand before or after it."""
