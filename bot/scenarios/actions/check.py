"""«Проверить результат выражения» as it is told."""

from bot.scenarios import icons
from bot.scenarios.drawing import Drawing, Say, source_words
from bot.texts import Texts
from domain.scenarios.actions.check import Check, CheckLine


class DrawCheck(Drawing):
    """What must be true."""

    icon = icons.TICK

    def words(self, texts: Texts, line: CheckLine) -> str:
        """Return the condition."""
        return texts("explain-check", condition=source_words(texts, line.condition))

    def called(self, say: Say, path: str) -> str:
        """Return the title of the field."""
        return say(f"field-check-{path}") if path in Check.model_fields else path
