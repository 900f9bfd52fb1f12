"""Compiled formulas, kept by their text and by what they were checked against, in bounded memory."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Compiled = TypeVar("Compiled")

MOST_KEPT = 1_024
MOST_CHARACTERS = 100_000
"""Of all texts that are kept, together: a compiled formula takes some 300 bytes for each of its characters."""


class CompiledFormulas(Generic[Key, Compiled]):
    """The formulas that were used last. A template that is changed has another key, and the old ones fall out."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, Key], Compiled] = OrderedDict()
        self.characters = 0

    def __len__(self) -> int:
        """How many there are."""
        return len(self._kept)

    def get(self, text: str, against: Key, compiled: Callable[[], Compiled]) -> Compiled:
        """Return the formula, compiled where it is not here; what that raises is kept nowhere."""
        key = (text, against)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        made = compiled()
        if key not in self._kept:
            self.characters += len(text)
        self._kept[key] = made
        while len(self._kept) > MOST_KEPT or self.characters > MOST_CHARACTERS:
            (gone, _), _ = self._kept.popitem(last=False)
            self.characters -= len(gone)
        return made
