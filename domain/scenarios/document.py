"""The scenario as a document: an event and a tree of actions."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator
from typing_extensions import TypeAliasType

from domain.accepting import Truth
from domain.described import Refers, Source, Written
from domain.documents import ConfiguredObject, Document, SystemName
from domain.errors import Unfit
from domain.one_line import FoldedLine

MAX_ACTIONS = 200
MAX_DEPTH = 10


class ButtonClicked(Document):
    """«Нажата кнопка»: the event that starts a scenario."""

    type: Literal["button_clicked"] = "button_clicked"
    template: Annotated[SystemName, Refers(Source.TEMPLATES)]
    button: Annotated[SystemName, Refers(Source.BUTTONS)]


class FormulaValue(Document):
    """A value that a formula gives."""

    formula: Annotated[str, Written.FORMULA, Field(min_length=1, max_length=10_000)]


class AttributeValue(Document):
    """A value that stands in an attribute of the record in context."""

    attribute: Annotated[SystemName, Refers(Source.ATTRIBUTES)]


def _value_kind(value: Any) -> str:
    if isinstance(value, (FormulaValue, AttributeValue)):
        return "formula" if isinstance(value, FormulaValue) else "attribute"
    if isinstance(value, dict):
        for kind in ("formula", "attribute"):
            if kind in value and not isinstance(value[kind], dict):
                return kind
    return "array" if isinstance(value, (list, tuple)) else "nested"


if TYPE_CHECKING:
    VariableValue: TypeAlias = "FormulaValue | AttributeValue | tuple[VariableValue, ...] | dict[str, VariableValue]"
else:
    VariableValue = TypeAliasType(
        "VariableValue",
        Annotated[
            Annotated[FormulaValue, Tag("formula")]
            | Annotated[AttributeValue, Tag("attribute")]
            | Annotated[tuple["VariableValue", ...], Tag("array"), Field(min_length=1)]
            | Annotated[dict[SystemName, "VariableValue"], Tag("nested"), Field(min_length=1)],
            Discriminator(_value_kind),
        ],
    )
VALUE_TAGS = ("formula", "attribute", "array", "nested")
"""What pydantic puts into an error's path for the kind of a value; a document has no such step."""


class ActionBody(Document):
    """What every action has."""

    description: Annotated[FoldedLine, Field(max_length=500)] | None = None
    ignore_errors: Truth = False


class ChangeContext(ActionBody):
    """«Сменить контекст»: run actions for each record that an attribute or a formula finds."""

    asked: ClassVar = ("template", "objects")
    rare: ClassVar = ("description", "ignore_errors")

    template: Annotated[SystemName, Refers(Source.TEMPLATES)]
    objects: Annotated[
        Annotated[FormulaValue, Tag("formula")] | Annotated[AttributeValue, Tag("attribute")],
        Discriminator(_value_kind),
    ]
    actions: Annotated[tuple["Action", ...], Field(min_length=1)]


class ChangeVariables(ActionBody):
    """«Изменить значения переменных»: fill a variable set.

    `add` puts values behind those that a variable holds, `exclude` takes those away that are equal.
    """

    asked: ClassVar = ("operation", "set")
    rare: ClassVar = ("description", "ignore_errors")

    operation: Literal["replace", "add", "exclude"] = "replace"
    set: Annotated[SystemName, Refers(Source.VARIABLE_SETS)]
    variables: Annotated[dict[SystemName, VariableValue], Field(min_length=1)]


class SendMessage(ActionBody):
    """«Отправить сообщение»: make a message from a variable set by a route, and deliver it."""

    asked: ClassVar = ("connection", "route", "variable")
    rare: ClassVar = ("success_variable", "error_variable", "description", "ignore_errors")

    connection: Annotated[SystemName, Refers(Source.CONNECTIONS)]
    route: Annotated[SystemName, Refers(Source.ROUTES)]
    variable: Annotated[SystemName, Refers(Source.VARIABLE_SETS)]
    success_variable: SystemName | None = None
    error_variable: SystemName | None = None

    @property
    def waits(self) -> bool:
        """Whether the run goes on only when the letter's end is known."""
        return self.success_variable is not None or self.error_variable is not None


class Action(Document):
    """One step of a scenario: exactly one of the fields is there and names the kind of step."""

    change_context: ChangeContext | None = None
    change_variables: ChangeVariables | None = None
    send_message: SendMessage | None = None

    @model_validator(mode="after")
    def _is_one_action(self) -> Self:
        if len(self.model_fields_set) != 1 or self.body is None:
            raise Unfit("config-one-action", kinds=", ".join(type(self).model_fields))
        return self

    @property
    def kind(self) -> str:
        """The name of the action's kind, as in a file."""
        return next(iter(self.model_fields_set))

    @property
    def body(self) -> ChangeContext | ChangeVariables | SendMessage | None:
        """What the action is to do."""
        return self.change_context or self.change_variables or self.send_message

    @property
    def children(self) -> tuple["Action", ...]:
        """The actions inside this one."""
        return self.change_context.actions if self.change_context else ()


class Scenario(ConfiguredObject):
    """«Сценарий»: what happens when its event occurs."""

    asked: ClassVar = ("title", "system_name", "event")

    event: ButtonClicked
    actions: Annotated[tuple[Action, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_bounded(self) -> Self:
        steps = list(walk(self.actions))
        if len(steps) > MAX_ACTIONS:
            raise Unfit("config-too-many-actions", limit=MAX_ACTIONS)
        if max(len(path) for path, _ in steps) > MAX_DEPTH:
            raise Unfit("config-too-deep", limit=MAX_DEPTH)
        return self

    def stored(self) -> dict[str, Any]:
        """Return the document as it is kept: each action holds its own kind only."""
        return self.model_dump(mode="json", exclude_none=True)


def walk(actions: tuple[Action, ...], place: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Action]]:
    """Yield every action with its place: the indexes from the root, as `1.2` in the chat is (0, 1)."""
    for index, action in enumerate(actions):
        here = (*place, index)
        yield here, action
        yield from walk(action.children, here)
