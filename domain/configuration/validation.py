"""Checking objects against each other: names that do not exist, formulas and routes that do not fit."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from domain.configuration.document import ConfigurationFile, place_of
from domain.configuration.message_check import check_messages, check_variables
from domain.configuration.template_check import check_formula, check_template
from domain.connections import Connection
from domain.messages.template_check import TemplateError
from domain.messages.templates import compile_template
from domain.mistakes import Mistake, Place
from domain.records.template import SYSTEM_ATTRIBUTES, RecordTemplate
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
from domain.scenarios.runs import Configured


@dataclass(slots=True)
class Configuration:
    """Everything that is configured, by system name: as stored, or as it would be with a file applied."""

    connections: dict[str, Connection] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)
    templates: dict[str, RecordTemplate] = field(default_factory=dict)
    scenarios: dict[str, Scenario] = field(default_factory=dict)

    @classmethod
    async def stored(cls, configured: Configured) -> "Configuration":
        """Read what is stored."""
        return cls(
            {item.document.system_name: item.document for item in await configured.connections()},
            {item.document.system_name: item.document for item in await configured.routes()},
            {item.document.system_name: item.document for item in await configured.templates()},
            {item.document.system_name: item.document for item in await configured.scenarios()},
        )

    def with_file(self, file: ConfigurationFile) -> "Configuration":
        """Return what there would be with the file applied: objects that it does not name stay."""
        return Configuration(
            self.connections | {item.system_name: item for item in file.connections},
            self.routes | {item.system_name: item for item in file.routes},
            self.templates | {item.system_name: item for item in file.templates},
            self.scenarios | {item.system_name: item for item in file.scenarios},
        )


class ScenarioChecker:
    """Checks a scenario against the configuration as it is now, before it starts."""

    def __init__(self, configured: Configured) -> None:
        self._configured = configured

    async def __call__(self, scenario: Scenario) -> list[Mistake]:
        """Return what is wrong; nothing when it may start."""
        configuration = await Configuration.stored(self._configured)
        return list(check_scenario(scenario, configuration, ("scenarios", scenario.system_name)))


def check_configuration(whole: Configuration, file: ConfigurationFile) -> list[Mistake]:
    """Return what is wrong in the configuration as it would be."""
    mistakes: list[Mistake] = []
    for scenario in file.scenarios:
        place = place_of(file, "scenarios", scenario.system_name)
        mistakes += check_variables(scenario.actions, (*place, "actions"))
    for route in whole.routes.values():
        mistakes += check_route(route, whole, place_of(file, "routes", route.system_name))
    for template in whole.templates.values():
        mistakes += check_template(template, place_of(file, "templates", template.system_name))
    for scenario in whole.scenarios.values():
        place = place_of(file, "scenarios", scenario.system_name)
        mistakes += check_scenario(scenario, whole, place)
    mistakes += _check_buttons(whole, file)
    mistakes += _check_letter_case(whole, file)
    return mistakes


def check_route(route: Route, whole: Configuration, place: Place) -> Iterable[Mistake]:
    """Check a route: its connection exists, its templates use only what it declares."""
    if route.connection not in whole.connections:
        yield _unknown((*place, "connection"), "connection", route.connection, whole.connections)
    names = {attribute.name: attribute.array for attribute in route.request}
    for name, source in (("subject", route.subject), ("body", route.body), ("html", route.html)):
        if source is None:
            continue
        try:
            compile_template(source, names, html=name == "html")
        except TemplateError as error:
            yield Mistake((*place, name), error.key, error.params)


def check_scenario(scenario: Scenario, whole: Configuration, place: Place) -> Iterable[Mistake]:
    """Check a scenario: its event, and every action against the template in context."""
    event = scenario.event
    template = whole.templates.get(event.template)
    if template is None:
        yield _unknown((*place, "event", "template"), "template", event.template, whole.templates)
    else:
        if scenario.enabled and not template.enabled:
            yield Mistake((*place, "event", "template"), "config-disabled", {"name": event.template})
        button = template.button(event.button)
        if button is not None and button.operation != "raise_event":
            yield Mistake((*place, "event", "button"), "config-button-no-event", {"button": button.title})
        if button is None:
            names = [button.system_name for button in template.buttons]
            yield _unknown((*place, "event", "button"), "button", event.button, names)
    yield from _check_actions(scenario.actions, template, whole, (*place, "actions"), enabled=scenario.enabled)
    if scenario.enabled:
        yield from check_messages(scenario.actions, whole.routes, (*place, "actions"))


def _check_actions(
    actions: tuple[Action, ...],
    template: RecordTemplate | None,
    whole: Configuration,
    place: Place,
    *,
    enabled: bool,
) -> Iterable[Mistake]:
    for index, action in enumerate(actions):
        body = action.body
        where: Place = (*place, index, action.kind)
        if isinstance(body, ChangeContext):
            target = whole.templates.get(body.template)
            if target is None:
                yield _unknown((*where, "template"), "template", body.template, whole.templates)
            yield from _check_value(body.objects, template, (*where, "objects"))
            yield from _check_records(body, template, (*where, "objects"))
            yield from _check_actions(body.actions, target, whole, (*where, "actions"), enabled=enabled)
        elif isinstance(body, ChangeVariables):
            for name, value in body.variables.items():
                yield from _check_value(value, template, (*where, "variables", name), name)
        elif isinstance(body, SendMessage):
            yield from _check_send(body, whole, where, enabled=enabled)


def _check_records(body: ChangeContext, template: RecordTemplate | None, where: Place) -> Iterable[Mistake]:
    """No attribute but the record's own number finds records so far, and that finds the record itself."""
    if not isinstance(body.objects, AttributeValue) or template is None:
        return
    name = body.objects.attribute
    attribute = template.attribute(name)
    if name in {"id", "ID"}:
        if body.template != template.system_name:
            yield Mistake((*where, "attribute"), "config-other-records", {"template": template.title})
    elif attribute is not None or name in SYSTEM_ATTRIBUTES:
        title = name if attribute is None else attribute.title
        yield Mistake((*where, "attribute"), "config-finds-no-records", {"attribute": title})


