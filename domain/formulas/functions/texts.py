"""Texts. Letter case counts, and positions count from 0."""

from decimal import Decimal

from domain.formulas.errors import LimitExceeded
from domain.formulas.evaluation import MAX_TEXT, Evaluation
from domain.formulas.functions.room import Room
from domain.formulas.patterns import HugeResult
from domain.formulas.tree import Call
from domain.formulas.values import Value, many

room = Room("text")


@room.lazy("CONCAT(text1, ..., textN)", "CONCAT(list)", gives="text")
def _concat(evaluation: Evaluation, node: Call) -> Value:
    items = tuple(item for argument in node.arguments for item in many(evaluation(argument)))
    return evaluation.bounded("".join(map(evaluation.text, evaluation.gathered(items, node.spot))), node.spot)


_SEPARATORS = ("text", "number", "date_time", "duration", "boolean", "reference")
"""A list in the separator's place is the other order of arguments, which gives the separator alone.

It is refused when it is saved; what is stored runs on.
"""


@room.lazy("JOIN(separator, list)", gives="text", takes=f"{'|'.join(_SEPARATORS)} any")
def _join(evaluation: Evaluation, node: Call) -> Value:
    separator, items = map(evaluation, node.arguments)
    if separator is None or items is None:
        return None
    mark = evaluation.text(separator)
    parts = evaluation.gathered(many(items), node.spot)
    if len(mark) * len(parts) > MAX_TEXT:
        raise LimitExceeded(node.spot, what="text", limit=MAX_TEXT)
    return evaluation.bounded(mark.join(map(evaluation.text, parts)), node.spot)


@room.plain("CONTAINS(string, substring)", takes="text", gives="boolean")
def _contains(text: str, piece: str) -> Value:
    return piece in text


@room.plain("STARTSWITH(string, startString)", takes="text", gives="boolean")
def _starts_with(text: str, piece: str) -> Value:
    return text.startswith(piece)


@room.plain("ENDSWITH(string, endString)", takes="text", gives="boolean")
def _ends_with(text: str, piece: str) -> Value:
    return text.endswith(piece)


@room.plain("FIRSTCAPITAL(string)", takes="text", gives="text")
def _first_capital(text: str) -> Value:
    return text[:1].upper() + text[1:]


@room.plain("TOLOWER(string)", takes="text", gives="text")
def _lower(text: str) -> Value:
    return text.lower()


@room.plain("TOUPPER(string)", takes="text", gives="text")
def _upper(text: str) -> Value:
    return text.upper()


@room.plain("TRIM(string)", takes="text", gives="text")
def _trim(text: str) -> Value:
    return text.strip()


@room.plain("NORMALIZE(string)", takes="text", gives="text")
def _normalize(text: str) -> Value:
    return " ".join(text.split())


@room.plain("LENGTH(string)", takes="text", gives="number")
def _length(text: str) -> Value:
    return Decimal(len(text))


@room.plain("REPLACE(string, subString, replacementString)", takes="text", gives="text")
def _replace(text: str, piece: str, other: str) -> Value:
    if not piece:
        raise ValueError("nothing to be replaced")
    if len(text) + text.count(piece) * (len(other) - len(piece)) > MAX_TEXT:
        raise HugeResult
    return text.replace(piece, other)


@room.plain("SUBSTRING(sourceString, startIndex, [numberOfChars])", takes="text number", gives="text")
def _substring(text: str, start: Decimal, count: Decimal | None = None) -> Value:
    begin = int(start)
    if begin < 0 or (count is not None and count < 0):
        raise ValueError("positions count from 0")
    return text[begin:] if count is None else text[begin : begin + int(count)]


@room.plain("INDEXOF(sourceString, stringToFind, [startIndex])", takes="text text number", gives="number")
def _index_of(text: str, piece: str, start: Decimal = Decimal(0)) -> Value:
    if start < 0:
        raise ValueError("positions count from 0")
    return Decimal(text.find(piece, int(start)))
