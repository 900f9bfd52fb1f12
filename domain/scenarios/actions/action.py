"""One step of a scenario as a document, and the lists of actions inside of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Self, get_args, get_origin

from pydantic import SerializerFunctionWrapHandler, model_serializer, model_validator

from domain.annotations import options_of
from domain.documents import Document
from domain.errors import Unfit
from domain.formulas import Formula
from domain.mistakes import Path

if TYPE_CHECKING:
    from domain.scenarios.actions.body import ActionBody


class Action(Document):
    """One step of a scenario: exactly one of the fields is there and names the kind of step.

    The table of the kinds gives it its fields (`domain.scenarios.actions`).
    """

    @model_validator(mode="after")
    def _is_one_action(self) -> Self:
        if len(self.model_fields_set) != 1 or getattr(self, self.kind) is None:
            raise Unfit("config-one-action", kinds=", ".join(type(self).model_fields))
        return self

    @model_serializer(mode="wrap")
    def _of_its_kind_only(self, whole: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {self.kind: whole(self)[self.kind]}

    @cached_property
    def kind(self) -> str:
        """The name of the action's kind, as in a file."""
        return next(iter(self.model_fields_set))

    @cached_property
    def body(self) -> "ActionBody":
        """What the action is to do."""
        body: ActionBody = getattr(self, self.kind)
        return body

    @cached_property
    def blocks(self) -> "tuple[Block, ...]":
        """The lists of actions inside this one."""
        return blocks_of(type(self.body), self.body)

    @cached_property
    def leads(self) -> tuple[Formula, ...]:
        """Where the formulas of it and of the actions inside lead, beyond the record in context: each path once."""
        inside = (action.leads for block in self.blocks for action in block.actions)
        return tuple(dict.fromkeys(chain(self.body.leads(), *inside)))


@dataclass(frozen=True, slots=True)
class Block:
    """A list of actions inside an action, typed or as it is written.

    `path` is where in the action it stands. `number` is its step in numbers (`1.2.1`: an action in the second block of
    the first); the only list of a kind has none, and its actions stand right below. `part` is what holds it besides.
    """

    path: Path
    actions: Any
    number: int | None
    required: bool
    part: Any = None
    model: type[Document] = Document


@dataclass(frozen=True, slots=True)
class BlockField:
    """A field of a kind that holds actions, or parts each of which holds actions in its field `inner`."""

    name: str
    required: bool
    inner: str | None = None
    model: type[Document] = Document


@lru_cache(maxsize=256)
def block_fields(model: type[Document]) -> tuple[BlockField, ...]:
    """Return the fields of a document that hold actions, from their types."""
    found = []
    for name, info in model.model_fields.items():
        for item in _items_of(info.annotation, info.metadata):
            if issubclass(item, Action):
                found.append(BlockField(name, info.is_required()))
            else:
                found += [BlockField(name, info.is_required(), inner.name, item) for inner in block_fields(item)]
    return tuple(found)


def has_one_list(model: type[Document]) -> bool:
    """Whether the actions inside are one list, which needs no number of its own."""
    fields = block_fields(model)
    return len(fields) == 1 and fields[0].inner is None


def blocks_of(model: type[Document], body: Any) -> tuple[Block, ...]:
    """Return the lists of actions inside an action, in order; `body` is its document, or what is written of it."""
    if has_one_list(model):
        (field,) = block_fields(model)
        return (Block((field.name,), _field_of(body, field.name), None, field.required),)
    found: list[Block] = []
    for field in block_fields(model):
        given = _field_of(body, field.name)
        if field.inner is None:
            found.append(Block((field.name,), given, len(found), field.required))
            continue
        for index, part in enumerate(given if isinstance(given, list | tuple) else ()):
            inside = _field_of(part, field.inner)
            path = (field.name, index, field.inner)
            found.append(Block(path, inside, len(found), required=True, part=part, model=field.model))
    return tuple(found)


def first_block(model: type[Document], body: Any, name: str) -> int | None:
    """Return the number of the first block that a field of a kind holds; None where blocks have no numbers."""
    order = [field.name for field in block_fields(model)]
    if has_one_list(model) or name not in order:
        return None
    return sum(order.index(str(block.path[0])) < order.index(name) for block in blocks_of(model, body))


def _field_of(holder: Any, name: str) -> Any:
    given = holder.get(name) if isinstance(holder, Mapping) else getattr(holder, name, None)
    return given if isinstance(given, list | tuple) else ()


def _items_of(annotation: Any, metadata: Any) -> Iterator[type[Document]]:
    """Yield the documents that a list may hold."""
    for kind, _ in options_of(annotation, metadata):
        if get_origin(kind) is tuple:
            yield from (
                item
                for item, _ in options_of(get_args(kind)[0])
                if isinstance(item, type) and issubclass(item, Document)
            )
