"""What a formula surely gets wrong whenever it has values: told when it is saved, not first when it runs.

It mirrors evaluation. What only the values can tell is let pass, and so is whatever may be empty.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

from domain.culture.days import find_day
from domain.culture.lengths import read_length
from domain.culture.yes_no import read_yes_no
from domain.formulas.errors import FormulaSyntaxError, Spot, UnknownName, WrongArguments, WrongType
from domain.formulas.iso8601 import duration_iso, read_duration, read_moment
from domain.formulas.kinds import ARITHMETIC, CALCULATED, calculated, shape_of, surely
from domain.formulas.mistakes import MOST_NAMES, unknown_name, unknown_value, usage_of, with_piece
from domain.formulas.moments import UTC_CLOCK
from domain.formulas.names import nearest_name
from domain.formulas.schema import Field, Schema
from domain.formulas.table import TABLE
from domain.formulas.tree import Call, Chain, Literal, Negative, Node, Step, Variable, children_of
from domain.formulas.typed_forms import check_forms

_TRUTHS = {"AND": None, "OR": None, "NOT": None, "IF": 1}
"""Functions whose arguments, or the first so many of them, say yes or no."""

_TEXTS = frozenset({"MATCHES", "NOTMATCHES", "REGEXREPLACE", "DECIMAL"})
_EQUAL = frozenset({"EQUALS", "NOTEQUALS"})
_COMPARING = {"GREATER": ">", "GREATEREQ": ">=", "LESS": "<", "LESSEQ": "<="}
_CALCULATING = {"ADD": "+", "SUBTRACT": "-", "PRODUCT": "*", "DIVIDE": "/"}
_OF_ELEMENTS = {
    **dict.fromkeys(("MIN", "MAX"), ("number", "date_time", "duration")),
    "SUM": ("number", "duration"),
    "AVERAGE": ("number",),
    **dict.fromkeys(("ASCENDING", "DESCENDING"), ("number", "text")),
    "UNION": ("reference",),
    "ALL": ("boolean",),
}


def _duration(text: str) -> object:
    try:
        return read_duration(text)
    except ArithmeticError:
        return None


_MADE_OF: dict[str, Callable[[str], object]] = {
    "DATE": lambda text: read_moment(text, UTC_CLOCK, datetime(2000, 1, 1, tzinfo=UTC)),
    "DURATION": _duration,
    "BOOL": lambda text: text.strip().lower() if text.strip().lower() in {"true", "false"} else None,
}
"""What is made of a text in the formula, whoever reads it; None where nothing is."""


def _day(text: str) -> str:
    """Return a day with its year as a calendar writes it: `31.12.2026`."""
    found = find_day(text.strip(), date(2000, 1, 1), "ru")
    return found[0].isoformat() if found and not found[1] and re.search(r"\d{4}", text) else ""


def _length(text: str) -> str:
    """Return a length that is written in words: `2 часа`."""
    found = read_length(text)
    return duration_iso(found) if found is not None else ""


def _truth(text: str) -> str:
    """Return a yes or no that is written in words."""
    found = read_yes_no(text)
    return "" if found is None else str(found).lower()


_MEANT: dict[str, Callable[[str], str]] = {"DATE": _day, "DURATION": _length, "BOOL": _truth}
"""What a text in the formula that gives nothing is likely to mean, as it is to be written; empty where nobody knows."""

_ORDERED = frozenset({"text", "number", "date_time", "duration"})


def check_fitting(node: Node, schema: Schema) -> None:
    """Raise WrongType, or UnknownName for a variable that nothing fills, for the first piece that cannot be right."""
    for child in children_of(node):
        check_fitting(child, schema)
    match node:
        case Literal():
            _name_inside(node, schema)
        case Variable():
            _variable(node, schema)
        case Step():
            _step(node, schema)
        case Negative():
            _expect(node.operand, schema, "number", "duration")
        case Chain():
            _chain(node, schema)
        case Call():
            if node.name in _EQUAL:
                _check_listed(node.arguments[0], node.arguments[1], schema)
            _call(node, schema)
            check_forms(node, schema)


def _variable(node: Variable, schema: Schema) -> None:
    known = schema.variables
    if known is not None and node.name not in known.fields:
        nearest = nearest_name(node.name, known.fields)
        instead = f"$${nearest}" if nearest else ""
        names = "" if nearest else ", ".join(f"$${name}" for name in list(known.fields)[:MOST_NAMES])
        corrected = with_piece(node.spot, instead) if nearest else ""
        raise UnknownName(
            node.spot, name=node.name, nearest=nearest, instead=instead, title="", names=names, corrected=corrected
        )


def _step(node: Step, schema: Schema) -> None:
    source = surely(node.source, schema)
    if source is None:
        return
    if source.target is None:
        if source.kind != "any" and not source.leads_to:
            raise WrongType(node.spot, expected="reference", found=shape_of(source) or source.kind)
    elif node.name not in source.target.fields:
        raise unknown_name(node, source.target)


def _chain(node: Chain, schema: Schema) -> None:
    if node.operators[0] in {"&&", "||"}:
        for operand in node.operands:
            _expect(operand, schema, "boolean")
        return
    value = surely(node.operands[0], schema)
    for operator, spot, operand in zip(node.operators, node.spots, node.operands[1:], strict=True):
        other = surely(operand, schema)
        if operator in ARITHMETIC:
            _check_arithmetic(operator, value, other, spot)
            value = calculated(operator, value, other)
        else:
            if operator not in {"==", "!="}:
                _check_order(value, other, spot)
            elif len(node.operands) == 2:
                _check_listed(node.operands[0], node.operands[1], schema)
            value = Field("boolean")


def _check_listed(first: Node, second: Node, schema: Schema) -> None:
    """Raise UnknownName for a text that a list's value is compared with and that is none of its values."""
    for node, other in ((first, second), (second, first)):
        field = surely(node, schema)
        if field is None or not field.values or field.multiple or not isinstance(other, Literal):
            continue
        if isinstance(other.value, str) and not any(other.value in pair for pair in field.values):
            raise unknown_value(other.spot, other.value, dict(field.values))


