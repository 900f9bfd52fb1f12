"""Places in a document that is being changed: how addresses name them, what stands there, and writing there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.editing.fields import DIGITS, MOST_PARTS, Field, Form, Type, action_forms, field_token, form_of
from domain.errors import GonetsError
from domain.scenarios.document import AttributeValue, FormulaValue

Path = tuple[str | int, ...]
"""Where something stands in a document: ("actions", 0, "change_context", "template")."""

TOKEN = 2
LEAVES = ("attribute", "formula")
"""What a value may be besides a set of further variables."""


ACTIONS = field_token("actions")
DOWN = "A"
"""Stands in an address for `actions` and the first digit, 0, of an action's number."""


class PlaceGone(GonetsError):
    """What a button meant is not there any more: somebody has changed the object."""

    key = "error-place-gone"


@dataclass(frozen=True, slots=True)
class Place:
    """Something in a document: its path, the token that addresses it, and what it is.

    `form` is there where it is an object with fields of its own, `kind` for an action; `field` is the field that it is
    the value or a part of. `data` is the value, None where it is not answered yet (`answered` tells).
    """

    path: Path
    token: str
    type: Type
    data: Any
    answered: bool
    field: Field | None = None
    form: Form | None = None
    kind: str | None = None

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
        raise PlaceGone(f"part {index}")
    return DIGITS[index // 36] + DIGITS[index % 36]


def leaf_token(name: str) -> str:
    """Return the token of what a value is made from: an attribute or a formula."""
    return f"z{LEAVES.index(name)}"


def short_token(token: str) -> str:
    """Return a token as an address carries it: a step down to an action takes two characters there, not four."""
    steps = [token[start : start + TOKEN] for start in range(0, len(token), TOKEN)]
    short: list[str] = []
    for item in steps:
        if short and short[-1] == ACTIONS and item.startswith("0"):
            short[-1] = DOWN + item[1:]
        else:
            short.append(item)
    return "".join(short)


def whole_token(token: str) -> str:
    """Return the token that an address carries."""
    steps = [token[start : start + TOKEN] for start in range(0, len(token), TOKEN)]
    return "".join(f"{ACTIONS}0{item[1:]}" if item.startswith(DOWN) else item for item in steps)


def places(form: Form, data: Mapping[str, Any], token: str) -> list[Place]:
    """Return the places from the whole document down to the one that `token` addresses; raises PlaceGone."""
    chain = [Place((), "", Type.OBJECT, data, answered=True, form=form)]
    for start in range(0, len(token), TOKEN):
        chain.append(step(chain[-1], token[start : start + TOKEN]))
    return chain


def step(here: Place, token: str) -> Place:
    """Return the place one step down; raises PlaceGone."""
    for below in inside(here):
        if below.token[len(here.token) :] == token:
            return below
    raise PlaceGone(f"{here.token}+{token}")


def inside(here: Place) -> Iterator[Place]:
    """Yield the places one step down: fields of an object, parts of a list, variables, ways to give a value."""
    if here.form is not None and isinstance(here.data, Mapping):
        for field in here.form.fields:
            yield _field_place(here, field)
    elif here.type in {Type.ITEMS, Type.ACTIONS}:
        for index in range(len(here.data or ())):
            yield _part(here, index)
    elif here.is_variable and isinstance(here.data, list | tuple):
        for index, value in enumerate(here.data):
            token = here.token + part_token(index)
            yield Place((*here.path, index), token, Type.VALUE, value, answered=bool(value), field=here.field)
    elif holds_variables(here):
        for index, name in enumerate(here.data):
            yield Place(
                (*here.path, name),
                here.token + part_token(index),
                Type.VALUE,
                here.data[name],
                answered=bool(here.data[name]),
                field=here.field,
            )
    if here.type is Type.VALUE:
        for name in LEAVES:
            leaf = here.data.get(name) if isinstance(here.data, Mapping) and leaf_of(here.data) == name else None
            yield Place(
                (*here.path, name),
                here.token + leaf_token(name),
                Type.REFERENCE if name == "attribute" else Type.FORMULA,
                leaf,
                answered=leaf is not None,
                field=_LEAF_FIELDS[name],
            )


def holds_variables(here: Place) -> bool:
    """Whether it is a set of variables, and not made from an attribute or a formula."""
    is_set = here.type is Type.VARIABLES or here.is_variable
    return is_set and isinstance(here.data, Mapping) and not leaf_of(here.data)


def leaf_of(data: Mapping[str, Any]) -> str | None:
    """Return `attribute` or `formula` where a value is made from one, None for a set of variables."""
    return next((name for name in LEAVES if name in data and not isinstance(data[name], Mapping)), None)


def at(data: Any, path: Path) -> Any:
    """Return what stands at a path; raises PlaceGone."""
    for name in path:
        try:
            data = data[name]
        except (KeyError, IndexError, TypeError):
            raise PlaceGone(".".join(map(str, path))) from None
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


def _field_place(here: Place, field: Field) -> Place:
    data = here.data.get(field.name)
    form = field.form if field.type is Type.OBJECT else None
    if form is not None and data is None:
        data = {}
    token = here.token + field.token
    return Place(
        (*here.path, field.name), token, field.type, data, answered=field.name in here.data, field=field, form=form
    )


def _part(here: Place, index: int) -> Place:
    token, data = here.token + part_token(index), here.data[index]
    if here.type is Type.ACTIONS:
        forms = action_forms()
        kind = next((name for name in data if name in forms), None)
        if kind is None:
            raise PlaceGone(f"{token}: no action")
        path: Path = (*here.path, index, kind)
        return Place(path, token, Type.OBJECT, data[kind], answered=True, field=here.field, form=forms[kind], kind=kind)
    form = here.field.form.of(data) if here.field is not None and here.field.form is not None else None
    return Place((*here.path, index), token, Type.OBJECT, data, answered=True, field=here.field, form=form)


def parts_of(data: Any) -> Sequence[Any]:
    """Return the parts of a list that may not be there yet."""
    return data if isinstance(data, list | tuple) else ()


_LEAF_FIELDS = {"attribute": form_of(AttributeValue).fields[0], "formula": form_of(FormulaValue).fields[0]}
