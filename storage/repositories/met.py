"""What taking letters meets besides those that may go: what is to be told, and letters that others have left."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Self


@dataclass(slots=True)
class Met:
    """Gathered while the steps are done; it counts once they are committed.

    `came_to` are letters that no attempt of a living process tells of, by state and cause; `interrupted` counts the
    attempts that were left behind their marks; of the connections in `unreadable` administrators are told.
    """

    is_told: bool = False
    came_to: Counter[tuple[str, str]] = field(default_factory=Counter)
    interrupted: int = 0
    unreadable: set[int] = field(default_factory=set)

    def anew(self) -> Self:
        """Forget it all: the steps are done again."""
        self.is_told, self.interrupted = False, 0
        self.came_to.clear()
        self.unreadable.clear()
        return self
