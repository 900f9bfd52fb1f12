"""Writing the directory as a file that imports unchanged, a part at a time."""

import asyncio
import csv
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Protocol, TextIO

from domain.accounts.account import Account, Accounts
from domain.accounts.csv_headings import COLUMNS
from domain.accounts.fields import FIELDS
from domain.accounts.spreadsheet import sheltered

PART = 1000
"""Accounts that are in memory at once."""

SEPARATOR = ";"
BOM = "\ufeff"
"""Tells Excel that the file is in UTF-8."""


class Whole(Accounts, Protocol):
    """The directory, to be gone through whole."""

    def parts(self, size: int) -> AsyncIterator[Sequence[Account]]:
        """Return all accounts in order of their numbers, archived ones too, so many at a time; erased ones never."""
        ...


class ExportAccounts:
    """Writes what `ImportAccounts` reads."""

    def __init__(self, directory: Whole) -> None:
        self._directory = directory

    async def __call__(
        self, stream: TextIO, headings: Mapping[str, str] | None = None, answers: tuple[str, str] = ("yes", "no")
    ) -> int:
        """Write all accounts; return how many.

        `headings` are names of columns and `answers` words for active and archived that an import understands.
        """
        writer = csv.writer(stream, delimiter=SEPARATOR, lineterminator="\r\n")
        names = headings or {}
        stream.write(BOM)
        writer.writerow([names.get(column, column) for column in COLUMNS])
        count = 0
        async for accounts in self._directory.parts(PART):
            managers = await self._directory.get_many(
                account.manager_id for account in accounts if account.manager_id is not None
            )
            rows = [_row(account, managers, answers) for account in accounts]
            await asyncio.to_thread(writer.writerows, rows)
            count += len(accounts)
        return count


def _row(account: Account, managers: Mapping[int, Account], answers: tuple[str, str]) -> list[str]:
    values = {column: str(getattr(account, name)) for column, name in FIELDS.items()}
    manager = managers.get(account.manager_id) if account.manager_id is not None else None
    values["manager"] = manager.username if manager else ""
    values["active"] = answers[0] if account.active else answers[1]
    return [sheltered(values[column]) for column in COLUMNS]
