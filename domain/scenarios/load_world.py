"""Gathering what a run of a record may see: the record, its template, routes and connections, and whose it is."""

from typing import Any
from zoneinfo import ZoneInfo

from domain.documents import Stored
from domain.errors import NotFound
from domain.people import People
from domain.records.record import Records
from domain.records.template import StoredTemplate
from domain.routes import Route
from domain.scenarios.run import Basis
from domain.scenarios.runs import Configured
from domain.scenarios.step import World


class WorldLoader:
    """Gathers what a run of a record may see."""

    def __init__(self, records: Records, people: People, configured: Configured, time_zone: str) -> None:
        self._records = records
        self._people = people
        self._configured = configured
        self._time_zone = time_zone

    async def __call__(
        self,
        record_id: int,
        person_id: int,
        values: dict[str, object] | None = None,
        basis: Basis | None = None,
    ) -> World:
        """Raises NotFound when the record or its template is gone; `values` stand in for the record's own.

        With `basis` the template and the routes are as they were then, else as they are now.
        """
        record = await self._records.get(record_id)
        stored = None if record is None else await self._configured.template_by_id(record.template_id)
        if record is None or stored is None:
            raise NotFound(f"record {record_id}")
        # Letters of somebody who was removed meanwhile go as they were meant: with their own account.
        person = (await self._people.get_many([person_id])).get(person_id)
        template = stored.document
        routes = {route.document.system_name: route for route in await self._configured.routes()}
        documents = {name: route.document for name, route in routes.items()}
        if basis is not None:
            template = await self._as_of("templates", stored, basis.template)
            for name, revision in basis.routes.items():
                if name in routes:
                    documents[name] = await self._as_of("routes", routes[name], revision)
        return World(
            record=record,
            template=template,
            values=record.values if values is None else values,
            author_account_id=person.account_id if person else None,
            time_zone=ZoneInfo((person.time_zone if person else None) or self._time_zone),
            routes=documents,
            connections={item.document.system_name: item for item in await self._configured.connections()},
            person_id=person_id,
            copy_to_author=person is not None and person.copy_to_self,
        )

    async def _as_of(self, section: str, now: StoredTemplate | Stored[Route], revision: int) -> Any:
        """Return an object's document as it was at a revision; as it is now where that revision is not kept."""
        if revision == now.revision:
            return now.document
        version = await self._configured.version(section, now.id, revision)
        return now.document if version is None else type(now.document).from_stored(version.document)
