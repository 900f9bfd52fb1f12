"""«Выполнить по условиям» as it is told."""

import re

from bot.scenarios import icons
from bot.scenarios.drawing import Drawing, Say, source_words
from bot.texts import Texts
from domain.scenarios.lines import BlockLine, Line

_BRANCH = re.compile(r"branches\[(\d+)\]\.condition")


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

    def called(self, say: Say, path: str) -> str:
        """Return which block's condition it is."""
        branch = _BRANCH.fullmatch(path)
        return say("chain-branch", number=branch[1]) if branch else path
