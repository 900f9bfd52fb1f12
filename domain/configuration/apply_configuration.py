"""Applying a configuration: all of it or nothing, and the same file twice changes nothing the second time."""

from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from pydantic import SecretStr

from domain.audit import COMMAND_LINE, SECRET, Actor, Audit
from domain.clock import Atomically, Clock, system_clock
from domain.configuration.authors import AuthoredScenarios
from domain.configuration.changes import Change, change_of, note_of
from domain.configuration.configured import Configured
from domain.configuration.differences import Difference, Way
from domain.configuration.document import ConfigurationFile, path_of_object
from domain.configuration.reachable import check_sends
from domain.configuration.twins_told import LISTS, twin_parts, twins_of
from domain.configuration.validation import Configuration, check_configuration
from domain.configuration.written_check import check_told, check_written
from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.configured.stored import StoredSecrets
from domain.documents import ConfiguredObject
from domain.logins.kinds import SECRET_PATHS
from domain.mistakes import Mistake, Path
from domain.records.template import RecordTemplate
from domain.scenarios.document import Scenario
from domain.sections import Section
from domain.servers.passwords_end import passwords_end


class Store(Configured, StoredSecrets, AuthoredScenarios, Protocol):
    """Where the configuration is kept."""

    async def save_connection(
        self, document: Connection, secrets: Mapping[str, SecretStr] | None = None, *, by: int | None = None
    ) -> bool:
        """Write a connection and the secrets that come with it; False when nothing changed."""
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
        unchanged: Collection[Path] = (),
    ) -> list[Change]:
        """Return what changed, object by object; raises ConfigurationInvalid.

        `unchanged` are paths of objects that `unchanged_in` has found: they stay as they are, with their passwords.
        """

        async def work() -> list[Change]:
            stored = await Configuration.stored(self._store)
            changed = [path for path in unchanged if not _is_in_force(stored, path, file.as_stored[path])]
            if changed:
                raise ConfigurationInvalid([Mistake(path, "error-object-changed") for path in changed])
            whole = file.with_objects({path: file.as_stored[path] for path in unchanged})
            file_ = await self._with_secrets(whole, stored)
            after = stored.with_file(file_)
            mistakes = check_configuration(after, file_, stored)
            mistakes += await self._check_authors(file_)
            if mistakes:
                raise ConfigurationInvalid(mistakes)
            changes = [_remarked(change, after, file_) async for change in self._changes(file_, stored)]
            if not dry_run:
                await self._write(file_, stored, changes, actor)
                await self._note(changes, actor)
            return changes

        return await self._atomically(work)

    async def unchanged_in(self, file: ConfigurationFile) -> set[Path]:
        """Return the paths of objects that are not accepted any more, and in force just as the file has them."""
        stored = await Configuration.stored(self._store)
        return {path for path, document in file.as_stored.items() if _is_in_force(stored, path, document)}

    async def _with_secrets(self, file: ConfigurationFile, stored: Configuration) -> ConfigurationFile:
        """A connection that keeps no secret for an unset variable is made disabled: its letters wait.

        One that had none already stays as it is.
        """
        connections = []
        for connection in file.connections:
            name = connection.system_name
            known = stored.connections.get(name)
            kept = await self._store.kept_secrets(name)
            unset = file.unset.get(name, {})
            lacking = [
                secret
                for secret in connection.lacks(_staying(kept, known, connection))
                if secret in unset and secret not in file.secrets.get(name, {})
            ]
            if lacking:
                had = any(secret in kept for secret in lacking)
                enabled = connection.enabled and known is not None and known.enabled and not had
                connections.append(connection.model_copy(update={"enabled": enabled}))
            else:
                connections.append(connection)
        return replace(file, connections=connections)

    async def _changes(self, file: ConfigurationFile, stored: Configuration) -> AsyncIterator[Change]:
        for connection in file.connections:
            name = connection.system_name
            known = stored.connections.get(name)
            change = change_of(Section.CONNECTIONS, connection, known)
            kept = await self._store.kept_secrets(name)
            new = file.secrets.get(name, {})
            staying = _staying(kept, known, connection)
            same = [secret for secret in new if secret in kept and await self._is_same(known, secret, new[secret])]
            differences = list(_differing(kept, staying, new, same))
            change = replace(change, differences=(*change.differences, *differences))
            unset = file.unset.get(name, {})
            note, secrets = _remark(connection, unset, kept, staying, new)
            if note is None and change.is_change and passwords_end(connection):
                note = "config-note-passwords-end"
            variable = ", ".join(unset[secret] for secret in secrets if secret in unset)
            yield replace(change, note=note, variable=variable, secrets=secrets)
        for section in Section:
            if section is not Section.CONNECTIONS:
                for document in file.of(section):
                    yield change_of(section, document, stored.of(section).get(document.system_name))

    async def _is_same(self, known: Connection | None, name: str, secret: SecretStr) -> bool:
        if known is None or not self._tells_same_password:
            return False
        kept = await self._store.secret(known.system_name, name, known.destination(name))
        return kept is not None and kept.get_secret_value() == secret.get_secret_value()

    async def _write(self, file: ConfigurationFile, stored: Configuration, changes: list[Change], actor: Actor) -> None:
        new = {(change.name, item.path) for change in changes for item in change.differences}
        for connection in file.connections:
            name = connection.system_name
            known = stored.connections.get(name)
            secrets = {
                secret: value
                for secret, value in file.secrets.get(name, {}).items()
                if (name, SECRET_PATHS[secret]) in new or not _staying(frozenset({secret}), known, connection)
            }
            await self._store.save_connection(connection, secrets, by=actor.person_id)
        for route in file.routes:
            await self._store.save_route(route, by=actor.person_id)
        for template in file.templates:
            await self._store.save_template(template, by=actor.person_id)
        for scenario in file.scenarios:
            await self._store.save_scenario(scenario, by=actor.person_id)

    async def _check_authors(self, file: ConfigurationFile) -> list[Mistake]:
        """Say which authors of scenarios that would be on cannot act."""
        named = [item for item in file.scenarios if item.enabled and item.author]
        known = await self._store.authors({item.author for item in named if item.author}) if named else frozenset()
        return [
            Mistake(
                (*path_of_object(file, Section.SCENARIOS, item.system_name), "author"),
                "config-unknown-author",
                {"name": item.author or ""},
            )
            for item in named
            if item.author not in known
        ]

    async def _note(self, changes: list[Change], actor: Actor) -> None:
        if self._audit is None:
            return
        numbers: dict[Section, dict[str, int]] = {
            Section.CONNECTIONS: {item.document.system_name: item.id for item in await self._store.connections()},
            Section.ROUTES: {item.document.system_name: item.id for item in await self._store.routes()},
            Section.TEMPLATES: {item.document.system_name: item.id for item in await self._store.templates()},
            Section.SCENARIOS: {item.document.system_name: item.id for item in await self._store.scenarios()},
        }
        for change in changes:
            if change.is_change:
                number = numbers[change.section][change.name]
                entry = note_of(change, number, actor, self._clock())
                await self._audit.note(entry)


