"""An import that was cut off and is made again: nothing twice, and the counts that were promised."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.accounts import import_accounts
from domain.accounts.csv_file import read_accounts_file
from domain.accounts.import_accounts import ImportAccounts
from domain.accounts.import_report import ImportReport
from domain.accounts.line_results import LineResult, LineResults
from domain.accounts.spreadsheet import bare, says_nothing, sheltered
from storage import models
from storage.repositories.accounts import AccountRepository
from storage.transactions import atomically


class CutOff(Exception):
    """The process was killed here."""


class Fence:
    """Raises in the transaction after so many."""

    def __init__(self, transactions: int) -> None:
        self.left = transactions

    async def __call__(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise CutOff


FILE = "username;fullName;mbox;manager\n" + "".join(f"u{n};Имя {n};u{n}@firma.ru;u{(n * 7) % 40}\n" for n in range(40))


def counts(report: ImportReport) -> tuple[int, ...]:
    return (report.added, report.changed, report.unchanged, report.wrong)


@pytest.mark.parametrize("transactions", [0, 1, 4, 5, 7])
async def test_counts_are_those_of_the_dry_run_wherever_the_import_was_cut_off(
    directory: AccountRepository, monkeypatch: pytest.MonkeyPatch, transactions: int
) -> None:
    monkeypatch.setattr(import_accounts, "BATCH", 10)
    importing = ImportAccounts(directory, atomically)
    start = read_accounts_file("username;fullName;mbox\nu1;Другое имя;u1@firma.ru\nu2;Имя 2;u2@firma.ru\n".encode())
    await importing(start, dry_run=False)
    parsed = read_accounts_file((FILE + "x;;x@firma.ru\n").encode())
    dry = await importing(parsed, dry_run=True)
    assert counts(dry) == (38, 2, 0, 1)
    with pytest.raises(CutOff):
        await importing(parsed, dry_run=False, fence=Fence(transactions))
    promised = LineResults.from_text(dry.results.to_text())
    again = await importing(parsed, dry_run=False, promised=promised)
    assert counts(again) == counts(dry)
    assert again.results == dry.results
    assert await models.Account.all().count() == 40
    assert await models.Account.filter(manager_id=None).count() == 2  # u0 and u20 name themselves
    assert counts(await importing(parsed, dry_run=False)) == (0, 0, 40, 1)


async def test_the_fence_is_asked_in_the_transaction_that_writes(directory: AccountRepository) -> None:
    with pytest.raises(CutOff):
        await ImportAccounts(directory, atomically)(read_accounts_file(FILE.encode()), dry_run=False, fence=Fence(0))
    assert await models.Account.all().count() == 0


def test_fates_are_kept_in_few_bytes() -> None:
    results = LineResults()
    for line in range(2, 100_002):
        results[line] = LineResult.ADDED
    results[50_000] = LineResult.WRONG
    kept = results.to_text()
    assert len(kept) < 1000
    assert LineResults.from_text(kept)[50_000] is LineResult.WRONG
    assert LineResults.from_text(kept)[99_999] is LineResult.ADDED
    assert results[10**9] is LineResult.UNKNOWN


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.text(alphabet="'=+-@x "))
def test_a_sheltered_cell_runs_nothing_and_is_read_as_it_was(cell: str) -> None:
    assert sheltered(cell)[:1] not in tuple("=+-@")
    assert bare(sheltered(cell)) == cell or not sheltered(cell).startswith("'")
    if cell[:1] in tuple("=+-@'"):
        assert bare(sheltered(cell)) == cell


@pytest.mark.parametrize("cell", ["NULL", "'NULL", "''none", "-", "—", "'–", "н/д", r"\N"])
def test_a_cell_that_says_nothing_is_sheltered_where_it_is_a_value(cell: str) -> None:
    assert not says_nothing(sheltered(cell))
    assert bare(sheltered(cell)) == cell
