"""Who may use a record template: everyone, or administrators and those who were granted it one by one."""

from typing import Protocol

from domain.errors import GonetsError, NotYours
from domain.people import People, Person
from domain.records.stored_templates import StoredTemplates
from domain.records.template import StoredTemplate


class TemplateNotAllowed(GonetsError):
    """The template is not for this person (any more)."""

    key = "error-template-not-allowed"


class TemplateGrants(Protocol):
    """Single people who may use restricted templates."""

    async def of(self, telegram_id: int) -> frozenset[int]:
        """Return the numbers of the templates that were granted to this person."""
        ...

    async def grant(self, telegram_id: int, template_id: int) -> bool:
        """Grant a template; False when it was granted already."""
        ...

    async def revoke(self, telegram_id: int, template_id: int) -> bool:
        """Take a grant back; False when there was none."""
        ...

    async def forget(self, telegram_id: int) -> None:
        """Take back all that was granted to this person."""
        ...


class TemplateAccess:
    """Decides which templates a person may use."""

    def __init__(self, people: People, grants: TemplateGrants, configured: StoredTemplates) -> None:
        self._people = people
        self._grants = grants
        self._configured = configured

    async def usable(self, person: Person) -> list[StoredTemplate]:
        """Return the enabled templates that are offered to this person."""
        enabled = [item for item in await self._configured.templates() if item.document.enabled]
        if person.is_admin or not any(map(is_restricted, enabled)):
            return enabled
        granted = await self._grants.of(person.telegram_id)
        return [item for item in enabled if not is_restricted(item) or item.id in granted]

    async def check(self, person: Person, template: StoredTemplate) -> None:
        """Raise TemplateNotAllowed, or NotYours for one who has no access at all any more.

        Inside the transaction that uses the template: who the person is may have changed since their press came in.
        """
        now = await self._people.get(person.telegram_id)
        if now is None:
            raise NotYours(f"{person.telegram_id} has no access")
        if now.is_admin or not is_restricted(template):
            return
        if template.id not in await self._grants.of(person.telegram_id):
            raise TemplateNotAllowed(f"template {template.id}", title=template.document.title)


def is_restricted(template: StoredTemplate) -> bool:
    """Whether staff need a grant of their own for it."""
    return template.document.allowed == "administrators"


def sees_all_records(person: Person | None, *, hide_texts: bool) -> bool:
    """Whether somebody finds others' records: administrators do, where their texts are not hidden from them."""
    return person is not None and person.is_admin and not hide_texts
