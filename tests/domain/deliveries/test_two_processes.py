"""What one process knows stays true when another one writes: limits, rests and changes hold over both."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random

import pytest
from pydantic import SecretStr

from bot.app.logins import server_settings
from bot.workers.local_hints import LocalHints
from domain.deliveries.attempt_delivery import AttemptDelivery
from domain.deliveries.delivery import DeliveryState
from domain.deliveries.lanes import IN_HAND, Hold
from domain.deliveries.outbox import Taken
from domain.deliveries.share import Share
from domain.runs.run import RunStatus
from domain.work import LostClaim, WorkKind
from storage import models
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.people import PersonRepository
from storage.repositories.work import WorkRepository
from storage.secrets import SecretBox
from tests.domain.deliveries.conftest import LEASE, Office, ToldSender, answers, morning, no_wait
from tests.domain.deliveries.test_holding import hold, let_go
from tests.processes import Process, another_process

BOX = SecretBox("a key of sixteen characters")


@dataclass
class Worker:
    """A worker in a process of its own."""

    office: Office
    process: Process
    sender: ToldSender = field(default_factory=ToldSender)

    def __post_init__(self) -> None:
        self.share, self.passed_on = Share(), 0
        self.configuration = ConfigurationRepository(BOX)
        self.outbox = OutboxRepository(share=self.share, pass_on=self.pass_on)
        self.settings = server_settings(self.configuration, BOX, None, self.office.clock)
        self.attempt = AttemptDelivery(
            outbox=self.outbox,
            settings=self.settings,
            sender=self.sender,
            hints=LocalHints(),
            clock=self.office.clock,
            morning=morning,
            wait=no_wait,
            jitter=Random(1),
        )

    def pass_on(self) -> None:
        self.passed_on += 1

    async def take(self, most: int = 100) -> list[Taken]:
        async def take() -> list[Taken]:
            letters, _ = await self.outbox.take(self.office.clock(), LEASE, most)
            return letters

        return await self.process.do(take)

    async def looks_again_at(self) -> datetime | None:
        """Look, find nothing, and say when to look anew."""

        async def look() -> datetime | None:
            letters, wake_at = await self.outbox.take(self.office.clock(), LEASE, 100)
            assert letters == []
            return wake_at

        return await self.process.do(look)

    async def send(self, letter: Taken) -> None:
        await self.process.do(lambda: self.attempt(letter))

    async def send_one(self) -> None:
        (letter,) = await self.take(1)
        await self.send(letter)


@pytest.fixture
async def workers(office: Office, tmp_path: Path) -> AsyncIterator[tuple[Worker, Worker]]:
    """Two of them; the test itself stands for the bot, which has the database open, too."""
    path = tmp_path / "gonets.db"
    async with another_process(path) as one, another_process(path) as two:
        yield Worker(office, one), Worker(office, two)


@pytest.fixture
async def proven(office: Office, workers: tuple[Worker, Worker]) -> tuple[Worker, Worker]:
    """Both have just sent a letter, and know that all is fine."""
    for worker in workers:
        await office.letter()
        await worker.send_one()
    return workers


async def test_a_connection_that_one_has_suspended_is_used_by_nobody(
    office: Office, proven: tuple[Worker, Worker]
) -> None:
    first, second = proven
    for _ in range(4):
        await office.letter()
    (bad,), (good,) = await first.take(1), await second.take(1)
    first.sender.answers = [answers(535, "5.7.8")]
    await first.send(bad)
    assert await second.take() == []
    await second.send(good)  # it was on its way already
    assert (await office.delivery(good.delivery.id)).state is DeliveryState.SENT
    assert (await office.standing()).hold is Hold.SUSPENDED
    assert await first.take() == await second.take() == []


async def test_one_that_goes_on_again_goes_on_everywhere_and_is_suspended_anew_by_either(
    office: Office, proven: tuple[Worker, Worker]
) -> None:
    first, second = proven
    for worker, other in ((first, second), (second, first)):
        await office.letter()
        worker.sender.answers = [answers(535, "5.7.8")]
        await worker.send_one()
        assert await other.take() == []
        office.clock.move(minutes=40)
        assert await office.probe_due()
        await office.letter()
        await other.send_one()
        assert (await office.standing()).hold is None


async def test_what_one_has_put_off_goes_at_the_other_when_its_moment_comes_and_one_is_dead(
    office: Office, proven: tuple[Worker, Worker]
) -> None:
    first, second = proven
    number = await office.letter()
    first.sender.answers = [answers(451)]
    await first.send_one()
    later = (await office.delivery(number)).due_at
    assert later is not None
    assert await second.looks_again_at() == later
    office.clock.now = later
    await second.send_one()
    assert (await office.delivery(number)).state is DeliveryState.SENT
    assert await first.take() == []


async def test_until_a_configuration_is_proven_one_letter_goes_alone_over_all(
    office: Office, workers: tuple[Worker, Worker]
) -> None:
    first, second = workers
    for _ in range(5):
        await office.letter()
    (letter,) = await first.take()
    assert await second.take() == []
    await first.send(letter)
    assert len(await second.take()) == 4


async def test_a_configuration_that_was_changed_is_proven_anew_by_whoever_sends(
    office: Office, proven: tuple[Worker, Worker]
) -> None:
    first, second = proven
    await office.change_connection(username="robot")
    for _ in range(5):
        await office.letter()
    (letter,) = await second.take()
    assert await first.take() == []
    await second.send(letter)
    assert len(await first.take()) == 4


async def test_no_more_are_in_hand_over_all_than_the_connection_allows(
    office: Office, proven: tuple[Worker, Worker]
) -> None:
    first, second = proven
    await office.change_connection(max_connections=3)
    for _ in range(30):
        await office.letter()
    await first.send_one()
    taken = [*await first.take(4), *await second.take(), *await first.take()]
    assert len(taken) == len({letter.delivery.id for letter in taken}) == 3 * IN_HAND


async def test_who_may_open_no_connection_takes_nothing_and_passes_the_hint_on(
    office: Office, proven: tuple[Worker, Worker]
) -> None:
    first, second = proven
    await office.change_connection(max_connections=1)
    for place, worker in enumerate(proven):
        worker.share.is_of(place, len(proven))
    await office.letter()
    for _ in range(3):
        assert await second.take() == []
    assert second.passed_on == 1, "it may get the same hint again"
    office.clock.move(seconds=1)
    assert await second.take() == []
    assert second.passed_on == 2
    await first.send_one()
    office.clock.move(seconds=1)
    assert await second.take() == []
    assert second.passed_on == 2, "nothing is due"
    await office.letter()
    second.share.is_of(0, 1)
    await second.send_one()


async def test_the_minutes_limit_holds_over_all(office: Office, proven: tuple[Worker, Worker]) -> None:
    first, second = proven
    office.clock.move(minutes=2)
    await office.change_connection(messages_per_minute=10)
    numbers = [await office.letter() for _ in range(25)]
    gone: list[int] = []
    for minute in range(4):
        taking = True
        while taking:
            taking = False
            for worker in (first, second):
                for letter in await worker.take(2):
                    await worker.send(letter)
                    gone.append(letter.delivery.id)
                    taking = True
        assert len(gone) == min((minute + 1) * 10, 25)
        office.clock.move(minutes=1)
    assert sorted(gone) == numbers


async def test_authors_take_turns_over_all(office: Office, proven: tuple[Worker, Worker]) -> None:
    for author in (1, 2, 3):
        for _ in range(12):
            await office.letter(author=author)
    went: Counter[int] = Counter()
    for _ in range(9):
        for worker in proven:
            (letter,) = await worker.take(1)
            await worker.send(letter)
            row = await models.Delivery.get(id=letter.delivery.id)
            went[row.author_id] += 1
    assert went.total() == 18
    assert max(went.values()) - min(went.values()) <= len(proven), "each of them begins with somebody"


async def test_one_persons_many_letters_hold_up_nobody_elses_at_any_of_them(
    office: Office, proven: tuple[Worker, Worker]
) -> None:
    first, second = proven
    for _ in range(300):
        await office.letter(author=7)
    for worker in proven:
        await worker.send_one()
    one = await office.letter(author=8)
    office.clock.move(seconds=1)
    assert one in [letter.delivery.id for letter in [*await first.take(2), *await second.take(2)]]


async def test_holding_everything_back_stops_all_of_them(office: Office, proven: tuple[Worker, Worker]) -> None:
    first, second = proven
    for _ in range(4):
        await office.letter()
    (letter,) = await first.take(1)
    await hold(office)
    dots = first.sender.dots
    with pytest.raises(LostClaim):
        await first.send(letter)
    assert first.sender.dots == dots, "what was in hand is not sent either"
    for worker in proven:
        assert await worker.take() == []
        assert await worker.process.do(lambda: WorkRepository().claim(WorkKind.RUN, office.clock(), LEASE, 10)) == []
    await let_go(office)
    assert len([*await first.take(), *await second.take()]) == 4


async def test_switching_a_connection_off_reaches_all_of_them(office: Office, proven: tuple[Worker, Worker]) -> None:
    first, second = proven
    await office.letter()
    await office.change_connection(enabled=False)
    assert await first.take() == await second.take() == []
    await office.change_connection(enabled=True)
    await second.send_one()


async def test_a_password_that_was_changed_is_used_from_the_next_letter_on(
    office: Office, proven: tuple[Worker, Worker]
) -> None:
    login = {"authentication": "basic", "username": "robot"}
    for password in ("first", "second", "third"):
        (stored,) = await office.configuration.connections()
        document = stored.document.model_copy(update=login)
        await office.configuration.save_connection(document, {"password": SecretStr(password)})
        for worker in proven:
            (stored,) = await worker.process.do(worker.configuration.connections)
            assert (await worker.process.do(partial(worker.settings, stored))).password == SecretStr(password)


async def test_what_is_in_force_of_the_configuration_is_the_newest_for_all(
    office: Office, proven: tuple[Worker, Worker]
) -> None:
    for title in ("Один", "Два"):
        await office.change_scenario(title=title)
        await office.change_connection(title=title)
        for worker in proven:
            (scenario,) = await worker.process.do(worker.configuration.scenarios)
            in_force = await worker.process.do(partial(worker.configuration.in_force, None))
            assert scenario.document.title == title
            assert [item.document.title for item in in_force.connections.values()] == [title]


async def test_who_was_removed_is_nobody_for_all_of_them(office: Office, proven: tuple[Worker, Worker]) -> None:
    people = PersonRepository(), PersonRepository()
    for worker, known in zip(proven, people, strict=True):
        assert await worker.process.do(partial(known.get, office.person.telegram_id)) is not None
    await models.Person.filter(telegram_id=office.person.telegram_id).update(active=False)
    for worker, known in zip(proven, people, strict=True):
        assert await worker.process.do(partial(known.get, office.person.telegram_id)) is None


async def test_letters_of_one_run_that_end_in_both_at_the_same_moment_end_it_once(
    office: Office, proven: tuple[Worker, Worker]
) -> None:
    await office.runs.set_status(office.run_id, RunStatus.DELIVERING, None)
    for _ in range(12):
        await office.letter()

    async def send_all(worker: Worker, letters: Sequence[Taken]) -> None:
        async def side_by_side() -> None:
            await asyncio.gather(*map(worker.attempt, letters))

        await worker.process.do(side_by_side)

    shares = [await worker.take(6) for worker in proven]
    assert [len(share) for share in shares] == [6, 6]
    await asyncio.gather(*(send_all(worker, share) for worker, share in zip(proven, shares, strict=True)))
    run = await models.ScenarioRun.get(id=office.run_id)
    assert run.status == RunStatus.ENDED
    assert run.ended_at is not None
    assert await office.status() == "sent"
    assert await office.news() == ["sent"]
