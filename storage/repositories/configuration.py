"""The configuration over the tables: documents in, documents out, and secrets sealed apart."""

from collections.abc import Collection, Hashable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from pydantic import SecretStr, ValidationError
from tortoise.expressions import F
from tortoise.models import Model

from domain.accounts.folding import account_key
from domain.configured.connection import Connection
from domain.configured.route import Route
from domain.destinations import Destination, destination_of
from domain.documents import ConfiguredObject, Stored, Version
from domain.paging import NumberEdge, NumberedPage, numbered_page
from domain.records.template import RecordTemplate, StoredTemplate, number_names
from domain.scenarios.document import Scenario
from domain.scenarios.events.button_clicked import ButtonName
from domain.scenarios.in_force import InForce
from domain.sections import Section
from storage import models
from storage.keyset import next_to
from storage.repositories.deleted_records import forget_deleted_of_template, needs_template
from storage.repositories.kept_secrets import KeptSecrets
from storage.repositories.rows_in_force import RowsInForce, changing
from storage.secrets import SecretBox, owner_of
from storage.transactions import execute, read

DocumentType = TypeVar("DocumentType", bound=ConfiguredObject)
RowType = TypeVar("RowType", bound=Model)

TABLES: dict[str, type[Model]] = {
    Section.CONNECTIONS: models.Connection,
    Section.ROUTES: models.Route,
    Section.TEMPLATES: models.RecordTemplate,
    Section.SCENARIOS: models.Scenario,
}


