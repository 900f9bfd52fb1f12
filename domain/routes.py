"""Routes: how a message is made from message attributes, and which connection carries it."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from domain.described import Refers, Source, Written
from domain.documents import ConfiguredObject, Document, SystemName
from domain.errors import Unfit
from domain.one_line import FoldedLine, OneLine

BUILT_IN_ATTRIBUTES = ("To", "Cc", "Bcc", "Attachments", "CustomHeaders")
"""Message attributes that every route has without naming them."""


class MessageAttribute(Document):
    """«Атрибут сообщения»: a typed field of a route's request."""

    names: ClassVar = "name"
    asked: ClassVar = ("name", "type")

    name: SystemName
    type: Literal["string", "number", "boolean", "date_time"] = "string"
    required: bool = False
    non_empty: bool = False
    array: bool = False


class Route(ConfiguredObject):
    """«Путь передачи данных»: templates over message attributes, and the connection that carries the result."""

    asked: ClassVar = ("connection", "system_name", "title", "description")
    rare: ClassVar = ("html", "headers", "cc", "bcc")

    connection: Annotated[SystemName, Refers(Source.CONNECTIONS)]
    description: Annotated[FoldedLine, Field(max_length=500)] | None = None
    request: Annotated[tuple[MessageAttribute, ...], Field(max_length=100)] = ()
    subject: Annotated[OneLine, Written.TEMPLATE, Field(max_length=1000)] = ""
    body: Annotated[str, Written.TEMPLATE, Field(max_length=100_000)] = ""
    html: Annotated[str, Written.TEMPLATE, Field(max_length=500_000)] | None = None
    headers: dict[Annotated[str, Field(pattern=r"^X-[A-Za-z0-9-]{1,60}$")], OneLine] = Field(default_factory=dict)
    to: tuple[OneLine, ...] = ()
    cc: tuple[OneLine, ...] = ()
    bcc: tuple[OneLine, ...] = ()
    reply_to: Literal["author"] | None = None

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        seen = {name.casefold() for name in BUILT_IN_ATTRIBUTES}
        for attribute in self.request:
            if attribute.name.casefold() in seen:
                raise Unfit("config-name-taken", name=attribute.name)
            seen.add(attribute.name.casefold())
        return self
