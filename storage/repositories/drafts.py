"""Drafts of configured objects over their table; a password in one is sealed, as it is in a connection."""

from collections.abc import Mapping
from typing import Any

from pydantic import SecretStr

from domain.clock import Clock
from domain.destinations import keeps_secret
from domain.editing.draft import Draft, ObjectChanged, Section
from storage import models
from storage.secrets import SecretBox


class DraftRepository:
    """Implements `domain.editing.draft.Drafts`."""

    def __init__(self, box: SecretBox, clock: Clock) -> None:
        self._box = box
        self._clock = clock

    async def get(self, draft_id: int) -> Draft | None:
        """Return the draft."""
        row = await models.Draft.get_or_none(id=draft_id)
        return None if row is None else _draft(row)

    async def of_object(self, section: Section, object_id: int) -> Draft | None:
        """Return the draft of an object that exists."""
        row = await models.Draft.get_or_none(section=section, object_id=object_id)
        return None if row is None else _draft(row)

    async def new_ones(self, section: Section) -> list[Draft]:
        """Return drafts of objects that do not exist yet, the newest first."""
        rows = await models.Draft.filter(section=section, object_id=None).order_by("-changed_at").limit(20)
        return [_draft(row) for row in rows]

    async def add(
        self,
        section: Section,
        object_id: int | None,
        base_revision: int | None,
        document: Mapping[str, Any],
        person_id: int,
    ) -> Draft:
        """Begin a draft."""
        row = await models.Draft.create(
            section=section,
            object_id=object_id,
            base_revision=base_revision,
            document=dict(document),
            changed_by=person_id,
            changed_at=self._clock(),
        )
        return _draft(row)

    async def write(self, draft: Draft, document: Mapping[str, Any], person_id: int) -> Draft:
        """Write the document if nobody has since `draft` was read; its password goes where it was not entered for."""
        kept = {} if keeps_secret(draft.document, document) else {"sealed_password": None}
        written = await models.Draft.filter(id=draft.id, revision=draft.revision).update(
            document=dict(document),
            revision=draft.revision + 1,
            changed_by=person_id,
            changed_at=self._clock(),
            **kept,
        )
        if not written:
            raise ObjectChanged(f"draft {draft.id}")
        return _draft(await models.Draft.get(id=draft.id))

    async def set_password(self, draft_id: int, password: SecretStr) -> None:
        """Seal a password into the draft."""
        await models.Draft.filter(id=draft_id).update(sealed_password=self._box.seal(password, _purpose(draft_id)))

    async def password(self, draft: Draft) -> SecretStr | None:
        """Return the draft's password, if it may go where the draft as it was read says; raises SecretUnreadable."""
        row = await models.Draft.get_or_none(id=draft.id)
        if row is None or row.sealed_password is None or not keeps_secret(row.document, draft.document):
            return None
        return self._box.open(bytes(row.sealed_password), _purpose(draft.id))

    async def remove(self, draft_id: int) -> None:
        """Forget the draft."""
        await models.Draft.filter(id=draft_id).delete()


def _purpose(draft_id: int) -> str:
    return f"draft:{draft_id}"


def _draft(row: models.Draft) -> Draft:
    return Draft(
        id=row.id,
        section=Section(row.section),
        object_id=row.object_id,
        base_revision=row.base_revision,
        document=row.document,
        revision=row.revision,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
        has_password=row.sealed_password is not None,
    )
