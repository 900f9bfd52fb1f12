"""Applying a configuration: all of it or nothing, and the same file twice changes nothing the second time."""

from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from pydantic import SecretStr

from domain.audit import COMMAND_LINE, SECRET, Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Atomically, Clock, system_clock
from domain.configuration.differences import Difference, Way, as_changes, differences_between
from domain.configuration.document import ConfigurationFile, Mistake, Place
from domain.configuration.validation import Configuration, check_configuration
from domain.connections import Connection
from domain.documents import ConfiguredObject
from domain.records.template import RecordTemplate
from domain.routes import Route
from domain.scenarios.document import Scenario
from domain.scenarios.runs import Configured

KINDS = {
    "connections": Kind.CONNECTION,
    "routes": Kind.ROUTE,
    "templates": Kind.TEMPLATE,
    "scenarios": Kind.SCENARIO,
}
"""What the audit trail calls the objects of each section."""


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
    """What applying does to one object: what differs; nothing and not `created` means unchanged.

    `remarks` say what of an unchanged object is not accepted any more.
    """

    section: str
    name: str
    title: str
    created: bool
    differences: tuple[Difference, ...] = ()
    note: str | None = None
    variable: str = ""
    remarks: tuple[Mistake, ...] = ()

    @property
    def is_change(self) -> bool:
        """Whether anything is written."""
        return self.created or bool(self.differences)

    @property
    def fields(self) -> tuple[str, ...]:
        """The object's fields that differ."""
        return () if self.created else tuple(dict.fromkeys(str(item.place[0]) for item in self.differences))