class ConfigurationRepository:
    """Implements `domain.configuration.configured.Configured`, and saves what administrators change.

    A document is read from JSON once for each revision. What is in force is read from the database once for each
    change: one statement beside the writer tells whether there was one, in this process or in another.
    """

    def __init__(self, box: SecretBox) -> None:
        self._box = box
        self._read: dict[tuple[str, int], tuple[int, Any]] = {}
        self._rows_in_force = RowsInForce()
        self._secrets = KeptSecrets()

    async def _rows(self, table: type[RowType]) -> list[RowType]:
        return list((await self._rows_in_force(table)).rows[table])

    async def _row(self, table: type[RowType], number: int) -> RowType | None:
        rows: list[Any] = await self._rows(table)
        return next((row for row in rows if row.id == number), None)

    async def mark(self) -> Hashable | None:
        """Return what stays equal until anything changes; None inside of a change, which may not come to be."""
        return await self._rows_in_force.mark()

    async def in_force(self, revisions: tuple[Any, ...] | None) -> InForce:
        """Return what worlds are made of, all of one moment; whoever has just read the `revisions` gives them."""
        tables = models.RecordTemplate, models.Route, models.Connection
        known = await self._rows_in_force(*tables, revisions=revisions)
        if known.of_worlds is None:
            known.of_worlds = InForce.of(
                map(self._template, known.rows[models.RecordTemplate]),
                (self._stored(row, Route) for row in known.rows[models.Route]),
                (self._stored(row, Connection) for row in known.rows[models.Connection]),
            )
        return known.of_worlds

    async def connections(self) -> list[Stored[Connection]]:
        """Return all connections, in the order of their making."""
        return [self._stored(row, Connection) for row in await self._rows(models.Connection)]

    async def routes(self) -> list[Stored[Route]]:
        """Return all routes."""
        return [self._stored(row, Route) for row in await self._rows(models.Route)]

    async def templates(self) -> list[StoredTemplate]:
        """Return all record templates."""
        return list(map(self._template, await self._rows(models.RecordTemplate)))

    async def scenarios(self) -> list[Stored[Scenario]]:
        """Return all scenarios."""
        return [self._stored(row, Scenario) for row in await self._rows(models.Scenario)]

    async def template_by_id(self, template_id: int) -> StoredTemplate | None:
        """Return the template of that number."""
        row = await self._row(models.RecordTemplate, template_id)
        return None if row is None else self._template(row)

    async def connection_by_id(self, connection_id: int) -> Stored[Connection] | None:
        """Return the connection of that number."""
        row = await self._row(models.Connection, connection_id)
        return None if row is None else self._stored(row, Connection)

    async def scenario_for_button(self, template: str, button: str) -> Stored[Scenario] | None:
        """Return the enabled scenario that this button starts."""
        known = await self._rows_in_force(models.Scenario)
        if known.started_by is None:
            known.started_by = {}
            for row in known.rows[models.Scenario]:
                document = self._document(row, Scenario)
                if document.enabled and document.event.claim is not None:
                    known.started_by.setdefault(document.event.claim, Stored(row.id, row.revision, document))
        return known.started_by.get(ButtonName(template, button))

    async def secret(self, connection: str, name: str, destination: Destination | None = None) -> SecretStr | None:
        """Return one of the connection's secrets, if it may go to that destination; None is the connection's own.

        Raises SecretUnreadable when the key at hand does not open it.
        """
        kept = await self._secrets.one(connection, name)
        if kept is None:
            return None
        if destination is not None and not destination.takes_from(destination_of(kept.document, name)):
            return None
        return self._box.open(kept.sealed, owner_of(connection, name))

    async def kept_secrets(self, connection: str) -> frozenset[str]:
        """Return the names of the secrets that are kept for the connection."""
        return await self._secrets.names(connection)

    async def authors(self, usernames: Collection[str]) -> frozenset[str]:
        """Return those usernames whose accounts are in use and belong to somebody who may use the bot."""
        keys = {account_key(name) for name in usernames}
        people = models.Person.filter(active=True, account__active=True, account__key__in=list(keys))
        found = {str(key) for key in await people.values_list("account__key", flat=True)}
        return frozenset(name for name in usernames if account_key(name) in found)

    async def save_connection(
        self, document: Connection, secrets: Mapping[str, SecretStr] | None = None, *, by: int | None = None
    ) -> bool:
        """Write a connection and the secrets that come with it; False when nothing changed.

        What is kept of a secret was entered for the destination that the row's document names: where that becomes
        another one, and no new one comes with it, the secret goes. One that is given is a change in any case.
        """
        name = document.system_name
        row = await models.Connection.get_or_none(system_name=name)
        gone = [] if row is None else await self._going(row, document, secrets or {})
        changed = await self._save(models.Connection, document, {}, by, anyway=bool(gone or secrets))
        if gone:
            await models.ConnectionSecret.filter(connection__system_name=name, name__in=gone).delete()
        for secret, value in (secrets or {}).items():
            await self._seal(name, secret, value)
        if changed:
            # What was mended is tried at once: a suspension waits for nothing but this, and a probe of what it was
            # before has nothing more to say.
            suspended = models.ConnectionState.filter(connection__system_name=name, suspended_at__isnull=False)
            await suspended.update(due_at=datetime.now(UTC), probes=0, token=F("token") + 1, lease_until=None)
        if row is not None and changed and not secrets and _sends_alike(row.document, document.stored()):
            proven = models.ConnectionState.filter(connection_id=row.id, proven_revision=row.revision)
            await proven.update(proven_revision=row.revision + 1)
        return changed

    async def _going(self, row: models.Connection, document: Connection, new: Mapping[str, SecretStr]) -> list[str]:
        """Return the secrets that may not go where the connection would go, and that nothing replaces."""
        kept = await self.kept_secrets(row.system_name)
        return [
            name
            for name in kept
            if name not in new and not document.destination(name).takes_from(destination_of(row.document, name))
        ]

    async def _seal(self, connection: str, name: str, secret: SecretStr) -> None:
        row = await models.Connection.get(system_name=connection)
        sealed = self._box.seal(secret, owner_of(connection, name))
        if not await models.ConnectionSecret.filter(connection_id=row.id, name=name).update(sealed=sealed):
            await models.ConnectionSecret.create(connection_id=row.id, name=name, sealed=sealed)

    async def save_route(self, document: Route, *, by: int | None = None) -> bool:
        """Write a route; False when nothing changed."""
        return await self._save(models.Route, document, {}, by)

    async def save_template(self, document: RecordTemplate, *, by: int | None = None) -> bool:
        """Write a record template; its attributes and buttons keep their numbers for good."""
        row = await models.RecordTemplate.get_or_none(system_name=document.system_name)
        numbers = number_names(document, row.numbers if row else {})
        extra = {} if row is not None and row.numbers == numbers else {"numbers": numbers}
        return await self._save(models.RecordTemplate, document, extra, by)

    async def save_scenario(self, document: Scenario, *, by: int | None = None) -> bool:
        """Write a scenario; False when nothing changed."""
        return await self._save(models.Scenario, document, {}, by)

    async def rename(self, section: str, object_id: int, system_name: str) -> None:
        """Give an object that nothing uses another system name; its secrets are sealed anew for it."""
        changing.set(True)
        row: Any = await TABLES[section].get(id=object_id)
        if section == Section.CONNECTIONS:
            for kept in await models.ConnectionSecret.filter(connection_id=object_id):
                secret = self._box.open(bytes(kept.sealed), owner_of(row.system_name, kept.name))
                kept.sealed = self._box.seal(secret, owner_of(system_name, kept.name))
                await kept.save()
        document = {**row.document, "system_name": system_name}
        await (
            TABLES[section]
            .filter(id=object_id)
            .update(system_name=system_name, document=document, revision=row.revision + 1)
        )

    async def remove(self, section: str, object_id: int, revision: int) -> bool:
        """Delete an object with its versions; False when it was changed since, or is gone."""
        changing.set(True)
        if section == Section.TEMPLATES:
            await execute(lambda: forget_deleted_of_template(object_id))
        removed = await TABLES[section].filter(id=object_id, revision=revision).delete()
        if removed:
            began = section == Section.SCENARIOS and await models.ScenarioRun.filter(scenario_id=object_id).exists()
            if not began:  # a run knows its scenario by the version
                await models.ObjectVersion.filter(section=section, object_id=object_id).delete()
        return bool(removed)

    async def is_needed(self, section: str, object_id: int) -> bool:
        """Return whether letters or records are kept that would lose their meaning without the object."""
        if section == Section.CONNECTIONS:
            return await models.Delivery.filter(connection_id=object_id).exists()
        return section == Section.TEMPLATES and await read(lambda: needs_template(object_id))

    async def versions(
        self, section: str, object_id: int, limit: int, edge: NumberEdge | None
    ) -> NumberedPage[Version]:
        """Return an object's versions, the newest first."""
        versions = models.ObjectVersion.filter(section=section, object_id=object_id)
        rows = await next_to(versions, "revision", edge).limit(limit + 1)
        return numbered_page([_version(row) for row in rows], limit, edge, lambda version: version.revision)

    async def version(self, section: str, object_id: int, revision: int) -> Version | None:
        """Return one version."""
        row = await models.ObjectVersion.get_or_none(section=section, object_id=object_id, revision=revision)
        return None if row is None else _version(row)

    async def _save(
        self,
        table: type[Model],
        document: ConfiguredObject,
        extra: dict[str, Any],
        by: int | None,
        *,
        anyway: bool = False,
    ) -> bool:
        """Write a document with what else changes of its row; False when nothing does, unless `anyway`."""
        changing.set(True)
        stored = document.stored()
        row: Any = await table.get_or_none(system_name=document.system_name)
        if row is None:
            row = await table.create(system_name=document.system_name, document=stored, **extra)
            await self._keep_version(table, row.id, 1, stored, by)
            return True
        if row.document == stored and not extra and not anyway:
            return False
        await table.filter(id=row.id).update(document=stored, revision=row.revision + 1, **extra)
        await self._keep_version(table, row.id, row.revision + 1, stored, by)
        return True

    @staticmethod
    async def _keep_version(
        table: type[Model], object_id: int, revision: int, stored: dict[str, Any], by: int | None
    ) -> None:
        section = next(name for name, known in TABLES.items() if known is table)
        await models.ObjectVersion.create(
            section=section,
            object_id=object_id,
            revision=revision,
            document=stored,
            changed_by=by,
            changed_at=datetime.now(UTC),
        )

    def _template(self, row: models.RecordTemplate) -> StoredTemplate:
        return StoredTemplate(row.id, row.revision, self._document(row, RecordTemplate), row.numbers)

    def _stored(self, row: Any, kind: type[DocumentType]) -> Stored[DocumentType]:
        return Stored(row.id, row.revision, self._document(row, kind))

    def _document(self, row: Any, kind: type[DocumentType]) -> DocumentType:
        if changing.get():
            return _read(row.document, kind)  # what is not committed may give its revision to another
        key = (kind.__name__, row.id)
        known = self._read.get(key)
        if known is None or known[0] != row.revision:
            known = (row.revision, _read(row.document, kind))
            self._read[key] = known
        document: DocumentType = known[1]
        return document


def _read(document: Any, kind: type[DocumentType]) -> DocumentType:
    """Read a document; a connection that cannot be read any more has a page all the same, to be mended there."""
    try:
        return kind.from_stored(document)
    except ValidationError:
        if not issubclass(kind, Connection):
            raise
        return kind.switched_off(document)


def _version(row: models.ObjectVersion) -> Version:
    return Version(row.revision, row.document, row.changed_by, row.changed_at)


def _sends_alike(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether letters go by one document of a connection as by the other: what has proved the one proves the other."""
    return all(before.get(name) == after.get(name) for name in {*before, *after} - {"enabled", "title"})
