"""«Изменить значения атрибутов» as it is told."""

from collections.abc import Iterator

from bot.scenarios import icons
from bot.scenarios.drawing import LONGEST_SOURCE, Drawing, Say, number_words, short, source_words, value_words
from bot.texts import Texts
from domain.runs.chain import ChainStep
from domain.scenarios.actions.change_attributes import AttributesLine


class DrawAttributes(Drawing):
    """What is done to which attribute, one by one."""

    icon = icons.FIELD
    tells_what_it_did = True

    def words(self, texts: Texts, line: AttributesLine) -> str:
        """Return the changes."""
        missing = texts("explain-missing")
        given = "; ".join(
            texts(
                "explain-attribute-change",
                operation=change.operation,
                attribute=change.attribute or missing,
                value=source_words(texts, change.source),
            )
            for change in line.changes
        )
        return texts("explain-change-attributes", given=given or missing)

    def did(self, say: Say, step: ChainStep, *, texts: bool) -> Iterator[str]:
        """Yield which record was changed, and each value with what it came from."""
        if not step.did:
            return
        yield say("chain-record", record=number_words(step.did.get("record")))
        for number, change in enumerate(step.did.get("changes", []), 1):
            name, operation = str(change.get("attribute", "")), str(change.get("operation", ""))
            source = short(step.sources.get(f"changes[{number}].value", ""), LONGEST_SOURCE)
            value = value_words(say, name, change.get("value"), texts=texts)
            yield say("chain-attribute", operation=operation, name=name, value=value, source=source)
