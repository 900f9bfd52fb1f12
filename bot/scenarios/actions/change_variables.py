"""«Изменить значения переменных» as it is told."""

from collections.abc import Iterator

from bot.scenarios import icons
from bot.scenarios.drawing import LONGEST_SOURCE, Drawing, Say, short, source_words, value_words
from bot.texts import Texts
from domain.runs.chain import ChainStep, leaves
from domain.scenarios.actions.change_variables import VariablesLine

MOST_ASSIGNMENTS = 30


class DrawVariables(Drawing):
    """What is done to which set, value by value."""

    icon = icons.PENCIL

    def words(self, texts: Texts, line: VariablesLine) -> str:
        """Return which set."""
        missing = texts("explain-missing")
        if line.operation == "exclude" and not line.assignments:
            return texts("explain-exclude-set", set=line.set or missing)
        given = "" if line.assignments else f" {missing}"
        return texts("explain-change-variables", operation=line.operation, set=line.set or missing, given=given)

    def lines_below(self, texts: Texts, line: VariablesLine) -> list[str]:
        """Return the assignments."""
        shown = [f"{item.path} = {source_words(texts, item.source)}" for item in line.assignments[:MOST_ASSIGNMENTS]]
        more = len(line.assignments) - len(shown)
        return [*shown, texts("many-more", count=more)] if more else shown

    def did(self, say: Say, step: ChainStep, *, texts: bool) -> Iterator[str]:
        """Yield each value with what it came from."""
        if step.did.get("operation") == "exclude" and not step.did.get("values"):
            yield say("explain-exclude-set", set=str(step.did.get("set", "")))
        for path, value in leaves(step.did.get("values", {})):
            name = f"{step.did.get('set', '')}.{path}"
            source = short(step.sources.get(path, ""), LONGEST_SOURCE)
            yield say("chain-value", name=name, value=value_words(say, path, value, texts=texts), source=source)
