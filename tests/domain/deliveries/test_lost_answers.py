"""A commit whose answer is lost on its way: what was written is found as it is, and is neither done nor told again."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.workers.local_hints import LocalHints
from bot.workers.worker import Worker, claims_of
from domain.deliveries.delivery import DeliveryState
from domain.deliveries.outbox import Taken
from domain.errors import DatabaseTrouble
from domain.messages.sending import Envelope, Failure, Phase, Receipt
from domain.work import WorkKind
from storage import models
from tests.domain.deliveries.conftest import LEASE, Office, accepted, answers, breaks, refuses
from tests.domain.deliveries.test_limits import prove
from tests.domain.scenarios.long_runs import FILL, advancing, begin, send

Answer = Callable[[Envelope], Receipt]

ANSWERS: dict[str, Answer] = {
    "accepted": accepted,
    "refused": answers(550, "5.1.1"),
    "refused for one": refuses("anna@firma.local"),
    "later": answers(451, "4.7.1"),
    "no answer": breaks(Phase.MARKED, Failure.TIMED_OUT, uncertain=True),
    "no connection": breaks(Phase.CONNECT, Failure.UNREACHABLE),
    "no login": breaks(Phase.LOGIN, Failure.CERTIFICATE),
}


def lose_answers(of: Any, name: str) -> None:
    """Let the first call of a step be committed, and its answer be lost."""
    step, lost = getattr(of, name), [True]

    async def losing(*args: Any, **named: Any) -> Any:
        result = await step(*args, **named)
        if lost:
            lost.clear()
            raise DatabaseTrouble("the connection to the database server broke off", kind="lost")
        return result

    setattr(of, name, losing)


async def rows() -> list[list[dict[str, Any]]]:
    tables = models.Delivery, models.Recipient, models.Attempt, models.ScenarioRun, models.Report, models.Notice
    return [await table.all().order_by("id").values() for table in (*tables, models.ConnectionState)]


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
async def test_an_outcome_whose_commit_was_not_answered_is_told_once(office: Office, answer: Answer) -> None:
    await prove(office)
    await office.letter("ivanov@firma.local", "anna@firma.local")
    office.sender.answers = [answer]
    kept: list[Any] = []

    async def told_meanwhile() -> None:
        await models.Report.all().delete()
        await models.Notice.all().delete()
        kept.append(await rows())
        office.clock.move(seconds=2)

    lose_answers(office.outbox, "settle")
    office.attempt._wait = told_meanwhile
    await office.send()
    assert [await rows()] == kept


@pytest.mark.parametrize("word", ["resend", "count_as_sent"])
async def test_what_a_person_has_said_before_it_was_written_again_stays(office: Office, word: str) -> None:
    await office.letter()
    office.sender.answers = [breaks(Phase.MARKED, Failure.TIMED_OUT, uncertain=True)]
    kept: list[Any] = []

    async def answered_meanwhile() -> None:
        say: Callable[..., Awaitable[object]] = getattr(office.steer, word)
        await say(office.person, office.record.id, 1)
        kept.append(await rows())
        office.clock.move(seconds=2)

    lose_answers(office.outbox, "settle")
    office.attempt._wait = answered_meanwhile
    await office.send()
    assert [await rows()] == kept


@pytest.mark.parametrize("actions", [[send()], [FILL, send()], [FILL, send(), send()]], ids=["fails", "ends", "waits"])
async def test_a_segment_whose_commit_was_not_answered_is_not_done_again(
    office: Office, actions: list[dict[str, Any]]
) -> None:
    await begin(office, *actions)
    advance, hints = advancing(office), LocalHints()
    lose_answers(advance._keep._segments, "keep")
    take = claims_of(WorkKind.RUN, office.work, office.clock)
    worker = Worker(WorkKind.RUN, advance, take=take, work=office.work, hints=hints, clock=office.clock, side_by_side=1)
    (claim,) = await office.work.claim(WorkKind.RUN, office.clock(), LEASE)
    await worker._do_as(claim, claim)
    kept = await rows()
    office.clock.move(minutes=5)
    assert await office.work.claim(WorkKind.RUN, office.clock(), LEASE) == []
    assert await rows() == kept


async def test_a_letter_whose_mark_was_not_answered_has_not_gone_and_goes_by_itself(office: Office) -> None:
    number = await office.letter("ivanov@firma.local", "anna@firma.local")
    office.sender.answers = [answers(451, "4.7.1")]
    await office.send()
    office.clock.move(minutes=5)
    before = await models.Recipient.all().order_by("id").values()
    lose_answers(office.outbox, "mark")
    lose_answers(office.outbox, "take_back_mark")
    with pytest.raises(DatabaseTrouble):
        await office.send()
    assert await models.Recipient.all().order_by("id").values() == before
    assert office.sender.dots == 1
    office.clock.move(minutes=5)
    await office.send()
    assert ((await office.delivery(number)).state, office.sender.dots) == (DeliveryState.SENT, 2)
    assert "uncertain" not in await office.news()


async def test_what_is_somebody_elses_by_now_keeps_its_mark(office: Office) -> None:
    number = await office.letter()
    lose_answers(office.outbox, "mark")
    kept: list[Any] = []
    take_back = office.outbox.take_back_mark

    async def late(taken: Taken) -> None:
        office.clock.move(minutes=5)
        assert await office.taken() == []
        kept.append(await rows())
        await take_back(taken)

    office.outbox.take_back_mark = late  # type: ignore[method-assign]
    with pytest.raises(DatabaseTrouble):
        await office.send()
    assert [await rows()] == kept
    assert (await office.delivery(number)).state is DeliveryState.UNCERTAIN
    assert (await office.news(), office.sender.dots) == (["uncertain"], 0)


async def test_letters_whose_taking_was_not_answered_go_once_when_their_lease_has_ended(office: Office) -> None:
    number = await office.letter()
    lose_answers(office.outbox, "take")
    with pytest.raises(DatabaseTrouble):
        await office.taken()
    assert await office.taken() == []
    office.clock.move(minutes=5)
    await office.send()
    assert ((await office.delivery(number)).state, office.sender.dots) == (DeliveryState.SENT, 1)
