"""What uses a configured object, or a part of it: before it is removed or renamed, people see where it is needed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from domain.configuration.validation import Configuration
from domain.errors import GonetsError
from domain.formulas import compile_formula
from domain.messages.templates import names_used
from domain.records.template import RecordTemplate
from domain.routes import Route
from domain.scenarios.document import (
    Action,
    AttributeValue,
    ChangeContext,
    ChangeVariables,
    FormulaValue,
    Scenario,
    SendMessage,
    VariableValue,
)
from domain.scenarios.trial import number_of


@dataclass(frozen=True, slots=True)
class Use:
    """One place that uses something: the object it is in, and where in it.

    `section` is `routes`, `templates` or `scenarios`; `part` says what kind of place it is: `connection` (of a route),
    `subject`, `body`, `html`, `event`, `action`, `condition` (of a button) or `default` (of an attribute); `where` is
    the number of the action, or the title of the button or attribute; empty otherwise.
    """

    section: str
    name: str
    title: str
    part: str
    where: str = ""


def uses_of_connection(whole: Configuration, name: str) -> Iterator[Use]:
    """Yield the routes over a connection and the scenarios that send by it."""
    for route in whole.routes.values():
        if route.connection == name:
            yield Use("routes", route.system_name, route.title, "connection")
    yield from _sends(whole, lambda body: body.connection == name)


def uses_of_route(whole: Configuration, name: str) -> Iterator[Use]:
    """Yield the scenarios that send by a route."""
    yield from _sends(whole, lambda body: body.route == name)


def uses_of_route_attribute(whole: Configuration, route: str, attribute: str) -> Iterator[Use]:
    """Yield the templates of the route that use an attribute, and the steps of scenarios that fill it."""
    document = whole.routes.get(route)
    if document is not None:
        yield from _in_templates(document, attribute)
    for scenario in whole.scenarios.values():
        sets = {
            step.action.send_message.variable
            for step in _steps(scenario, whole)
            if step.action.send_message and step.action.send_message.route == route
        }
        for step in _steps(scenario, whole):
            body = step.action.body
            if isinstance(body, ChangeVariables) and body.set in sets and attribute in body.variables:
                yield _use(scenario, "action", step.number)


def uses_of_template(whole: Configuration, name: str) -> Iterator[Use]:
    """Yield the events and the changes of context that name a record template."""
    for scenario in whole.scenarios.values():
        if scenario.event.template == name:
            yield _use(scenario, "event")
        for step in _steps(scenario, whole):
            body = step.action.body
            if isinstance(body, ChangeContext) and body.template == name:
                yield _use(scenario, "action", step.number)


def uses_of_attribute(whole: Configuration, template: str, attribute: str) -> Iterator[Use]:
    """Yield the defaults, the conditions and the steps of scenarios that read an attribute of a record template."""
    document = whole.templates.get(template)
    if document is not None:
        yield from _in_formulas(document, attribute)
    for scenario in whole.scenarios.values():
        for step in _steps(scenario, whole):
            context = step.template is not None and step.template.system_name == template
            if context and attribute in _read_by(step.action):
                yield _use(scenario, "action", step.number)


def uses_of_button(whole: Configuration, template: str, button: str) -> Iterator[Use]:
    """Yield the scenarios that begin with a button."""
    for scenario in whole.scenarios.values():
        if (scenario.event.template, scenario.event.button) == (template, button):
            yield _use(scenario, "event")


@dataclass(frozen=True, slots=True)
class _Step:
    """An action, its number, and the record template in context where it stands."""

    number: str
    action: Action
    template: RecordTemplate | None


def _steps(scenario: Scenario, whole: Configuration) -> Iterator[_Step]:
    def inside(actions: Iterable[Action], place: tuple[int, ...], template: RecordTemplate | None) -> Iterator[_Step]:
        for index, action in enumerate(actions):
            here = (*place, index)
            yield _Step(number_of(here), action, template)
            body = action.body
            inner = whole.templates.get(body.template) if isinstance(body, ChangeContext) else template
            yield from inside(action.children, here, inner)

    yield from inside(scenario.actions, (), whole.templates.get(scenario.event.template))


def _sends(whole: Configuration, chosen: Callable[[SendMessage], bool]) -> Iterator[Use]:
    for scenario in whole.scenarios.values():
        for step in _steps(scenario, whole):
            if step.action.send_message is not None and chosen(step.action.send_message):
                yield _use(scenario, "action", step.number)


def _in_templates(route: Route, attribute: str) -> Iterator[Use]:
    for part, source in (("subject", route.subject), ("body", route.body), ("html", route.html)):
        if source is not None and attribute in names_used(source):
            yield Use("routes", route.system_name, route.title, part)


def _in_formulas(template: RecordTemplate, attribute: str) -> Iterator[Use]:
    for other in template.attributes:
        if other.default is not None and attribute in _names_in(other.default):
            yield Use("templates", template.system_name, template.title, "default", other.title)
    for button in template.buttons:
        if button.condition is not None and attribute in _names_in(button.condition):
            yield Use("templates", template.system_name, template.title, "condition", button.title)


def _read_by(action: Action) -> frozenset[str]:
    """Return the attributes of the record in context that an action reads."""
    body = action.body
    values: VariableValue = {}
    if isinstance(body, ChangeContext):
        values = body.objects
    elif isinstance(body, ChangeVariables):
        values = body.variables
    return frozenset(_attributes_in(values))


def _attributes_in(value: VariableValue) -> Iterator[str]:
    if isinstance(value, AttributeValue):
        yield value.attribute
    elif isinstance(value, FormulaValue):
        yield from _names_in(value.formula)
    else:
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _attributes_in(inner)


def _names_in(formula: str) -> frozenset[str]:
    """Return the attributes of the record in context that a formula reads; none of one that cannot be read."""
    try:
        paths = compile_formula(formula).paths
    except GonetsError:
        return frozenset()
    return frozenset(path.names[0] for path in paths if path.root == "record")


def _use(scenario: Scenario, part: str, where: str = "") -> Use:
    return Use("scenarios", scenario.system_name, scenario.title, part, where)
