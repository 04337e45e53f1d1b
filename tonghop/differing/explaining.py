"""How a difference is to be read, in words for whoever opens its workbook."""

from collections.abc import Iterator

from tonghop.differing import Difference
from tonghop.differing.paragraph import paragraph
from tonghop.differing.sealed import Sealed

_EXACT = (
    "Cộng lại đúng bằng thay đổi",
    "Ở mỗi dòng, các phần theo nguyên nhân cộng lại bằng đúng “Tăng, giảm”. Mỗi con số được tính "
    "lại từ các ô của hai bản tổng hợp sau từng nguyên nhân, theo thứ tự các cột; phần của một "
    "nguyên nhân là chênh lệch trước và sau nguyên nhân ấy. Tỷ lệ cũng vậy, tính từ tử số, mẫu số "
    "và làm tròn như khi công bố.",
)
_BLANK = (
    "Chưa có số liệu",
    "“chưa có số liệu” không phải là 0, nên từ đó đến một con số (hoặc ngược lại) không ghi “Tăng, "
    "giảm”; khi ấy các phần cộng lại bằng chính con số mới có, hoặc số đối của con số không còn.",
)
_ORDER = (
    "Hai nguyên nhân ở một ô",
    "Báo cáo đến sau hoặc gửi lại rồi mới được sửa theo quyết định: phần của báo cáo là đến số "
    "liệu đơn vị gửi, phần của quyết định là từ số ấy đến số đã sửa. Báo cáo đến sau bản trước mà "
    "phải có quyết định mới được tính thì vẫn là báo cáo đến sau; quyết định ghi ở cột “Quyết định "
    "số”.",
)
_UNITS = (
    "Đơn vị đã nhập",
    "Số liệu của đơn vị hiện nay thay đổi theo nguyên nhân của từng đơn vị tiền thân. Đơn vị không "
    "nhập với đơn vị nào thì hai cách xếp như nhau và chỉ ghi một dòng.",
)
_PERIODS = (
    "Hai kỳ khác nhau",
    "Mọi báo cáo đều khác nhau nên không có báo cáo nào “đến sau”. Đơn vị đã nhập được xét chung "
    "với các đơn vị tiền thân của nó. Trang “Theo đơn vị” chỉ có đơn vị hiện nay; tệp .csv có cả "
    "số liệu theo đơn vị lúc báo cáo.",
)


def explanations(difference: Difference) -> Iterator[tuple[str, str]]:
    """Yield what is compared, the paragraph, each cause, and how the parts add up."""
    yield "Bản trước", _told(difference.earlier)
    yield "Bản sau", _told(difference.later)
    yield "Tóm tắt", paragraph(difference)
    for cause in difference.causes:
        yield cause.head, cause.meaning
    yield _EXACT
    yield _BLANK
    yield from (_ORDER, _UNITS) if difference.is_one_period else (_PERIODS,)


def _told(edition: Sealed) -> str:
    return (
        f"{edition.name}, lập ngày {edition.made_on}, "
        f"{edition.units_reported}/{edition.units_expected} đơn vị có báo cáo"
    )
