"""«Сменить контекст»: run actions for each record that an attribute or a formula finds."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.described import Finds, Refers
from domain.documents import SystemName
from domain.errors import GonetsError
from domain.formulas import to_text
from domain.formulas.values import kind_of, many, plain
from domain.messages.rich_text import RichText
from domain.mistakes import Mistake, Path
from domain.records.entity import RecordEntity
from domain.records.template import SYSTEM_ATTRIBUTES
from domain.scenarios.actions.action import Action
from domain.scenarios.actions.body import ActionBody
from domain.scenarios.actions.conditions import never_any
from domain.scenarios.checking import Here
from domain.scenarios.lines import MISSING, About, Line, Source
from domain.scenarios.step import Step
from domain.scenarios.titles import TitlesHere
from domain.scenarios.values import AttributeValue, OneValue
from domain.scenarios.wants import RECORDS, Want
from domain.sections import Section

_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


class NoRecord(GonetsError):
    """What was found is no record: neither one that a variable holds, nor the number of one."""

    key = "error-scenario-no-record"


class ChangeContext(ActionBody):
    """Runs its actions for each record that `objects` finds, once for each, whatever its template.

    Names inside are checked against `template`; what a record of another one lacks is an error where it is read.
    """

    asked: ClassVar = ("template", "objects")
    context: ClassVar = "template"
    repeats: ClassVar = True
    main: ClassVar = "objects"

    template: Annotated[SystemName, Refers(Section.TEMPLATES)]
    objects: Annotated[OneValue, Finds.RECORDS]
    actions: Annotated[tuple[Action, ...], Field(min_length=1)]

    async def step(self, run: Step) -> dict[str, Any]:
        """Find the records, and go into the first."""
        numbers = tuple(dict.fromkeys(map(_number, many(await run.value(self.objects)))))
        await run.check_records(numbers)
        run.enter(numbers, template=self.template)
        return {"records": [str(number) for number in numbers], "template": self.template}

    def check(self, here: Here) -> Iterator[Mistake]:
        """No attribute but the record's own number finds records so far, and that finds the record itself."""
        if not isinstance(self.objects, AttributeValue) or here.template is None:
            return
        path = (*here.path, "objects", "attribute")
        name = self.objects.attribute
        attribute = here.template.attribute(name)
        if name in {"id", "ID"}:
            if self.template != here.template.system_name:
                yield Mistake(path, "config-other-records", {"template": here.template.title})
        elif name in SYSTEM_ATTRIBUTES or (attribute is not None and attribute.field().kind != "record"):
            title = name if attribute is None else attribute.title
            yield Mistake(path, "config-finds-no-records", {"attribute": title})

    def never_done(self) -> Collection[int]:
        """Return its only block where no records are found."""
        return {0} if never_any(self.objects) else ()

    @classmethod
    def wants(cls, path: Path, body: Mapping[str, Any]) -> Want | None:  # noqa: ARG003
        """Records are found."""
        return RECORDS if path[:1] == ("objects",) else None

    def told(self, did: Mapping[str, Any], titles: TitlesHere) -> Mapping[str, Any]:
        """Call the template by its title."""
        return {**did, "template": titles.all.template(self.template)}

    def found(self, did: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the records that were found."""
        return {"": did.get("records")}

    @classmethod
    def explain(cls, about: About) -> Line:
        """Tell to which template, and what finds its records."""
        return ContextLine(**about.common, template=about.template_title("template"), objects=about.source("objects"))


def _number(found: Any) -> int:
    """Return the number of a record that was found; raises NoRecord."""
    if isinstance(found, RecordEntity):
        return found.number
    text = to_text(plain(found)) if isinstance(found, str | Decimal | RichText) else kind_of(found)
    if not _NUMBER.fullmatch(text):
        raise NoRecord(found=text[:60])
    return int(text)


@dataclass(frozen=True, slots=True)
class ContextLine(Line):
    """To which template, and what finds its records."""

    template: str | None = None
    objects: Source = MISSING
