"""Reminder letters as Word drafts, in the layout of Nghị định 30/2020/NĐ-CP.

Wording and layout are those of ``schemas/documents/cong-van-don-doc.docx``. Number, date, signature
and seal belong to whoever issues the letter and stay blank. Same words, same template: same bytes.
"""

from collections.abc import Mapping
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

from schemas.declarations import Declarations
from schemas.layout import ILLUSTRATION
from schemas.periods import Period
from schemas.reminders import ABOUT_NOTHING_RECEIVED, AHEAD, CLAIMED, HELD, LATE, REJECTED
from tonghop.publish import grammar
from tonghop.publish.word import DOCUMENTS
from tonghop.publish.word.heading import DRAFT, directive_name
from tonghop.publish.word.rendering import date_document, render_template
from tonghop.remind.accounts import Account
from tonghop.remind.offices import offices_of
from tonghop.returning.listing import WARNING, Row
from tonghop.safe_text import in_document
from tonghop.stable_zip import rewrite_zip
from tonghop.template import template_name

TEMPLATE = "cong-van-don-doc.docx"
LONGEST_LIST = 5
"""Issues that a letter tells in its text; more go into an appendix."""


def letter_name(account: Account, period: Period) -> str:
    """Return the name of a unit's letter, such as ``cong-van_SYT34-51_2026-H1.docx``."""
    return f"cong-van_{account.unit_code}_{period.code}.docx"


def write_letter(
    account: Account,
    declarations: Declarations,
    period: Period,
    path: Path,
    *,
    illustrative: bool,
    documents: Path = DOCUMENTS,
) -> None:
    """Write the draft of the letter to one unit.

    Raises:
        WordingError: The template uses a word that does not exist, or is not valid Jinja.
    """
    words = letter_words(account, declarations, period, illustrative=illustrative)
    document = render_template(documents / TEMPLATE, words)
    date_document(document.core_properties, datetime.combine(account.day, time()), revision=1)
    document.save(path)
    rewrite_zip(path)


def letter_words(
    account: Account, declarations: Declarations, period: Period, *, illustrative: bool
) -> dict[str, object]:
    """Return the words of one letter, by the name that the template calls them."""
    texts = {
        **_owed(account, declarations, period),
        **_who(account, declarations, period),
        **_what_came(account),
        **_marks(illustrative),
    }
    return {
        **{name: in_document(text) for name, text in texts.items()},
        **_circumstances(account),
        "loi": [_fault(number, row) for number, row in enumerate(account.rows, start=1)],
    }


def _who(account: Account, declarations: Declarations, period: Period) -> dict[str, str]:
    owing = account.expected
    offices = offices_of(declarations, owing, period, account.day)
    address = {kind.kind: kind.form_of_address for kind in declarations.units.kinds}
    return {
        "co_quan_chu_quan": offices.above.upper(),
        "co_quan_ban_hanh": offices.writer.upper(),
        "co_quan": offices.writer,
        "co_quan_yeu_cau": offices.asking,
        "dia_danh": offices.place_name,
        "noi_nhan": offices.place,
        "noi_gui_den": declarations.addressee(owing.duty.directive, period),
        "kinh_gui": offices.unit,
        "don_vi": owing.name.name,
        "nay_la": "" if offices.unit == owing.name.name else offices.unit,
        "xung_ho": address[owing.unit.kind],
    }


def _owed(account: Account, declarations: Declarations, period: Period) -> dict[str, str]:
    case = declarations.reminder_case[account.case]
    due = account.due_before
    forms = [form.sheet for form in declarations.forms_on(period.cut_off)]
    return {
        "trich_yeu": case.subject.format(period=grammar.lower_first(period.label)),
        "ky": grammar.lower_first(period.label),
        "tu_ngay": grammar.day(period.starts_on),
        "den_ngay": grammar.day(period.cut_off),
        "van_ban": directive_name(account.expected.duty.directive),
        "bieu": "; ".join(f"{each.sheet} ({grammar.lower_first(each.title)})" for each in forms),
        "ten_tep": template_name(account.unit_code, period),
        "han": grammar.day(due) if due else "",
        "han_moi": grammar.day(account.reply_before) if account.reply_before else "",
        "ngay_tinh": grammar.day(account.day),
    }


def _what_came(account: Account) -> dict[str, str]:
    reception, accepted_on = account.reception, account.reception.lateness.received_on
    certain = not reception.is_doubtful
    return {
        "so_ngay": grammar.count(Decimal(account.days_late or 0)),
        "ngay_lam_viec": _some(account.working_days_late),
        "ngay_den": grammar.day(accepted_on) if accepted_on else "",
        "ngay_nhan": grammar.day(reception.received_on) if reception.received_on else "",
        "tep": (reception.file_name or "") if certain or account.case == HELD else "",
        "tep_tra_lai": account.returned,
        "so_loi": _counted(account, warnings=False),
        "so_canh_bao": _counted(account, warnings=True),
    }


def _counted(account: Account, *, warnings: bool) -> str:
    """Return how many errors or warnings a letter lists; empty if none."""
    found = sum((row.severity == WARNING) == warnings for row in account.rows)
    return _some(found)


def _some(number: int | None) -> str:
    """Write a count that is told only where there is one."""
    return grammar.count(Decimal(number)) if number else ""


def _circumstances(account: Account) -> dict[str, bool]:
    """Return what the template chooses its sentences by."""
    case, late = account.case, bool(account.days_late)
    return {
        "chua_gui": case in ABOUT_NOTHING_RECEIVED,
        "truoc_han": case == AHEAD,
        "bi_tra_lai": case == REJECTED,
        "cho_xac_dinh": case == HELD,
        "chua_ro_cua_ai": case == CLAIMED,
        "gui_muon": case == LATE,
        "qua_han": late and case != LATE,
        "phu_luc": len(account.rows) > LONGEST_LIST,
        "chi_co_danh_muc": not account.shows_report,
    }


def _marks(illustrative: bool) -> dict[str, str]:
    illustration = ILLUSTRATION if illustrative else ""
    return {
        "minh_hoa": illustration,
        "dau_trang": " – ".join(filter(None, (DRAFT, illustration))),
    }


def _fault(number: int, row: Row) -> Mapping[str, str]:
    """Return an issue as a row of a list: where it is, and the sentence that its sender reads."""
    place = ", ".join(filter(None, (row.sheet, row.cell and f"ô {row.cell}")))
    return {
        "stt": str(number),
        "muc": in_document(row.severity),
        "noi": in_document(place) or "cả tệp",
        "noi_dung": in_document(row.sentence),
    }
