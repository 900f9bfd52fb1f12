"""The kinds of events: each is a module of its own, and this table names them all."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, SerializeAsAny, ValidationInfo, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticKnownError

from domain.described import Kinds
from domain.scenarios.events.button_clicked import ButtonClicked
from domain.scenarios.events.event import Event
from domain.scenarios.lines import mapping_of, text_of

EVENTS: dict[str, type[Event]] = {"button_clicked": ButtonClicked}
"""By their names in files. A new one goes to the end; the first is meant where a document names no type."""


def kind_of(written: Any) -> str:
    """Return the type of an event as it is written, complete or not; the first where it names none."""
    given = written.type if isinstance(written, Event) else mapping_of(written).get("type")
    return str(next(iter(EVENTS)) if given is None else given)


def _of_no_kind(_name: Any) -> str:
    raise PydanticKnownError("literal_error", {"expected": " or ".join(f"'{known}'" for known in EVENTS)})


class _Unknown(Event):
    """What is no event that there is: reading it says so."""

    type: Annotated[str, BeforeValidator(_of_no_kind)]


def _of_its_kind(data: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    """Read an event as its type says."""
    if isinstance(data, Event) or not isinstance(data, Mapping):
        return data if isinstance(data, Event) else read(data)
    kind = EVENTS.get(kind_of(data))
    return (kind or _Unknown).model_validate(data if kind else {"type": data["type"]}, context=info.context)


AnyEvent = Annotated[SerializeAsAny[Event], WrapValidator(_of_its_kind), Kinds("type", EVENTS)]


def press_of(template: str, button: str) -> Event:
    """Return the event of a button's press."""
    return ButtonClicked(template=template, button=button)


def template_of(written: Any) -> str | None:
    """Return the template of the record that a scenario begins with, from its event as it is written."""
    kind = EVENTS.get(kind_of(written))
    return None if kind is None or kind.context is None else text_of(mapping_of(written).get(kind.context))


def what_is_left(written: Any) -> Event:
    """Return what an event that cannot be read any more still says of itself."""
    kind = EVENTS.get(kind_of(written), next(iter(EVENTS.values())))
    said = mapping_of(written)
    fields: dict[str, Any] = {name: str(said.get(name) or "?") for name in kind.model_fields if name != "type"}
    return kind.model_construct(**fields)