def _check_send(body: SendMessage, whole: Configuration, where: Place, *, enabled: bool) -> Iterable[Mistake]:
    route = whole.routes.get(body.route)
    if body.connection not in whole.connections:
        yield _unknown((*where, "connection"), "connection", body.connection, whole.connections)
    if route is None:
        yield _unknown((*where, "route"), "route", body.route, whole.routes)
        return
    if enabled and not route.enabled:
        yield Mistake((*where, "route"), "config-disabled", {"name": body.route})
    if route.connection != body.connection and body.connection in whole.connections:
        params = {"connection": body.connection, "route": body.route, "other": route.connection}
        yield Mistake((*where, "connection"), "config-other-connection", params)


def _check_value(
    value: VariableValue, template: RecordTemplate | None, where: Place, name: str = ""
) -> Iterable[Mistake]:
    if name in {"attribute", "formula"}:
        yield Mistake(where, "config-reserved-name", {"name": name})
    if isinstance(value, AttributeValue):
        known = [*SYSTEM_ATTRIBUTES, "ID", *(item.system_name for item in template.attributes)] if template else []
        if template is not None and value.attribute not in known:
            yield _unknown((*where, "attribute"), "attribute", value.attribute, known)
    elif isinstance(value, FormulaValue):
        yield from check_formula(value.formula, template, (*where, "formula"))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _check_value(item, template, (*where, index))
    else:
        for inner, item in value.items():
            yield from _check_value(item, template, (*where, inner), inner)


def _title_of(whole: Configuration, template: str, button: str) -> str:
    """Return a button's title, or its name where there is none such."""
    buttons = whole.templates[template].buttons if template in whole.templates else ()
    return next((item.title for item in buttons if item.system_name == button), button)


def _check_buttons(whole: Configuration, file: ConfigurationFile) -> Iterable[Mistake]:
    taken: dict[tuple[str, str], str] = {}
    for scenario in whole.scenarios.values():
        if not scenario.enabled:
            continue
        button = (scenario.event.template, scenario.event.button)
        if button in taken:
            place = (*place_of(file, "scenarios", scenario.system_name), "event", "button")
            yield Mistake(
                place, "config-button-taken", {"button": _title_of(whole, *button), "scenario": taken[button]}
            )
        taken.setdefault(button, scenario.title)


def _check_letter_case(whole: Configuration, file: ConfigurationFile) -> Iterable[Mistake]:
    sections: Mapping[str, Iterable[str]] = {
        "connections": whole.connections,
        "routes": whole.routes,
        "templates": whole.templates,
        "scenarios": whole.scenarios,
    }
    for section, names in sections.items():
        seen: dict[str, str] = {}
        for name in names:
            other = seen.setdefault(name.casefold(), name)
            if other != name:
                place = (*place_of(file, section, name), "system_name")
                yield Mistake(place, "config-differs-in-case", {"name": name, "other": other})


def _unknown(place: Place, kind: str, name: str, known: Iterable[str]) -> Mistake:
    nearest = next(iter(difflib.get_close_matches(name, list(known), n=1)), "")
    return Mistake(place, "config-unknown-name", {"kind": kind, "name": name, "nearest": nearest})
