"""Checking objects against each other: names that do not exist, formulas and routes that do not fit."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from domain.configuration.configured import Configured
from domain.configuration.document import ConfigurationFile, path_of_object
from domain.configuration.message_check import check_messages
from domain.configuration.template_check import check_formula, check_template
from domain.configuration.while_unchanged import WhileUnchanged
from domain.configuration.written_check import check_written
from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.documents import ConfiguredObject
from domain.messages.template_check import TemplateError
from domain.messages.templates import compile_template
from domain.mistakes import Mistake, Path
from domain.records.template import SYSTEM_ATTRIBUTES, RecordTemplate
from domain.references import Reference, own_references, references
from domain.scenarios.checking import Here, unknown
from domain.scenarios.document import Scenario
from domain.scenarios.readings import Reading
from domain.scenarios.titles import Titles
from domain.scenarios.values import AttributeValue, FormulaValue, VariableValue
from domain.scenarios.walking import ROOT, walk
from domain.sections import Section
from domain.twins import titles_apart


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

    @property
    def titles(self) -> Titles:
        """What people call its objects."""
        return Titles(self.templates, self.routes, self.connections)

    def of(self, section: Section) -> Mapping[str, ConfiguredObject]:
        """Return a section's objects."""
        objects: Mapping[str, ConfiguredObject] = getattr(self, section)
        return objects

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
        self._kept: WhileUnchanged[tuple[Scenario, list[Mistake]]] = WhileUnchanged(configured)

    async def __call__(self, scenario: Scenario) -> list[Mistake]:
        """Return what is wrong; nothing when it may start."""
        checked, mistakes = await self._kept(scenario.system_name, lambda: self._check(scenario))
        return mistakes if checked is scenario else (await self._check(scenario))[1]

    async def _check(self, scenario: Scenario) -> tuple[Scenario, list[Mistake]]:
        configuration = await Configuration.stored(self._configured)
        return scenario, list(check_scenario(scenario, configuration, (Section.SCENARIOS, scenario.system_name)))


def check_configuration(
    whole: Configuration, file: ConfigurationFile, stored: Configuration | None = None
) -> list[Mistake]:
    """Return what is wrong in the configuration as it would be.

    `stored` is what there is now: what stays as it is, and was wrong before, is nobody's mistake of this file.
    """
    mistakes = check_in_force(whole, file)
    said = {item.path for item in mistakes}
    written = [item for item in check_all_written(whole, file) if item.path not in said]
    if stored is None:
        return mistakes + [item for item in written if item.path[:2] in file.paths.values()]
    kept = check_in_force(stored, file) + check_all_written(stored, file)
    own = [path_of_object(file, *name) for name in _changed(whole, stored)]
    return [item for item in mistakes + written if item.path[:2] in own or item not in kept]


def check_in_force(whole: Configuration, file: ConfigurationFile) -> list[Mistake]:
    """Return what would stop presses, or letters, of whatever is configured."""
    mistakes: list[Mistake] = []
    for route in whole.routes.values():
        mistakes += check_route(route, whole, path_of_object(file, Section.ROUTES, route.system_name))
    for template in whole.templates.values():
        path = path_of_object(file, Section.TEMPLATES, template.system_name)
        mistakes += check_names(references(template, path), whole)
        mistakes += check_template(template, path, whole.templates)
    for scenario in whole.scenarios.values():
        mistakes += check_scenario(scenario, whole, path_of_object(file, Section.SCENARIOS, scenario.system_name))
    mistakes += _check_claims(whole, file)
    mistakes += _check_letter_case(whole, file)
    return mistakes


def check_names(found: Iterable[Reference], whole: Configuration) -> Iterable[Mistake]:
    """Check that every object that is referred to is there; parts are checked by whoever refers to them."""
    for item in found:
        if isinstance(item.to, Section) and item.name not in whole.of(item.to):
            yield unknown(item.path, item.to.kind, item.name, whole.of(item.to))


def check_all_written(whole: Configuration, file: ConfigurationFile) -> list[Mistake]:
    """Return what today's rules for what is written say against whatever is configured."""
    documents = [
        *((Section.TEMPLATES, item) for item in whole.templates.values()),
        *((Section.SCENARIOS, item) for item in whole.scenarios.values()),
    ]
    return [
        mistake
        for section, item in documents
        for mistake in check_written(
            item, whole.templates, whole.routes, path_of_object(file, section, item.system_name)
        )
    ]


