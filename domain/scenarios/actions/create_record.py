"""«Создать запись»: make a record, and go on with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from domain.described import Refers
from domain.documents import SystemName
from domain.scenarios.actions.action import Action
from domain.scenarios.actions.body import ActionBody, Holds
from domain.scenarios.lines import About, Line, text_of
from domain.scenarios.step import Step
from domain.sections import Section


class CreateRecord(ActionBody):
    """Makes a record of `template` with its defaults, and runs its actions in the new record's context.

    It belongs to the run's author. `variable` holds it for the actions behind.
    """

    asked: ClassVar = ("template",)
    changes_records: ClassVar = True
    rare: ClassVar = ("variable", "description", "ignore_errors")
    context: ClassVar = "template"

    template: Annotated[SystemName, Refers(Section.TEMPLATES)]
    variable: SystemName | None = None
    actions: tuple[Action, ...] = ()

    async def step(self, run: Step) -> dict[str, Any]:
        """Make it, and go into it."""
        record = await run.create(self.template)
        if self.variable is not None:
            run.keep(self.variable, record)
        if self.actions:
            run.enter((record.number,), template=self.template)
        return {"record": str(record), "template": self.template}

    @classmethod
    def holds(cls, body: Mapping[str, Any]) -> Iterator[Holds]:
        """The new record."""
        if text_of(body.get("variable")):
            yield Holds(str(body["variable"]), kind="record", template=str(body.get("template") or ""))

    @classmethod
    def explain(cls, about: About) -> Line:
        """Tell of which template."""
        return CreateLine(**about.common, template=about.template_title("template"), variable=about.word("variable"))


@dataclass(frozen=True, slots=True)
class CreateLine(Line):
    """Of which template, and what holds the new record."""

    template: str | None = None
    variable: str | None = None
