"""What was typed for a formula and is none: the formulas that may have been meant, each of which would be taken."""

import re
from dataclasses import dataclass

from domain.editing.accepted import with_answer
from domain.editing.answers import read_answer
from domain.editing.editing import Editing
from domain.editing.ready import takes_texts
from domain.errors import GonetsError
from domain.formulas import FormulaError, literal_of

_NAME = re.compile(r"\$\$?[A-Za-zА-Яа-яЁё_]\w*(?:->\w+)*")

_SIGNS = re.compile(r"\$|->|'[^']*'|\"[^\"]*\"|==|&&|\|\||\w\(")
"""What nobody writes in a sentence: a formula was meant."""

_CALCULATES = re.compile(r"[=+*'\"(<&|]")
"""Beside a name these are no part of a sentence."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A formula that may have been meant: the words as a text (`is_text`), or what the mistake's own rule makes."""

    formula: str
    is_text: bool = False


def mended(editing: Editing, typed: str) -> list[Mended]:
    """Return what may have been meant by words that are no formula; words for a place of texts may be one."""
    is_sentence = "$" not in typed or not _CALCULATES.search(typed)
    is_text = is_sentence and takes_texts(editing.draft, editing.chain, editing.office)
    found = [Mended(as_text(typed), is_text=True)] if is_text else []
    try:
        read_answer(editing.draft, editing.chain, editing.office, typed)
    except FormulaError as error:
        better = Mended(str(error.params.get("corrected") or ""))
        found = [better, *found] if _SIGNS.search(typed) else found or [better]
    texts = dict.fromkeys(item.formula for item in found if item.formula and _is_taken(editing, item.formula))
    return [next(item for item in found if item.formula == text) for text in texts]


def as_text(words: str) -> str:
    """Return the formula that gives words as a text; attributes that they name are put in."""
    pieces, at = [], 0
    words = words.strip()
    for match in _NAME.finditer(words):
        pieces += [literal_of(words[at : match.start()]), match[0]]
        at = match.end()
    nothing = literal_of("")
    return " + ".join(piece for piece in (*pieces, literal_of(words[at:])) if piece != nothing) or nothing


def _is_taken(editing: Editing, formula: str) -> bool:
    try:
        with_answer(editing, read_answer(editing.draft, editing.chain, editing.office, formula))
    except GonetsError:
        return False
    return True
