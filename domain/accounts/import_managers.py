"""Finding the managers that a file names: after all its lines, since a manager may stand below their people."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from domain.accounts.account import Account
from domain.accounts.directory import Directory
from domain.accounts.folding import account_key
from domain.accounts.import_report import ImportReport, Remark, Touched
from domain.clock import Atomically


@dataclass(frozen=True, slots=True)
class ManagerWish:
    """A line that was taken, whom it names as manager, and what is said of it when that is known."""

    key: str
    mbox: str
    manager: str
    is_new: bool
    manager_id: int | None
    touched: Touched


@dataclass(frozen=True, slots=True)
class _Settled:
    """A wish and its end: `key` is the manager to be set when `differs`, None for nobody; `remark` says why none is."""

    wish: ManagerWish
    key: str | None = None
    differs: bool = False
    remark: str = ""


class SetManagers:
    """Gives the accounts of a file their managers, and counts the lines, which are whole only now."""

    def __init__(self, directory: Directory, atomically: Atomically, batch: int) -> None:
        self._directory = directory
        self._atomically = atomically
        self._batch = batch

    async def __call__(self, wishes: Sequence[ManagerWish], report: ImportReport) -> AsyncIterator[int]:
        """Yield how many lines are done; nothing is written in a dry run."""
        people = _People(self._directory, wishes)
        for start in range(0, len(wishes), self._batch):
            batch = wishes[start : start + self._batch]
            if report.dry_run:
                settled = await self._settle(batch, people)
            else:
                settled = await self._atomically(partial(self._write, batch, people))
            for end in settled:
                _tell(report, end)
            yield start + len(batch)

    async def _settle(self, batch: Sequence[ManagerWish], people: "_People") -> list[_Settled]:
        wanted = {wish.manager: account_key(wish.manager) for wish in batch if wish.manager}
        await people.look_up(set(wanted.values()))
        present = await self._directory.get_many({wish.manager_id for wish in batch if wish.manager_id is not None})
        settled = []
        for wish in batch:
            before = present.get(wish.manager_id) if wish.manager_id is not None else None
            settled.append(_settle(wish, people.find(wanted.get(wish.manager, "")), before))
        return settled

    async def _write(self, batch: Sequence[ManagerWish], people: "_People") -> list[_Settled]:
        settled = await self._settle(batch, people)
        differ = [end for end in settled if end.differs]
        if differ:
            keys = {end.wish.key for end in differ} | {end.key for end in differ if end.key is not None}
            known = await self._directory.by_keys(keys)
            await self._directory.set_managers(
                {known[end.wish.key].id: known[end.key].id if end.key is not None else None for end in differ}
            )
        return settled


def _settle(wish: ManagerWish, found: Sequence[str], before: Account | None) -> _Settled:
    if not wish.manager:
        return _Settled(wish, None, differs=before is not None)
    if not found:
        return _Settled(wish, remark="import-note-manager-unknown")
    if len(found) > 1:
        return _Settled(wish, remark="import-note-manager-ambiguous")
    if found[0] == wish.key:
        return _Settled(wish, remark="import-note-manager-own")
    return _Settled(wish, found[0], differs=before is None or account_key(before.username) != found[0])


def _tell(report: ImportReport, end: _Settled) -> None:
    touched = end.wish.touched
    if end.remark:
        report.note(Remark(touched.line, end.remark, {"manager": end.wish.manager}))
    if end.wish.is_new:
        report.add(touched)
    elif end.differs:
        report.change(replace(touched, fields=(*touched.fields, "manager")))
    elif touched.fields:
        report.change(touched)
    else:
        report.unchanged += 1


class _People:
    """Who can be meant by a username or an address: the directory, and over it what the file has made of it.

    In a dry run the file's people are not in the directory, and those who are may have other addresses there.
    """

    def __init__(self, directory: Directory, wishes: Sequence[ManagerWish]) -> None:
        self._directory = directory
        self._of_file = {wish.key for wish in wishes}
        self._by_mbox: dict[str, list[str]] = {}
        for wish in wishes:
            if wish.mbox:
                self._by_mbox.setdefault(wish.mbox, []).append(wish.key)
        self._found: dict[str, list[str]] = {"": []}

    async def look_up(self, texts: set[str]) -> None:
        """Make `find` know these folded texts."""
        unknown = texts - self._found.keys()
        known = await self._directory.by_keys(unknown - self._of_file) if unknown else {}
        by_mbox = await self._directory.by_mboxes(unknown - self._of_file - known.keys()) if unknown else {}
        for text in unknown:
            if text in self._of_file or text in known:
                self._found[text] = [text]
                continue
            others = {account_key(account.username) for account in by_mbox.get(text, [])} - self._of_file
            self._found[text] = [*self._by_mbox.get(text, []), *others]

    def find(self, text: str) -> Sequence[str]:
        """Return the keys of everybody who may be meant."""
        return self._found[text]
