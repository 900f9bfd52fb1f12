"""«Повторять для каждого»: run actions for each of many values."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.documents import SystemName
from domain.formulas.values import many
from domain.mistakes import Path
from domain.scenarios.actions.action import Action
from domain.scenarios.actions.body import ActionBody, Holds
from domain.scenarios.actions.conditions import never_any
from domain.scenarios.lines import MISSING, About, Line, Source, text_of
from domain.scenarios.step import Step
from domain.scenarios.values import OneValue
from domain.scenarios.variables import keep
from domain.scenarios.wants import MANY, Want


class ForEach(ActionBody):
    """Runs its actions for each of `values`, whatever they are; `variable` holds the one whose turn it is.

    Values are found once, before the first pass. The record in context stays: `change_context` inside goes to another.
    """

    asked: ClassVar = ("values", "variable")
    usual_names: ClassVar = {"variable": "element"}
    main: ClassVar = "values"
    repeats: ClassVar = True

    values: OneValue
    variable: SystemName
    actions: Annotated[tuple[Action, ...], Field(min_length=1)]

    async def step(self, run: Step) -> dict[str, Any]:
        """Find the values, and go into the first pass."""
        values = [keep(value) for value in many(await run.value(self.values))]
        run.enter(values, variable=self.variable)
        return {"count": len(values)}

    def found(self, did: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return how many there were."""
        return {"": did.get("count")}

    def never_done(self) -> Collection[int]:
        """Return its only block where there is nothing to go through."""
        return {0} if never_any(self.values) else ()

    @classmethod
    def wants(cls, path: Path, body: Mapping[str, Any]) -> Want | None:  # noqa: ARG003
        """What is gone through."""
        return MANY if path[:1] == ("values",) else None

    @classmethod
    def holds(cls, body: Mapping[str, Any]) -> Iterator[Holds]:
        """One of the values."""
        if text_of(body.get("variable")):
            yield Holds(str(body["variable"]), value=body.get("values"), is_inside=True)

    @classmethod
    def explain(cls, about: About) -> Line:
        """Tell of what, and what holds each."""
        return ForEachLine(**about.common, values=about.source("values"), variable=about.word("variable"))


@dataclass(frozen=True, slots=True)
class ForEachLine(Line):
    """Of what, and what holds each."""

    values: Source = MISSING
    variable: str | None = None
