"""What a workbook has besides its cells, and text whose font was lost."""

from tests.build import complete, content
from tests.parts import with_link, with_macros, with_parts
from tests.unit.issue_cases.made import ENTRIES, FILE, Cases, with_cell, with_field

CASES: Cases = {
    "macros_present": (
        "bao-cao.xlsm",
        lambda: with_macros(content(complete(ENTRIES))),
        "Tệp “bao-cao.xlsm” có macro. Hệ thống không bao giờ chạy macro, chỉ đọc kết quả đã lưu "
        "trong ô. Đề nghị lưu báo cáo theo định dạng Excel Workbook (.xlsx), không kèm macro.",
    ),
    "external_link": (
        FILE,
        lambda: with_link(content(complete(ENTRIES)), "so-lieu.xlsx"),
        "Tệp “bao-cao.xlsx” lấy số liệu từ nguồn ngoài: so-lieu.xlsx. Hệ thống không mở nguồn này, "
        "chỉ đọc kết quả do Excel lưu lần cuối, có thể đã cũ. Đề nghị thay công thức bằng số liệu "
        "đã kiểm tra.",
    ),
    "embedded_object": (
        FILE,
        lambda: with_parts(content(complete(ENTRIES)), {"xl/embeddings/Phu luc.docx": "x"}),
        "Tệp “bao-cao.xlsx” có đối tượng nhúng (Phu luc.docx); nội dung bên trong không được đọc. "
        "Nếu trong đó có số liệu, đề nghị ghi vào các ô của biểu.",
    ),
    "font_lost": (
        FILE,
        lambda: with_cell("Biểu 2", "C13", "– Trém c¾p, mãc tói"),
        "Biểu 2, ô C13: chữ “– Trém c¾p, mãc tói” gõ bằng phông chữ cũ (TCVN3 hoặc VNI) nhưng ô "
        "không còn phông đó; nội dung có thể là “Trộm cắp, móc túi”. Đề nghị gõ lại bằng phông "
        "Unicode, ví dụ Times New Roman.",
    ),
    "text_garbled": (
        FILE,
        lambda: with_field("N01a", "§· phèi hîp víi c«ng an ph\u00adêng xö lý c¸c vô viÖc"),
        "Trang “Thuyết minh”, ô C4: đoạn chữ có vẻ gõ bằng phông chữ cũ (TCVN3 hoặc VNI) nhưng ô "
        "không còn phông đó nên không đọc được. Đề nghị gõ lại bằng phông Unicode, ví dụ Times New "
        "Roman.",
    ),
}
