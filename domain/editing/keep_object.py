"""What is done with an object as a whole: a draft applied, switched on and off, copied, deleted, brought back."""

from dataclasses import dataclass
from typing import Protocol

from domain.audit import Act, Actor, Audit, AuditEntry
from domain.clock import Atomically, Clock
from domain.configuration.apply_configuration import ApplyConfiguration, ConfigurationInvalid
from domain.configuration.document import MODELS, ConfigurationFile, read_object
from domain.configuration.usage import users_of
from domain.documents import ConfiguredObject, Version
from domain.editing.draft import Draft, Drafts, ObjectChanged, editable
from domain.editing.editing import Editing, editing_at, next_in
from domain.editing.editor import Editor
from domain.editing.guarding import keep_named
from domain.errors import GonetsError, NotFound
from domain.mistakes import Mistake
from domain.paging import NumberEdge, NumberedPage
from domain.people import Person
from domain.sections import Section
from domain.system_names import free_title, unique_system_name
from domain.work import Hints, WorkKind


class StillUsed(GonetsError):
    """Something else refers to the object; `users` names it."""

    key = "error-still-used"


class StillSwitchedOn(GonetsError):
    """Enabled scenarios need the object; `users` names them."""

    key = "error-still-switched-on"


class StillNeeded(GonetsError):
    """Letters or records are kept that refer to the object: it can be switched off, not deleted."""

    key = "error-still-needed"


class NothingToApply(GonetsError):
    """The draft says what is in force already."""

    key = "error-nothing-to-apply"


