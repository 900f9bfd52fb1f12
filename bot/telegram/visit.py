"""A visit: who looks at a page, in which message it is drawn, and what is said above it."""

from dataclasses import dataclass, replace
from typing import Self

from bot.telegram.reader import Reader


@dataclass(frozen=True, slots=True)
class Visit(Reader):
    """Somebody at a page. `at` is the message to draw in, None for a new one; `notice` is the line above the page."""

    at: int | None = None
    notice: str | None = None

    def saying(self, notice: str | None) -> Self:
        """Return the visit with a line of news for the page, or with none."""
        return replace(self, notice=notice)

    def within(self, message_id: int | None) -> Self:
        """Return the visit of a page in that message."""
        return replace(self, at=message_id)

    def below(self) -> Self:
        """Return the visit of a page in a new message, below everything."""
        return replace(self, at=None)
