"""What is found out about the configuration once for each change of it, whichever process makes that."""

from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, Protocol, TypeVar

Found = TypeVar("Found")


class Marked(Protocol):
    """Something that changes, and says when."""

    async def mark(self) -> Hashable | None:
        """Return what stays equal until anything changes; None inside of a change, which may not come to be."""
        ...


class WhileUnchanged(Generic[Found]):
    """Keeps what was found while the mark is the same."""

    def __init__(self, configured: Marked) -> None:
        self._configured = configured
        self._mark: Hashable | None = None
        self._found: dict[Hashable, Found] = {}

    async def __call__(self, key: Hashable, find: Callable[[], Awaitable[Found]]) -> Found:
        """Return what `find` finds, or has found since the last change; keys are few: what is configured."""
        mark = await self._configured.mark()
        if mark is None:
            return await find()
        if mark != self._mark:
            self._mark, self._found = mark, {}
        kept = self._found
        if key not in kept:
            # What it finds is of this mark or newer; whoever asks after a change looks anew.
            kept[key] = await find()
        return kept[key]
