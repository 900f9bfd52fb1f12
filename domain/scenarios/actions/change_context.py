"""«Сменить контекст»: run actions for each record that an attribute or a formula finds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.described import Finds, Refers
from domain.described import Source as Section
from domain.documents import SystemName
from domain.errors import GonetsError
from domain.mistakes import Mistake
from domain.records.template import SYSTEM_ATTRIBUTES
from domain.scenarios.actions.action import Action, ActionBody
from domain.scenarios.checking import Here
from domain.scenarios.lines import MISSING, About, Line, Source
from domain.scenarios.step import Step, many
from domain.scenarios.values import AttributeValue, OneValue


class OtherRecords(GonetsError):
    """The context can only become the record itself in this version."""

    key = "error-scenario-other-records"


class ChangeContext(ActionBody):
    """Runs its actions for each record that `objects` finds."""

    asked: ClassVar = ("template", "objects")
    context: ClassVar = "template"
    main: ClassVar = "objects"

    template: Annotated[SystemName, Refers(Section.TEMPLATES)]
    objects: Annotated[OneValue, Finds.RECORDS]
    actions: Annotated[tuple[Action, ...], Field(min_length=1)]

    async def step(self, run: Step) -> dict[str, Any]:
        """Find the records, and go into the first."""
        itself = str(run.world.record.id)
        if isinstance(self.objects, AttributeValue) and self.objects.attribute in {"id", "ID"}:
            found = [itself]
        else:
            value = await run.value(self.objects)
            found = [getattr(item, "identity", str(item)) for item in many(value)]
        if any(item != itself for item in found):
            raise OtherRecords(template=self.template)
        run.enter((int(item) for item in found), template=self.template)
        return {"records": found, "template": self.template}

    def check(self, here: Here) -> Iterator[Mistake]:
        """No attribute but the record's own number finds records so far, and that finds the record itself."""
        if not isinstance(self.objects, AttributeValue) or here.template is None:
            return
        place = (*here.place, "objects", "attribute")
        name = self.objects.attribute
        attribute = here.template.attribute(name)
        if name in {"id", "ID"}:
            if self.template != here.template.system_name:
                yield Mistake(place, "config-other-records", {"template": here.template.title})
        elif attribute is not None or name in SYSTEM_ATTRIBUTES:
            title = name if attribute is None else attribute.title
            yield Mistake(place, "config-finds-no-records", {"attribute": title})

    def found(self, did: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the records that were found."""
        return {"": did.get("records")}

    @classmethod
    def explain(cls, about: About) -> Line:
        """Tell to which template, and what finds its records."""
        return ContextLine(**about.common, template=about.template_title("template"), objects=about.source("objects"))


@dataclass(frozen=True, slots=True)
class ContextLine(Line):
    """To which template, and what finds its records."""

    template: str | None = None
    objects: Source = MISSING
