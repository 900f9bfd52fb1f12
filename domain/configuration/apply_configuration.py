"""Applying a configuration: all of it or nothing, and the same file twice changes nothing the second time."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Protocol

from pydantic import SecretStr

from domain.audit import COMMAND_LINE, Actor
from domain.clock import Atomically
from domain.configuration.document import ConfigurationFile, Mistake
from domain.configuration.validation import Configuration, check_configuration
from domain.connections import Connection
from domain.documents import ConfiguredObject
from domain.records.template import RecordTemplate
from domain.routes import Route
from domain.scenarios.document import Scenario
from domain.scenarios.runs import Configured


class Store(Configured, Protocol):
    """Where the configuration is kept."""

    async def save_connection(
        self, document: Connection, password: SecretStr | None = None, *, by: int | None = None
    ) -> bool:
        """Write a connection; False when nothing changed."""
        ...

    async def save_route(self, document: Route, *, by: int | None = None) -> bool:
        """Write a route; False when nothing changed."""
        ...

    async def save_template(self, document: RecordTemplate, *, by: int | None = None) -> bool:
        """Write a record template; False when nothing changed."""
        ...

    async def save_scenario(self, document: Scenario, *, by: int | None = None) -> bool:
        """Write a scenario; False when nothing changed."""
        ...


@dataclass(frozen=True, slots=True)
class Change:
    """What applying does to one object: `fields` that differ; none and not `created` means unchanged."""

    section: str
    name: str
    created: bool
    fields: tuple[str, ...] = ()
    note: str | None = None
    variable: str = ""

    @property
    def is_change(self) -> bool:
        """Whether anything is written."""
        return self.created or bool(self.fields)


class ConfigurationInvalid(Exception):
    """The configuration has mistakes; nothing was applied."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes")
        self.mistakes = mistakes


class ApplyConfiguration:
    """Writes what a file says; objects that it does not name stay as they are."""

    def __init__(self, store: Store, atomically: Atomically) -> None:
        self._store = store
        self._atomically = atomically

    async def __call__(
        self, file: ConfigurationFile, *, dry_run: bool = False, actor: Actor = COMMAND_LINE
    ) -> list[Change]:
        """Return what changed, object by object; raises ConfigurationInvalid."""

        async def work() -> list[Change]:
            stored = await Configuration.stored(self._store)
            file_ = await self._with_secrets(file, stored)
            mistakes = check_configuration(stored.with_file(file_), file_)
            if mistakes:
                raise ConfigurationInvalid(mistakes)
            changes = [change async for change in self._changes(file_, stored)]
            if not dry_run:
                await self._write(file_, actor)
            return changes

        return await self._atomically(work)

    async def _with_secrets(self, file: ConfigurationFile, stored: Configuration) -> ConfigurationFile:
        """A connection that is new and whose password nobody knows yet is made disabled; a stored one keeps its own."""
        connections = []
        for connection in file.connections:
            known = stored.connections.get(connection.system_name)
            unset = connection.system_name in file.unset
            if unset and known is None and connection.needs_password:
                connections.append(connection.model_copy(update={"enabled": False}))
            elif unset and known is not None and not await self._store.has_password(connection.system_name):
                connections.append(connection.model_copy(update={"enabled": known.enabled}))
            else:
                connections.append(connection)
        return ConfigurationFile(
            connections, file.routes, file.templates, file.scenarios, file.passwords, file.unset, file.places
        )

    async def _changes(self, file: ConfigurationFile, stored: Configuration) -> AsyncIterator[Change]:
        for connection in file.connections:
            name = connection.system_name
            change = _change("connections", connection, stored.connections.get(name))
            if name in file.passwords and not await self._same_password(name, file.passwords[name]):
                change = Change("connections", name, change.created, (*change.fields, "password"))
            if name in file.unset and connection.needs_password:
                kept = not change.created and await self._store.has_password(name)
                note = "config-note-kept" if kept else "config-note-disabled"
                change = Change("connections", name, change.created, change.fields, note, file.unset[name])
            yield change
        for route in file.routes:
            yield _change("routes", route, stored.routes.get(route.system_name))
        for template in file.templates:
            yield _change("templates", template, stored.templates.get(template.system_name))
        for scenario in file.scenarios:
            yield _change("scenarios", scenario, stored.scenarios.get(scenario.system_name))

    async def _same_password(self, name: str, password: SecretStr) -> bool:
        if not await self._store.has_password(name):
            return False
        known = await self._store.password(name)
        return known is not None and known.get_secret_value() == password.get_secret_value()

    async def _write(self, file: ConfigurationFile, actor: Actor) -> None:
        for connection in file.connections:
            await self._store.save_connection(
                connection, file.passwords.get(connection.system_name), by=actor.person_id
            )
        for route in file.routes:
            await self._store.save_route(route, by=actor.person_id)
        for template in file.templates:
            await self._store.save_template(template, by=actor.person_id)
        for scenario in file.scenarios:
            await self._store.save_scenario(scenario, by=actor.person_id)


def _change(section: str, new: ConfiguredObject, old: ConfiguredObject | None) -> Change:
    if old is None:
        return Change(section, new.system_name, created=True)
    after, before = new.stored(), old.stored()
    fields = tuple(name for name in _names(after, before) if after.get(name) != before.get(name))
    return Change(section, new.system_name, created=False, fields=fields)


def _names(after: dict[str, object], before: dict[str, object]) -> Iterable[str]:
    return dict.fromkeys((*after, *before))
