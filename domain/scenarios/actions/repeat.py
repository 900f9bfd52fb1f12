"""«Повторять заданное число раз»: run actions so many times, counting from 0."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.documents import SystemName
from domain.errors import GonetsError
from domain.formulas import to_text
from domain.formulas.values import plain
from domain.mistakes import Path
from domain.scenarios.actions.action import Action
from domain.scenarios.actions.body import ActionBody, Holds
from domain.scenarios.actions.conditions import never_any
from domain.scenarios.lines import MISSING, About, Line, Source, text_of
from domain.scenarios.step import Step
from domain.scenarios.values import OneValue
from domain.scenarios.variables import keep
from domain.scenarios.wants import COUNT, Want

AT_ONCE = 200
"""How many passes a stored state names: the others are counted when it is their turn."""


class NotACount(GonetsError):
    """How often something is to be repeated must be a whole number, and not less than none."""

    key = "error-scenario-no-count"


class Repeat(ActionBody):
    """Runs its actions `times` over; `variable` holds the number of the pass, from 0 on. Empty is no pass."""

    asked: ClassVar = ("times", "variable")
    usual_names: ClassVar = {"variable": "number"}
    main: ClassVar = "times"
    repeats: ClassVar = True

    times: OneValue
    variable: SystemName
    actions: Annotated[tuple[Action, ...], Field(min_length=1)]

    async def step(self, run: Step) -> dict[str, Any]:
        """Count, and go into the first pass."""
        times = _count(await run.value(self.times))
        run.enter(_passes(0, times), variable=self.variable, cursor=_rest(0, times))
        return {"times": times}

    async def more(self, run: Step, cursor: Any) -> tuple[Iterable[Any], Any]:  # noqa: ARG002 - counting reads nothing
        """Return the next passes."""
        first, times = cursor
        return _passes(first, times), _rest(first, times)

    def never_done(self) -> Collection[int]:
        """Return its only block where it is done no times."""
        return {0} if never_any(self.times, counts=True) else ()

    @classmethod
    def wants(cls, path: Path, body: Mapping[str, Any]) -> Want | None:  # noqa: ARG003
        """A number."""
        return COUNT if path[:1] == ("times",) else None

    def found(self, did: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return how often."""
        return {"": did.get("times")}

    @classmethod
    def holds(cls, body: Mapping[str, Any]) -> Iterator[Holds]:
        """The number of the pass."""
        if text_of(body.get("variable")):
            yield Holds(str(body["variable"]), kind="number", is_inside=True)

    @classmethod
    def explain(cls, about: About) -> Line:
        """Tell how often, and what counts."""
        return RepeatLine(**about.common, times=about.source("times"), variable=about.word("variable"))


def _passes(first: int, times: int) -> list[Any]:
    return [keep(number) for number in range(first, min(first + AT_ONCE, times))]


def _rest(first: int, times: int) -> list[int] | None:
    return [first + AT_ONCE, times] if first + AT_ONCE < times else None


def _count(found: Any) -> int:
    """Return a count that was found; raises NotACount."""
    if found is None:
        return 0
    if isinstance(found, Decimal) and found >= 0 and found == found.to_integral_value():
        return int(found)
    raise NotACount(found=to_text(plain(found))[:60])


@dataclass(frozen=True, slots=True)
class RepeatLine(Line):
    """How often, and what counts."""

    times: Source = MISSING
    variable: str | None = None
