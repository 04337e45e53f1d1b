"""The Vietnamese words that documents use for the codes of the declarations."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from schemas.dated import Dated
from schemas.declarations import Declarations
from schemas.targets import SHARE, Target

UNKNOWN, UNVERIFIED = "chưa rõ", "GK"

KINDS: Mapping[str, str] = {
    "flow": "phát sinh trong kỳ",
    "stock": "hiện có tại thời điểm chốt",
    "ratio": "tỷ lệ",
    "yes_no": "có/không",
    "text": "ghi chữ",
}
AGGREGATIONS: Mapping[str, str] = {
    "sum": "cộng các đơn vị",
    "ratio": "tổng tử số chia tổng mẫu số",
    "count_yes": "đếm đơn vị trả lời “có”",
    "none": "không cộng",
}
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
DAY_KINDS: Mapping[str, str] = {
    "holiday": "nghỉ lễ, tết",
    "in_lieu": "nghỉ bù",
    "swapped": "nghỉ hoán đổi",
    "make_up": "làm bù",
    "unclear": "chưa rõ",
}
EVIDENCE: Mapping[str, str] = {
    "V": "có trong báo cáo thật",
    "B": "có trong biểu mẫu hoặc luật",
    "S": "văn bản yêu cầu bằng lời",
    "D": "suy ra để số liệu khớp nhau",
    "GK": "chưa kiểm chứng",
}
SEVERITIES: Mapping[str, str] = {
    "reject_file": "Lỗi: trả lại cả báo cáo",
    "reject_line": "Lỗi: trả lại, nêu rõ ô",
    "hold": "Chờ xác định đơn vị, kỳ báo cáo",
    "warn": "Cảnh báo: vẫn tiếp nhận",
}
EVIDENCE_MEANINGS = (
    (EVIDENCE["V"], "đã thấy số liệu của chỉ tiêu này trong một báo cáo đã công bố"),
    (EVIDENCE["B"], "đã thấy chỉ tiêu này trong một biểu mẫu hoặc văn bản quy phạm"),
    (EVIDENCE["S"], "văn bản chỉ đạo nêu nội dung, không nêu đơn vị tính"),
    (EVIDENCE["D"], "thêm vào để các dòng chi tiết cộng đủ với dòng tổng"),
    (EVIDENCE["GK"], "theo hiểu biết chung, chưa đối chiếu được với văn bản; cần xác nhận"),
)
REPORTS: Mapping[str, str] = {
    "pctp": "Báo cáo phòng, chống tội phạm (PCTP)",
    "pcmbn": "Báo cáo phòng, chống mua bán người (PCMBN)",
}
_MARKS: Mapping[str, str] = {
    " [F]": "",
    " [D]": " (suy luận)",
    " [GK]": " (chưa kiểm chứng)",
}


def day(value: date | None) -> str:
    """Write a day as Nghị định 30/2020 asks: ``05/01/2025``, ``15/6/2025``."""
    return f"{value:%d}/{_month(value.month)}/{value.year}" if value else ""


def month_day(text: str) -> str:
    """Write ``03-16`` as ``16/3``."""
    month, _, number = text.partition("-")
    return f"{number}/{_month(int(month))}"


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)


def span(record: Dated) -> str:
    """Write a span of validity in words."""
    start = f"từ {day(record.valid_from)}" if record.valid_from else ""
    end = f"đến {day(record.valid_to)}" if record.valid_to else ""
    return f"{start} {end}".strip() or "không giới hạn"


def target(declared: Target) -> str:
    """Say what a target asks for: ``ít nhất 100%``, ``giảm (không nêu tỷ lệ)``."""
    per_cent = f"{(declared.value or Decimal(0)).normalize():f}%".replace(".", ",")
    if declared.kind == SHARE:
        return f"ít nhất {per_cent}"
    return f"giảm ít nhất {per_cent}" if declared.value else "giảm (không nêu tỷ lệ)"


def reports(codes: tuple[str, ...]) -> str:
    """Name the national reports that something feeds."""
    return "; ".join(REPORTS[code] for code in codes)


def plain(text: str) -> str:
    """Return a source or note with the marks of certainty written out."""
    for mark, words in _MARKS.items():
        text = text.replace(mark, words)
    return text


def caveats(declarations: Declarations, about: str) -> str:
    """List what the ministry has not confirmed of a subject, with the cut-offs concerned."""
    own = [caveat for caveat in declarations.caveats if caveat.about == about]
    return "\n".join(f"- Kỳ chốt số liệu {span(caveat)}: {caveat.sentence}" for caveat in own)
