"""``quy-tac.md``: what must hold between the cells of one report."""

from schemas.declarations import Declarations
from schemas.rules import Rule
from tonghop.docs import words
from tonghop.docs.markdown import bullets, code, document, table

_LANGUAGE = (
    "`D03.vu` là ô ở dòng `D03`, cột `vu`. Dấu `*` thay cho mọi dòng hoặc mọi cột có đủ các ô được nêu.",
    "`total(a, b)` cộng những ô có số; `reported(a)` là ô a không để trống; `implies(p, q)` là nếu p đúng "
    "thì q phải đúng.",
    "Ô trống làm cho phép so sánh không xác định, và không xác định thì không báo lỗi: để trống không phải "
    "là 0.",
    "Quy tắc tính trên số thập phân chính xác. Chính biểu thức này cho ra công thức Excel ở trang “Kiểm "
    "tra” của biểu mẫu.",
)


def describe_rules(declarations: Declarations) -> str:
    """Return the language of rules and every rule, a table a form."""
    sheets = {sheet.form_code: sheet for sheet in declarations.form_sheets}
    blocks = []
    for form_code, sheet in sheets.items():
        rules = [rule for rule in declarations.rules if rule.form_code == form_code]
        blocks += [f"## {sheet.sheet}. {sheet.title}", _table(rules)]
    return document(
        "# Quy tắc kiểm tra số liệu",
        "> **ĐỀ XUẤT, CHỜ BỘ Y TẾ PHÊ DUYỆT**, cùng với các biểu. Quy tắc khai báo tại "
        "`schemas/reference/rules.csv`.",
        bullets(_LANGUAGE),
        "Câu báo lỗi có chỗ điền: `{line}` là tên chỉ tiêu, `{measure}` là tên cột, `{left}` và `{right}` là "
        "giá trị hai vế trong báo cáo.",
        *blocks,
    )


def _table(rules: list[Rule]) -> str:
    return table(
        ("Mã", "Phải đúng", "Mức", "Câu báo cho đơn vị", "Căn cứ", "Áp dụng"),
        [
            (code(rule.rule_code), code(rule.expression), words.SEVERITIES[rule.severity],
             rule.sentence, words.plain(rule.source), words.span(rule))
            for rule in rules
        ],
    )  # fmt: skip
