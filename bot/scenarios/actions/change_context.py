"""«Сменить контекст» as it is told."""

from collections.abc import Iterator

from bot.scenarios import icons
from bot.scenarios.drawing import LONGEST_SOURCE, Drawing, Say, short
from bot.texts import Texts
from domain.runs.chain import ChainStep
from domain.scenarios.actions.change_context import ContextLine


class DrawContext(Drawing):
    """To which template, and which records were found."""

    icon = icons.CARD

    def words(self, texts: Texts, line: ContextLine) -> str:
        """Return to which template, and what finds its records."""
        return texts(
            "explain-change-context",
            template=line.template or texts("explain-missing"),
            objects=short(line.objects.text, LONGEST_SOURCE),
            by=line.objects.kind,
        )

    def did(self, say: Say, step: ChainStep, *, texts: bool) -> Iterator[str]:  # noqa: ARG002 - it shows no texts
        """Yield the records."""
        if step.did:
            records = ", ".join(step.did.get("records", []))
            yield say("chain-context", template=str(step.did.get("template", "")), records=records)
