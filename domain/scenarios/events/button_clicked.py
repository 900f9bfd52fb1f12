"""«Нажата кнопка»: the event that a button of a record raises."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from domain.described import Part, Refers
from domain.documents import SystemName
from domain.mistakes import Mistake, Path
from domain.scenarios.checking import Here, unknown
from domain.scenarios.events.event import Event
from domain.scenarios.lines import Line, Templates, text_of
from domain.sections import Section


class ButtonClicked(Event):
    """A button on a record of `template`; it has at most one enabled scenario."""

    context: ClassVar = "template"

    type: Literal["button_clicked"] = "button_clicked"
    template: Annotated[SystemName, Refers(Section.TEMPLATES)]
    button: Annotated[SystemName, Refers(Part.BUTTONS)]

    @property
    def claim(self) -> "ButtonName":
        """The button."""
        return ButtonName(self.template, self.button)

    def taken(self, path: Path, templates: Templates, scenario: str) -> Mistake:
        """Say that the button has a scenario already."""
        buttons = templates[self.template].buttons if self.template in templates else ()
        title = next((item.title for item in buttons if item.system_name == self.button), self.button)
        return Mistake((*path, "button"), "config-button-taken", {"button": title, "scenario": scenario})

    def check(self, here: Here) -> Iterator[Mistake]:
        """Its template is in use, and its button raises an event."""
        template = here.templates.get(self.template)
        if template is None:
            return
        if here.enabled and not template.enabled:
            yield Mistake((*here.path, "template"), "config-disabled", {"name": template.title})
        button = template.button(self.button)
        if button is None:
            names = [item.system_name for item in template.buttons]
            yield unknown((*here.path, "button"), "button", self.button, names)
        elif not button.starts_scenario:
            yield Mistake((*here.path, "button"), "config-button-no-event", {"button": button.title})

    @classmethod
    def explain(cls, written: Mapping[str, Any], templates: Templates) -> Line:
        """Tell which button of which template."""
        name, button = text_of(written.get("template")), text_of(written.get("button"))
        template = templates.get(name or "")
        known = template.button(button) if template and button else None
        return PressLine(
            "",
            (),
            "button_clicked",
            template=template.title if template else name,
            button=known.title if known else button,
        )


@dataclass(frozen=True, slots=True)
class ButtonName:
    """A button by system names."""

    template: str
    button: str


@dataclass(frozen=True, slots=True)
class PressLine(Line):
    """What is pressed, by titles."""

    template: str | None = None
    button: str | None = None
