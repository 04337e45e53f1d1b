"""The status workbook: who reported and when, every issue found, every file received."""

TITLE = "Tình hình gửi báo cáo"
STATUSES = {
    "on_time": "Đúng hạn",
    "late": "Gửi muộn",
    "received": "Đã nhận (văn bản không nêu hạn)",
    "rejected": "Bị trả lại",
    "missing": "Chưa gửi",
}