class Store(Protocol):
    """What is needed of where configured objects are kept, besides applying."""

    async def rename(self, section: str, object_id: int, system_name: str) -> None:
        """Give an object that nothing uses another system name."""
        ...

    async def remove(self, section: str, object_id: int, revision: int) -> bool:
        """Delete an object; False when it was changed since, or is gone."""
        ...

    async def is_needed(self, section: str, object_id: int) -> bool:
        """Return whether letters or records are kept that would lose their meaning without the object."""
        ...

    async def versions(
        self, section: str, object_id: int, limit: int, edge: NumberEdge | None
    ) -> NumberedPage[Version]:
        """Return an object's versions, the newest first."""
        ...

    async def version(self, section: str, object_id: int, revision: int) -> Version | None:
        """Return one version."""
        ...


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying came to: the object's number, or the mistakes for which nothing was applied.

    `remarks` are about what is in force now and is not as anybody wants it.
    """

    section: Section
    object_id: int | None
    created: bool = False
    mistakes: tuple[Mistake, ...] = ()
    remarks: tuple[Mistake, ...] = ()


class KeepObject:
    """For administrators only; what was drawn from another revision raises ObjectChanged and changes nothing."""

    def __init__(
        self,
        *,
        editor: Editor,
        drafts: Drafts,
        store: Store,
        apply: ApplyConfiguration,
        audit: Audit,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._editor = editor
        self._drafts = drafts
        self._store = store
        self._apply = apply
        self._audit = audit
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    async def apply(self, person: Person, draft_id: int, revision: int, *, sure: bool = False) -> Applied:
        """Put a draft in force, all of it or nothing.

        Where the object was changed by another way since the draft was begun, raises ObjectChanged unless `sure`.
        """

        section = (await self._editor.look(person, draft_id)).draft.section

        async def work() -> Applied:
            editing = await self._editor.look(person, draft_id)
            draft = editing.draft
            if draft.revision != revision or (editing.base_moved and not sure):
                raise ObjectChanged(f"draft {draft_id}")
            if not editing.is_changed:
                raise NothingToApply
            document, mistakes = read_object(editing.after, (draft.section, 0), MODELS[draft.section])
            if document is None or mistakes:
                return Applied(draft.section, None, mistakes=tuple(mistakes))
            await self._rename(editing, document)
            remarks = await self._write(person, draft, document)
            await self._drafts.remove(draft_id)
            stored = (await self._editor.office(person)).named(draft.section, document.system_name)
            if stored is None:
                raise NotFound(document.system_name)
            return Applied(draft.section, stored.id, created=draft.object_id is None, remarks=remarks)

        try:
            applied = await self._atomically(work)
        except ConfigurationInvalid as invalid:
            return Applied(section, None, mistakes=tuple(invalid.mistakes))
        self._wake(section)
        return applied

    async def switch(
        self, person: Person, section: Section, object_id: int, revision: int, *, on: bool
    ) -> tuple[Mistake, ...]:
        """Switch an object on or off; return all that is missing for it, and then nothing is changed.

        Raises StillSwitchedOn for what enabled scenarios need.
        """

        async def work() -> None:
            stored = await self._stored(person, section, object_id, revision)
            switched = stored.model_copy(update={"enabled": on})
            await self._apply(_file(section, switched), actor=Actor(person.telegram_id))

        try:
            await self._atomically(work)
        except ConfigurationInvalid as invalid:
            users = [] if on else await self._switched_on_users(person, section, object_id)
            if users:
                raise StillSwitchedOn(users=", ".join(users)) from invalid
            return tuple(invalid.mistakes)
        self._wake(section)
        return ()

    async def copy(self, person: Person, section: Section, object_id: int) -> Editing:
        """Begin a new object with what another one holds; its names are asked anew."""

        async def work() -> Editing:
            office = await self._editor.office(person)
            stored = office.get(section, object_id)
            if stored is None:
                raise NotFound(f"{section} {object_id}")
            taken = [item.document.system_name for item in office.objects(section)]
            data = editable(stored.document)
            data["system_name"] = unique_system_name(data["system_name"], taken)
            data["title"] = free_title(stored.document.title, {item.document.title for item in office.objects(section)})
            if section is Section.SCENARIOS:
                data["enabled"] = False  # a button has at most one enabled scenario
            draft = await self._drafts.add(section, None, None, data, person.telegram_id)
            return editing_at(draft, "", office)

        return await self._atomically(work)

    async def remove(self, person: Person, section: Section, object_id: int, revision: int) -> None:
        """Delete an object; raises StillUsed or StillNeeded."""

        async def work() -> None:
            stored = await self._stored(person, section, object_id, revision)
            await self.check_can_go(person, section, object_id, stored.system_name)
            draft = await self._drafts.of_object(section, object_id)
            if draft is not None:
                await self._drafts.remove(draft.id)
            if not await self._store.remove(section, object_id, revision):
                raise ObjectChanged(f"{section} {object_id}")
            await self._audit.note(
                AuditEntry(
                    at=self._clock(),
                    actor=Actor(person.telegram_id),
                    act=Act.DELETED,
                    kind=section.kind,
                    object_id=object_id,
                    name=stored.title,
                )
            )

        await self._atomically(work)

    async def check_can_go(self, person: Person, section: Section, object_id: int, system_name: str) -> None:
        """Raise StillUsed or StillNeeded where something would be lost with the object."""
        users = await self.users(person, section, system_name)
        if users:
            office = await self._editor.office(person)
            raise StillUsed(users=", ".join(office.names_of(users)))
        if await self._store.is_needed(section, object_id):
            raise StillNeeded(section=section.value)

    async def users(self, person: Person, section: Section, system_name: str) -> list[ConfiguredObject]:
        """Return what refers to an object."""
        office = await self._editor.office(person)
        return list(users_of(office.documents(), section, system_name))

    async def versions(
        self, person: Person, section: Section, object_id: int, limit: int, edge: NumberEdge | None
    ) -> NumberedPage[Version]:
        """Return an object's versions, the newest first."""
        await self._editor.office(person)
        return await self._store.versions(section, object_id, limit, edge)

    async def version(self, person: Person, section: Section, object_id: int, revision: int) -> Version:
        """Return one version; raises NotFound."""
        await self._editor.office(person)
        found = await self._store.version(section, object_id, revision)
        if found is None:
            raise NotFound(f"{section} {object_id} {revision}")
        return found

    async def bring_back(self, person: Person, section: Section, object_id: int, revision: int) -> Editing:
        """Put an earlier version on the draft: it is looked at and applied as any change is."""

        async def work() -> Editing:
            version = await self.version(person, section, object_id, revision)
            editing = await self._editor.open(person, section, object_id)
            document = MODELS[section].from_stored(version.document)
            draft = await self._drafts.write(editing.draft, editable(document), person.telegram_id)
            return next_in(draft, "", editing.office)

        return await self._atomically(work)

    async def _switched_on_users(self, person: Person, section: Section, object_id: int) -> list[str]:
        office = await self._editor.office(person)
        stored = office.get(section, object_id)
        users = [] if stored is None else await self.users(person, section, stored.document.system_name)
        return office.names_of(item for item in users if item.enabled)

    def _wake(self, section: Section) -> None:
        """What waited for a connection is tried at once, not within half a minute."""
        if section is Section.CONNECTIONS:
            self._hints.wake(WorkKind.PROBE)
            self._hints.wake(WorkKind.DELIVERY)

    async def _stored(self, person: Person, section: Section, object_id: int, revision: int) -> ConfiguredObject:
        office = await self._editor.office(person)
        stored = office.get(section, object_id)
        if stored is None:
            raise NotFound(f"{section} {object_id}")
        if stored.revision != revision:
            raise ObjectChanged(f"{section} {object_id}")
        return stored.document

    async def _rename(self, editing: Editing, document: ConfiguredObject) -> None:
        """A system name is changed only while nothing knows the object by it."""
        before, draft = editing.stored, editing.draft
        if before is None or draft.object_id is None or before.system_name == document.system_name:
            return
        keep_named(editing)
        await self._store.rename(draft.section, draft.object_id, document.system_name)

    async def _write(self, person: Person, draft: Draft, document: ConfiguredObject) -> tuple[Mistake, ...]:
        file = _file(draft.section, document)
        for name in draft.secrets:
            secret = await self._drafts.secret(draft, name)
            if secret is not None:
                file.secrets.setdefault(document.system_name, {})[name] = secret
        changes = await self._apply(file, actor=Actor(person.telegram_id))
        return tuple(remark for change in changes for remark in change.remarks)


def _file(section: Section, document: ConfiguredObject) -> ConfigurationFile:
    file = ConfigurationFile()
    file.of(section).append(document)
    file.paths[(section, document.system_name.casefold())] = (section, 0)
    return file
