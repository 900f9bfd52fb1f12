"""Segments that are too large to be held: hidden rows meanwhile, live all together or not at all, each letter once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

import pytest

from domain.deliveries.delivery import DeliveryState, NewDelivery
from domain.deliveries.holding import Holding
from domain.journal.journal import JournalFilter
from domain.operating.keeping import ForgetOld
from domain.runs.run import RunStatus
from domain.scenarios import bounds, interpreter, segment
from domain.scenarios.tracing import Entry
from domain.work import Claim, LostClaim
from storage import models
from storage.repositories.holding import HoldingRepository
from storage.repositories.journal import JournalRepository
from storage.repositories.restoring import leave_to_authors
from storage.repositories.spills import SpillRepository
from storage.repositories.sweeping import SweepRepository
from storage.transactions import execute
from tests.domain.deliveries.conftest import Office
from tests.domain.runs.test_trace_rows import stumble, work_it_out
from tests.domain.scenarios.long_runs import FILL, advancing, begin, claimed, go_on, meddle, send
from tests.domain.scenarios.meddling import Meddle, Unwanted, killed, unwanted
from tests.domain.scenarios.test_control import repeat

MANY = 120
SPILLED = 102
"""Of so many letters, each of which is a pass, all but the last are spilled by the time that the last pass begins."""


pytestmark = pytest.mark.usefixtures("meddling")


@pytest.fixture
def puts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many letters each transaction of a spill wrote."""
    seen: list[int] = []
    put = SpillRepository.put

    async def watched(
        self: SpillRepository,
        claim: Claim,
        steps: Sequence[Entry],
        forgotten: Sequence[tuple[int, int]],
        letters: Sequence[NewDelivery],
        now: datetime,
    ) -> list[int]:
        seen.append(len(letters))
        return await put(self, claim, steps, forgotten, letters, now)

    monkeypatch.setattr(SpillRepository, "put", watched)
    return seen


async def states() -> list[str]:
    return sorted({letter.state for letter in await models.Delivery.all()})


async def forget(office: Office) -> None:
    day = office.clock() - datetime(2026, 1, 1, tzinfo=office.clock().tzinfo)
    await ForgetOld(SweepRepository(), office.clock, letters=day, traces=day)()


async def all_live_once(office: Office, count: int = MANY) -> None:
    """There are so many letters, all of them are due, and nothing is left of what was spilled."""
    letters = await office.deliveries.of_run(office.run_id)
    assert [letter.state for letter in letters] == [DeliveryState.QUEUED] * count
    assert all(letter.due_at is not None for letter in letters)
    await nothing_else(count)


async def nothing_else(count: int) -> None:
    """There are rows of so many letters, and of nothing that was spilled."""
    assert await models.Delivery.all().count() == count
    assert await models.Letter.all().count() == await models.Recipient.all().count() == count
    assert await models.Spill.all().count() == 0


async def test_many_letters_of_one_segment_go_live_together(office: Office, puts: list[int]) -> None:
    await begin(office, FILL, repeat(MANY, send()))
    assert (await go_on(office)).status is RunStatus.DELIVERING
    assert puts == [51, 51]
    await all_live_once(office)


async def test_a_segment_of_fifty_letters_spills_nothing(office: Office, puts: list[int]) -> None:
    await begin(office, FILL, repeat(50, send()))
    await go_on(office)
    assert puts == []
    await all_live_once(office, 50)


async def test_letters_are_spilled_by_their_size_too(
    office: Office, puts: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segment, "BYTES_AT_ONCE", 10)
    await begin(office, FILL, repeat(5, send()))
    await go_on(office)
    assert puts == [2, 2]
    await all_live_once(office, 5)


async def test_nobody_sees_what_is_spilled(office: Office) -> None:
    journal = JournalRepository()
    seen: list[Any] = []

    async def look() -> None:
        assert await models.Delivery.filter(state="staged").count() == SPILLED
        (connection,) = await office.configuration.connections()
        day = office.clock().replace(hour=0)
        seen.append(await office.deliveries.of_run(office.run_id))
        (first,) = await models.Delivery.all().limit(1)
        seen.append(await office.deliveries.get(first.id))
        entries = (await journal.page(JournalFilter(), 5, None)).items
        seen.append([entry.letter_id for entry in entries])
        seen.append(list((await journal.page(JournalFilter(connection_id=connection.id), 5, None)).items))
        (counts,) = await journal.counts(day)
        seen.append(sum(counts.values()))
        seen.append(await journal.waiting())
        seen.append(await office.taken())
        seen.append((await office.standing()).waiting)
        seen.append(await office.runs.count_steps(office.run_id))

    Meddle.acts[110] = look
    await begin(office, FILL, repeat(MANY, send(), meddle()))
    runs = await models.ScenarioRun.all().count()
    await go_on(office)
    assert seen == [[], None, [None] * runs, [], runs, 0, [], 0, 0]
    await all_live_once(office)


