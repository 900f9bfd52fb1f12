"""The drawings of the kinds of actions, by the kinds' names in `domain.scenarios.actions`."""

from bot.scenarios.actions.by_conditions import DrawConditions
from bot.scenarios.actions.change_attributes import DrawAttributes
from bot.scenarios.actions.change_context import DrawContext
from bot.scenarios.actions.change_variables import DrawVariables
from bot.scenarios.actions.check import DrawCheck
from bot.scenarios.actions.create_record import DrawCreating
from bot.scenarios.actions.duplicate_record import DrawDuplicating
from bot.scenarios.actions.for_each import DrawForEach
from bot.scenarios.actions.repeat import DrawRepeat
from bot.scenarios.actions.run_apart import DrawApart
from bot.scenarios.actions.send_message import DrawSending
from bot.scenarios.drawing import Drawing
from bot.scenarios.server_answer import DrawAnswer

DRAWINGS: dict[str, Drawing] = {
    "change_context": DrawContext(),
    "change_variables": DrawVariables(),
    "send_message": DrawSending(),
    "check": DrawCheck(),
    "by_conditions": DrawConditions(),
    "repeat": DrawRepeat(),
    "for_each": DrawForEach(),
    "change_attributes": DrawAttributes(),
    "create_record": DrawCreating(),
    "duplicate_record": DrawDuplicating(),
    "run_apart": DrawApart(),
}


BESIDES: dict[str, Drawing] = {"server_answer": DrawAnswer()}
"""What stands in event chains besides actions."""


def drawing_of(kind: str) -> Drawing:
    """Return how an entry of an event chain is told; one of a kind that is gone is told by its values."""
    return DRAWINGS.get(kind) or BESIDES.get(kind) or Drawing()
