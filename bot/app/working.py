"""A process that sends letters and has no chat, put together: any number share the work of an installation."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from bot.app.environment import WatchedSettings
from bot.app.sending import make_sending
from bot.app.sharing import SharedHints
from bot.app.workers import SENDING, Act, make_workers
from bot.workers.hands import LocalHands
from bot.workers.letting_go import LetGo
from bot.workers.worker import FAREWELL, GRACE, Runner
from domain.clock import system_clock
from domain.counters import Counters
from domain.messages.sending import MailSender
from domain.mornings import mornings
from domain.records.query_records import QueryRecords
from domain.scenarios.load_world import WorldLoader
from domain.work import WorkKind
from storage.repositories.accounts import AccountRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.files import FileRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.people import PersonRepository
from storage.repositories.record_finder import RecordFinder
from storage.repositories.records import RecordRepository
from storage.repositories.runs import RunRepository
from storage.repositories.template_grants import TemplateGrantRepository
from storage.repositories.work import WorkRepository
from storage.secrets import SecretBox


@dataclass(frozen=True, slots=True)
class Sender:
    """The running process, put together."""

    workers: tuple[Runner, ...]
    sender: MailSender
    counters: Counters
    let_go: LetGo

    async def run(self, stop: asyncio.Event) -> None:
        """Advance runs and send letters until `stop` is set, then finish what is under way.

        What cannot be finished in time is given back to the others.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(None) as bound, asyncio.TaskGroup() as group:
                for worker in self.workers:
                    group.create_task(worker.run())
                await stop.wait()
                for worker in self.workers:
                    worker.stop()
                bound.reschedule(asyncio.get_running_loop().time() + GRACE)
        await self.let_go()
        with suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL):
                await self.sender.close()


def make_sender(settings: WatchedSettings, box: SecretBox) -> Sender:
    """Put everything together over the open database, which others share."""
    hands, counters, work = LocalHands(), Counters(), WorkRepository()
    hints = SharedHints(settings.database_url, SENDING, hands)
    outbox = OutboxRepository(hints.wake_all, hints.share, partial(hints.pass_on, WorkKind.DELIVERY), counters)
    configured, people = ConfigurationRepository(box), PersonRepository()
    runs, deliveries = RunRepository(), DeliveryRepository()
    queries = QueryRecords(RecordFinder(), configured, TemplateGrantRepository(), hide_texts=settings.hide_texts)
    world = WorldLoader(RecordRepository(), AccountRepository(), people, configured, settings.timezone, queries)
    sending = make_sending(
        runs=runs,
        deliveries=deliveries,
        files=FileRepository(),
        configured=configured,
        outbox=outbox,
        work=work,
        world=world,
        box=box,
        proxy=settings.proxy,
        morning=mornings(settings.timezone),
        hints=hints,
        hands=hands,
        clock=system_clock,
        counters=counters,
    )
    acts: dict[WorkKind, Act] = {WorkKind.RUN: sending.advance, WorkKind.PROBE: sending.probe}
    workers = make_workers(
        SENDING,
        sending.attempt,
        acts,
        sending.give_up,
        outbox=outbox,
        work=work,
        hints=hints,
        hands=hands,
        clock=system_clock,
    )
    return Sender((*workers, hints.between), sending.sender, counters, LetGo(hands, work))
