"""What is in force of the configuration, read once for each change, whoever makes it."""

from collections.abc import Collection, Hashable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from tortoise.models import Model

from domain.documents import Stored
from domain.scenarios.document import Scenario
from domain.scenarios.in_force import InForce
from storage.gathered import Gathered
from storage.opened import reader
from storage.statements import Steps
from storage.transactions import is_inside

changing: ContextVar[bool] = ContextVar("changing_configuration", default=False)
"""Whether what runs now has changed the configuration: only its own transaction sees that before it is committed."""


def read_revisions() -> Steps[tuple[Any, ...]]:
    """Return what is equal while nothing of the configuration changes."""
    tables = ("connection", "route", "record_template", "scenario")
    each = ", ".join(f"(SELECT group_concat(id || ' ' || revision) FROM {table})" for table in tables)
    answer = yield f"SELECT {each}", ()
    return tuple(answer.rows[0])


_EVERYTHING = "everything"


def _looks(_: Collection[str]) -> Steps[dict[str, tuple[Any, ...]]]:
    return {_EVERYTHING: (yield from read_revisions())}


@dataclass(slots=True)
class Rows:
    """What is in force while the revisions of all objects are these; `started_by` is what each event starts."""

    revisions: tuple[Any, ...] = ()
    rows: dict[type[Model], list[Any]] = field(default_factory=dict)
    started_by: dict[Hashable, Stored[Scenario]] | None = None
    of_worlds: InForce | None = None


class RowsInForce:
    """Looks whether anything has changed, in this process or in another, by one statement beside the writer."""

    def __init__(self) -> None:
        self._known = Rows()
        self._looked: Gathered[str, tuple[Any, ...]] = Gathered(_looks)

    async def __call__(self, *tables: type[Model], revisions: tuple[Any, ...] | None = None) -> Rows:
        """Return what is in force, as of no earlier than now, with the rows of these tables at least.

        Whoever has just read the `revisions` gives them.
        """
        known = Rows()
        if not changing.get():
            revisions = revisions or await self._revisions()
            if revisions != self._known.revisions:
                self._known = Rows(revisions)
            known = self._known
        for table in tables:
            if table not in known.rows:
                # Read between two looks: a change that came meanwhile is found by the next one.
                known.rows[table] = await table.all().order_by("id")
        return known

    async def mark(self) -> tuple[Any, ...] | None:
        """Return the revisions of all that is in force; None where what runs now has changed something."""
        return None if changing.get() else await self._revisions()

    async def _revisions(self) -> tuple[Any, ...]:
        if is_inside():
            revisions: tuple[Any, ...] = await reader.get()(read_revisions)
            return revisions
        return await self._looked.one(_EVERYTHING) or ()
