"""Evaluating a tree: synchronous, pure, and bounded in steps and size."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from domain.formulas.alphabet import alphabetical
from domain.formulas.arithmetic import arithmetic
from domain.formulas.culture import Culture, culture_of
from domain.formulas.errors import LimitExceeded, Spot, UnknownName, WrongArguments, WrongType
from domain.formulas.mistakes import MOST_NAMES, usage_of
from domain.formulas.moments import Clock
from domain.formulas.patterns import Searches
from domain.formulas.printing import to_text
from domain.formulas.queries import results
from domain.formulas.tree import Call, Chain, Literal, Local, Negative, Node, Query, Record, Step, Table, Variable
from domain.formulas.values import Entity, Missing, NotLoaded, Value, View, is_equal, kind_of, many, plain
from domain.messages.rich_text import RichText

MAX_STEPS = 200_000
MAX_TEXT = 1_000_000
MAX_LIST = 50_000
TEXT_A_STEP = 100
"""Characters that are worth one step."""
_ORDERED = (str, Decimal, datetime, timedelta)
_COUNTED = frozenset({"number", "duration", "date_time"})
Function = Callable[["Evaluation", Call], Value]


class Evaluation:
    """One evaluation of a formula over a view."""

    def __init__(self, view: View, functions: Mapping[str, Function]) -> None:
        self.view = view
        self.searches = Searches()
        self._functions = functions
        self._steps = 0
        self._locals: Mapping[str, Value] = {}
        self._spot = Spot("", 0, 0)
        self._culture: Culture | None = None

    def __call__(self, node: Node) -> Value:
        """Return a node's value, texts without formatting; raises FormulaError."""
        return plain(self.formatted(node))

    def formatted(self, node: Node) -> Value:
        """Return a node's value with formatting: what is read and what `+` joins keep it; raises FormulaError."""
        self.count(node.spot)
        match node:
            case Literal():
                return node.value
            case Record():
                return self.view.record
            case Variable():
                return self._read(self.view.variables, node.name)
            case Step():
                return self._step(node)
            case Call():
                return self._called(node)
            case Negative():
                return self._negative(node)
            case Chain():
                return self._chain(node)
            case Local():
                return self._locals.get(node.name)
            case Query():
                return results(self, node)
            case Table():
                return results(self, Query(node.spot, "", node, None, None, False, Local(node.spot, "")))

    @contextmanager
    def naming(self, name: str, value: Value) -> Iterator[None]:
        """Let the variable of a query stand for a value."""
        outer = self._locals
        self._locals = {**outer, name: value}
        try:
            yield
        finally:
            self._locals = outer

    def _called(self, node: Call) -> Value:
        try:
            return plain(self._functions[node.name](self, node))
        except (WrongType, WrongArguments) as error:
            if error.spot in (node.spot, *(argument.spot for argument in node.arguments)):
                error.about(node.name, usage_of(node.name))
            raise

    def text(self, value: Value, spot: Spot | None = None) -> str:
        """Return a value as the platform prints it for the person; raises WrongType for a set of variables."""
        if type(value) is str:
            return value
        for item in many(value):
            if isinstance(item, Mapping):
                names = ", ".join(list(item)[:MOST_NAMES])
                raise WrongType(spot or self._spot, expected="text", found="variables", hint="variables", names=names)
        if isinstance(value, Decimal | tuple):  # nothing else is written by a language, which must be read
            return to_text(value, self.view.time_zone, self.culture)
        return to_text(value, self.view.time_zone)

    @property
    def culture(self) -> Culture:
        """The language of the person's account."""
        if self._culture is None:
            self._culture = culture_of(self.view.user)
        return self._culture

    @property
    def clock(self) -> Clock:
        """The clock of the person's time zone."""
        return Clock(self.view.time_zone)

    def count(self, spot: Spot, steps: int = 1) -> None:
        """Count steps of work; raises LimitExceeded past the bound."""
        self._steps += steps
        self._spot = spot
        if self._steps > MAX_STEPS:
            raise LimitExceeded(spot, what="steps", limit=MAX_STEPS)

    def count_text(self, text: str, spot: Spot) -> None:
        """Count the steps of going over a text; raises LimitExceeded past the bound."""
        if len(text) > TEXT_A_STEP:
            self.count(spot, len(text) // TEXT_A_STEP)

    def bounded(self, text: str, spot: Spot) -> str:
        """Return a text that was made; raises LimitExceeded when it is too long."""
        if len(text) > MAX_TEXT:
            raise LimitExceeded(spot, what="text", limit=MAX_TEXT)
        self.count_text(text, spot)
        return text

    def gathered(self, items: tuple[Any, ...], spot: Spot) -> tuple[Any, ...]:
        """Return a list that was made; its texts together may be no longer than one; raises LimitExceeded."""
        if len(items) > MAX_LIST:
            raise LimitExceeded(spot, what="list", limit=MAX_LIST)
        letters = sum(len(item) for item in items if isinstance(item, str))
        if letters > MAX_TEXT:
            raise LimitExceeded(spot, what="text", limit=MAX_TEXT)
        self.count(spot, len(items) + letters // TEXT_A_STEP)
        return items

    @staticmethod
    def _read(variables: Mapping[str, Any], name: str) -> Value:
        value: Value = _variable(variables.get(name))
        return value

    def _step(self, node: Step) -> Value:
        source = self(node.source)
        if isinstance(source, Entity):
            return self._attribute(source, node)
        if isinstance(source, Mapping):
            return self._read(source, node.name)
        if isinstance(source, tuple):
            self.count(node.spot, len(source))
            flat: list[Any] = []
            missing = Missing()
            for item in source:
                try:
                    value = self._attribute(item, node)
                except NotLoaded as stop:  # what all of them miss is named together
                    missing.add(stop)
                    continue
                flat += value if isinstance(value, tuple) else [] if value is None else [value]
            missing.check()
            return tuple(flat)
        return self._attribute(source, node)

    def _attribute(self, source: Value, node: Step) -> Value:
        if source is None:
            return None
        if not isinstance(source, Entity):
            raise WrongType(node.spot, expected="reference", found=kind_of(source))
        try:
            value: Value = source.get(node.name)
        except KeyError:
            raise UnknownName(node.spot, name=node.name) from None
        return value

    def _negative(self, node: Negative) -> Value:
        value = self(node.operand)
        if value is None:
            return None
        if not isinstance(value, Decimal | timedelta):
            raise WrongType(node.spot, expected="number", found=kind_of(value))
        return -value if node.times % 2 else value

    def _chain(self, node: Chain) -> Value:
        if node.operators[0] in {"&&", "||"}:
            return self._logic(node)
        read = self.formatted if set(node.operators) <= {"+", "-"} else self
        value = self._operand(node.operands[0], read, node.operators[0])
        for operator, spot, operand in zip(node.operators, node.spots, node.operands[1:], strict=True):
            value = self.operate(operator, value, self._operand(operand, read, operator), spot)
        return value

    def _operand(self, node: Node, read: Callable[[Node], Value], operator: str) -> Value:
        """Return what stands beside an operator; a whole set of variables is compared at most."""
        value = read(node)
        if operator not in {"==", "!="}:
            self.text(value if isinstance(value, tuple | Mapping) else None, node.spot)
        return value

    def _logic(self, node: Chain) -> bool:
        stops = node.operators[0] == "||"
        return any(self.truth(item) for item in node.operands) if stops else all(map(self.truth, node.operands))

    def truth(self, node: Node) -> bool:
        """Return a condition: an empty one does not hold; raises WrongType for anything but a boolean."""
        value = self(node)
        if value is None:
            return False
        if not isinstance(value, bool):
            hint = "join" if isinstance(value, str) else ""
            raise WrongType(node.spot, expected="boolean", found=kind_of(value), hint=hint)
        return value

    def operate(self, operator: str, first: Value, second: Value, spot: Spot) -> Value:
        """Return the result of a binary operator; an empty value flows through arithmetic and order."""
        if type(first) is str:
            self.count_text(first, spot)
        if operator == "==":
            return is_equal(first, second)
        if operator == "!=":
            return not is_equal(first, second)
        if first is None or second is None:
            return None
        if operator in {"<", "<=", ">", ">="}:
            return self.compare(operator, first, second, spot)
        if operator == "+" and (_is_text(first) or _is_text(second)):
            return self._joined((first, second), spot)
        return arithmetic(operator, first, second, spot)

    def _joined(self, values: tuple[Value, ...], spot: Spot) -> Value:
        """Return texts one behind the other, each with its formatting."""
        parts = [value if isinstance(value, RichText) else self.text(value, spot) for value in values]
        self.bounded("".join(self.text(part) for part in parts), spot)
        return RichText.joined(parts) if any(isinstance(part, RichText) for part in parts) else "".join(map(str, parts))

    def compare(self, operator: str, first: Value, second: Value, spot: Spot) -> bool:
        """Return whether two values of one type stand in that order; texts are compared alphabetically."""
        if kind_of(first) != kind_of(second) or not isinstance(first, _ORDERED):
            raise WrongType(spot, expected=kind_of(first), found=kind_of(second))
        left, right = (in_order(item) for item in self.gathered((first, second), spot))
        return bool({"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator])


def _is_text(value: Value) -> bool:
    return isinstance(value, str | RichText)


def in_order(value: Any) -> Any:
    """Return what a value is ordered by."""
    return alphabetical(value) if isinstance(value, str) else value


def _variable(value: Any) -> Any:
    """Return a variable's value: a list that was kept as JSON is a tuple, a plain number a Decimal."""
    if isinstance(value, list):
        return tuple(map(_variable, value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    return value
