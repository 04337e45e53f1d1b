"""What a unit's report can be for a period, in the order in which it is told."""

STATUSES = {
    "on_time": "Đúng hạn",
    "late": "Gửi muộn",
    "received": "Đã nhận (văn bản không nêu hạn)",
    "held": "Chờ xác định",
    "rejected": "Bị trả lại",
    "missing": "Chưa gửi",
}

PACKAGE = "package"
"""What a file is that is no report itself, but that reports came in."""
