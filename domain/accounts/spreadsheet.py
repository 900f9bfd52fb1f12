"""Cells that a spreadsheet would run as a formula, or has run: what is written for it, and what it writes for us."""

import re
from enum import StrEnum

_RUNS = re.compile(r"'*[=+\-@]|'+\d")
_SHELTERED = re.compile(r"'+[=+\-@\d]")
_WRAPPED = re.compile(r'="((?:[^"]|"")*)"')
_FORMULA = re.compile(r"=\s*(?:[A-ZА-Я][A-ZА-Я0-9._]*\(|\$?[A-Z]{1,3}\$?\d|[-+(\d\"])", re.IGNORECASE)
_FAILED = re.compile(
    r"#(?:ИМЯ\?|Н/Д|ЗНАЧ!|ССЫЛКА!|ДЕЛ/0!|ЧИСЛО!|ПУСТО!|NAME\?|N/A|VALUE!|REF!|DIV/0!|NUM!|NULL!|#{2,})", re.IGNORECASE
)
_ROUNDED = re.compile(r"[-+]?\d+[.,]\d+[EЕ]\+?\d{1,3}|[-+]?\d+[EЕ]\+\d{1,3}", re.IGNORECASE)


_NOTHING = re.compile(r"[(<]?null[)>]?|\\n|none|nan|n/a|undefined|н/д|нет данных|не указано?|[-–—]", re.IGNORECASE)


class Doubt(StrEnum):
    """Why a cell does not say what was meant."""

    FORMULA = "formula"
    NUMBER = "number"


def sheltered(cell: str) -> str:
    """Return the cell so that a spreadsheet shows it and runs nothing: `=1+1` becomes `'=1+1`.

    A post that is called `NULL` is one, and stays one: it becomes `'NULL`.
    """
    return f"'{cell}" if _RUNS.match(cell) or says_nothing(cell.lstrip("'")) else cell


def bare(cell: str) -> str:
    """Return a cell as it was before `sheltered`, or before Excel made a text of it (`="007"`)."""
    if cell.startswith("'") and (_SHELTERED.match(cell) or says_nothing(cell.lstrip("'"))):
        return cell[1:]
    wrapped = _WRAPPED.fullmatch(cell) if cell.startswith("=") else None
    return cell if wrapped is None else wrapped[1].replace('""', '"')


def says_nothing(cell: str) -> bool:
    """Whether a database or a person has written that there is no value: `NULL`, `\\N`, `nan`, «н/д», a dash."""
    return _NOTHING.fullmatch(cell) is not None


def doubt_of(cell: str) -> Doubt | None:
    """Say whether a spreadsheet left a formula, its error, or a rounded number (7,9E+10) in the place of a value."""
    if cell.startswith("="):
        return Doubt.FORMULA if _FORMULA.match(cell) and not _WRAPPED.fullmatch(cell) else None
    if cell.startswith("#"):
        return Doubt.FORMULA if _FAILED.fullmatch(cell) else None
    return Doubt.NUMBER if cell[:1] in "+-0123456789" and _ROUNDED.fullmatch(cell) else None
