"""Drafts of configured objects over their table; secrets in one are sealed, as they are in a connection."""

from collections.abc import Mapping
from typing import Any

from pydantic import SecretStr

from domain.clock import Clock
from domain.destinations import keeps_secret
from domain.editing.draft import Draft, ObjectChanged
from domain.logins.login import PASSWORD
from domain.sections import Section
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
        return None if row is None else await _draft(row)

    async def of_object(self, section: Section, object_id: int) -> Draft | None:
        """Return the draft of an object that exists."""
        row = await models.Draft.get_or_none(section=section, object_id=object_id)
        return None if row is None else await _draft(row)

    async def new_ones(self, section: Section) -> list[Draft]:
        """Return drafts of objects that do not exist yet, the newest first."""
        rows = await models.Draft.filter(section=section, object_id=None).order_by("-changed_at", "-id").limit(20)
        return [await _draft(row) for row in rows]

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
        return await _draft(row)

    async def write(self, draft: Draft, document: Mapping[str, Any], person_id: int) -> Draft:
        """Write the document if nobody has since `draft` was read; its secrets go where they were not entered for."""
        written = await models.Draft.filter(id=draft.id, revision=draft.revision).update(
            document=dict(document),
            revision=draft.revision + 1,
            changed_by=person_id,
            changed_at=self._clock(),
        )
        if not written:
            raise ObjectChanged(f"draft {draft.id}")
        row = await models.Draft.get(id=draft.id)
        gone = [name for name in await _secrets(row) if not keeps_secret(draft.document, document, name)]
        if gone:
            await models.DraftSecret.filter(draft_id=draft.id, name__in=gone).delete()
        return await _draft(row)

    async def set_secret(self, draft_id: int, name: str, secret: SecretStr) -> None:
        """Seal a secret into the draft."""
        sealed = self._box.seal(secret, _purpose(draft_id, name))
        if not await models.DraftSecret.filter(draft_id=draft_id, name=name).update(sealed=sealed):
            await models.DraftSecret.create(draft_id=draft_id, name=name, sealed=sealed)

    async def secret(self, draft: Draft, name: str) -> SecretStr | None:
        """Return one of its secrets, if it may go where the draft as it was read says; raises SecretUnreadable."""
        kept = await models.DraftSecret.get_or_none(draft_id=draft.id, name=name).select_related("draft")
        if kept is None or not keeps_secret(kept.draft.document, draft.document, name):
            return None
        return self._box.open(bytes(kept.sealed), _purpose(draft.id, name))

    async def remove(self, draft_id: int) -> None:
        """Forget the draft."""
        await models.Draft.filter(id=draft_id).delete()


def _purpose(draft_id: int, name: str) -> str:
    """Version 0.1.0 sealed passwords, and nothing else."""
    return f"draft:{draft_id}" if name == PASSWORD else f"draft {name}:{draft_id}"


async def _secrets(row: models.Draft) -> frozenset[str]:
    found = await models.DraftSecret.filter(draft_id=row.id).values_list("name", flat=True)
    return frozenset(map(str, found))


async def _draft(row: models.Draft) -> Draft:
    return Draft(
        id=row.id,
        section=Section(row.section),
        object_id=row.object_id,
        base_revision=row.base_revision,
        document=row.document,
        revision=row.revision,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
        secrets=await _secrets(row),
    )
