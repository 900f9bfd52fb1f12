"""A formula: compiled once, checked against names, evaluated as often as needed."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal as Choice

from domain.formulas.cache import CompiledFormulas
from domain.formulas.errors import FormulaError, FormulaSyntaxError, FunctionNotYet, UnknownFunction, WrongType
from domain.formulas.evaluation import Evaluation
from domain.formulas.explaining import explained
from domain.formulas.fitting import check_fitting
from domain.formulas.functions import FUNCTIONS, TABLE
from domain.formulas.kinds import surely
from domain.formulas.mistakes import unknown_name, usage_of, with_piece, wrong_count
from domain.formulas.names import NOT_YET, nearest_function
from domain.formulas.parsing import parse
from domain.formulas.schema import ACCOUNT_SCHEMA, Field, Schema
from domain.formulas.tree import Call, Node, Record, Step, Variable, children_of
from domain.formulas.values import Value, View

MOST_MISTAKES = 4

_FIXED = frozenset({"logic", "text", "number", "list"})
"""Groups of functions that give the same value for the same arguments, whoever asks and whenever."""


@dataclass(frozen=True, slots=True)
class Path:
    """What a formula needs from outside: names from the record in context, or from the variables."""

    root: Choice["record", "variable"]
    names: tuple[str, ...]


class Formula:
    """A formula that can be read; its names are known only after `check`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tree = parse(text)
        for node in _walk(self._tree):
            if isinstance(node, Call):
                _check_call(node)
        self.paths = tuple(dict.fromkeys(_paths(self._tree)))

    def check(self, schema: Schema) -> None:
        """Check every name against a template; raises UnknownName with the nearest one, or WrongType."""
        _check(self._tree, schema)

    def check_fitting(self, schema: Schema) -> None:
        """Check what its pieces are made for; raises WrongType or UnknownName for what is wrong whatever is filled in.

        Names must be checked already. Formulas that were saved before this was checked go on as they are.
        """
        check_fitting(self._tree, schema)

    @property
    def is_fixed(self) -> bool:
        """Whether it gives the same value always: it reads nothing."""
        return not any(
            isinstance(node, Record | Variable) or (isinstance(node, Call) and TABLE[node.name].group not in _FIXED)
            for node in _walk(self._tree)
        )

    def kind(self, schema: Schema) -> Field | None:
        """Return the kind of value that it surely gives; None where only its evaluation can tell."""
        return surely(self._tree, schema)

    def evaluate(self, view: View) -> Value:
        """Return the value over a view, with formatting where the formula only reads texts and joins them by `+`.

        Raises FormulaError, or NotLoaded for what was not read yet.
        """
        return Evaluation(view, FUNCTIONS).formatted(self._tree)


COMPILED: CompiledFormulas[Schema | None, Formula] = CompiledFormulas()


def compile_formula(text: str) -> Formula:
    """Return the formula, compiled once; raises FormulaSyntaxError, UnknownFunction, FunctionNotYet, WrongArguments."""
    return checked_formula(text)


def checked_formula(text: str, schema: Schema | None = None) -> Formula:
    """Return a formula that somebody types, with its names checked against a template where there is one.

    Raises FormulaError, which says what to type instead.
    """
    return COMPILED.get(text, schema, lambda: _explained(text, schema))


def _explained(text: str, schema: Schema | None) -> Formula:
    try:
        return _checked(text, schema)
    except FormulaError as error:
        better = str(error.params.get("corrected", ""))
        for _ in range(MOST_MISTAKES):  # one mistake is told, all of them are mended in what is to be typed
            try:
                _checked(better, schema)
            except FormulaError as next_one:
                better = str(next_one.params.get("corrected", "")) or better
        if better:
            error.params["corrected"] = better
        raise


def _checked(text: str, schema: Schema | None) -> Formula:
    try:
        formula = Formula(text)
    except FormulaSyntaxError as error:
        raise explained(error, _compiles, _is_readable, schema=schema) from None
    if schema is not None:
        formula.check(schema)
    return formula


def _compiles(text: str) -> bool:
    with suppress(FormulaError):
        Formula(text)
        return True
    return False


def _is_readable(text: str) -> bool:
    with suppress(FormulaError):
        parse(text)
        return True
    return False


def _check_call(node: Call) -> None:
    if node.name not in FUNCTIONS:
        if node.name in NOT_YET:
            raise FunctionNotYet(node.spot, name=node.name)
        nearest = nearest_function(node.name, FUNCTIONS)
        usage = usage_of(nearest) if nearest else {}
        corrected = with_piece(node.spot, nearest) if nearest else ""
        raise UnknownFunction(node.spot, name=node.spot.piece, nearest=nearest, corrected=corrected, **usage)
    known = TABLE[node.name]
    if not known.takes(len(node.arguments)):
        raise wrong_count(node, *known.arity)


def _check(node: Node, schema: Schema) -> Schema | None:
    """Check a node's names; return what a reference leads to."""
    if isinstance(node, Record):
        return schema
    if isinstance(node, Call) and node.name == "USER":
        return ACCOUNT_SCHEMA
    if isinstance(node, Step):
        source = _check(node.source, schema)
        if source is None:
            if _is_plain_attribute(node.source):
                raise WrongType(node.spot, expected="reference", found="text")
            return None
        if node.name not in source.fields:
            raise unknown_name(node, source)
        return source.target_of(node.name)
    for child in children_of(node):
        _check(child, schema)
    return None


def _is_plain_attribute(node: Node) -> bool:
    """Whether a node surely is a value with no attributes: an attribute of the record that is no reference."""
    return isinstance(node, Step) and _root(node) == "record"


def _root(node: Node) -> str:
    while isinstance(node, Step):
        node = node.source
    return "record" if isinstance(node, Record) else "other"


def _paths(tree: Node) -> Iterator[Path]:
    for node in _walk(tree):
        names: list[str] = []
        inner: Node = node
        while isinstance(inner, Step):
            names.insert(0, inner.name)
            inner = inner.source
        if isinstance(inner, Record) and names:
            yield Path("record", tuple(names))
        elif isinstance(inner, Variable):
            yield Path("variable", (inner.name, *names))
        elif isinstance(inner, Call) and inner.name == "USER" and names:
            yield Path("record", ("_creator", *names))


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in children_of(node):
        yield from _walk(child)
