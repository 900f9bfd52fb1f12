"""«Проверить результат выражения»: stop the run with words of one's own where a condition is not met."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from domain.errors import GonetsError
from domain.formulas import to_text
from domain.formulas.values import plain
from domain.mistakes import Path
from domain.scenarios.actions.body import ActionBody, Other
from domain.scenarios.actions.conditions import always, is_met
from domain.scenarios.lines import MISSING, About, Line, Source
from domain.scenarios.seen import Seen
from domain.scenarios.step import Step
from domain.scenarios.values import FormulaText
from domain.scenarios.wants import CONDITION, PRINTED, Want

LONGEST_WORDS = 500


class CheckFailed(GonetsError):
    """A check of the scenario was not met: nothing of its segment stays, and nothing goes on in spite of it."""

    key = "error-scenario-check"
    ends_run = True


class Check(ActionBody):
    """Goes on only where `condition` is true; `message` is the formula of what the person is told otherwise."""

    asked: ClassVar = ("condition", "message")
    stops: ClassVar = True

    condition: FormulaText
    message: FormulaText | None = None

    async def step(self, run: Step) -> dict[str, Any]:
        """Work out the condition, and the words only where it is not met."""
        if is_met(await run.formula(self.condition)):
            return {"condition": True}
        words = None if self.message is None else await run.formula(self.message)
        told = "" if words is None else " ".join(to_text(plain(words)).split())
        raise CheckFailed(words=told[:LONGEST_WORDS], has_words="yes" if told else "no")

    def seen(self, did: Mapping[str, Any] | None, variables: Mapping[str, Any]) -> Iterator[Seen]:
        """Yield the condition: what would be said else was not worked out."""
        return (seen for seen in super().seen(did, variables) if seen.path != "message")

    def others(self, did: Mapping[str, Any] | None) -> Iterator[Other]:
        """It may be met, or not."""
        if did is None:
            yield Other("met", self.model_copy(update={"condition": "true"}))
        else:
            yield Other("not_met", self.model_copy(update={"condition": "false"}))

    def always_stops(self) -> bool:
        """Whether the condition is never met."""
        return always(self.condition) is False

    @classmethod
    def wants(cls, path: Path, body: Mapping[str, Any]) -> Want | None:  # noqa: ARG003
        """Yes or no, and words."""
        return {"condition": CONDITION, "message": PRINTED}.get(str(path[0]))

    @classmethod
    def explain(cls, about: About) -> Line:
        """Tell the condition."""
        return CheckLine(**about.common, condition=about.source("condition"))


@dataclass(frozen=True, slots=True)
class CheckLine(Line):
    """What must be true."""

    condition: Source = MISSING
