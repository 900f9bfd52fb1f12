"""«Нажата кнопка» as it is told."""

from bot.scenarios.drawing import EventDrawing
from bot.texts import Texts
from domain.scenarios.events.button_clicked import PressLine


class DrawPress(EventDrawing):
    """Which button on which records."""

    def words(self, texts: Texts, line: PressLine) -> str:
        """Return them by their titles."""
        missing = texts("explain-missing")
        return texts("explain-event", template=line.template or missing, button=line.button or missing)
