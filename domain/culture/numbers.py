"""Numbers as people write them: `1 234,5`, `1,234.50`, `1.234,5`, `1'234`, `−5`; and as they are printed for them."""

import re
import unicodedata
from decimal import ROUND_HALF_EVEN, Context, Decimal

from domain.one_line import breaks_line
from domain.visible import visible

DIGITS = 15
"""Digits that a number may have: more would not be printed as they were typed."""

_SPACES = " \u00a0\u2009\u202f\u2007'\u2019`_\u066c"
"""What stands between thousands and never before a fraction."""

_MINUS = str.maketrans(dict.fromkeys("\u2212\u2013\u2014\ufe63\uff0d", "-"))
_NUMBER = re.compile(r"(?P<sign>[+-]?)\s*(?P<body>\d[\d.,\u066b]*|[.,]\d+)")


def read_number(text: str, language: str, *, whole: bool = False, places: int | None = None) -> Decimal | None:
    """Return the number that a text is; None where it is none.

    `1,234` may be a fraction or a thousand: in English it is a thousand, in Russian only where the number is `whole`
    or has fewer `places` behind its point.
    """
    text = text.strip()
    if breaks_line(text):
        return None
    folded = _plain_digits(visible(text)).translate(_MINUS)
    if any(space in folded for space in _SPACES):
        folded = _without_spaces(folded)
    match = _NUMBER.fullmatch(folded)
    if match is None:
        return None
    body = match["body"].replace("\u066b", "." if language == "en" else ",")
    digits = _with_point(body, thousands=whole or (places is not None and places < 3), language=language)
    if digits is None:
        return None
    number = Decimal(digits)
    return -number if match["sign"] == "-" and number else number


def print_number(value: Decimal, language: str, places: int | None = None) -> str:
    """Return a number with its thousands apart: `1 234,5` (a space that breaks no line) or `1,234.5`.

    With `places` it has as many digits behind its point, else as many as it has, 15 digits in all.
    """
    number = value
    if places is not None:
        number = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN, context=Context(prec=60))
    elif len(value.as_tuple().digits) > DIGITS:
        number = Context(prec=DIGITS).plus(value)
    text = f"{number:,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if text.strip("-0.,") == "":
        text = text.lstrip("-")
    if language == "en":
        return text
    return text.replace(",", "\u00a0").replace(".", ",")


def _plain_digits(text: str) -> str:
    """Return the text with the digits of every script as ours."""
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)


def _without_spaces(text: str) -> str:
    """Take out what stands between thousands; where it stands elsewhere, the text stays what it is: no number."""
    groups = re.split(f"[{_SPACES}]", text.replace("- ", "-", 1))
    head, *rest = groups
    last = rest[-1] if rest else ""
    inner = [*rest[:-1], re.split(r"[.,]", last)[0]] if rest else []
    if re.fullmatch(r"[+-]?\d{1,3}", head) and all(re.fullmatch(r"\d{3}", group) for group in inner):
        return "".join(groups)
    return text.replace("- ", "-", 1)


def _with_point(body: str, *, thousands: bool, language: str) -> str | None:
    """Return digits with at most one point, which is before the fraction; None where they cannot be told apart."""
    marks = [sign for sign in body if sign in ".,"]
    if not marks:
        return body
    if len(set(marks)) == 2:
        mark, other = marks[-1], "." if marks[-1] == "," else ","
        if marks.count(mark) > 1:
            return None
        whole, fraction = body.split(mark)
        return f"{whole.replace(other, '')}.{fraction}" if fraction and _in_thousands(whole.split(other)) else None
    mark = marks[0]
    groups = body.split(mark)
    if len(groups) > 2:
        return "".join(groups) if _in_thousands(groups) else None
    is_thousand = _in_thousands(groups) and groups[0] != "0" and (thousands or (language == "en" and mark == ","))
    return "".join(groups) if is_thousand else f"{groups[0] or '0'}.{groups[1] or '0'}"


def _in_thousands(groups: list[str]) -> bool:
    """Whether groups of digits are thousands, or lakhs as in India: `12,34,567`."""
    head, *rest = groups
    if not rest or not 1 <= len(head) <= 3 or len(rest[-1]) != 3:
        return False
    sizes = {len(group) for group in rest[:-1]}
    return sizes <= {3} or (sizes <= {2} and len(head) <= 2)
