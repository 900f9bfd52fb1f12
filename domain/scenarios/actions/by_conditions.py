"""«Выполнить по условиям»: each block whose condition is true, in order, or what stands under "otherwise"."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.documents import Document
from domain.mistakes import Path
from domain.scenarios.actions.action import Action, ActionBody
from domain.scenarios.actions.conditions import is_met
from domain.scenarios.step import Step
from domain.scenarios.values import FormulaText
from domain.scenarios.wants import CONDITION, Want


class Branch(Document):
    """Actions with the condition under which they are done."""

    condition: FormulaText
    actions: Annotated[tuple[Action, ...], Field(min_length=1)]


class ByConditions(ActionBody):
    """Does the blocks whose condition is true, in their order; `otherwise` where none is.

    All conditions are worked out before the first block begins: what a block changes decides nothing about the others.
    """

    asked: ClassVar = ()

    branches: Annotated[tuple[Branch, ...], Field(min_length=1)]
    otherwise: tuple[Action, ...] = ()

    async def step(self, run: Step) -> dict[str, Any]:
        """Enter what is true."""
        truths = [is_met(await run.formula(branch.condition)) for branch in self.branches]
        for number, truth in enumerate(truths):
            if truth:
                run.enter(block=number)
        if self.otherwise and not any(truths):
            run.enter(block=len(self.branches))
        return {f"branches[{number}].condition": truth for number, truth in enumerate(truths, 1)}

    @classmethod
    def wants(cls, path: Path, body: Mapping[str, Any]) -> Want | None:  # noqa: ARG003
        """Yes or no."""
        return CONDITION if path[-1:] == ("condition",) else None
