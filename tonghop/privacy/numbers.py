"""Numbers, dates and addresses that belong to one person, found in a text."""

import re
from collections.abc import Callable, Iterator

from schemas.folding import fold
from schemas.persons import BIRTH_DATE, COUNTED, EMAIL, IDENTITY_NUMBER, NOT_BORN, PHONE


def find_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the sort and the span of each identity number, phone number, address, date of birth."""
    for hint, sorts in _PATTERNS:
        if hint.search(text):
            for sort, pattern, is_one in sorts:
                yield from ((sort, *m.span()) for m in pattern.finditer(text) if is_one(m))


_ALONE = r"(?<!\d)(?<!\d[.,/])"
_ENDS = r"(?!\d|[.,/]\d)"
_AMOUNT = rf"(?!\s*(?:{'|'.join(COUNTED)})(?!\w))"
_MOBILE = re.compile(
    rf"{_ALONE}(?:0|\(?\+?84\)?[ .-]?(?:\(0\))?)[35789]"
    rf"(?:\d{{8}}|\d{{1,3}}(?:[ .-]\d{{2,7}}){{1,3}}){_ENDS}"
)
_LANDLINE = re.compile(
    rf"{_ALONE}(?:\(0?2\d{{1,2}}\)|02\d{{1,2}}|\+84[ .-]?2\d{{1,2}})"
    rf"(?:[ .-]?\d{{2,8}}){{1,4}}{_ENDS}"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CITIZEN = re.compile(rf"{_ALONE}0\d{{2}}(?:\d{{9}}|\d{{0,3}}(?:[ .-]\d{{3,6}}){{1,3}}){_ENDS}")
_PAPER = (
    r"(?:CCCD|CMTND|CMND|CMT|GCMND|căn cước|chứng minh|định danh|hộ chiếu|passport"
    r"|giấy tờ tùy thân)"
)
_NUMBERED = re.compile(
    rf"{_PAPER}[^\d\n;]{{0,40}}?(?P<number>[A-Z]{{0,2}}\d(?:[ .-]?\d){{6,11}}){_ENDS}{_AMOUNT}",
    re.IGNORECASE,
)
_OLD_CARD = re.compile(rf"{_ALONE}(?<!\d )\d{{3}} \d{{3}} \d{{3}}(?! \d){_ENDS}{_AMOUNT}")
_INSURED = re.compile(rf"(?<![^\W\d_])[A-Z]{{2}}[ -]?\d(?:[ -]?\d){{12}}{_ENDS}")
_INSURANCE = re.compile(
    r"(?:BHYT|BHXH|bảo hiểm (?:xã hội|y tế))[^\d\n;]{0,30}?(?P<number>\d{10})" + _ENDS + _AMOUNT,
    re.IGNORECASE,
)
_PASSPORT = re.compile(rf"(?<![\w/-])[BCEKNP]\d{{7}}(?![\w/-]){_ENDS}")
_YEAR = r"(?:19|20)\d\d"
_BORN = re.compile(
    r"(?<!\w)(?:(?P<birth>sinh)(?:\s+(?:ngày|tháng|năm|vào|khoảng))*|(?:ngày|năm)\s+sinh|SN|DOB)"
    rf"\s*[.:]?\s*(?:(?:\d{{1,2}}\s*[/.-]\s*){{0,2}}{_YEAR}|\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*\d\d"
    rf"|\d{{1,2}}\s+tháng\s+\d{{1,2}}(?:\s+năm\s+{_YEAR})?)(?!\d)",
    re.IGNORECASE,
)
_LAST_WORDS = re.compile(r"(?:(\w+)\s+)?(\w+)\s+$")
_ALONE_IN_CELL = re.compile(r"[\d .]+")


def _digits(match: re.Match[str]) -> str:
    return re.sub(r"\D", "", match[0])


def _is_mobile(match: re.Match[str]) -> bool:
    digits = _digits(match)
    return len(digits.removeprefix("84").removeprefix("0")) == 9


def _is_landline(match: re.Match[str]) -> bool:
    return len(_digits(match).removeprefix("84").removeprefix("0")) in (9, 10)


def _is_private(match: re.Match[str]) -> bool:
    """A mailbox of the state is an office's."""
    return not match[0].lower().rstrip(".").endswith(".gov.vn")


def _is_citizen(match: re.Match[str]) -> bool:
    """The number of a citizen begins with the code of a province, 001 to 096."""
    digits = _digits(match)
    return len(digits) == 12 and 1 <= int(digits[:3]) <= 96


def _is_numbered(match: re.Match[str]) -> bool:
    number = match["number"]
    digits = sum(character.isdigit() for character in number)
    return digits in (9, 12) or (number[0].isalpha() and digits in (7, 8))


def _is_among_words(match: re.Match[str]) -> bool:
    """A cell with nothing but digits and spaces is a number, grouped by thousands."""
    return not _ALONE_IN_CELL.fullmatch(match.string.strip())


def _is_birth(match: re.Match[str]) -> bool:
    if not match["birth"] or not (before := _LAST_WORDS.search(match.string, 0, match.start())):
        return True
    last_but_one, last = (fold(word or "") for word in before.groups())
    return last not in NOT_BORN and (last_but_one, last) != ("trẻ", "em")


def _always(_: re.Match[str]) -> bool:
    return True


_MANY_DIGITS = re.compile(r"(?:\d[ .()-]{0,2}){7}")
_BIRTH_WORD = re.compile(r"sinh|SN|DOB", re.IGNORECASE)
_AT = re.compile("@")
_Pattern = tuple[str, re.Pattern[str], Callable[[re.Match[str]], bool]]
_PATTERNS: tuple[tuple[re.Pattern[str], tuple[_Pattern, ...]], ...] = (
    (
        _MANY_DIGITS,
        (
            (IDENTITY_NUMBER, _CITIZEN, _is_citizen),
            (IDENTITY_NUMBER, _NUMBERED, _is_numbered),
            (IDENTITY_NUMBER, _OLD_CARD, _is_among_words),
            (IDENTITY_NUMBER, _INSURED, _always),
            (IDENTITY_NUMBER, _INSURANCE, _always),
            (IDENTITY_NUMBER, _PASSPORT, _always),
            (PHONE, _MOBILE, _is_mobile),
            (PHONE, _LANDLINE, _is_landline),
        ),
    ),
    (_AT, ((EMAIL, _EMAIL, _is_private),)),
    (_BIRTH_WORD, ((BIRTH_DATE, _BORN, _is_birth),)),
)
"""By what must be there at all, which is found faster."""
