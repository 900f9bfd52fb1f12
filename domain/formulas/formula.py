"""A formula: compiled once, checked against names, evaluated as often as needed."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal as Choice

from domain.formulas.cache import CompiledFormulas
from domain.formulas.errors import FormulaError, FormulaSyntaxError, UnknownFunction, UnknownName
from domain.formulas.evaluation import Evaluation
from domain.formulas.explaining import explained
from domain.formulas.fitting import check_fitting
from domain.formulas.foreign_calls import rewritten
from domain.formulas.functions import FUNCTIONS, TABLE
from domain.formulas.kinds import surely
from domain.formulas.mistakes import usage_of, with_piece, wrong_count
from domain.formulas.name_check import Names
from domain.formulas.names import nearest_function
from domain.formulas.parsing import parse
from domain.formulas.schema import Field, Schema
from domain.formulas.tree import Call, Node, Record, Step, Table, Variable, walk
from domain.formulas.values import Value, View

MOST_MISTAKES = 4

_FIXED = frozenset({"logic", "text", "number", "list"})
"""Groups of functions that give the same value for the same arguments, whoever asks and whenever."""


@dataclass(frozen=True, slots=True)
class Path:
    """What a formula needs from outside: names from the record in context, or from the variables."""

    root: Choice["record", "variable"]
    names: tuple[str, ...]

    @property
    def text(self) -> str:
        """The formula that goes along it and does nothing else."""
        return ("$" if self.root == "record" else "$$") + "->".join(self.names)


class Formula:
    """A formula that can be read; its names are known only after `check`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tree = parse(text)
        for node in walk(self._tree):
            if isinstance(node, Call):
                _check_call(node)
        self.paths = tuple(dict.fromkeys(_paths(self._tree)))

    def check(self, schema: Schema | None, templates: Mapping[str, Schema] | None = None) -> None:
        """Check every name against the template in context, where that is known, and those that queries name.

        Raises UnknownName with the nearest one, or WrongType.
        """
        Names(schema, templates).check(self._tree)

    def reads(self, schema: Schema, templates: Mapping[str, Schema]) -> frozenset[tuple[Schema, str]]:
        """Return the attributes that it reads, of the record, of those that it leads to, and of those it looks for.

        Whatever stands behind a name that is not there is left out.
        """
        names = Names(schema, templates)
        with suppress(FormulaError):
            names.check(self._tree)
        return frozenset(names.read)

    @property
    def queried(self) -> frozenset[str]:
        """The templates whose records queries look for."""
        return frozenset(node.template for node in walk(self._tree) if isinstance(node, Table))

    def check_fitting(self, schema: Schema) -> None:
        """Check what its pieces are made for; raises WrongType or UnknownName for what is wrong whatever is filled in.

        Names must be checked already. Formulas that were saved before this was checked go on as they are.
        """
        check_fitting(self._tree, schema)

    @property
    def is_fixed(self) -> bool:
        """Whether it gives the same value always: it reads nothing."""
        return not any(
            isinstance(node, Record | Variable | Table)
            or (isinstance(node, Call) and TABLE[node.name].group not in _FIXED)
            for node in walk(self._tree)
        )

    def kind(self, schema: Schema) -> Field | None:
        """Return the kind of value that it surely gives; None where only its evaluation can tell."""
        return surely(self._tree, schema)

    def evaluate(self, view: View) -> Value:
        """Return the value over a view, with formatting where the formula only reads texts and joins them by `+`.

        Raises FormulaError, or NotLoaded for what was not read yet.
        """
        return Evaluation(view, FUNCTIONS).formatted(self._tree)


Against = tuple[Schema | None, frozenset[tuple[str, Schema]] | None]
COMPILED: CompiledFormulas[Against, Formula] = CompiledFormulas()


def compile_formula(text: str, schema: Schema | None = None, templates: Mapping[str, Schema] | None = None) -> Formula:
    """Return the formula, compiled once, with its names checked as far as the templates are known.

    Raises FormulaError, which says what to type instead.
    """
    against = (schema, None if templates is None else frozenset(templates.items()))
    return COMPILED.get(text, against, lambda: _explained(text, schema, templates))


def _explained(text: str, schema: Schema | None, templates: Mapping[str, Schema] | None) -> Formula:
    try:
        return _checked(text, schema, templates)
    except FormulaError as error:
        better = str(error.params.get("corrected", ""))
        for _ in range(MOST_MISTAKES):  # one mistake is told, all of them are mended in what is to be typed
            try:
                _checked(better, schema, templates)
            except FormulaError as next_one:
                better = str(next_one.params.get("corrected", "")) or better
        if better:
            # The one name that is wrong is said already.
            said = isinstance(error, UnknownName) and better == error.params.get("corrected")
            error.params["corrected"] = "" if said else better
        raise


def _checked(text: str, schema: Schema | None, templates: Mapping[str, Schema] | None) -> Formula:
    try:
        formula = Formula(text)
    except FormulaSyntaxError as error:
        raise explained(error, _compiles, _is_readable, schema=schema) from None
    formula.check(schema, templates)
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
        nearest = nearest_function(node.name, FUNCTIONS)
        usage = usage_of(nearest) if nearest else {}
        corrected = rewritten(node.spot) or (with_piece(node.spot, nearest) if nearest else "")
        raise UnknownFunction(node.spot, name=node.spot.piece, nearest=nearest, corrected=corrected, **usage)
    known = TABLE[node.name]
    if not known.takes(len(node.arguments)):
        raise wrong_count(node, known.counts)


def _paths(tree: Node) -> Iterator[Path]:
    for node in walk(tree):
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
