"""Changing an object on its draft, one step at a time: a step on an old page changes nothing, and no step is lost."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import SecretStr

from domain.clock import Atomically
from domain.configuration.configured import Configured
from domain.editing.draft import Draft, Drafts, ObjectChanged, Office, editable, form_of_section
from domain.editing.editing import DraftGone, Editing, editing_at, next_in
from domain.editing.field_types import Type
from domain.editing.nodes import TOKEN, NodeGone
from domain.editing.rearranging import follow_parts, keep_bounds
from domain.editing.settling import settled
from domain.editing.steps import Stepped, added, answered, arranged, chosen, rearranged, skipped
from domain.errors import NotFound, NotYours
from domain.passwords import check_secret
from domain.people import Person
from domain.sections import Section


class Editor:
    """Looks at drafts and changes them. For administrators only; a step on an old page raises ObjectChanged."""

    def __init__(self, *, drafts: Drafts, configured: Configured, atomically: Atomically) -> None:
        self._drafts = drafts
        self._configured = configured
        self._atomically = atomically

    async def office(self, person: Person) -> Office:
        """Return everything that is configured."""
        if not person.is_admin:
            raise NotYours("configuration")
        configured = self._configured
        connections = tuple(await configured.connections())
        names = [item.document.system_name for item in connections]
        return Office(
            connections,
            tuple(await configured.routes()),
            tuple(await configured.templates()),
            tuple(await configured.scenarios()),
            {name: await configured.kept_secrets(name) for name in names},
        )

    async def begin(self, person: Person, section: Section, document: Mapping[str, Any] | None = None) -> Editing:
        """Begin an object that does not exist yet; `document` is what is known of it already."""

        async def work() -> Editing:
            await self._forget_empty(person, section)
            office = await self.office(person)
            draft = await self._drafts.add(section, None, None, dict(document or {}), person.telegram_id)
            known = settled(draft, draft.document, "", office)
            if known != draft.document:
                await self._drafts.remove(draft.id)
                draft = await self._drafts.add(section, None, None, known, person.telegram_id)
            return next_in(draft, "", office)

        return await self._atomically(work)

    async def unfinished(self, person: Person, section: Section) -> list[Draft]:
        """Return drafts of objects that do not exist yet, the newest first.

        What the person has left empty goes; what somebody else has begun and not answered is not shown.
        """

        async def work() -> list[Draft]:
            await self._forget_empty(person, section)
            return [draft for draft in await self._drafts.new_ones(section) if not draft.is_empty]

        return await self._atomically(work)

    async def open(self, person: Person, section: Section, object_id: int) -> Editing:
        """Return the draft of an object, begun now if there is none; raises NotFound."""

        async def work() -> Editing:
            office = await self.office(person)
            stored = office.get(section, object_id)
            if stored is None:
                raise NotFound(f"{section} {object_id}")
            draft = await self._drafts.of_object(section, object_id)
            fresh = editable(stored.document)
            if draft is None:
                draft = await self._drafts.add(section, object_id, stored.revision, fresh, person.telegram_id)
            editing = editing_at(draft, "", office)
            # A draft that nobody has changed follows the object.
            if editing.base_moved and draft.revision == 1 and not draft.secrets:
                await self._drafts.remove(draft.id)
                draft = await self._drafts.add(section, object_id, stored.revision, fresh, person.telegram_id)
            return editing_at(draft, "", office)

        return await self._atomically(work)

    async def fill(self, person: Person, section: Section, object_id: int, known: Mapping[str, Any]) -> Editing:
        """Fill an object's draft with what is known of it; what else is asked of a new one is asked, names apart.

        Raises NotFound.
        """

        async def work() -> Editing:
            draft = (await self.open(person, section, object_id)).draft
            form = form_of_section(section)
            asked = {name for name in form.asked if name not in {"title", form.model.names}}
            document = {name: value for name, value in draft.document.items() if name not in asked}
            written = await self._drafts.write(draft, {**document, **known, "enabled": True}, person.telegram_id)
            return next_in(written, "", await self.office(person))

        return await self._atomically(work)

    async def change_login(self, person: Person, connection_id: int, known: Mapping[str, Any]) -> Editing:
        """Let a connection's draft log in as `known` says, and ask what that needs; all else stays. Raises NotFound."""

        async def work() -> Editing:
            draft = (await self.open(person, Section.CONNECTIONS, connection_id)).draft
            before, oauth2 = draft.document.get("oauth2"), known.get("oauth2")
            if isinstance(before, Mapping) and oauth2 and before.get("provider") == oauth2.get("provider"):
                oauth2 = {**before, **oauth2}
            document = {**draft.document, **known, "oauth2": oauth2}
            written = await self._drafts.write(draft, document, person.telegram_id)
            return next_in(written, "", await self.office(person))

        return await self._atomically(work)

    async def document(self, person: Person, section: Section, object_id: int, draft_id: int) -> dict[str, Any]:
        """Return the document of a draft, or where `draft_id` is 0 that of the object in force; raises NotFound."""
        if draft_id:
            return dict((await self.look(person, draft_id)).draft.document)
        stored = (await self.office(person)).get(section, object_id)
        if stored is None:
            raise NotFound(f"{section} {object_id}")
        return editable(stored.document)

    async def look(self, person: Person, draft_id: int, token: str = "") -> Editing:
        """Return the draft at a node; where it is gone, at the nearest node above it. Raises DraftGone."""
        office = await self.office(person)
        draft = await self._drafts.get(draft_id)
        if draft is None:
            raise DraftGone(f"draft {draft_id}")
        while True:
            try:
                return editing_at(draft, token, office)
            except NodeGone:
                token = token[:-TOKEN]

    async def answer(self, person: Person, draft_id: int, revision: int, token: str, text: str) -> Editing:
        """Take what was typed for a field; raises what `read_answer` raises."""
        return await self._step(person, draft_id, revision, token, lambda editing: answered(editing, text))

    async def answer_secret(
        self, person: Person, draft_id: int, revision: int, token: str, secret: SecretStr
    ) -> Editing:
        """Take a secret: it is sealed beside the draft, which only remembers that it is there.

        Raises what `check_secret` does.
        """

        async def work() -> Editing:
            editing = await self._current(person, draft_id, revision, token)
            if editing.here.type is not Type.SECRET:
                raise NodeGone(token)
            name = str(editing.here.path[-1])
            await self._drafts.set_secret(draft_id, name, check_secret(name, secret))
            draft = await self._drafts.write(editing.draft, editing.draft.document, person.telegram_id)
            return next_in(draft, token, editing.office)

        return await self._atomically(work)

    async def choose(self, person: Person, draft_id: int, revision: int, token: str, number: int) -> Editing:
        """Take a choice that was pressed."""
        stays = (await self.look(person, draft_id, token)).here.type is Type.TEMPLATE  # more may be put in
        return await self._step(
            person, draft_id, revision, token, lambda editing: chosen(editing, number), forward=not stays
        )

    async def skip(self, person: Person, draft_id: int, revision: int, token: str) -> Editing:
        """Pass over a field, or empty it: it gets its default."""
        return await self._step(person, draft_id, revision, token, skipped)

    async def add(self, person: Person, draft_id: int, revision: int, token: str, kind: int = 0) -> Editing:
        """Add a part to a list: its first question is asked next. `kind` is the number of an action's kind."""
        return await self._step(person, draft_id, revision, token, lambda editing: added(editing, kind))

    async def rearrange(self, person: Person, draft_id: int, revision: int, token: str, move: str) -> Editing:
        """Move, copy or remove a part: `up`, `down`, `in`, `out`, `copy`, `remove`; a variable can only be removed."""
        return await self._step(
            person, draft_id, revision, token, lambda editing: rearranged(editing, move), forward=False
        )

    async def arrange(self, person: Person, draft_id: int, revision: int, token: str, names: list[str]) -> Editing:
        """Write an order of names."""
        return await self._step(
            person, draft_id, revision, token, lambda editing: arranged(editing, names), forward=False
        )

    async def give_up(self, person: Person, draft_id: int) -> Draft:
        """Forget the draft; what is in force stays as it is. Raises DraftGone."""

        async def work() -> Draft:
            editing = await self.look(person, draft_id)
            await self._drafts.remove(draft_id)
            return editing.draft

        return await self._atomically(work)

    async def _forget_empty(self, person: Person, section: Section) -> None:
        for draft in await self._drafts.new_ones(section):
            if draft.is_empty and draft.changed_by == person.telegram_id:
                await self._drafts.remove(draft.id)

    async def _step(
        self,
        person: Person,
        draft_id: int,
        revision: int,
        token: str,
        change: Callable[[Editing], Stepped],
        *,
        forward: bool = True,
    ) -> Editing:
        async def work() -> Editing:
            editing = await self._current(person, draft_id, revision, token)
            document, after = change(editing)
            document = follow_parts(editing.draft.document, document)
            if forward:
                document = settled(editing.draft, document, after, editing.office)
            keep_bounds(editing.draft.document, document)
            draft = await self._drafts.write(editing.draft, document, person.telegram_id)
            return next_in(draft, after, editing.office) if forward else editing_at(draft, after, editing.office)

        return await self._atomically(work)

    async def _current(self, person: Person, draft_id: int, revision: int, token: str) -> Editing:
        office = await self.office(person)
        draft = await self._drafts.get(draft_id)
        if draft is None:
            raise DraftGone(f"draft {draft_id}")
        if draft.revision != revision:
            raise ObjectChanged(f"draft {draft_id}: {revision}, now {draft.revision}")
        return editing_at(draft, token, office)
