"""Doing for many at once what each would do by statements of its own: the bulk layer under the group writer.

What waits for the writer at the same moment and is of one kind is offered together first. Whoever is not the plain
case is left out and takes its own steps, in the same commit; where it does not go together, all take their own.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar

from storage.statements import Steps

log = logging.getLogger(__name__)

Item = TypeVar("Item")
Result = TypeVar("Result")

Many: TypeAlias = Callable[[Sequence[Item]], Steps[Mapping[int, Result]]]
"""Does for many items what each one's own steps would do, and leaves equal rows.

It returns the results of those that are done, by their places. Of the others it has written nothing.
"""


@dataclass(frozen=True, slots=True)
class Among(Generic[Item, Result]):
    """What one of many is: whatever has an equal `many` and waits at the same moment is done with it.

    `fenced` says that `many` may go beside others of its kind: see `storage.transactions.execute`. `patient` that
    nobody is kept by it: it waits some milliseconds for whom it may be committed with.
    """

    many: Many[Item, Result]
    item: Item
    fenced: bool = False
    patient: bool = False


@dataclass(slots=True)
class Group:
    """Those of one kind in a commit. Who is `done` when `steps` have been driven has nothing left to do."""

    many: Many[Any, Any]
    items: Sequence[Any]
    done: Mapping[int, Any] = field(default_factory=dict)

    def steps(self) -> Steps[None]:
        """Do what can be done together."""
        self.done = {}
        try:
            self.done = yield from self.many(self.items)
        except Exception as error:
            log.warning("%s of a kind are written one by one: %s", len(self.items), type(error).__name__)
            raise

    def left(self, place: int, own: Callable[[], Steps[Result]]) -> Steps[Result]:
        """Do what is left to do for one: nothing, or its own steps."""
        if place in self.done:
            result: Result = self.done[place]
            return result
        return (yield from own())
