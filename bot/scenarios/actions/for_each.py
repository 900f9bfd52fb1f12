"""«Повторять для каждого» as it is told."""

from collections.abc import Iterator

from bot.scenarios import icons
from bot.scenarios.drawing import LONGEST_SOURCE, Drawing, Say, short, source_words
from bot.texts import Texts
from domain.runs.chain import ChainStep
from domain.scenarios.actions.for_each import ForEachLine


class DrawForEach(Drawing):
    """Of what, and what holds each."""

    icon = icons.EACH

    def words(self, texts: Texts, line: ForEachLine) -> str:
        """Return the values and the variable."""
        variable = line.variable or texts("explain-missing")
        return texts("explain-for-each", values=source_words(texts, line.values), variable=variable)

    def did(self, say: Say, step: ChainStep, *, texts: bool) -> Iterator[str]:  # noqa: ARG002 - a count is no text
        """Yield how many there were."""
        if step.did:
            source = short(next(iter(step.sources.values()), ""), LONGEST_SOURCE)
            yield say("chain-for-each", count=int(step.did.get("count", 0)), source=source)
