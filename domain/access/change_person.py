"""Changing a person: role, language, time zone, whose account it is, and restricted templates."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from domain.access.acting import Administrators
from domain.accounts.account import Accounts
from domain.announcements import Announcements
from domain.audit import Act, Actor, Audit, AuditEntry, Changes, Kind
from domain.clock import Atomically, Clock
from domain.configuration.authors import StopWithoutAuthor
from domain.errors import NotFound
from domain.people import People, Person, Role
from domain.records.stored_templates import StoredTemplates
from domain.records.template_access import TemplateGrants
from domain.time_zones import existing_zone
from domain.work import Hints, WorkKind

ROLE_TOPIC = "role-changed"
"""What a person is told when somebody else has given them another role."""


class AccountGone(NotFound):
    """The account is no longer in the directory, or in the archive."""

    key = "error-account-gone"


class ChangePerson:
    """What an administrator changes about a person. Each method returns the person as they are then.

    `stamp` is what the button was drawn from: PersonChanged is raised when somebody else was first. All raise NotYours
    and PersonGone.
    """

    def __init__(
        self,
        *,
        administrators: Administrators,
        people: People,
        accounts: Accounts,
        configured: StoredTemplates,
        grants: TemplateGrants,
        announcements: Announcements,
        authors: StopWithoutAuthor,
        audit: Audit,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._administrators = administrators
        self._people = people
        self._accounts = accounts
        self._configured = configured
        self._grants = grants
        self._announcements = announcements
        self._authors = authors
        self._audit = audit
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    async def role(self, by: Person | None, telegram_id: int, role: Role, stamp: int | None = None) -> Person:
        """Raises LastAdministrator or FixedAdministrator besides."""

        async def change(person: Person, actor: Actor) -> tuple[Person, Changes]:
            if role is not Role.ADMIN:
                await self._administrators.check_can_be_spared(person)
                # What a page for administrators has asked them they can answer no more.
                await self._people.ask(telegram_id, None)
            if role is not person.role and actor.person_id != telegram_id:
                await self._announcements.add(telegram_id, ROLE_TOPIC, telegram_id, {"role": role.value})
            return replace(person, role=role), {"role": (person.role, role)}

        return await self._change(by, telegram_id, stamp, change)

    async def language(self, by: Person, telegram_id: int, language: str | None, stamp: int) -> Person:
        """None is the bot's own."""

        async def change(person: Person, _actor: Actor) -> tuple[Person, Changes]:
            return replace(person, language=language), {"language": (person.language, language)}

        return await self._change(by, telegram_id, stamp, change)

    async def time_zone(self, by: Person, telegram_id: int, zone: str | None, stamp: int) -> Person:
        """None is the bot's own; raises UnknownTimeZone besides."""
        found = None if zone is None else existing_zone(zone)

        async def change(person: Person, _actor: Actor) -> tuple[Person, Changes]:
            return replace(person, time_zone=found), {"time_zone": (person.time_zone, found)}

        return await self._change(by, telegram_id, stamp, change)

    async def account(self, by: Person, telegram_id: int, account_id: int | None, stamp: int) -> Person:
        """Say whose account the person is; None unlinks. Raises AccountGone besides."""

        async def change(person: Person, _actor: Actor) -> tuple[Person, Changes]:
            await self._check_active(account_id)
            return replace(person, account_id=account_id), {"account": (person.account_id, account_id)}

        return await self._change(by, telegram_id, stamp, change)

    async def template(self, by: Person, telegram_id: int, template_id: int, *, allowed: bool) -> Person:
        """Let the person use a restricted template, or no longer; what is so already stays as it is."""

        async def work() -> Person:
            actor = await self._administrators.acting(by)
            person = await self._administrators.get(telegram_id, None)
            stored = await self._configured.template_by_id(template_id)
            if stored is None:
                raise NotFound(f"template {template_id}")
            act = self._grants.grant if allowed else self._grants.revoke
            if await act(telegram_id, template_id):
                name = stored.document.system_name
                await self._note(actor, person, {"template": (None, name) if allowed else (name, None)})
            return person

        return await self._atomically(work)

    async def _change(
        self,
        by: Person | None,
        telegram_id: int,
        stamp: int | None,
        change: Callable[[Person, Actor], Awaitable[tuple[Person, Any]]],
    ) -> Person:
        async def work() -> Person:
            actor = await self._administrators.acting(by)
            person = await self._administrators.get(telegram_id, stamp)
            changed, changes = await change(person, actor)
            if changed != person:
                await self._people.save(changed)
                await self._note(actor, person, changes)
            if changed.account_id != person.account_id:
                await self._authors(actor)
            return changed

        changed = await self._atomically(work)
        self._hints.wake(WorkKind.ANNOUNCEMENT)
        return changed

    async def _check_active(self, account_id: int | None) -> None:
        if account_id is None:
            return
        account = await self._accounts.get(account_id)
        if account is None or not account.active:
            raise AccountGone(f"account {account_id}")

    async def _note(self, actor: Actor, person: Person, changes: Changes) -> None:
        entry = AuditEntry(
            self._clock(),
            actor,
            Act.CHANGED,
            Kind.PERSON,
            object_id=person.telegram_id,
            name=person.name,
            changes=changes,
        )
        await self._audit.note(entry)