def _staying(kept: frozenset[str], known: Connection | None, new: Connection) -> frozenset[str]:
    """Return the secrets that are kept and may go where the connection would go."""
    if known is None:
        return frozenset()
    return frozenset(name for name in kept if new.destination(name).takes_from(known.destination(name)))


def _differing(
    kept: frozenset[str], staying: frozenset[str], new: Mapping[str, SecretStr], same: Sequence[str]
) -> Iterator[Difference]:
    """Say which secrets come, change and go."""
    for name, path in SECRET_PATHS.items():
        if name in new and name not in same:
            way, before = (Way.CHANGED, SECRET) if name in kept else (Way.ADDED, None)
            yield Difference(path, way, before, SECRET)
        elif name in kept and name not in staying and name not in new:
            yield Difference(path, Way.REMOVED, SECRET, None)


def _remark(
    connection: Connection,
    unset: Mapping[str, str],
    kept: frozenset[str],
    staying: frozenset[str],
    new: Mapping[str, SecretStr],
) -> tuple[str | None, tuple[str, ...]]:
    """Return the note about secrets that somebody must hear, and which it is about."""
    means = [name for name in connection.login_secrets.known if name not in new]
    asked = [name for name in means if name in kept and name not in staying]
    missing = [name for name in means if name in unset and name not in kept]
    remain = [name for name in means if name in unset and name in staying]
    for note, names in (
        ("config-note-asked", asked),
        ("config-note-disabled", missing),
        ("config-note-kept", remain),
    ):
        if names:
            return note, tuple(names)
    return None, ()


def _is_in_force(stored: Configuration, path: Path, document: ConfiguredObject) -> bool:
    known = stored.of(Section(str(path[0]))).get(document.system_name)
    return known is not None and known.stored() == document.stored()


def _remarked(change: Change, whole: Configuration, file: ConfigurationFile) -> Change:
    """Say what of an object is not as anybody wants it, and of one that stays what would not be accepted any more."""
    document = whole.of(change.section)[change.name]
    path = path_of_object(file, change.section, change.name)
    remarks = [*check_told(document, whole.routes, path)]
    if change.created or "title" in change.fields:
        others = [item for item in whole.of(change.section).values() if item.system_name != change.name]
        remarks += twins_of(document.stored(), others, path)
    if change.section is Section.TEMPLATES and (change.created or {*LISTS} & {*change.fields}):
        remarks += twin_parts(document.stored(), path)
    if isinstance(document, Scenario) and document.enabled and change.is_change:
        remarks += check_sends(document, path)
    if not change.is_change:
        remarks += check_written(document, whole.templates, whole.routes, path)
    if change.section is Section.ROUTES and change.is_change:
        for scenario in whole.scenarios.values():
            if change.name in scenario.refers_to(change.section):
                remarks += check_told(
                    scenario, whole.routes, path_of_object(file, Section.SCENARIOS, scenario.system_name)
                )
    return replace(change, remarks=tuple(remarks))
