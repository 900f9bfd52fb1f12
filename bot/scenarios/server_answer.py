"""The server's answer that an action waited for, as an event chain tells it."""

from collections.abc import Iterator

from bot.scenarios.drawing import LONGEST_VALUE, Drawing, Say, short
from domain.runs.chain import ChainStep


class DrawAnswer(Drawing):
    """Who was accepted and who was refused."""

    def did(self, say: Say, step: ChainStep, *, texts: bool) -> Iterator[str]:  # noqa: ARG002 - it shows no texts
        """Yield both, where both happened."""
        for of in ("accepted", "refused"):
            words = step.did.get(of)
            if words is not None:
                yield say("chain-answer", of=of, words=short(words, LONGEST_VALUE))
