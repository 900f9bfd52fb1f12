"""«Дублировать запись» as it is told."""

from collections.abc import Iterator

from bot.scenarios import icons
from bot.scenarios.drawing import Drawing, Say, number_words
from bot.texts import Texts
from domain.runs.chain import ChainStep
from domain.scenarios.actions.duplicate_record import DuplicateLine


class DrawDuplicating(Drawing):
    """What holds the copy, and which record it became."""

    icon = icons.TWO_CARDS
    tells_what_it_did = True

    def words(self, texts: Texts, line: DuplicateLine) -> str:
        """Return the variable that holds the copy."""
        return texts("explain-duplicate-record", variable=line.variable or "")

    def did(self, say: Say, step: ChainStep, *, texts: bool) -> Iterator[str]:  # noqa: ARG002 - it shows no texts
        """Yield the copy, and what it is one of."""
        if step.did:
            record, copied = number_words(step.did.get("record")), str(step.did.get("copied", ""))
            yield say("chain-copied-record", record=record, copied=copied)
