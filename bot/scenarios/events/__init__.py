"""The drawings of the kinds of events, by the kinds' names in `domain.scenarios.events`."""

from bot.scenarios.drawing import EventDrawing
from bot.scenarios.events.button_clicked import DrawPress

DRAWINGS: dict[str, EventDrawing] = {"button_clicked": DrawPress()}
