"""A made-up kind of action that does what stands inside again and again, for tests of long runs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, Field

from domain.errors import GonetsError
from domain.scenarios.actions import KINDS, take_in
from domain.scenarios.actions.action import Action, ActionBody
from domain.scenarios.document import Scenario
from domain.scenarios.step import Step


class Unwanted(GonetsError):
    """A pass that the test wants to fail."""

    key = "error-scenario-broken"


class Again(ActionBody):
    """Does its actions `times` over; `turn` holds in which pass they are."""

    asked: ClassVar = ("times",)

    times: int
    actions: Annotated[tuple[Action, ...], Field(min_length=1)]

    async def step(self, run: Step) -> dict[str, Any]:
        """Enter them."""
        run.enter(range(self.times))
        return {"times": list(range(self.times))}


class Meddle(ActionBody):
    """Does whatever the test has put into `acts` for the turn in which it is done."""

    acts: ClassVar[dict[int, Any]] = {}
    turns: ClassVar[list[int]] = []

    asked: ClassVar = ()

    async def step(self, run: Step) -> dict[str, Any]:
        """Count, and do it."""
        self.turns.append(len(self.turns))
        act = self.acts.get(len(self.turns))
        if act is not None:
            await act()
        return {"turn": len(self.turns)}

    def touches(self) -> Mapping[str, tuple[str, ...]]:
        """Return nothing."""
        return {}


@contextmanager
def looping() -> Iterator[type[Meddle]]:
    """Let the engine know them meanwhile."""
    KINDS["again"], KINDS["meddle"] = Again, Meddle
    _read_tables()
    Meddle.acts.clear()
    Meddle.turns.clear()
    try:
        yield Meddle
    finally:
        del KINDS["again"], KINDS["meddle"]
        _read_tables()


def _read_tables() -> None:
    """Build anew the documents that hold actions: they are built over the table as it was."""
    take_in(KINDS)
    models: list[type[BaseModel]] = [Action, *KINDS.values(), Scenario]
    for model in models:
        if "__pydantic_core_schema__" in model.__dict__:
            del model.__pydantic_core_schema__
    for model in models:
        model.model_rebuild(force=True)
