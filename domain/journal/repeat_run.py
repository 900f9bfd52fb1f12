"""Repeating somebody's press: a new record of the administrator's own, with the values of then."""

from domain.audit import Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Atomically, Clock
from domain.errors import GonetsError, NotFound, NotYours
from domain.journal.show_texts import TextsHidden, named
from domain.people import Person
from domain.records.copying import CopyValues
from domain.records.fillings import Filling, TemplateGone
from domain.records.record import Records
from domain.records.stored_templates import StoredTemplates
from domain.runs.runs import Runs


class ValuesErased(GonetsError):
    """What the run began with was kept as long as it is to be kept, and its record has changed since, or is gone."""

    key = "error-values-erased"


class RepeatRun:
    """For administrators. Others' texts would stand on the new card: where they are hidden, it is refused."""

    def __init__(
        self,
        *,
        runs: Runs,
        records: Records,
        configured: StoredTemplates,
        copy: CopyValues,
        audit: Audit,
        clock: Clock,
        atomically: Atomically,
        hide_texts: bool,
    ) -> None:
        self._runs = runs
        self._records = records
        self._configured = configured
        self._copy = copy
        self._audit = audit
        self._clock = clock
        self._atomically = atomically
        self._hide_texts = hide_texts

    async def __call__(self, person: Person, run_id: int) -> Filling:
        """Return the new record's filling; nothing is sent. Raises NotYours, NotFound, TextsHidden or TemplateGone."""
        if not person.is_admin:
            raise NotYours(f"run {run_id}")

        async def work() -> Filling:
            run = await self._runs.get(run_id)
            if run is None:
                raise NotFound(f"run {run_id}")
            is_own = run.person_id == person.telegram_id
            if self._hide_texts and not is_own:
                raise TextsHidden
            record = None if run.record_id is None else await self._records.get(run.record_id)
            stored = None if record is None else await self._configured.template_by_id(record.template_id)
            if record is None or stored is None or not stored.document.enabled:
                raise TemplateGone
            # The values of the press are erased with the trace; the record then still has them, unless it was changed.
            values = run.values or (record.values if record.modified_at <= run.started_at else {})
            if not values:
                raise ValuesErased
            filling = await self._copy(person, stored, values)
            if not is_own:
                to = {"record": (None, filling.record.id)}
                await self._audit.note(
                    AuditEntry(self._clock(), Actor(person.telegram_id), Act.REPEATED, Kind.RUN, run.id, named(run), to)
                )
            return filling

        return await self._atomically(work)
