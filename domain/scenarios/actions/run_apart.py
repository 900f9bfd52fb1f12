"""«Выполнять отдельно от сценария»: do actions as a run of its own, whose failure is its own."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.scenarios.actions.action import Action
from domain.scenarios.actions.body import ActionBody
from domain.scenarios.step import Step


class RunApart(ActionBody):
    """Its actions begin when what was done before them is kept, with the variables as they are and the same record.

    Neither waits for the other, and neither sees what the other does to its variables.
    """

    asked: ClassVar = ()
    is_apart: ClassVar = True

    actions: Annotated[tuple[Action, ...], Field(min_length=1)]

    async def step(self, run: Step) -> dict[str, Any]:
        """Let them begin with the end of the segment."""
        run.begin_apart()
        return {"apart": True}
