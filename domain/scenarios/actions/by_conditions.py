"""«Выполнить по условиям»: each block whose condition is true, in order, or what stands under "otherwise"."""

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field

from domain.documents import Document
from domain.mistakes import Path
from domain.scenarios.actions.action import Action
from domain.scenarios.actions.body import ActionBody, Other
from domain.scenarios.actions.conditions import always, is_met
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

    def others(self, did: Mapping[str, Any] | None) -> Iterator[Other]:
        """Each block that is not done may be; what stands under `otherwise`, where no condition is true."""
        truths = [] if did is None else list(did.values())
        for number, truth in enumerate(truths):
            if not truth:
                yield Other("block", self._with_true(number), number)
        if self.otherwise and any(truths):
            yield Other("block", self._with_true(None), len(truths))

    def _with_true(self, true: int | None) -> Self:
        return self.model_copy(
            update={
                "branches": tuple(
                    branch.model_copy(update={"condition": "true" if number == true else "false"})
                    for number, branch in enumerate(self.branches)
                )
            }
        )

    def never_done(self) -> Collection[int]:
        """Return the blocks whose condition is never met; `otherwise`, where one always is."""
        truths = [always(branch.condition) for branch in self.branches]
        never = {number for number, truth in enumerate(truths) if truth is False}
        return never | ({len(truths)} if True in truths else set())

    @classmethod
    def wants(cls, path: Path, body: Mapping[str, Any]) -> Want | None:  # noqa: ARG003
        """Yes or no."""
        return CONDITION if path[-1:] == ("condition",) else None
