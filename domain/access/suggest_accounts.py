"""Suggesting whose account a Telegram user is, by the name that they gave themselves there."""

from collections.abc import Iterable

from domain.accounts.account import Account, Accounts, Why
from domain.accounts.folding import query_words
from domain.people import People, Person

MOST = 5


class SuggestAccounts:
    """Finds accounts by all words of the name, else by each alone. Those that somebody else is are left out."""

    def __init__(self, accounts: Accounts, people: People) -> None:
        self._accounts = accounts
        self._people = people

    async def __call__(self, person: Person) -> tuple[Account, ...]:
        """Return a few; none when the name says nothing."""
        words = query_words(person.name)
        if not words:
            return ()
        offered = await self._free(await self._named(" ".join(words)), person)
        # «Ваня Иванов» is no name of the directory, but a surname alone may be.
        alone = sorted((item for item in words if len(item) > 2), key=len, reverse=True) if not offered else []
        for word in alone:
            found = await self._free(await self._named(word), person)
            offered += [item for item in found if item not in offered]
        return tuple(offered[:MOST])

    async def _named(self, words: str) -> list[Account]:
        """Return accounts of these words, in either alphabet; one mistake away is somebody else."""
        found = await self._accounts.search(words, limit=MOST)
        return [
            item
            for item in found.accounts
            if item.id not in found.guesses or found.guesses[item.id].why is not Why.MISTAKE
        ]

    async def _free(self, accounts: Iterable[Account], person: Person) -> list[Account]:
        found = list(accounts)
        taken = {item.account_id for item in await self._people.of_accounts(account.id for account in found)}
        return [item for item in found if item.id not in taken or item.id == person.account_id]
