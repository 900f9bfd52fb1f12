"""«Повторять заданное число раз» as it is told."""

from bot.scenarios import icons
from bot.scenarios.drawing import Drawing, Say, source_words
from bot.texts import Texts
from domain.scenarios.actions.repeat import RepeatLine


class DrawRepeat(Drawing):
    """How often, and what counts."""

    icon = icons.CIRCLING

    def words(self, texts: Texts, line: RepeatLine) -> str:
        """Return how often, and the variable."""
        variable = line.variable or texts("explain-missing")
        return texts("explain-repeat", times=source_words(texts, line.times), variable=variable)

    def called(self, say: Say, path: str) -> str:
        """Return the title of the field."""
        return say("field-times") if path == "times" else path
