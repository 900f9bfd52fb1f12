"""What uses a configured object, or a part of it: before it is removed or renamed, people see where it is needed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.configuration.document import MODELS
from domain.configuration.queried import formulas_in, queried_templates
from domain.configuration.schema import schemas_of
from domain.configuration.validation import Configuration
from domain.configured.route import Route
from domain.described import Part
from domain.documents import ConfiguredObject
from domain.errors import GonetsError
from domain.formulas import Schema, compile_formula
from domain.messages.templates import names_used
from domain.mistakes import Path
from domain.records.template import RecordTemplate
from domain.references import own_references, references
from domain.scenarios.actions.body import ActionBody
from domain.scenarios.document import Scenario
from domain.scenarios.values import FormulaValue, leaves_of
from domain.scenarios.walking import walk
from domain.sections import Section


@dataclass(frozen=True, slots=True)
class Use:
    """One use of something: the object it is in, and where in it.

    `part` says what uses it: `subject`, `body`, `html`, `event`, `action`, `condition` or `value` (of a button, of the
    record that it creates), `default` (of an attribute) or `other` (a formula of another template). `where` is the
    number of the action, or the title of the button or attribute; empty otherwise.
    """

    section: Section
    name: str
    title: str
    part: str
    where: str = ""


def users_of(objects: Iterable[ConfiguredObject], section: Section, name: str) -> Iterator[ConfiguredObject]:
    """Yield the objects that refer to a section's object by its name, in a field or in a formula's query.

    What refers to itself only is none of them.
    """
    own = MODELS[section]
    for item in objects:
        named = name in item.refers_to(section) or (section is Section.TEMPLATES and name in queried_templates(item))
        if named and not (isinstance(item, own) and item.system_name == name):
            yield item


def uses_of_route_attribute(whole: Configuration, route: str, attribute: str) -> Iterator[Use]:
    """Yield the templates of the route that use an attribute, and the steps of scenarios that fill it."""
    document = whole.routes.get(route)
    if document is not None:
        yield from _in_templates(document, attribute)
    for scenario in whole.scenarios.values():
        letters = [spot.action.body.sends() for spot in walk(scenario.actions)]
        sets = {letter.variable for letter in letters if letter is not None and letter.route == route}
        for spot in walk(scenario.actions):
            if any(name in sets and attribute in names for name, names in spot.action.body.touches().items()):
                yield _use(scenario, "action", spot.number)


def uses_of_attribute(whole: Configuration, template: str, attribute: str) -> Iterator[Use]:
    """Yield the formulas, the new records of buttons and the steps of scenarios that know a template's attribute."""
    formulas = _Formulas(whole, template, attribute)
    for document in whole.templates.values():
        yield from dict.fromkeys(_in_template(document, formulas))
    for scenario in whole.scenarios.values():
        if any(formulas.know(text, scenario.event.record_template) for _, text in formulas_in(scenario.event)):
            yield _use(scenario, "event")
        for spot in walk(scenario.actions, scenario.event.record_template):
            if formulas.are_in(spot.action.body, spot.template):
                yield _use(scenario, "action", spot.number)


def uses_of_button(whole: Configuration, template: str, button: str) -> Iterator[Use]:
    """Yield the scenarios that begin with a button."""
    for scenario in whole.scenarios.values():
        named = [item.name for item in references(scenario.event) if item.to is Part.BUTTONS]
        if scenario.event.record_template == template and button in named:
            yield _use(scenario, "event")


def _in_templates(route: Route, attribute: str) -> Iterator[Use]:
    for part, source in (("subject", route.subject), ("body", route.body), ("html", route.html)):
        if source is not None and attribute in names_used(source):
            yield Use(Section.ROUTES, route.system_name, route.title, part)


class _Formulas:
    """Knows whether formulas read one attribute, of their own record or of those that they find."""

    def __init__(self, whole: Configuration, template: str, attribute: str) -> None:
        self.template = template
        self.attribute = attribute
        self._schemas = schemas_of(whole.templates.values())

    def know(self, text: str, context: str | None) -> bool:
        """Whether a formula about a record of that template reads the attribute; one that cannot be read does not."""
        try:
            formula = compile_formula(text)
        except GonetsError:
            return False
        read = formula.reads(self._schemas.get(context or "", Schema({})), self._schemas)
        return (self._schemas.get(self.template), self.attribute) in read

    def are_in(self, body: ActionBody, context: str | None) -> bool:
        """Whether an action about a record of that template reads the attribute, or names it."""
        for reading in body.readings():
            for _, leaf, _ in leaves_of(reading.value):
                if isinstance(leaf, FormulaValue):
                    if self.know(leaf.formula, context):
                        return True
                elif (context, leaf.attribute) == (self.template, self.attribute):
                    return True
        named = (item for _, document in body.documents() for item in own_references(document))
        about = context == self.template
        return about and any(item.to is Part.ATTRIBUTES and item.name == self.attribute for item in named)


def _in_template(document: RecordTemplate, formulas: _Formulas) -> Iterator[Use]:
    """Yield the formulas of a template that read the attribute, and the buttons that give it to a new record."""
    for path, text in formulas_in(document):
        if formulas.know(text, document.system_name):
            yield _part_of(document, path, formulas.template)
    for number, button in enumerate(document.buttons):
        for index, value in enumerate(button.values):
            if (button.template, value.attribute) == (formulas.template, formulas.attribute):
                yield _part_of(document, ("buttons", number, "values", index, "formula"), document.system_name)


def _part_of(document: RecordTemplate, path: Path, own: str) -> Use:
    """Return what uses something of template `own` at a path in a template."""
    part = "value" if path[-1] == "formula" else str(path[-1]) if document.system_name == own else "other"
    where = getattr(document, str(path[0]))[path[1]].title if len(path) > 1 else ""
    return Use(Section.TEMPLATES, document.system_name, document.title, part, where)


def _use(scenario: Scenario, part: str, where: str = "") -> Use:
    return Use(Section.SCENARIOS, scenario.system_name, scenario.title, part, where)
