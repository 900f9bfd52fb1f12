"""What templates work on besides plain texts: many values, texts with formatting, and values that are no texts."""

from collections.abc import Callable, Iterator
from decimal import Decimal
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


class PrintedValue(str):
    """A number, a moment, a length or a truth, as it is printed for whoever reads the letter.

    Conditions ask its `truth`, comparisons the value itself, filters print it by `print_as(kind, format)`, which
    raises ValueError for a kind that it is not. To everything else it is its text.
    """

    __slots__ = ("print_as", "truth", "value")

    value: Any
    truth: bool
    print_as: Callable[[str, str | int | None], str]

    def __new__(
        cls,
        text: str,
        value: Any,
        truth: bool,
        print_as: Callable[[str, str | int | None], str],
    ) -> "PrintedValue":
        """Make the value of a template."""
        made = super().__new__(cls, text)
        made.value, made.truth, made.print_as = value, truth, print_as
        return made

    def __bool__(self) -> bool:
        """Whether a condition holds."""
        return self.truth

    def __eq__(self, other: object) -> bool:
        """Compare values, or the text with a text."""
        one, two = self._sides(other)
        return bool(one == two)

    def __ne__(self, other: object) -> bool:
        """Compare values, or the text with a text."""
        return not self == other

    def __lt__(self, other: Any) -> bool:
        """Compare values, or the text with a text."""
        one, two = self._sides(other)
        return bool(one < two)

    def __le__(self, other: Any) -> bool:
        """Compare values, or the text with a text."""
        one, two = self._sides(other)
        return bool(one <= two)

    def __gt__(self, other: Any) -> bool:
        """Compare values, or the text with a text."""
        one, two = self._sides(other)
        return bool(one > two)

    def __ge__(self, other: Any) -> bool:
        """Compare values, or the text with a text."""
        one, two = self._sides(other)
        return bool(one >= two)

    __hash__ = str.__hash__

    def _sides(self, other: Any) -> tuple[Any, Any]:
        if isinstance(other, PrintedValue):
            return self.value, other.value
        if isinstance(other, str):
            return str.__str__(self), other
        return self.value, Decimal(str(other)) if isinstance(other, float) else other


def for_template(text: RichText) -> str:
    """Return a text as templates take it."""
    return FormattedText(text) if text.entities else text.text


def plain(text: str) -> str:
    """Return the text without its formatting."""
    return str.__str__(text) if isinstance(text, FormattedText | PrintedValue) else text
