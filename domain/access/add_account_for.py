"""Whoever was let in and is in no directory yet: an administrator adds their account and links it, in one act."""

from dataclasses import dataclass

from domain.access.change_person import ChangePerson
from domain.accounts.account import Account
from domain.accounts.fields import FieldEmpty, checked
from domain.accounts.keep_accounts import KeepAccounts
from domain.clock import Atomically
from domain.people import Person


@dataclass(frozen=True, slots=True)
class Linked:
    """The account that the person is now, and whether it was in the directory before."""

    account: Account
    known: bool


class AddAccountFor:
    """An account that has the address already, even an archived one, is taken: one address is one person mostly."""

    def __init__(self, *, keep: KeepAccounts, change: ChangePerson, atomically: Atomically) -> None:
        self._keep = keep
        self._change = change
        self._atomically = atomically

    async def __call__(self, by: Person, telegram_id: int, full_name: str, mbox: str, stamp: int) -> Linked:
        """`stamp` is what the page was drawn from.

        Raises NotYours, PersonGone, PersonChanged, and what `checked` raises: then there is no new account either.
        """
        name, address = checked("full_name", full_name), checked("mbox", mbox)
        if not address:
            raise FieldEmpty(field="mbox")

        async def work() -> Linked:
            known = bool(await self._keep.with_address(address))
            account = await self._keep.add_or_restore(by, name, address)
            await self._change.account(by, telegram_id, account.id, stamp)
            return Linked(account, known)

        return await self._atomically(work)
