"""What the chat knows of a type of attribute: the words of its question, its buttons, and its value in a page."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from bot.telegram.page import PageButton
from bot.telegram.reader import Reader
from domain.records.places import Place
from domain.records.types.attribute import Attribute, Choice, JsonValue, Offer

Kind = TypeVar("Kind", bound=Attribute)


class Drawing(ABC, Generic[Kind]):
    """One type. Values are as letters take them (`Attribute.for_message`), and never None."""

    @abstractmethod
    def expects(self, reader: Reader, attribute: Kind, kept: JsonValue, query: str, offer: Offer) -> str:
        """Say what is expected: `kept` is answered already, `offered` choices stand below, found by `query` if any."""

    @abstractmethod
    def text(self, reader: Reader, value: Any) -> str:
        """Return the whole value in plain words."""

    def shown(self, reader: Reader, value: Any, limit: int, *, short: bool) -> str:  # noqa: ARG002
        """Return the value for a page, as HTML of about `limit` characters; `short` keeps it on one line."""
        return reader.texts.escape(self.text(reader, value))

    def is_long(self, reader: Reader, value: Any, limit: int) -> bool:  # noqa: ARG002
        """Whether more of the value is to be seen than is shown within `limit`."""
        return False

    def label(self, reader: Reader, choice: Choice, choices: Sequence[Choice]) -> str:  # noqa: ARG002
        """Return what the button of a choice says, which stands among others."""
        return str(choice.value)

    def ways_to_find(self, reader: Reader, place: Place, number: int) -> list[PageButton]:  # noqa: ARG002
        """Return what can be done where nothing was found."""
        return []

    def about(self, reader: Reader, value: Any) -> tuple[str, str]:  # noqa: ARG002
        """Return whom and what a record is about, as far as this value tells: lists know records by both."""
        return "", ""
