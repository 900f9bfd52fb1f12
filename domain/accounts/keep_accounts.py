"""Keeping the directory by hand: one account is added, one of its fields changed, it is archived or restored."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count

from domain.accounts.account import Account, AccountErased
from domain.accounts.directory import Directory
from domain.accounts.fields import checked, mark_of, plain_fields, value_of
from domain.accounts.folding import account_key, fold
from domain.audit import Act, Actor, Audit, AuditEntry, AuditFilter, Changes, Kind, Via, changes_between
from domain.clock import Atomically, Clock
from domain.errors import GonetsError, NotFound, NotYours
from domain.people import People, Person
from domain.system_names import EmptySystemName, system_name_of


class AccountChanged(GonetsError):
    """Somebody else has written this field since the page was drawn."""

    key = "error-account-changed"


class AddressInUse(GonetsError):
    """Another account has this address: allowed, since departments share boxes, but only if it is meant."""

    key = "error-account-address-used"


class OwnManager(GonetsError):
    """Nobody is their own manager."""

    key = "error-account-own-manager"


class KeepAccounts:
    """Each act is an administrator's, leaves a note, and writes over nothing that the administrator has not seen."""

    def __init__(
        self, *, directory: Directory, people: People, audit: Audit, clock: Clock, atomically: Atomically
    ) -> None:
        self._directory = directory
        self._people = people
        self._audit = audit
        self._clock = clock
        self._atomically = atomically

    async def get(self, person: Person, account_id: int) -> Account:
        """Return an account, archived and erased ones too; raises NotFound or NotYours."""
        if not person.is_admin:
            raise NotYours(f"account {account_id}")
        account = await self._directory.get(account_id)
        if account is None:
            raise NotFound(f"account {account_id}")
        return account

    async def add(
        self,
        person: Person,
        full_name: str,
        mbox: str,
        fields: Mapping[str, str] | None = None,
        *,
        shared: bool = False,
        via: Via = Via.CHAT,
    ) -> Account:
        """Add an account; its username is its address while nobody has that.

        Raises what `checked` raises, and AddressInUse unless the address may be `shared`.
        """
        if not person.is_admin:
            raise NotYours("a new account")
        wanted = {"full_name": full_name, "mbox": mbox, **(fields or {})}
        values = {name: checked(name, value) for name, value in wanted.items()}

        async def work() -> Account:
            others = await self.with_address(values["mbox"])
            if others and not shared:
                raise AddressInUse(account=others[0].id, name=others[0].full_name, mbox=values["mbox"])
            account = Account(id=0, username="", **values)  # type: ignore[arg-type]
            added = await self._directory.add(replace(account, username=await self._free_username(account)))
            await self._note(person, Act.CREATED, added, changes_between({}, plain_fields(added)), via)
            return added

        return await self._atomically(work)

    async def add_or_restore(self, person: Person, full_name: str, mbox: str) -> Account:
        """Add an account, unless one has the address: that one is returned, and restored if it was archived."""
        known = await self.with_address(checked("mbox", mbox))
        if not known:
            return await self.add(person, full_name, mbox)
        active = next((account for account in known if account.active), None)
        return active or await self.set_active(person, known[0].id, active=True)

    async def with_address(self, mbox: str) -> list[Account]:
        """Return who has this address."""
        return (await self._directory.by_mboxes([fold(mbox)])).get(fold(mbox), []) if mbox else []

    async def change(self, person: Person, account_id: int, field: str, text: str, mark: int) -> Account:
        """Write a typed value into a field; `mark` is that of the value that the person saw.

        Raises what `checked` raises, UsernameTaken, AccountErased or AccountChanged.
        """
        value = checked(field, text)
        return await self._write(person, account_id, field, mark, lambda account: replace(account, **{field: value}))  # type: ignore[arg-type]

    async def set_manager(self, person: Person, account_id: int, manager_id: int | None, mark: int) -> Account:
        """Give an account its manager, or none. Raises OwnManager, NotFound, AccountErased or AccountChanged."""
        if manager_id == account_id:
            raise OwnManager
        if manager_id is not None and (await self.get(person, manager_id)).is_erased:
            raise AccountErased(f"account {manager_id}")
        return await self._write(
            person, account_id, "manager", mark, lambda account: replace(account, manager_id=manager_id)
        )

    async def set_active(self, person: Person, account_id: int, *, active: bool) -> Account:
        """Archive or restore; raises AccountErased, or AccountChanged when somebody was first."""

        async def work() -> Account:
            account = await self._whole(person, account_id)
            if account.active is active:
                raise AccountChanged(
                    f"account {account_id}", field="active", who=await self._who(account_id), value=str(active)
                )
            after = replace(account, active=active)
            await self._directory.save(after)
            act = Act.RESTORED if active else Act.ARCHIVED
            await self._note(person, act, after, {"active": (account.active, active)})
            return after

        return await self._atomically(work)

    async def _write(
        self, person: Person, account_id: int, field: str, mark: int, changed: Callable[[Account], Account]
    ) -> Account:
        async def work() -> Account:
            account = await self._whole(person, account_id)
            after = changed(account)
            if after == account:
                return account
            if mark_of(account, field) != mark:
                shown = value_of(account, field)
                if field == "manager":
                    manager = await self._directory.get(account.manager_id) if account.manager_id else None
                    shown = manager.full_name if manager else ""
                raise AccountChanged(f"account {account_id}", field=field, who=await self._who(account_id), value=shown)
            await self._directory.save(after)
            changes = changes_between(plain_fields(account), plain_fields(after))
            await self._note(person, Act.CHANGED, after, changes)
            return after

        return await self._atomically(work)

    async def _whole(self, person: Person, account_id: int) -> Account:
        account = await self.get(person, account_id)
        if account.is_erased:
            raise AccountErased(f"account {account_id}")
        return account

    async def _who(self, account_id: int) -> str:
        """Return the name of whoever changed the account last, as far as the trail knows."""
        entries = await self._audit.latest(AuditFilter(kind=Kind.ACCOUNT, object_id=account_id), 1)
        who = entries[0].actor.person_id if entries else None
        person = await self._people.get(who) if who is not None else None
        return "" if person is None else person.name

    async def _free_username(self, account: Account) -> str:
        """Return the address, else the name in Latin letters, whichever nobody has."""
        if account.mbox and not await self._directory.by_keys([account_key(account.mbox)]):
            return account.mbox
        try:
            wanted = system_name_of(account.full_name)[:300]
        except EmptySystemName:
            wanted = "account"
        for number in count(1):
            username = wanted if number == 1 else f"{wanted}{number}"
            if not await self._directory.by_keys([account_key(username)]):
                return username
        raise AssertionError("numbers do not end")

    async def _note(self, person: Person, act: Act, account: Account, changes: Changes, via: Via = Via.CHAT) -> None:
        await self._audit.note(
            AuditEntry(
                self._clock(), Actor(person.telegram_id, via), act, Kind.ACCOUNT, account.id, account.full_name, changes
            )
        )
