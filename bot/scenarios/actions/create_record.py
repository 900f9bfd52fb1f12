"""«Создать запись» as it is told."""

from collections.abc import Iterator

from bot.scenarios import icons
from bot.scenarios.drawing import Drawing, Say, number_words
from bot.texts import Texts
from domain.runs.chain import ChainStep
from domain.scenarios.actions.create_record import CreateLine


class DrawCreating(Drawing):
    """Of which template, and which record it became."""

    icon = icons.NEW_CARD
    tells_what_it_did = True

    def words(self, texts: Texts, line: CreateLine) -> str:
        """Return the template, and the variable that holds the new record."""
        template = line.template or texts("explain-missing")
        return texts("explain-create-record", template=template, variable=line.variable or "")

    def did(self, say: Say, step: ChainStep, *, texts: bool) -> Iterator[str]:  # noqa: ARG002 - it shows no texts
        """Yield the new record."""
        if step.did:
            yield say("chain-new-record", record=number_words(step.did.get("record")))
