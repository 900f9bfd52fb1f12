"""The kinds of events: each is a module of its own, and this table names them all."""

from collections.abc import Mapping
from typing import Annotated, Any, Union

from pydantic import Discriminator, Tag

from domain.scenarios.events.button_clicked import ButtonClicked
from domain.scenarios.events.event import Event
from domain.scenarios.lines import mapping_of, text_of

EVENTS: dict[str, type[Event]] = {"button_clicked": ButtonClicked}
"""By their names in files. A new one goes to the end; the first is meant where a document names no type."""


def kind_of(written: Any) -> str:
    """Return the type of an event as it is written, complete or not; the first where it names none."""
    given = written.type if isinstance(written, Event) else mapping_of(written).get("type")
    return str(next(iter(EVENTS)) if given is None else given)


def any_event(events: Mapping[str, type[Event]]) -> Any:
    """Return the annotation of a field that holds an event of any kind."""
    if len(events) == 1:
        return next(iter(events.values()))
    options = tuple(Annotated[kind, Tag(name)] for name, kind in events.items())
    return Annotated[Union[options], Discriminator(kind_of)]  # noqa: UP007 - made of a table


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
