"""«Выполнять отдельно от сценария» as it is told."""

from collections.abc import Iterator

from bot.scenarios import icons
from bot.scenarios.drawing import Drawing, Say
from bot.texts import Texts
from domain.runs.chain import ChainStep
from domain.scenarios.lines import Line


class DrawApart(Drawing):
    """Its actions have an event chain of their own."""

    icon = icons.APART
    tells_what_it_did = True

    def words(self, texts: Texts, line: Line) -> str:  # noqa: ARG002 - it says nothing of its own
        """Return its name."""
        return texts("explain-run-apart")

    def did(self, say: Say, step: ChainStep, *, texts: bool) -> Iterator[str]:  # noqa: ARG002 - it shows no texts
        """Yield that they begin."""
        if step.did:
            yield say("chain-run-apart")
