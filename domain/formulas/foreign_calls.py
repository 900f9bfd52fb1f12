"""Calls of functions from elsewhere whose arguments stand otherwise here: `LEFT(text, 3)`, `TODAY()`."""

import re

from domain.formulas.errors import Spot
from domain.formulas.foreign_words import folded

_FORMS = {
    "SUBSTRING({0}, 0, {1})": "LEFT ЛЕВСИМВ ЛЕВ",
    "SUBSTRING({0}, {1} - 1, {2})": "MID ПСТР СРЕД",
    "SUBSTRING({0}, LENGTH({0}) - {1})": "RIGHT ПРАВСИМВ ПРАВ",
    "STARTOFDAY(NOW())": "TODAY СЕГОДНЯ CURDATE ТЕКУЩАЯДАТА CURRENTDATE",
    "null": "NULL NONE НЕОПРЕДЕЛЕНО",
    "EMPTY({0}) == false": "НЕПУСТО ISNOTNULL ISNOTEMPTY NOTEMPTY ЗНАЧЕНИЕЗАПОЛНЕНО",
}
_CALLS = {folded(word): form for form, words in _FORMS.items() for word in words.split()}


def rewritten(spot: Spot) -> str:
    """Return the formula with the call that begins at a spot written as here; empty where nothing is known of it."""
    form = _CALLS.get(folded(spot.piece))
    if form is None:
        return ""
    arguments, end = _arguments(spot.source, spot.start + spot.length)
    if end < 0 or len(arguments) != len(set(re.findall(r"\{\d\}", form))):
        return ""
    return f"{spot.source[: spot.start]}{form.format(*arguments)}{spot.source[end:]}"


def _arguments(source: str, start: int) -> tuple[list[str], int]:
    """Return the texts of a call's arguments and where it ends; -1 where it does not."""
    parts, begun, depth, quote = [], 0, 0, ""
    for place in range(start, len(source)):
        letter = source[place]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter == "(":
            depth += 1
            begun = begun or place + 1
        elif letter in ",)" and depth == 1:
            parts.append(source[begun:place].strip())
            begun = place + 1
            if letter == ")":
                return [part for part in parts if part], place + 1
        elif letter == ")":
            depth -= 1
    return [], -1
