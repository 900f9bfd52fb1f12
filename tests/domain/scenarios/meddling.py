"""A made-up kind of action in which a test does whatever it likes, in the middle of a run's segment."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import pytest

from domain.errors import GonetsError
from domain.scenarios.actions.body import ActionBody
from domain.scenarios.step import Step
from tests.domain.scenarios.made_up import known_kinds


class Unwanted(GonetsError):
    """A pass that the test wants to fail."""

    key = "error-scenario-broken"


async def unwanted() -> None:
    raise Unwanted("a pass")


async def killed() -> None:
    raise asyncio.CancelledError


class Meddle(ActionBody):
    """Does whatever the test has put into `acts` for the turn in which it is done; what that returns, it has done."""

    acts: ClassVar[dict[int, Any]] = {}
    turns: ClassVar[list[int]] = []

    asked: ClassVar = ()

    async def step(self, run: Step) -> dict[str, Any]:
        """Count, and do it."""
        self.turns.append(len(self.turns))
        act = self.acts.get(len(self.turns))
        did = None if act is None else await act()
        return {"turn": len(self.turns), **(did or {})}

    def touches(self) -> Mapping[str, tuple[str, ...]]:
        """Return nothing."""
        return {}


@pytest.fixture
def meddling() -> Iterator[None]:
    """Let the engine know it meanwhile."""
    Meddle.acts.clear()
    Meddle.turns.clear()
    with known_kinds(meddle=Meddle):
        yield
