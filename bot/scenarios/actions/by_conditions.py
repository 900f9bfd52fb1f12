"""«Выполнить по условиям» as it is told."""

from bot.scenarios import icons
from bot.scenarios.drawing import Drawing, source_words
from bot.texts import Texts
from domain.scenarios.lines import BlockLine, Line


class DrawConditions(Drawing):
    """Its blocks have lines of their own, with their conditions."""

    icon = icons.FORK

    def words(self, texts: Texts, line: Line) -> str:  # noqa: ARG002 - it says nothing of its own
        """Return its name."""
        return texts("explain-by-conditions")

    def block_words(self, texts: Texts, line: BlockLine) -> str:
        """Return a block's condition."""
        if line.block == "otherwise":
            return texts("explain-by-conditions-otherwise")
        return texts("explain-by-conditions-branches", condition=source_words(texts, line.source))