class ConfigurationInvalid(Exception):
    """The configuration has mistakes; nothing was applied."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes")
        self.mistakes = mistakes


class ApplyConfiguration:
    """Writes what a file says; objects that it does not name stay as they are. Each change leaves an audit note.

    `tells_same_password` is for whoever has the key of the database anyway. Where it is off, a password that is given
    counts as another one, whatever is kept: else anybody who can send a file could try passwords one by one.
    """

    def __init__(
        self,
        store: Store,
        atomically: Atomically,
        audit: Audit | None = None,
        clock: Clock = system_clock,
        *,
        tells_same_password: bool = True,
    ) -> None:
        self._store = store
        self._atomically = atomically
        self._audit = audit
        self._clock = clock
        self._tells_same_password = tells_same_password

    async def __call__(
        self,
        file: ConfigurationFile,
        *,
        dry_run: bool = False,
        actor: Actor = COMMAND_LINE,
        unchanged: Collection[Place] = (),
    ) -> list[Change]:
        """Return what changed, object by object; raises ConfigurationInvalid.

        `unchanged` are places of objects that `unchanged_in` has found: they stay as they are, with their passwords.
        """

        async def work() -> list[Change]:
            stored = await Configuration.stored(self._store)
            changed = [place for place in unchanged if not _is_in_force(stored, place, file.as_stored[place])]
            if changed:
                raise ConfigurationInvalid([Mistake(place, "error-object-changed") for place in changed])
            whole = file.with_objects({place: file.as_stored[place] for place in unchanged})
            file_ = await self._with_secrets(whole, stored)
            mistakes = check_configuration(stored.with_file(file_), file_)
            if mistakes:
                raise ConfigurationInvalid(mistakes)
            changes = [change async for change in self._changes(file_, stored)]
            if not dry_run:
                await self._write(file_, stored, changes, actor)
                await self._note(changes, actor)
            return changes

        return await self._atomically(work)

    async def unchanged_in(self, file: ConfigurationFile) -> set[Place]:
        """Return the places of objects that are not accepted any more, and in force just as the file has them."""
        stored = await Configuration.stored(self._store)
        return {place for place, document in file.as_stored.items() if _is_in_force(stored, place, document)}

    async def _with_secrets(self, file: ConfigurationFile, stored: Configuration) -> ConfigurationFile:
        """A connection whose variable is unset, and that keeps no password, is made disabled: its letters wait.

        One that had none already stays as it is.
        """
        connections = []
        for connection in file.connections:
            name = connection.system_name
            known = stored.connections.get(name)
            has = known is not None and await self._store.has_password(name)
            if name in file.unset and connection.needs_password and not (has and _keeps_password(connection, known)):
                enabled = connection.enabled and known is not None and known.enabled and not has
                connections.append(connection.model_copy(update={"enabled": enabled}))
            else:
                connections.append(connection)
        return replace(file, connections=connections)

    async def _changes(self, file: ConfigurationFile, stored: Configuration) -> AsyncIterator[Change]:
        for connection in file.connections:
            name = connection.system_name
            known = stored.connections.get(name)
            change = _change("connections", connection, known)
            has = known is not None and await self._store.has_password(name)
            goes = has and name not in file.passwords and not _keeps_password(connection, known)
            if goes:
                password = Difference(("password",), Way.REMOVED, SECRET, None)
                change = replace(change, differences=(*change.differences, password))
            elif name in file.passwords and not await self._same_password(known, file.passwords[name]):
                way, before = (Way.CHANGED, SECRET) if has else (Way.ADDED, None)
                password = Difference(("password",), way, before, SECRET)
                change = replace(change, differences=(*change.differences, password))
            if connection.needs_password and (goes or name in file.unset):
                note = "config-note-asked" if goes else "config-note-kept" if has else "config-note-disabled"
                change = replace(change, note=note, variable=file.unset.get(name, ""))
            yield change
        for route in file.routes:
            yield _change("routes", route, stored.routes.get(route.system_name))
        for template in file.templates:
            yield _change("templates", template, stored.templates.get(template.system_name))
        for scenario in file.scenarios:
            yield _change("scenarios", scenario, stored.scenarios.get(scenario.system_name))

    async def _same_password(self, known: Connection | None, password: SecretStr) -> bool:
        if known is None or not self._tells_same_password or not await self._store.has_password(known.system_name):
            return False
        kept = await self._store.password(known.system_name, known.destination)
        return kept is not None and kept.get_secret_value() == password.get_secret_value()

    async def _write(self, file: ConfigurationFile, stored: Configuration, changes: list[Change], actor: Actor) -> None:
        new = {change.name for change in changes if any(item.place == ("password",) for item in change.differences)}
        for connection in file.connections:
            name = connection.system_name
            is_needed = name in new or not _keeps_password(connection, stored.connections.get(name))
            password = file.passwords.get(name) if is_needed else None
            await self._store.save_connection(connection, password, by=actor.person_id)
        for route in file.routes:
            await self._store.save_route(route, by=actor.person_id)
        for template in file.templates:
            await self._store.save_template(template, by=actor.person_id)
        for scenario in file.scenarios:
            await self._store.save_scenario(scenario, by=actor.person_id)

    async def _note(self, changes: list[Change], actor: Actor) -> None:
        if self._audit is None:
            return
        numbers = {
            "connections": {item.document.system_name: item.id for item in await self._store.connections()},
            "routes": {item.document.system_name: item.id for item in await self._store.routes()},
            "templates": {item.document.system_name: item.id for item in await self._store.templates()},
            "scenarios": {item.document.system_name: item.id for item in await self._store.scenarios()},
        }
        for change in changes:
            if change.is_change:
                number = numbers[change.section][change.name]
                entry = note_of(change, number, actor, self._clock())
                await self._audit.note(entry)


def note_of(change: Change, object_id: int, actor: Actor, at: datetime) -> AuditEntry:
    """Return what the audit trail keeps of a change."""
    fields = set() if change.created else set(change.fields)
    act = Act.CREATED if change.created else Act.CHANGED
    if fields == {"enabled"}:
        act = Act.ENABLED if change.differences[0].after else Act.DISABLED
    return AuditEntry(
        at=at,
        actor=actor,
        act=act,
        kind=KINDS[change.section],
        object_id=object_id,
        name=change.title,
        changes=as_changes(change.differences),
    )


def _keeps_password(connection: Connection, known: Connection | None) -> bool:
    """Whether a password that is kept may go where the connection would go."""
    return known is not None and connection.destination.takes_from(known.destination)


def _is_in_force(stored: Configuration, place: Place, document: ConfiguredObject) -> bool:
    objects: Mapping[str, ConfiguredObject] = getattr(stored, str(place[0]))
    known = objects.get(document.system_name)
    return known is not None and known.stored() == document.stored()


def _change(section: str, new: ConfiguredObject, old: ConfiguredObject | None) -> Change:
    differences = differences_between(None if old is None else old.stored(), new.stored())
    return Change(section, new.system_name, new.title, created=old is None, differences=tuple(differences))
