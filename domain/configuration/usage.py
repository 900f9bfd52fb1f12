"""What uses a configured object, or a part of it: before it is removed or renamed, people see where it is needed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.configuration.document import MODELS
from domain.configuration.queried import queried_templates
from domain.configuration.validation import Configuration
from domain.configured.route import Route
from domain.described import Part
from domain.documents import ConfiguredObject
from domain.errors import GonetsError
from domain.formulas import compile_formula
from domain.messages.templates import names_used
from domain.records.template import RecordTemplate
from domain.references import references
from domain.scenarios.actions.action import ActionBody
from domain.scenarios.document import Scenario
from domain.scenarios.values import FormulaValue, leaves_of
from domain.scenarios.walking import walk
from domain.sections import Section


@dataclass(frozen=True, slots=True)
class Use:
    """One use of something: the object it is in, and where in it.

    `part` says what uses it: `subject`, `body`, `html`, `event`, `action`, `condition` (of a button) or
    `default` (of an attribute); `where` is the number of the action, or the title of the button or attribute; empty
    otherwise.
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
    """Yield the defaults, the conditions and the steps of scenarios that read an attribute of a record template."""
    document = whole.templates.get(template)
    if document is not None:
        yield from _in_formulas(document, attribute)
    for scenario in whole.scenarios.values():
        for spot in walk(scenario.actions, scenario.event.record_template):
            if spot.template == template and attribute in _attributes_in(spot.action.body):
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


def _in_formulas(template: RecordTemplate, attribute: str) -> Iterator[Use]:
    for other in template.attributes:
        if other.default is not None and attribute in _names_in(other.default):
            yield Use(Section.TEMPLATES, template.system_name, template.title, "default", other.title)
    for button in template.buttons:
        if button.condition is not None and attribute in _names_in(button.condition):
            yield Use(Section.TEMPLATES, template.system_name, template.title, "condition", button.title)


def _attributes_in(body: ActionBody) -> frozenset[str]:
    """Return the attributes of the record in context that an action reads."""
    found: set[str] = set()
    for reading in body.readings():
        for _, leaf, _ in leaves_of(reading.value):
            found |= _names_in(leaf.formula) if isinstance(leaf, FormulaValue) else {leaf.attribute}
    return frozenset(found)


def _names_in(formula: str) -> frozenset[str]:
    """Return the attributes of the record in context that a formula reads; none of one that cannot be read."""
    try:
        paths = compile_formula(formula).paths
    except GonetsError:
        return frozenset()
    return frozenset(path.names[0] for path in paths if path.root == "record")


def _use(scenario: Scenario, part: str, where: str = "") -> Use:
    return Use(Section.SCENARIOS, scenario.system_name, scenario.title, part, where)