def _check_arithmetic(operator: str, first: Field | None, second: Field | None, spot: Spot) -> None:
    left, right = shape_of(first), shape_of(second)
    if operator == "+" and "text" in {left, right}:
        return
    fits = [one for one in CALCULATED if one[0] == operator and left in {None, one[1]} and right in {None, one[2]}]
    may_be_text = operator == "+" and None in {left, right}
    if not fits and not may_be_text:
        raise WrongType(spot, expected=_expected(operator, left), found=_found(operator, left, right))


def _expected(operator: str, left: str | None) -> str:
    return next((one[2] for one in CALCULATED if one[:2] == (operator, left)), "number")


def _found(operator: str, left: str | None, right: str | None) -> str:
    is_first = left is not None and not any(one[:2] == (operator, left) for one in CALCULATED)
    return str(left if is_first or right is None else right)


def _check_order(first: Field | None, second: Field | None, spot: Spot) -> None:
    left, right = shape_of(first), shape_of(second)
    known = [shape for shape in (left, right) if shape is not None]
    wrong = next((shape for shape in known if shape not in _ORDERED), None)
    if wrong is not None:
        raise WrongType(spot, expected="number", found=wrong)
    if len(set(known)) > 1:
        raise WrongType(spot, expected=known[0], found=known[1])


def _call(node: Call, schema: Schema) -> None:
    arguments = node.arguments
    if node.name in _TRUTHS:
        for argument in arguments[: _TRUTHS[node.name]]:
            _expect(argument, schema, "boolean")
    elif node.name in _TEXTS:
        for argument in arguments:
            _expect(argument, schema, "text")
    elif node.name in _COMPARING:
        first, second = (surely(argument, schema) for argument in arguments)
        _check_order(first, second, node.spot)
    elif node.name in _CALCULATING:
        first, second = (surely(argument, schema) for argument in arguments)
        _check_calculated(_CALCULATING[node.name], first, second, node)
    elif node.name in _OF_ELEMENTS:
        for argument in arguments:
            _expect_elements(argument, schema, _OF_ELEMENTS[node.name])
    elif node.name in _MADE_OF:
        _expect(arguments[0], schema, "text")
        _check_literal(node)
    elif kinds := TABLE[node.name].kinds:
        for index, argument in enumerate(arguments):
            taken = kinds[min(index, len(kinds) - 1)]
            if "any" not in taken:
                _expect(argument, schema, *taken)


def _check_calculated(operator: str, first: Field | None, second: Field | None, node: Call) -> None:
    """Functions of arithmetic join no texts."""
    left, right = shape_of(first), shape_of(second)
    fits = [one for one in CALCULATED if one[0] == operator and left in {None, one[1]} and right in {None, one[2]}]
    if not fits:
        raise WrongType(node.spot, expected=_expected(operator, left), found=_found(operator, left, right))


def _check_literal(node: Call) -> None:
    """Raise WrongArguments for a text in the formula out of which nothing can be made."""
    text = node.arguments[0]
    if isinstance(text, Literal) and isinstance(text.value, str) and _MADE_OF[node.name](text.value) is None:
        meant = _MEANT[node.name](text.value)
        corrected = with_piece(text.spot, f"'{meant}'") if meant else ""
        raise WrongArguments(text.spot, name=node.name, corrected=corrected, **usage_of(node.name))


def _expect(node: Node, schema: Schema, *kinds: str) -> None:
    field = surely(node, schema)
    shape = shape_of(field)
    is_reference = field is not None and field.kind == "record" and "reference" in kinds
    if shape is not None and shape not in kinds and not is_reference:
        raise WrongType(node.spot, expected=kinds[0], found=shape)


def _expect_elements(node: Node, schema: Schema, kinds: tuple[str, ...]) -> None:
    """A list's elements count; a list of files or of something unknown is let pass."""
    field = surely(node, schema)
    if field is None or field.kind in {"any", "file"}:
        return
    shape = shape_of(Field(field.kind, target=field.target))
    if shape not in kinds:
        raise WrongType(node.spot, expected=kinds[0], found=str(shape))


_INSIDE = re.compile(r"(?<!\\)\$(?:->)?([A-Za-zА-Яа-яЁё_]\w*)(?:->[A-Za-z_]\w*)*")


def _name_inside(node: Literal, schema: Schema) -> None:
    """Raise FormulaSyntaxError where a text names an attribute of the template, which it would only quote."""
    piece = node.spot.piece
    if not isinstance(node.value, str) or piece[:1] not in {"'", '"'}:
        return
    found = next((match for match in _INSIDE.finditer(piece) if _is_own(match[1], schema)), None)
    if found is None:
        return
    quote = piece[0]
    parts = [f"{piece[: found.start()]}{quote}", found[0], f"{quote}{piece[found.end() :]}"]
    corrected = with_piece(node.spot, " + ".join(part for part in parts if part != quote * 2))
    spot = Spot(node.spot.source, node.spot.start + found.start(), len(found[0]))
    raise FormulaSyntaxError(spot, slip="inside", corrected=corrected)


def _is_own(name: str, schema: Schema) -> bool:
    return name in schema.fields and bool(schema.fields[name].title)
