"""What the chat knows of a type of attribute: the words of its question, its buttons, and its value in a page."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from bot.cards.addresses import SearchPage
from bot.telegram.page import PageButton, clip
from bot.telegram.reader import Reader
from domain.records.fillings import Filling
from domain.records.types.asked import Choice, JsonValue, Offer
from domain.records.types.attribute import Attribute

Kind = TypeVar("Kind", bound=Attribute)


class Drawing(ABC, Generic[Kind]):
    """One type. Values are as letters take them (`Attribute.for_message`), and never None."""

    counts: ClassVar[bool] = False
    """Whether `expects` says by itself how many values there are, and how to go on."""

    @abstractmethod
    def expects(self, reader: Reader, attribute: Kind, kept: JsonValue, query: str, offer: Offer) -> str:
        """Say what is expected: `kept` is answered already, `offered` choices stand below, found by `query` if any."""

    @abstractmethod
    def text(self, reader: Reader, attribute: Kind, value: Any) -> str:
        """Return the whole value in plain words."""

    def shown(self, reader: Reader, attribute: Kind, value: Any, limit: int, *, short: bool) -> str:
        """Return the value for a page, as HTML of about `limit` characters; `short` keeps it on one line."""
        return reader.texts.escape(self.text(reader, attribute, value))

    def answer(self, reader: Reader, attribute: Kind, value: Any, limit: int) -> str:
        """Return an answer that is being changed, as HTML of about `limit` characters that one touch copies."""
        return f"<code>{reader.texts.escape(clip(self.text(reader, attribute, value), limit))}</code>"

    def is_long(self, reader: Reader, attribute: Kind, value: Any, limit: int) -> bool:
        """Whether more of the value is to be seen than is shown within `limit`."""
        return False

    def label(self, reader: Reader, attribute: Kind, choice: Choice, choices: Sequence[Choice]) -> str:
        """Return what the button of a choice says, which stands among others."""
        return self.text(reader, attribute, choice.value)

    def lines(self, reader: Reader, attribute: Kind, choices: Sequence[Choice]) -> list[str]:
        """Return a line of each choice, as HTML, where a button has no room for what it is; none where it has."""
        return []

    def laid_out(
        self, reader: Reader, attribute: Kind, offer: Offer, here: SearchPage
    ) -> list[tuple[PageButton, ...]] | None:
        """Return all buttons of what is offered, where it is no list whose pages are turned; `here` leads to itself."""
        return None

    def instead(self, reader: Reader, filling: Filling, number: int, choice: Choice) -> PageButton | None:
        """Return what can be done about a choice that cannot be taken; None for one that can."""
        return None

    def ways_to_find(self, reader: Reader, filling: Filling, number: int) -> list[PageButton]:
        """Return what can be done where nothing was found."""
        return []

    def addresses(self, value: Any) -> Collection[str]:
        """Return the addresses that `shown` tells of."""
        return ()

    def about(self, reader: Reader, attribute: Kind, value: Any) -> tuple[str, str]:
        """Return whom and what a record is about, as far as this value tells: lists know records by both."""
        return "", ""
