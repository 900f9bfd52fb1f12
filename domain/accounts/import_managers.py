"""Finding the managers that a file names: after all its lines, since a manager may stand below their people.

A manager is named by username or address, by the full name as lists of staff do it, or by the distinguished name as
Active Directory does it: `CN=Петров Пётр,OU=ИТ,DC=firma,DC=local`.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from domain.accounts.account import Account
from domain.accounts.csv_file import ParsedFile
from domain.accounts.csv_line import row_key
from domain.accounts.csv_row import Row
from domain.accounts.csv_survey import Survey
from domain.accounts.directory import Directory
from domain.accounts.folding import account_key, fold, sort_key
from domain.accounts.import_report import ImportReport, Remark, Touched
from domain.accounts.line_results import LineResults
from domain.clock import Atomically
from domain.messages.addresses import InvalidAddress, parse_address
from domain.turns import in_turns, next_of

_COMMON_NAME = re.compile(r"cn=((?:\\.|[^,\\])+),")
_SHOWN = 100
_NAMESAKES = 20
"""People of one name that are looked at: two are too many already."""

Fence = Callable[[], Awaitable[None]]
"""Asked inside each transaction that writes: raises when somebody else goes on with this import by now."""


@dataclass(frozen=True, slots=True)
class ManagerWish:
    """A line that was taken, and whom it names as manager."""

    line: int
    key: str
    manager: str


@dataclass(frozen=True, slots=True)
class _Settled:
    """A wish and its end: `key` is the manager to be set when `differs`, None for nobody; `remark` says why none is."""

    wish: ManagerWish
    account: Account | None = None
    key: str | None = None
    differs: bool = False
    remark: str = ""


class SetManagers:
    """Gives the accounts of a file their managers."""

    def __init__(self, directory: Directory, atomically: Atomically, batch: int) -> None:
        self._directory = directory
        self._atomically = atomically
        self._batch = batch

    async def __call__(
        self, parsed: ParsedFile, survey: Survey, report: ImportReport, fence: Fence
    ) -> AsyncIterator[int]:
        """Yield how many lines are done; nothing is written in a dry run."""
        people = await _People.of_file(self._directory, parsed, survey, report.results)
        rows = in_turns(parsed.rows())
        done = 0
        while batch := await next_of(rows, self._batch):
            wishes = [
                ManagerWish(row.line, row_key(row), (row.cells or {}).get("manager", ""))
                for row in batch
                if report.results[row.line].is_taken
            ]
            if report.dry_run:
                settled = await self._settle(wishes, people)
            else:
                settled = await self._atomically(partial(self._write, wishes, people, fence))
            for end in settled:
                _tell(report, end)
            done += len(batch)
            yield done

    async def _settle(self, wishes: Sequence[ManagerWish], people: "_People") -> list[_Settled]:
        wanted = {wish.manager: account_key(wish.manager) for wish in wishes if wish.manager}
        await people.look_up(set(wanted.values()))
        accounts = await self._directory.by_keys([wish.key for wish in wishes])
        managers = await self._directory.get_many(
            {account.manager_id for account in accounts.values() if account.manager_id is not None}
        )
        return [
            _settle(wish, accounts.get(wish.key), people.find(wanted.get(wish.manager, "")), managers)
            for wish in wishes
        ]

    async def _write(self, wishes: Sequence[ManagerWish], people: "_People", fence: Fence) -> list[_Settled]:
        await fence()
        settled = await self._settle(wishes, people)
        differ = [end for end in settled if end.differs and end.account is not None]
        if differ:
            known = await self._directory.by_keys({end.key for end in differ if end.key is not None})
            await self._directory.set_managers(
                {end.account.id: known[end.key].id if end.key is not None else None for end in differ if end.account}
            )
        return settled


def _settle(wish: ManagerWish, account: Account | None, found: Sequence[str], managers: dict[int, Account]) -> _Settled:
    number = None if account is None else account.manager_id
    before = None if number is None else managers.get(number)
    if not wish.manager:
        return _Settled(wish, account, None, differs=before is not None)
    if not found:
        return _Settled(wish, account, remark="import-note-manager-unknown")
    if len(found) > 1:
        return _Settled(wish, account, remark="import-note-manager-ambiguous")
    if found[0] == wish.key:
        return _Settled(wish, account, remark="import-note-manager-own")
    return _Settled(wish, account, found[0], differs=before is None or account_key(before.username) != found[0])


def _tell(report: ImportReport, end: _Settled) -> None:
    if end.remark:
        report.note(Remark(end.wish.line, end.remark, {"manager": end.wish.manager[:_SHOWN]}))
    if end.differs and end.account is not None:
        report.change_manager(Touched(end.wish.line, end.account.username, end.account.full_name))


class _People:
    """Who can be meant by a username, an address or a name: the directory, and over it what the file has made of it.

    In a dry run the file's people are not in the directory, and those who are may have other addresses there.
    """

    def __init__(self, directory: Directory, is_of_file: Callable[[str], bool], said: "_SaidInFile") -> None:
        self._directory = directory
        self._is_of_file = is_of_file
        self._said = said
        self._found: dict[str, list[str]] = {"": []}

    @classmethod
    async def of_file(cls, directory: Directory, parsed: ParsedFile, survey: Survey, results: LineResults) -> "_People":
        """Pass over the file for who of those that are named as managers has their address or name there."""
        said = _SaidInFile(survey.managers)
        async for row in in_turns(parsed.rows()):
            if results[row.line].is_taken:
                said.add(row)

        def is_of_file(key: str) -> bool:
            return results[survey.first_of_key[key]].is_taken

        return cls(directory, is_of_file, said)

    async def look_up(self, texts: set[str]) -> None:
        """Make `find` know these folded texts."""
        unknown = texts - self._found.keys()
        elsewhere = {text for text in unknown if not self._is_of_file(text)}
        known = await self._directory.by_keys(elsewhere) if elsewhere else {}
        by_mbox = await self._directory.by_mboxes(elsewhere - known.keys()) if elsewhere else {}
        for text in unknown:
            if text not in elsewhere or text in known:
                self._found[text] = [text]
                continue
            there = self._said.surely.get(text, [])
            found = [*there, *self._outside(by_mbox.get(text, []))]
            self._found[text] = found or await self._by_name(text)

    async def _by_name(self, text: str) -> list[str]:
        """Return everybody of that full name; an address that nobody has is none."""
        if "@" in text:
            return []
        name = _name_of(text)
        namesakes = await self._directory.search(name, limit=_NAMESAKES)
        same = [account for account in namesakes.accounts if sort_key(account.full_name) == name]
        return [*self._said.by_name.get(text, []), *self._outside(same)]

    def _outside(self, accounts: Sequence[Account]) -> list[str]:
        """Return the keys of those whom the file does not name."""
        keys = {account_key(account.username) for account in accounts}
        return [key for key in keys if not self._is_of_file(key)]

    def find(self, text: str) -> Sequence[str]:
        """Return the keys of everybody who may be meant."""
        return self._found[text]


class _SaidInFile:
    """Keys of people in the file by the texts that name them as managers: surely by address, or by name."""

    def __init__(self, managers: set[str]) -> None:
        self._managers = managers
        self._names: dict[str, list[str]] = {}
        for text in managers:
            self._names.setdefault(_name_of(text), []).append(text)
        self.surely: dict[str, list[str]] = {}
        self.by_name: dict[str, list[str]] = {}

    def add(self, row: Row) -> None:
        """Look at a line that was taken."""
        cells = row.cells or {}
        for sure in {_folded_mbox(cells.get("mbox", ""), self._managers), account_key(cells.get("dn", ""))}:
            if sure in self._managers:
                self.surely.setdefault(sure, []).append(row_key(row))
        for text in self._names.get(sort_key(cells.get("fullName", "")), ()):
            self.by_name.setdefault(text, []).append(row_key(row))


def _name_of(text: str) -> str:
    """Return the full name that a folded text is, or has as a distinguished name."""
    found = _COMMON_NAME.match(text)
    return sort_key(re.sub(r"\\(.)", r"\1", found[1]) if found else text)


def _folded_mbox(cell: str, named: set[str]) -> str:
    """Return the address folded as the directory has it, which differs from the cell for international ones only."""
    folded = fold(cell)
    if folded in named or (cell.isascii() and "xn--" not in folded):
        return folded
    try:
        return fold(parse_address(cell))
    except InvalidAddress:
        return folded