async def test_killed_before_the_end_it_is_swept_and_each_letter_is_made_once(office: Office) -> None:
    Meddle.acts[110] = killed
    await begin(office, FILL, repeat(MANY, send(), meddle()))
    with pytest.raises(asyncio.CancelledError):
        await go_on(office)
    assert await models.Delivery.filter(state="staged").count() == SPILLED
    assert await office.taken() == []
    await office.work.release_all()
    assert (await go_on(office)).status is RunStatus.DELIVERING
    await all_live_once(office)


async def test_killed_at_the_commit_it_is_swept_and_each_letter_is_made_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begin(office, FILL, repeat(MANY, send()))
    with monkeypatch.context() as patch:
        patch.setattr(office.runs, "save", lambda *_args, **_fields: stumble())
        with pytest.raises(ValueError, match="nobody expected"):
            await go_on(office)
    assert await states() == ["staged"]
    await office.work.release_all()
    await go_on(office)
    await all_live_once(office)


async def test_a_segment_that_fails_leaves_no_letter_of_those_that_it_spilled(office: Office) -> None:
    Meddle.acts[110] = unwanted
    await begin(office, FILL, repeat(MANY, send(), meddle()))
    run = await go_on(office)
    assert run.status is RunStatus.FAILED
    assert await office.status() == "failed"
    await nothing_else(0)
    assert [step["kind"] for step in await office.runs.steps(run.id, 0, 1_000) if "error" in step] == ["meddle"]


