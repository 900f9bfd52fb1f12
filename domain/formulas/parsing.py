"""Parsing a formula: from text to a tree, with the spot of every piece."""

import re
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken
from lark.exceptions import VisitError

from domain.formulas.arithmetic import MAX_DIGITS
from domain.formulas.errors import FormulaError, FormulaSyntaxError, LimitExceeded, Spot
from domain.formulas.scopes import resolved
from domain.formulas.tree import Call, Chain, Literal, Local, Negative, Node, Query, Record, Step, Variable

MAX_SOURCE = 10_000
MAX_DEPTH = 64
_STRINGS = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'")
_WORDS = {"true": True, "false": False, "null": None}


@lru_cache(maxsize=1)
def _grammar() -> Lark:
    text = files("domain.formulas").joinpath("formula.lark").read_text(encoding="utf-8")
    return Lark(text, parser="lalr", propagate_positions=True, maybe_placeholders=False)


def parse(source: str) -> Node:
    """Return the tree; raises FormulaSyntaxError or LimitExceeded."""
    whole = Spot(source, 0, len(source))
    if len(source) > MAX_SOURCE:
        raise LimitExceeded(Spot(source, 0, 1), what="length", limit=MAX_SOURCE)
    if not source.strip():
        raise FormulaSyntaxError(whole)
    bare = _STRINGS.sub(lambda match: " " * len(match[0]), source)
    _check_depth(source, bare)
    try:
        tree = _grammar().parse(source)
    except UnexpectedToken as error:
        length = len(error.token) if error.token.type != "$END" else 0
        start = len(source) if error.token.type == "$END" else error.pos_in_stream or 0
        raise FormulaSyntaxError(Spot(source, start, length)) from None
    except UnexpectedEOF:
        raise FormulaSyntaxError(Spot(source, len(source), 0)) from None
    except UnexpectedCharacters as error:
        raise FormulaSyntaxError(Spot(source, error.pos_in_stream or 0, 1)) from None
    except UnexpectedInput as error:
        raise FormulaSyntaxError(Spot(source, error.pos_in_stream or 0, 1)) from None
    try:
        node = resolved(_Builder(source).transform(tree))
    except VisitError as error:
        if isinstance(error.orig_exc, FormulaError):
            raise error.orig_exc from None
        raise
    return node


def _check_depth(source: str, bare: str) -> None:
    depth = 0
    for index, letter in enumerate(bare):
        depth += (letter == "(") - (letter == ")")
        if depth > MAX_DEPTH:
            raise LimitExceeded(Spot(source, index, 1), what="depth", limit=MAX_DEPTH)


class _Builder(Transformer[Token, Any]):
    """Makes the nodes; a token gives its spot."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self._source = source

    def _spot(self, token: Token) -> Spot:
        return Spot(self._source, token.start_pos or 0, len(token))

    def start(self, children: list[Node]) -> Node:
        return children[0]

    def string(self, children: list[Token]) -> Node:
        (token,) = children
        quote = token[0]
        return Literal(self._spot(token), str(token)[1:-1].replace(quote * 2, quote))

    def number(self, children: list[Token]) -> Node:
        (token,) = children
        if len(token) > MAX_DIGITS:
            raise LimitExceeded(self._spot(token), what="number", limit=MAX_DIGITS)
        return Literal(self._spot(token), Decimal(str(token)))

    def word(self, children: list[Token]) -> Node:
        (token,) = children
        if token.lower() in _WORDS:
            return Literal(self._spot(token), _WORDS[token.lower()])
        return Local(self._spot(token), str(token))

    def record(self, children: list[Token]) -> Node:
        (token,) = children
        spot = self._spot(token)
        return Step(spot, Record(spot), str(token)[1:])

    def context(self, children: list[Token]) -> Node:
        dollar, _, name = children
        return Step(self._spot(name), Record(self._spot(dollar)), str(name))

    def variable(self, children: list[Token]) -> Node:
        return Variable(self._spot(children[0]), str(children[0])[2:])

    def call(self, children: list[Any]) -> Node:
        name, *arguments = children
        return Call(self._spot(name), name.upper(), tuple(arguments))

    def picked(self, children: list[Any]) -> Node:
        """`ANY([(query), x, condition])` is a query over what the inner one gives."""
        name, source, variable, condition = children
        spot = self._spot(name)
        if name.upper() != "ANY":
            raise FormulaSyntaxError(spot)
        whole = Query(spot, str(variable), source, condition, None, False, Literal(spot, value=True))
        return Call(spot, "ANY", (whole,))

    def where(self, children: list[Any]) -> tuple[str, Any]:
        return "where", children[1]

    def order(self, children: list[Any]) -> tuple[str, Any]:
        return "order", (children[1], len(children) > 2 and children[2].lower().startswith("desc"))

    def query(self, children: list[Any]) -> Node:
        begun, variable, _, source, *clauses, _, select = children
        found = dict(clauses)
        order, descending = found.get("order", (None, False))
        return Query(self._spot(begun), str(variable), source, found.get("where"), order, descending, select)

    def step(self, children: list[Any]) -> Node:
        node, *rest = children
        names = rest[1::2]
        if len(names) > MAX_DEPTH:
            raise LimitExceeded(self._spot(names[-1]), what="depth", limit=MAX_DEPTH)
        for name in names:
            node = Step(self._spot(name), node, str(name))
        result: Node = node
        return result

    def negative(self, children: list[Any]) -> Node:
        *signs, operand = children
        return Negative(self._spot(signs[0]), len(signs), operand)

    def _chain(self, children: list[Any]) -> Node:
        operators = tuple(children[1::2])
        spots = tuple(self._spot(token) for token in operators)
        return Chain(spots[0], tuple(children[::2]), tuple(map(str, operators)), spots)

    or_ = and_ = comparison = sum = product = _chain
