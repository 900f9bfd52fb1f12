"""Routes: how a message is made from message attributes, and which connection carries it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, ValidationInfo, model_validator

from domain.accepting import Clean, MailAddress, Truth, at_most, is_accepting, when_accepted
from domain.described import Refers, Written
from domain.documents import ConfiguredObject, Document, SystemName
from domain.errors import Unfit
from domain.one_line import FoldedLine, OneLine
from domain.sections import Section

BUILT_IN_ATTRIBUTES = ("To", "Cc", "Bcc", "Attachments", "CustomHeaders")
"""Message attributes that every route has without naming them."""


HEADER_NAME = r"^X-[A-Za-z0-9-]{1,60}$"
"""The pattern of a header's name in a route."""

HeaderName = Annotated[str, Field(pattern=HEADER_NAME)]

MAX_RECIPIENTS = 100
"""How many addresses a letter may have."""

TEXT = "string"
"""The type of a message attribute that takes any value, as it is printed."""

_WORDS_OF_TEMPLATES = frozenset({"not", "true", "True", "false", "False", "none", "None", "self"})


def _usable_in_templates(name: str) -> str:
    """What the language of templates has for itself never means a message attribute."""
    if name in _WORDS_OF_TEMPLATES:
        raise Unfit("config-template-word", name=name)
    return name


class MessageAttribute(Document):
    """«Атрибут сообщения»: a typed field of a route's request."""

    names: ClassVar = "name"
    asked: ClassVar = ("name", "type")

    name: Annotated[SystemName, when_accepted(_usable_in_templates)]
    type: Literal["string", "number", "boolean", "date_time", "duration"] = "string"
    required: Truth = False
    non_empty: Truth = False
    array: Truth = False


class Route(ConfiguredObject):
    """«Путь передачи данных»: templates over message attributes, and the connection that carries the result."""

    asked: ClassVar = ("connection", "system_name", "title", "request")
    rare: ClassVar = ("description", "html", "headers", "cc", "bcc")

    connection: Annotated[SystemName, Refers(Section.CONNECTIONS)]
    description: Annotated[FoldedLine, Field(max_length=500)] | None = None
    request: Annotated[tuple[MessageAttribute, ...], Field(max_length=100)] = ()
    subject: Annotated[OneLine, Written.TEMPLATE, Field(max_length=1000)] = ""
    body: Annotated[str, Written.TEMPLATE, Field(max_length=100_000)] = ""
    html: Annotated[str, Written.TEMPLATE, Field(max_length=500_000)] | None = None
    headers: Annotated[dict[HeaderName, Annotated[OneLine, Clean, at_most(1000)]], at_most(50)] = Field(
        default_factory=dict
    )
    to: tuple[Annotated[OneLine, MailAddress], ...] = ()
    cc: tuple[Annotated[OneLine, MailAddress], ...] = ()
    bcc: tuple[Annotated[OneLine, MailAddress], ...] = ()
    reply_to: Literal["author"] | None = None

    @cached_property
    def arrays(self) -> Mapping[str, bool]:
        """By the names of its message attributes whether each holds many values: what its templates are read over."""
        return {attribute.name: attribute.array for attribute in self.request}

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        seen = {name.casefold() for name in BUILT_IN_ATTRIBUTES}
        for attribute in self.request:
            if attribute.name.casefold() in seen:
                raise Unfit("config-name-taken", name=attribute.name)
            seen.add(attribute.name.casefold())
        return self

    @model_validator(mode="after")
    def _has_room_for_its_recipients(self, info: ValidationInfo) -> Self:
        fixed = {address.casefold() for address in (*self.to, *self.cc, *self.bcc)}
        if is_accepting(info) and len(fixed) > MAX_RECIPIENTS:
            raise Unfit("config-too-many-recipients", limit=MAX_RECIPIENTS)
        return self
