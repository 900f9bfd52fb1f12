"""Importing a file of accounts: what is new is added, what differs is changed, what is wrong is said by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from domain.accounts.account import Account
from domain.accounts.csv_file import ParsedFile
from domain.accounts.csv_line import AccountLine, judge
from domain.accounts.csv_row import Row
from domain.accounts.csv_survey import Survey, survey_in_turns
from domain.accounts.directory import Directory
from domain.accounts.fields import FIELDS
from domain.accounts.folding import account_key, fold
from domain.accounts.import_managers import Fence, SetManagers
from domain.accounts.import_report import ImportReport, Remark, Touched
from domain.accounts.line_results import LineResult, LineResults
from domain.clock import Atomically
from domain.progress import Progress
from domain.turns import in_turns, next_of

BATCH = 200
"""Lines that are written together: few enough that a press waits for them a fraction of a second at most."""


async def _no_fence() -> None:
    """Nobody else can have taken this import over."""


@dataclass(frozen=True, slots=True)
class Change:
    """A line, the account that it found, and the account as it is to be."""

    line: AccountLine
    before: Account | None
    after: Account

    @property
    def fields(self) -> tuple[str, ...]:
        """What differs, by the names that the file uses; nothing for an account that is new."""
        if self.before is None:
            return ()
        names = {**FIELDS, "active": "active"}
        return tuple(
            column for column, name in names.items() if getattr(self.before, name) != getattr(self.after, name)
        )


class ImportAccounts:
    """Brings the directory to what a file says about the people in it; people that it does not name stay as they are.

    Lines are written by the hundreds, each lot in a transaction of its own, so that others can work meanwhile. What was
    cut off is simply made again: what it has done already is then unchanged, and `promised`, the results that
    the dry run has found, says what to call it.
    """

    def __init__(self, directory: Directory, atomically: Atomically) -> None:
        self._directory = directory
        self._atomically = atomically
        self._set_managers = SetManagers(directory, atomically, BATCH)

    async def __call__(
        self,
        parsed: ParsedFile,
        *,
        dry_run: bool,
        progress: Progress | None = None,
        fence: Fence = _no_fence,
        promised: LineResults | None = None,
    ) -> ImportReport:
        """Return what was done, or with `dry_run` what would be done: then nothing is written.

        `fence` is asked inside each transaction: what it raises ends the import there.
        """
        survey = await survey_in_turns(parsed)
        report = ImportReport(parsed.encoding, parsed.delimiter, parsed.ignored, dry_run=dry_run, lines=survey.lines)
        steps = survey.lines * (2 if "manager" in parsed.columns else 1)
        done = 0
        judging = in_turns(judged for _, judged in judge_rows(parsed.rows(), survey))
        while batch := await next_of(judging, BATCH):
            lines = [line for line in batch if isinstance(line, AccountLine)]
            if dry_run:
                changes = await self._compare(lines)
            else:
                changes = await self._atomically(partial(self._write, lines, fence))
            for remark in batch:
                if isinstance(remark, Remark):
                    report.refuse(remark)
            for change in changes:
                report.tell(_touched(change), _result(change, promised))
                for note in change.line.notes:
                    report.note(note)
            await self._note_shared_addresses(changes, survey, report)
            done += len(batch)
            if progress is not None:
                await progress(done, steps)
        if "manager" in parsed.columns:
            async for count in self._set_managers(parsed, survey, report, fence):
                if progress is not None:
                    await progress(done + count, steps)
        return report

    async def _compare(self, lines: Sequence[AccountLine]) -> list[Change]:
        known = await self._directory.by_keys([line.key for line in lines])
        return [Change(line, before := known.get(line.key), line.applied_to(before)) for line in lines]

    async def _write(self, lines: Sequence[AccountLine], fence: Fence) -> list[Change]:
        await fence()
        changes = await self._compare(lines)
        new = [change.after for change in changes if change.before is None]
        if new:
            await self._directory.add_many(new)
        different = [change.after for change in changes if change.before and change.before != change.after]
        if different:
            await self._directory.save_many(different)
        return changes

    async def _note_shared_addresses(self, changes: Sequence[Change], survey: Survey, report: ImportReport) -> None:
        """One address for several people is allowed (a department's box), and often a mistake."""
        fresh: dict[str, Change] = {}
        for change in changes:
            mbox = fold(change.after.mbox)
            other = survey.same_mbox.get(change.line.line)
            if other is not None:
                params: dict[str, str | int] = {"mbox": change.after.mbox, "other": other}
                report.note(Remark(change.line.line, "import-note-shared-mbox", params))
            elif mbox and mbox not in survey.shared_mboxes and (not change.before or "mbox" in change.fields):
                fresh[mbox] = change
        found = await self._directory.by_mboxes(fresh) if fresh else {}
        for mbox, change in fresh.items():
            others = [
                account for account in found.get(mbox, []) if account_key(account.username) not in survey.first_of_key
            ]
            if others:
                params = {"mbox": change.after.mbox, "username": others[0].username}
                report.note(Remark(change.line.line, "import-note-known-mbox", params))


def judge_rows(rows: Iterator[Row], survey: Survey) -> Iterator[tuple[Row, AccountLine | Remark]]:
    """Judge each line, with what only the other lines tell about it."""
    for row in rows:
        other = survey.same_account.get(row.line)
        if other is None:
            yield row, judge(row)
            continue
        cells = row.cells or {}
        named = "username" if cells.get("username") else "mbox"
        yield row, Remark(row.line, f"import-wrong-same-{named}", {named: cells[named][:320], "other": other})


def _touched(change: Change) -> Touched:
    return Touched(change.line.line, change.after.username, change.after.full_name, change.fields)


def _result(change: Change, promised: LineResults | None) -> LineResult:
    """Return what became of a line; what an import that was cut off has done is called by what was promised."""
    if change.before is None:
        return LineResult.ADDED
    if change.fields:
        return LineResult.CHANGED
    before = LineResult.UNKNOWN if promised is None else promised[change.line.line]
    return before if before in (LineResult.ADDED, LineResult.CHANGED) else LineResult.UNCHANGED
