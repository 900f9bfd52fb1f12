"""What letters come to is counted by whoever writes it, also of letters whose own worker was killed."""

from collections.abc import Awaitable, Callable

import pytest

from domain.errors import DatabaseTrouble
from domain.faults import Fault
from domain.messages.sending import Failure, Phase
from storage.repositories import abandoned
from storage.repositories.outbox import OutboxRepository
from tests.domain.deliveries.conftest import Office, breaks
from tests.domain.deliveries.test_left_behind import leave_behind_the_mark, suspend
from tests.domain.deliveries.test_limits import prove

INTERRUPTED = {("uncertain", "interrupted"): 1}


async def found_by_taking(office: Office) -> None:
    office.clock.move(minutes=5)
    assert await office.taken() == []


async def found_at_the_start(office: Office) -> None:
    await office.outbox.take_up(office.clock())


async def found_behind_a_suspended_connection(office: Office) -> None:
    await suspend(office)
    office.counters.letters.clear()
    await found_by_taking(office)


async def found_behind_one_that_is_switched_off(office: Office) -> None:
    await office.change_connection(enabled=False)
    await found_by_taking(office)


async def found_twice(office: Office) -> None:
    await found_by_taking(office)
    await found_by_taking(office)
    await found_at_the_start(office)


@pytest.mark.parametrize(
    "find",
    [
        found_by_taking,
        found_at_the_start,
        found_behind_a_suspended_connection,
        found_behind_one_that_is_switched_off,
        found_twice,
    ],
    ids=lambda find: find.__name__,
)
async def test_a_letter_of_a_killed_worker_is_counted_once_by_who_finds_it(
    office: Office, find: Callable[[Office], Awaitable[None]]
) -> None:
    await prove(office)
    await office.letter()
    await leave_behind_the_mark(office, await office.take())
    office.counters.letters.clear()
    await find(office)
    assert office.counters.letters == INTERRUPTED
    assert office.counters.attempts["marked", "interrupted"] == 1


async def test_what_was_not_written_is_not_counted(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    await office.letter()
    await leave_behind_the_mark(office, await office.take())
    office.clock.move(minutes=5)

    def full(*_: object) -> object:
        raise DatabaseTrouble("database or disk is full", kind="full")

    with monkeypatch.context() as patched:
        patched.setattr(abandoned, "settle_run", full)
        for _ in range(3):
            with pytest.raises(DatabaseTrouble):
                await office.taken()
    assert office.counters.letters == {}
    await office.taken()
    assert office.counters.letters == INTERRUPTED


@pytest.mark.parametrize(("behind", "state"), [(False, "failed"), (True, "uncertain")])
async def test_a_letter_that_is_given_up_is_counted(office: Office, behind: bool, state: str) -> None:
    await office.letter()
    taken = await office.take()
    if behind:
        await leave_behind_the_mark(office, taken)
    await office.outbox.give_up(taken.claim, Fault("12345678"), office.clock())
    assert office.counters.letters == {(state, "internal"): 1}


async def test_a_letter_that_waited_too_long_behind_its_connection_is_counted(office: Office) -> None:
    await suspend(office)
    await office.letter()
    office.counters.letters.clear()
    office.clock.move(days=10)
    await office.taken()
    assert sum(office.counters.letters.values()) == 2
    assert {state for state, _ in office.counters.letters} == {"overdue"}


async def test_what_an_attempt_comes_to_is_counted_by_itself_alone(office: Office) -> None:
    await office.letter()
    office.sender.answers = [breaks(Phase.MARKED, Failure.TIMED_OUT, uncertain=True)]
    await office.send()
    await found_at_the_start(office)
    assert {state for state, _ in office.counters.letters} == {"uncertain"}
    assert sum(office.counters.letters.values()) == 1
    assert "marked" in {phase for phase, _ in office.counters.attempts}


async def waited_too_long(office: Office) -> None:
    await suspend(office)
    office.clock.move(days=10)
    await office.taken()


@pytest.mark.parametrize(
    "found", [found_by_taking, found_at_the_start, found_behind_a_suspended_connection, waited_too_long]
)
async def test_whoever_finds_a_letter_that_became_a_question_says_that_there_is_something_to_tell(
    office: Office, found: Callable[[Office], Awaitable[None]]
) -> None:
    said: list[bool] = []
    await prove(office)
    await office.letter()
    if found is not waited_too_long:
        await leave_behind_the_mark(office, await office.take())
    office.outbox = OutboxRepository(lambda: said.append(True))
    await found(office)
    assert (await office.news())[-1] in {"uncertain", "overdue"}
    assert said
