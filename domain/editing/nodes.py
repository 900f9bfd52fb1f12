"""Nodes of a document that is being changed: how addresses name them, what stands there, and writing there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.editing.field_types import Type
from domain.editing.fields import DIGITS, MOST_PARTS, Field, Form, action_forms, field_token, form_of
from domain.errors import GonetsError
from domain.mistakes import Path
from domain.scenarios.actions import KINDS
from domain.scenarios.actions.action import first_block
from domain.scenarios.state import Numbers
from domain.scenarios.values import AttributeValue, FormulaValue
from domain.scenarios.walking import number_of

TOKEN = 2
LEAVES = ("attribute", "formula")
"""What a value may be besides a set of further variables."""


ACTIONS, BLOCKS, BRANCHES, OTHERWISE = (field_token(name) for name in ("actions", "blocks", "branches", "otherwise"))
DOWN, ASIDE = "A", "Z"
"""Stand in an address for `actions` or `otherwise`, and the first digit, 0, of an action's number."""

INTO = "BCDEFGHIJKLMNOPQRST"
"""Each stands in an address for one of `blocks`, its `actions`, and the first digit, 0, of an action's number."""

INTO_BRANCH = "UVWXY"
"""Each stands likewise for one of `branches`."""

_NEAR = {BLOCKS: INTO, BRANCHES: INTO_BRANCH}


class NodeGone(GonetsError):
    """What a button meant is not there any more: somebody has changed the object."""

    key = "error-node-gone"


@dataclass(frozen=True, slots=True)
class Node:
    """Something in a document: its path, the token that addresses it, and what it is.

    `form` is there where it is an object with fields of its own, `kind` for an action; `field` is the field that it is
    the value or a part of. `data` is the value, None where it is not answered yet (`answered` tells).
    `numbers` is where among the actions it is; `first_block` the number of its first part, where parts are blocks.
    """

    path: Path
    token: str
    type: Type
    data: Any
    answered: bool
    field: Field | None = None
    form: Form | None = None
    kind: str | None = None
    numbers: Numbers = ()
    first_block: int | None = None

    @property
    def number(self) -> str:
        """The number of the action, or of its block, that it is or is in: `1.2`; empty outside of the actions."""
        return number_of(self.numbers)

    @property
    def is_part(self) -> bool:
        """Whether it is one of many: a part that can be moved, copied and removed."""
        return bool(self.path) and (
            isinstance(self.path[-1], int) or (self.kind is not None and isinstance(self.path[-2], int))
        )

    @property
    def is_variable(self) -> bool:
        """Whether it is a named variable."""
        return self.type is Type.VALUE and self.field is not None and self.field.type is Type.VARIABLES

    @property
    def index(self) -> int:
        """Which part of its list it is."""
        last = self.path[-1] if isinstance(self.path[-1], int) else self.path[-2]
        return int(last)


