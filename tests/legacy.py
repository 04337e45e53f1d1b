"""How Vietnamese was typed for legacy fonts: what stood for each letter."""

from collections.abc import Callable
from unicodedata import normalize

from openpyxl import Workbook
from openpyxl.styles import Font

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
SMALL = tuple(normalize("NFC", v + tone) for v in "aăâeêioôơuưy" for tone in TONES)
LETTERS = (*"bcdđghklmnpqrstvx", *SMALL)
ALPHABET = (*LETTERS, *(letter.upper() for letter in LETTERS))

# From 0xA1 on as glibc's TCVN5712-1 has them; a dot where VN3, the set of the .Vn fonts, has none.
BY_CODE = (
    "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ"
)
TO_TCVN3 = {letter: chr(code) for code, letter in enumerate(BY_CODE, 0xA1) if letter != "."}
# VNI keyboards write the letter, then a character for its mark: one row a letter, by tone.
VNI_ROWS = (
    "a aø aû aõ aù aï", "aê aè aú aü aé aë", "aâ aà aå aã aá aä", "e eø eû eõ eù eï",
    "eâ eà eå eã eá eä", "i ì æ ó í ò", "o oø oû oõ où oï", "oâ oà oå oã oá oä",
    "ô ôø ôû ôõ ôù ôï", "u uø uû uõ uù uï", "ö öø öû öõ öù öï", "y yø yû yõ yù î",
)  # fmt: skip
TO_VNI = dict(zip(SMALL, " ".join(VNI_ROWS).split(), strict=True)) | {"đ": "ñ"}
TO_VNI |= {letter.upper(): typed.upper() for letter, typed in TO_VNI.items()}


def typed_for_tcvn3(text: str) -> str:
    """Capitals with a tone are small letters there, which the font draws as capitals or not."""
    return "".join(TO_TCVN3.get(x) or TO_TCVN3.get(x.lower(), x) for x in text)


def typed_for_vni(text: str) -> str:
    return "".join(TO_VNI.get(letter, letter) for letter in text)


def retype(book: Workbook, font: str, typed: Callable[[str], str]) -> Workbook:
    """Retype every Vietnamese text of a workbook for ``font``; codes and numbers stay."""
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, str) and not cell.value.isascii():
                cell.value = typed(cell.value)
                cell.font = Font(name=font)
    return book