def _changed(whole: Configuration, stored: Configuration) -> Iterable[tuple[Section, str]]:
    """Yield section and name of what differs from what is stored by more than being switched off."""
    for section in Section:
        before = stored.of(section)
        for name, document in whole.of(section).items():
            known = before.get(name)
            switched = known is not None and not document.enabled
            if known is None or (known.model_copy(update={"enabled": False}) if switched else known) != document:
                yield section, name


def check_route(route: Route, whole: Configuration, path: Path) -> Iterable[Mistake]:
    """Check a route: its connection exists, its templates use only what it declares."""
    yield from check_names(references(route, path), whole)
    names = route.arrays
    for name, source in (("subject", route.subject), ("body", route.body), ("html", route.html)):
        if source is None:
            continue
        try:
            compile_template(source, names, html=name == "html")
        except TemplateError as error:
            yield Mistake((*path, name), error.key, error.params)


def check_scenario(scenario: Scenario, whole: Configuration, path: Path) -> Iterable[Mistake]:
    """Check a scenario: its event, and every action against the template in context."""
    event, enabled = scenario.event, scenario.enabled
    yield from check_names(references(event, (*path, "event")), whole)
    here = _here((*path, "event"), None, whole, enabled=enabled)
    yield from event.check(here)
    for spot in walk(scenario.actions, event.record_template, (*path, ROOT)):
        body = spot.action.body
        here = _here(spot.path, whole.templates.get(spot.template or ""), whole, enabled=enabled)
        for where, document in body.documents():
            yield from check_names(own_references(document, (*spot.path, *where)), whole)
        for reading in body.readings():
            yield from _check_reading(reading, here)
        yield from body.check(here)
    if enabled:
        yield from check_messages(scenario.actions, whole.routes, (*path, ROOT))


def _here(path: Path, template: RecordTemplate | None, whole: Configuration, *, enabled: bool) -> Here:
    return Here(path, template, whole.connections, whole.routes, whole.templates, enabled)


def _check_reading(reading: Reading, here: Here) -> Iterable[Mistake]:
    where = (*here.path, *reading.path)
    if reading.is_text and isinstance(reading.value, FormulaValue):
        yield from check_formula(reading.value.formula, here.template, where, here.templates)
    else:
        yield from _check_value(reading.value, here, where)


def _check_value(value: VariableValue, here: Here, where: Path, name: str = "") -> Iterable[Mistake]:
    template = here.template
    if name in {"attribute", "formula"}:
        yield Mistake(where, "config-reserved-name", {"name": name})
    if isinstance(value, AttributeValue):
        known = [*SYSTEM_ATTRIBUTES, "ID", *(item.system_name for item in template.attributes)] if template else []
        if template is not None and value.attribute not in known:
            yield unknown((*where, "attribute"), "attribute", value.attribute, known)
    elif isinstance(value, FormulaValue):
        yield from check_formula(value.formula, template, (*where, "formula"), here.templates)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _check_value(item, here, (*where, index))
    else:
        for inner, item in value.items():
            yield from _check_value(item, here, (*where, inner), inner)


def _check_claims(whole: Configuration, file: ConfigurationFile) -> Iterable[Mistake]:
    taken: dict[Hashable, str] = {}
    for scenario in whole.scenarios.values():
        claim = scenario.event.claim
        if not scenario.enabled or claim is None:
            continue
        if claim in taken:
            path = (*path_of_object(file, Section.SCENARIOS, scenario.system_name), "event")
            called = titles_apart(whole.scenarios.values())
            yield scenario.event.taken(path, whole.templates, called[taken[claim]])
        taken.setdefault(claim, scenario.system_name)


def _check_letter_case(whole: Configuration, file: ConfigurationFile) -> Iterable[Mistake]:
    for section in Section:
        seen: dict[str, str] = {}
        for name in whole.of(section):
            other = seen.setdefault(name.casefold(), name)
            if other != name:
                path = (*path_of_object(file, section, name), "system_name")
                yield Mistake(path, "config-differs-in-case", {"name": name, "other": other})