def part_token(index: int) -> str:
    """Return the token of a part by its number."""
    if not 0 <= index < MOST_PARTS:
        raise NodeGone(f"part {index}")
    return DIGITS[index // 36] + DIGITS[index % 36]


def leaf_token(name: str) -> str:
    """Return the token of what a value is made from: an attribute or a formula."""
    return f"z{LEAVES.index(name)}"


def short_token(token: str) -> str:
    """Return a token as an address carries it: a step down to an action takes two characters there."""
    steps = [token[start : start + TOKEN] for start in range(0, len(token), TOKEN)]
    short: list[str] = []
    while steps:
        match steps:
            case [name, number, *rest] if name in {ACTIONS, OTHERWISE} and number.startswith("0"):
                short.append((DOWN if name == ACTIONS else ASIDE) + number[1:])
            case [name, block, inner, number, *rest] if inner == ACTIONS and _is_near(name, block, number):
                short.append(_NEAR[name][DIGITS.index(block[1])] + number[1:])
            case [one, *rest]:
                short.append(one)
        steps = rest
    return "".join(short)


def _is_near(name: str, block: str, number: str) -> bool:
    return block.startswith("0") and number.startswith("0") and DIGITS.index(block[1]) < len(_NEAR.get(name, ""))


def whole_token(token: str) -> str:
    """Return the token that an address carries."""
    return "".join(_whole_step(token[start : start + TOKEN]) for start in range(0, len(token), TOKEN))


def _whole_step(step: str) -> str:
    if step[0] in {DOWN, ASIDE}:
        return f"{ACTIONS if step[0] == DOWN else OTHERWISE}0{step[1:]}"
    for name, letters in _NEAR.items():
        if step[0] in letters:
            return f"{name}0{DIGITS[letters.index(step[0])]}{ACTIONS}0{step[1:]}"
    return step


def chain_to(form: Form, data: Mapping[str, Any], token: str) -> list[Node]:
    """Return the nodes from the whole document down to the one that `token` addresses; raises NodeGone."""
    chain = [Node((), "", Type.OBJECT, data, answered=True, form=form)]
    for start in range(0, len(token), TOKEN):
        chain.append(step(chain[-1], token[start : start + TOKEN]))
    return chain


def nearest_to(root: Node, path: Path) -> list[Node]:
    """Return the nodes from the root down to the one that a path leads to, or that is nearest above it."""
    chain = [root]
    while True:
        below = (node for node in inside(chain[-1]) if path[: len(node.path)] == node.path)
        node = next(below, None)
        if node is None:
            return chain
        chain.append(node)


def step(here: Node, token: str) -> Node:
    """Return the node one step down; raises NodeGone."""
    for below in inside(here):
        if below.token[len(here.token) :] == token:
            return below
    raise NodeGone(f"{here.token}+{token}")


def inside(here: Node) -> Iterator[Node]:
    """Yield the nodes one step down: fields of an object, parts of a list, variables, ways to give a value."""
    if here.form is not None and isinstance(here.data, Mapping):
        for field in here.form.fields:
            yield _field_node(here, field)
    elif here.type in {Type.ITEMS, Type.ACTIONS}:
        for index in range(len(here.data or ())):
            yield _part(here, index)
    elif here.is_variable and isinstance(here.data, list | tuple):
        for index, value in enumerate(here.data):
            token = here.token + part_token(index)
            yield Node(
                (*here.path, index),
                token,
                Type.VALUE,
                value,
                answered=bool(value),
                field=here.field,
                numbers=here.numbers,
            )
    elif holds_variables(here):
        for index, name in enumerate(here.data):
            yield Node(
                (*here.path, name),
                here.token + part_token(index),
                Type.VALUE,
                here.data[name],
                answered=bool(here.data[name]),
                field=here.field,
                numbers=here.numbers,
            )
    if here.type is Type.VALUE:
        for name in LEAVES:
            leaf = here.data.get(name) if isinstance(here.data, Mapping) and leaf_of(here.data) == name else None
            yield Node(
                (*here.path, name),
                here.token + leaf_token(name),
                Type.REFERENCE if name == "attribute" else Type.FORMULA,
                leaf,
                answered=leaf is not None,
                field=_LEAF_FIELDS[name],
                numbers=here.numbers,
            )


def holds_variables(here: Node) -> bool:
    """Whether it is a set of variables, and not made from an attribute or a formula."""
    is_set = here.type is Type.VARIABLES or here.is_variable
    return is_set and isinstance(here.data, Mapping) and not leaf_of(here.data)


def leaf_of(data: Mapping[str, Any]) -> str | None:
    """Return `attribute` or `formula` where a value is made from one, None for a set of variables."""
    return next((name for name in LEAVES if name in data and not isinstance(data[name], Mapping)), None)


def at(data: Any, path: Path) -> Any:
    """Return what stands at a path; raises NodeGone."""
    for name in path:
        try:
            data = data[name]
        except (KeyError, IndexError, TypeError):
            raise NodeGone(".".join(map(str, path))) from None
    return data


def with_value(data: Any, path: Path, value: Any) -> Any:
    """Return the document with a value written at a path; nothing is changed in place."""
    if not path:
        return value
    name, rest = path[0], path[1:]
    if isinstance(name, int):
        parts = list(data)
        parts[name] = with_value(parts[name], rest, value)
        return parts
    whole = dict(data or {})
    whole[name] = with_value(whole.get(name), rest, value)
    return whole


def without(data: Any, path: Path) -> Any:
    """Return the document without what stands at a path."""
    owner, name = at(data, path[:-1]), path[-1]
    if isinstance(name, int):
        return with_value(data, path[:-1], [item for index, item in enumerate(owner) if index != name])
    return with_value(data, path[:-1], {key: item for key, item in owner.items() if key != name})


def _field_node(here: Node, field: Field) -> Node:
    data = here.data.get(field.name)
    form = field.form if field.type is Type.OBJECT else None
    if form is not None:
        data = {} if data is None else data
        form = form.of(data)
    first = None if here.kind is None else first_block(KINDS[here.kind], here.data, field.name)
    is_list = field.type is Type.ACTIONS
    return Node(
        (*here.path, field.name),
        here.token + field.token,
        field.type,
        data,
        answered=field.name in here.data,
        field=field,
        form=form,
        numbers=here.numbers if first is None or not is_list else (*here.numbers, first),
        first_block=None if is_list else first,
    )


def _part(here: Node, index: int) -> Node:
    token, data = here.token + part_token(index), here.data[index]
    if here.type is Type.ACTIONS:
        forms = action_forms()
        kind = next((name for name in data if name in forms), None)
        if kind is None:
            raise NodeGone(f"{token}: no action")
        return Node(
            (*here.path, index, kind),
            token,
            Type.OBJECT,
            data[kind],
            answered=True,
            field=here.field,
            form=forms[kind],
            kind=kind,
            numbers=(*here.numbers, index),
        )
    form = here.field.form.of(data) if here.field is not None and here.field.form is not None else None
    numbers = here.numbers if here.first_block is None else (*here.numbers, here.first_block + index)
    path = (*here.path, index)
    return Node(path, token, Type.OBJECT, data, answered=True, field=here.field, form=form, numbers=numbers)


def parts_of(data: Any) -> Sequence[Any]:
    """Return the parts of a list that may not be there yet."""
    return data if isinstance(data, list | tuple) else ()


_LEAF_FIELDS = {"attribute": form_of(AttributeValue).fields[0], "formula": form_of(FormulaValue).fields[0]}
