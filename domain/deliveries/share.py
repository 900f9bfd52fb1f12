"""What part of a connection is this process's: a server's limit is for all processes that send, together."""

from collections.abc import Callable


class Share:
    """Knows how many processes send, and which of them this one is. One that is alone has everything."""

    def __init__(self) -> None:
        self._place: int | None = 0
        self._of = 1
        self._changed: list[Callable[[], None]] = []

    def part(self, whole: int) -> int:
        """Return how many of so many things are this process's: 0 where the others have them all."""
        if self._place is None:
            return 0
        each, more = divmod(whole, self._of)
        return each + (self._place < more)

    def is_of(self, place: int | None, of: int) -> None:
        """Say which of how many it is, counted from 0; None is one that the others do not know of yet."""
        if (place, of) == (self._place, self._of):
            return
        self._place, self._of = place, of
        for changed in self._changed:
            changed()

    def on_change(self, changed: Callable[[], None]) -> None:
        """Have this called when it becomes another."""
        self._changed.append(changed)
