"""«Дублировать запись»: make a copy of the record in context, and go on with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from domain.documents import SystemName
from domain.scenarios.actions.action import Action
from domain.scenarios.actions.body import ActionBody, Holds
from domain.scenarios.lines import About, Line, text_of
from domain.scenarios.step import Step


class DuplicateRecord(ActionBody):
    """Makes a record with the same values, files included, and runs its actions in the copy's context.

    It belongs to the run's author. `variable` holds it for the actions behind.
    """

    asked: ClassVar = ()
    changes_records: ClassVar = True
    rare: ClassVar = ("variable", "description", "ignore_errors")

    variable: SystemName | None = None
    actions: tuple[Action, ...] = ()

    async def step(self, run: Step) -> dict[str, Any]:
        """Make it, and go into it."""
        known = await run.known()
        names = [item.system_name for item in known.template.attributes if item.system_name in known.values]
        record = await run.create(known.template.system_name, {name: known.values[name] for name in names})
        if self.variable is not None:
            run.keep(self.variable, record)
        if self.actions:
            run.enter((record.number,), template=known.template.system_name)
        return {"record": str(record), "copied": str(known.record.id)}

    @classmethod
    def holds(cls, body: Mapping[str, Any]) -> Iterator[Holds]:
        """The copy."""
        if text_of(body.get("variable")):
            yield Holds(str(body["variable"]), kind="record")

    @classmethod
    def explain(cls, about: About) -> Line:
        """Tell what holds the copy."""
        return DuplicateLine(**about.common, variable=about.word("variable"))


@dataclass(frozen=True, slots=True)
class DuplicateLine(Line):
    """What holds the copy."""

    variable: str | None = None
