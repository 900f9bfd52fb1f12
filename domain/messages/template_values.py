"""What templates work on besides plain texts: many values, and texts with formatting."""

from collections.abc import Iterator
from typing import Any

from domain.messages.rich_text import RichText

MAX_ROUNDS = 100_000
"""How many rounds all the loops of one rendering may make together."""


class TooMuch(Exception):
    """A template would make more than it may."""


class Items(tuple[Any, ...]):
    """The values of an array attribute; going over them is counted."""

    __slots__ = ()

    def counted(self, spent: list[int]) -> Iterator[Any]:
        """Go over the values; raises TooMuch when all the loops together have gone too far."""
        for item in self:
            spent[0] += 1
            if spent[0] > MAX_ROUNDS:
                raise TooMuch
            yield item

    def __str__(self) -> str:
        """Return the values as a formula prints a list."""
        return ", ".join(map(str, self))


class FormattedText(str):
    """A text that knows its formatting: put in as it is it keeps it, and whatever is made of it is plain text.

    To everything else it is its plain text, so that nothing stands in a text for its formatting and could be typed.
    """

    __slots__ = ("rich",)

    rich: RichText

    def __new__(cls, rich: RichText) -> "FormattedText":
        """Make the value of a template."""
        text = super().__new__(cls, rich.plain())
        text.rich = rich
        return text

    def __str__(self) -> str:
        """Return the text itself: Jinja asks for it where a value is put in."""
        return self


def for_template(text: RichText) -> str:
    """Return a text as templates take it."""
    return FormattedText(text) if text.entities else text.text


def plain(text: str) -> str:
    """Return the text without its formatting."""
    return str.__str__(text) if type(text) is FormattedText else text
