"""The scenario as a document: an event and a tree of actions."""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from domain.accepting import Seen
from domain.documents import ConfiguredObject
from domain.errors import Unfit
from domain.one_line import OneLine
from domain.scenarios.actions.action import Action
from domain.scenarios.events import AnyEvent
from domain.scenarios.walking import walk

MAX_ACTIONS = 200
MAX_DEPTH = 10


class Scenario(ConfiguredObject):
    """«Сценарий»: what happens when its event occurs.

    `author` is the username of an account. Where nobody has pressed, its person's access and time zone hold, and they
    are told; a press is the presser's own. `sees` says which records its formulas may read: those that its run's
    author may see, or everything.
    """

    asked: ClassVar = ("title", "system_name", "event")
    rare: ClassVar = ("author", "sees")

    event: AnyEvent
    author: Annotated[OneLine, Field(max_length=320, min_length=1), Seen] | None = None
    sees: Literal["author", "everything"] = "author"
    actions: Annotated[tuple[Action, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_bounded(self) -> Self:
        depths = [spot.depth for spot in walk(self.actions)]
        if len(depths) > MAX_ACTIONS:
            raise Unfit("config-too-many-actions", limit=MAX_ACTIONS)
        if max(depths) > MAX_DEPTH:
            raise Unfit("config-too-deep", limit=MAX_DEPTH)
        return self

    def stored(self) -> dict[str, Any]:
        """Return the document as it is kept: fields that are empty are left out."""
        kept = self.model_dump(mode="json", exclude_none=True)
        if self.sees == "author":
            del kept["sees"]
        return kept