async def test_where_what_a_failed_segment_spilled_cannot_be_swept_at_once_it_is_later(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def failing(_self: SpillRepository, _claim: Claim) -> int:
        await stumble()
        return 0

    Meddle.acts[110] = unwanted
    await begin(office, FILL, repeat(MANY, send(), meddle()))
    with monkeypatch.context() as patch:
        patch.setattr(SpillRepository, "sweep", failing)
        assert (await go_on(office)).status is RunStatus.FAILED
    assert await states() == ["staged"]
    assert await office.deliveries.of_run(office.run_id) == []
    await forget(office)
    await nothing_else(0)
    caplog.clear()


@pytest.mark.parametrize("failing", [{110}, {52}, {1, 2}, {51, 103}, {7, 60, 110, 119}])
async def test_errors_that_are_ignored_take_back_what_they_made_wherever_it_is(
    office: Office, failing: set[int], puts: list[int]
) -> None:
    Meddle.acts.update(dict.fromkeys(failing, unwanted))
    pass_ = repeat(1, send(), meddle(), ignore_errors=True)
    await begin(office, FILL, send(), repeat(MANY, pass_), send())
    await go_on(office)
    assert len(puts) == 2
    await all_live_once(office, MANY - len(failing) + 2)


async def test_ignored_errors_around_a_part_that_was_spilled_take_all_of_it_back(office: Office) -> None:
    Meddle.acts[110] = unwanted
    await begin(office, FILL, send(), repeat(MANY, send(), meddle(), ignore_errors=True), repeat(70, send()))
    await go_on(office)
    await all_live_once(office, 71)


@pytest.mark.parametrize("failing", [{1}, {2}, {3, 5}, {4, 8}, {1, 2, 3, 4, 5, 6, 7, 8}, set()])
async def test_a_spilled_segment_makes_the_letters_that_a_held_one_makes(
    office: Office, failing: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for held in (50, 0, 1):
        monkeypatch.setattr(segment, "LETTERS_AT_ONCE", held)
        Meddle.turns.clear()
        Meddle.acts.update(dict.fromkeys(failing, unwanted))
        inner = repeat(2, send(), meddle(), ignore_errors=True)
        await begin(office, FILL, repeat(4, send(), inner, send(), ignore_errors=True), send(ignore_errors=True))
        run = await go_on(office)
        letters = await office.deliveries.of_run(run.id)
        steps = await office.runs.steps(run.id, 0, 1_000)
        made.append((len(letters), [(step["kind"], step["iteration"], "error" in step) for step in steps]))
        assert {letter.state for letter in letters} == {DeliveryState.QUEUED}
        assert await models.Spill.all().count() == 0
    assert made[0] == made[1] == made[2]
    assert "staged" not in await states()


async def losing(office: Office, meanwhile: Callable[[], Awaitable[None]]) -> None:
    """Let a worker come late with a large segment, and see that it writes nothing."""
    Meddle.acts[110] = meanwhile
    await begin(office, FILL, repeat(MANY, send(), meddle()))
    claim = await claimed(office)
    with pytest.raises(LostClaim):
        await advancing(office)(claim)


async def test_a_worker_that_lost_its_run_makes_no_letter_beside_those_of_the_next(office: Office) -> None:
    async def another() -> None:
        office.clock.move(minutes=3)
        await go_on(office)

    await losing(office, another)
    await all_live_once(office)


async def test_a_worker_that_lost_its_run_takes_nothing_from_one_that_spills(office: Office) -> None:
    old: list[Claim] = []

    async def another() -> None:
        office.clock.move(minutes=3)
        await go_on(office)

    async def first_comes_back() -> None:
        with pytest.raises(LostClaim):
            await SpillRepository().sweep(old[0])
        with pytest.raises(LostClaim):
            await SpillRepository().drop(old[0], [row.id for row in await models.Delivery.all()])
        assert await models.Delivery.filter(state="staged").count() == SPILLED

    Meddle.acts.update({10: another, 120: first_comes_back})
    await begin(office, FILL, repeat(MANY, send(), meddle()))
    old.append(await claimed(office))
    with pytest.raises(LostClaim):
        await advancing(office)(old[0])
    await all_live_once(office)


async def test_what_is_swept_under_a_worker_that_comes_late_is_not_made_live_by_halves(office: Office) -> None:
    async def swept() -> None:
        office.clock.move(minutes=3)
        await forget(office)
        assert await models.Delivery.all().count() == 0

    await losing(office, swept)
    assert "queued" not in await states()
    assert (await go_on(office)).status is RunStatus.DELIVERING
    await all_live_once(office)


async def test_letters_that_are_gone_make_none_of_the_others_live(office: Office) -> None:
    async def one_goes() -> None:
        row = await models.Delivery.all().first()
        assert row is not None
        await row.delete()

    await losing(office, one_goes)
    assert await states() == ["staged"]


async def test_the_sweep_leaves_a_run_alone_that_somebody_has(office: Office) -> None:
    Meddle.acts[110] = lambda: forget(office)
    await begin(office, FILL, repeat(MANY, send(), meddle()))
    await go_on(office)
    await all_live_once(office)


async def test_others_write_and_send_between_the_pieces(office: Office) -> None:
    async def others() -> None:
        await office.attempt(first)  # a letter of before, which is settled beside those that nobody sees
        await office.letter("b@firma.local")

    await office.letter()
    await office.send()  # the connection is proven: several may be under way
    await begin(office, FILL, send(), send(success_variable="yes"), repeat(MANY, send(), meddle()))
    await go_on(office)
    first, second = await office.taken()
    await office.attempt(second)
    Meddle.acts[110] = others
    await go_on(office)
    letters = await office.deliveries.of_run(office.run_id)
    assert first.delivery.id == letters[0].id
    assert [letter.state for letter in letters[:2]] == [DeliveryState.SENT, DeliveryState.SENT]
    assert {letter.state for letter in letters[2:]} == {DeliveryState.QUEUED}
    assert len(letters) == 2 + MANY + 1


async def test_a_run_waits_for_the_last_letter_behind_those_that_were_spilled(office: Office) -> None:
    await begin(office, FILL, repeat(60, send()), send(success_variable="yes"), send())
    run = await go_on(office)
    assert run.status is RunStatus.WAITING
    letters = await office.deliveries.of_run(run.id)
    assert len(letters) == 61
    assert run.state.waiting_for == letters[-1].id
    while taken := await office.taken():
        for letter in taken:
            await office.attempt(letter)
    run = await go_on(office)
    assert run.state.variables["yes"] == "250 2.0.0 kept"
    assert len(await office.deliveries.of_run(run.id)) == 62


async def test_a_run_that_is_given_up_keeps_its_chain_and_its_spilled_letters_are_swept(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    Meddle.acts.update(dict.fromkeys(range(60, 1_000), stumble))
    await begin(office, FILL, repeat(MANY, send(), meddle()))
    await work_it_out(office)
    run = await office.runs.get(office.run_id)
    assert run is not None
    assert run.status is RunStatus.FAILED
    steps = await office.runs.count_steps(run.id)
    assert await office.deliveries.of_run(run.id) == []
    await forget(office)
    await nothing_else(0)
    assert await office.runs.count_steps(run.id) == steps > 0
    caplog.clear()


async def test_an_author_hears_once_of_many_letters_that_wait_behind_a_connection_that_rests(office: Office) -> None:
    await office.change_connection(enabled=False)
    await begin(office, FILL, repeat(60, send()))
    await go_on(office)
    told = await models.Delivery.filter(told=True).count()
    assert told == 60
    assert (await office.news()).count("held") == 1


async def test_a_copy_of_the_database_holds_no_letter_that_was_spilled(office: Office) -> None:
    Meddle.acts[110] = killed
    await begin(office, FILL, repeat(MANY, send(), meddle()))
    with pytest.raises(asyncio.CancelledError):
        await go_on(office)
    letters, runs = await execute(lambda: leave_to_authors(office.clock()))
    assert (letters, runs) == (0, 1)
    run = await office.runs.get(office.run_id)
    assert run is not None
    assert run.status is RunStatus.FAILED
    await forget(office)
    await nothing_else(0)


async def test_what_is_held_back_meanwhile_makes_its_letters_when_it_is_let_go(office: Office) -> None:
    async def hold() -> None:
        assert await HoldingRepository().change(Holding(1, office.clock(), 8), office.clock())

    await losing(office, hold)
    assert await states() == ["staged"]
    assert await HoldingRepository().change(Holding(2, None, 8), office.clock())
    await go_on(office)
    await all_live_once(office)


async def test_too_many_letters_end_the_run_in_words_and_none_goes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MAX_LETTERS", 60)
    await begin(office, FILL, repeat(61, send(), ignore_errors=True))
    run = await go_on(office)
    assert run.status is RunStatus.FAILED
    assert run.error == {"key": "error-scenario-too-many-letters", "params": {"limit": 60}}
    await nothing_else(0)
    await begin(office, FILL, repeat(60, send()))
    await go_on(office)
    await all_live_once(office, 60)


async def test_letters_are_counted_over_all_segments_of_a_run(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_LETTERS", 2)
    await begin(office, FILL, repeat(3, send(success_variable="yes")))
    for _ in range(2):
        assert (await go_on(office)).status is RunStatus.WAITING
        await office.send()
    run = await go_on(office)
    assert run.status is RunStatus.FAILED
    assert run.error is not None
    assert run.error["key"] == "error-scenario-too-many-letters"
    assert len(await office.deliveries.of_run(run.id)) == 2


async def test_too_many_steps_end_the_run_in_words(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office_steps = 1_000
    made = interpreter.Interpreter.__init__
    monkeypatch.setattr(made, "__kwdefaults__", {**(made.__kwdefaults__ or {}), "most_steps": office_steps})
    await begin(office, repeat(5_000, meddle()))
    run = await go_on(office)
    assert run.status is RunStatus.FAILED
    assert run.error == {"key": "error-scenario-too-many-steps", "params": {"limit": office_steps}}


async def test_a_long_chain_is_spilled_without_a_letter_and_reads_the_same(
    office: Office, puts: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    chains = []
    for held in (100_000, 3):
        monkeypatch.setattr(segment, "STEPS_AT_ONCE", held)
        Meddle.turns.clear()
        Meddle.acts[250] = unwanted
        await begin(office, repeat(130, repeat(2, meddle(ignore_errors=True))))
        await go_on(office)
        steps = await office.runs.steps(office.run_id, 0, 10_000)
        chains.append([(step["number"], step["iteration"], "error" in step) for step in steps])
    assert puts
    assert chains[0] == chains[1]
    assert await models.Spill.all().count() == 0


def test_a_pass_that_a_test_wants_to_fail_can_be_ignored() -> None:
    assert not Unwanted("a pass").ends_run
