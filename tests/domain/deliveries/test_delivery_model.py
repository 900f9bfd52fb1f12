"""Letters under any order of faults, restarts and presses, against a model that knows only what a person may rely on.

The model is the other side: what the mail server has accepted, and what the person has said. Whatever happens, nobody
gets a letter twice without a word, nothing that was accepted is called undelivered, and nothing is forgotten.
"""

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncGenerator, Coroutine
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.deliveries.delivery import Delivery, DeliveryState, RecipientState, state_of
from domain.messages.sending import Envelope, Failure, Phase, Receipt, Reply, SmtpSettings, Step
from domain.runs.run import RunStatus
from domain.runs.runs import NewRun
from domain.runs.steer_letters import NothingToDo, TooLateToCancel
from domain.work import LostClaim
from storage import models
from tests.domain.deliveries.conftest import LEASE, OK, Mark, Office, new_letter, open_office

ASKS_FOR_PATIENCE = Reply(451, "4.7.1", "later")
REFUSES = Reply(554, "5.7.1", "no")
UNKNOWN = Reply(550, "5.1.1", "no such user")
BUSY = Reply(450, "4.2.0", "later")
WRONG_PASSWORD = Reply(535, "5.7.8", "no")


class Killed(BaseException):
    """The process is gone: nothing more is written by this worker."""


@dataclass(frozen=True)
class Plan:
    """What happens to one attempt."""

    breaks: str = ""
    unknown: frozenset[int] = frozenset()
    busy: frozenset[int] = frozenset()
    pauses: str = ""
    dies: str = ""
    dot: str = "accepted"


SOME = frozenset({0})
OTHERS = frozenset({1, 2})
PLANS = st.sampled_from(
    [
        Plan(dot="lost after"),
        Plan(),
        Plan(dot="lost before"),
        Plan(pauses="after dot"),
        Plan(dies="after dot"),
        Plan(unknown=SOME),
        Plan(busy=SOME, dot="lost after"),
        Plan(busy=OTHERS),
        Plan(unknown=OTHERS, dot="later"),
        Plan(dot="later"),
        Plan(dot="refused"),
        Plan(breaks="connect"),
        Plan(breaks="content"),
        Plan(breaks="login"),
        Plan(pauses="before mark"),
        Plan(pauses="after mark", dot="lost after"),
        Plan(pauses="after dot", dot="lost after"),
        Plan(dies="before mark"),
        Plan(dies="after mark"),
        Plan(busy=OTHERS, dies="after dot"),
    ]
)


SLEEPING = st.sampled_from(
    [
        Plan(pauses="before mark"),
        Plan(pauses="before mark", busy=SOME),
        Plan(pauses="after mark"),
        Plan(pauses="after mark", dot="lost after"),
        Plan(pauses="after dot"),
        Plan(pauses="after dot", dot="lost after"),
        Plan(pauses="after dot", dot="later"),
    ]
)


@dataclass
class PlannedServer:
    """A mail server and the way to it: counts what it has really accepted."""

    plan: Plan = field(default_factory=Plan)
    wrong_password: bool = False
    accepted: Counter[tuple[str, str]] = field(default_factory=Counter)
    logins: int = 0
    paused: list["asyncio.Future[None]"] = field(default_factory=list)
    stopped: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, _settings: SmtpSettings, envelope: Envelope, content: bytes, mark: Mark) -> Receipt:
        plan = self.plan
        if plan.breaks == "connect":
            return Receipt(Phase.CONNECT, failure=Failure.UNREACHABLE)
        if self.wrong_password or plan.breaks == "login":
            self.logins += 1
            return Receipt(Phase.LOGIN, failure=Failure.LOGIN_REFUSED, reply=WRONG_PASSWORD)
        refused = {item: UNKNOWN for item in envelope.recipients if _place(item) in plan.unknown}
        refused |= {item: BUSY for item in envelope.recipients if _place(item) in plan.busy and item not in refused}
        taken = {item: OK for item in envelope.recipients if item not in refused}
        if not taken:
            return Receipt(Phase.RCPT, refused=refused, reply=next(iter(refused.values())), failure=Failure.REPLY)
        if plan.breaks == "content":
            return Receipt(Phase.CONTENT, accepted=taken, refused=refused, failure=Failure.DROPPED)
        await self._meet(plan, "before mark")
        if not await mark(taken, refused):
            return Receipt(Phase.CONTENT, failure=Failure.STOPPED)
        await self._meet(plan, "after mark")
        if plan.dot in {"accepted", "lost after"}:
            self.accepted.update((content.decode(), item) for item in taken)
        await self._meet(plan, "after dot")
        if plan.dot.startswith("lost"):
            return Receipt(Phase.MARKED, accepted=taken, refused=refused, failure=Failure.DROPPED, uncertain=True)
        reply = {"accepted": OK, "later": ASKS_FOR_PATIENCE, "refused": REFUSES}[plan.dot]
        failure = None if plan.dot == "accepted" else Failure.REPLY
        return Receipt(Phase.DONE, accepted=taken, refused=refused, reply=reply, failure=failure)

    async def check(self, _settings: SmtpSettings) -> AsyncGenerator[Step, None]:
        self.logins += 1
        yield Step("login", ok=not self.wrong_password, seconds=0, failure=Failure.LOGIN_REFUSED, reply=WRONG_PASSWORD)

    async def _meet(self, plan: Plan, place: str) -> None:
        if plan.pauses == place:
            waits = asyncio.get_running_loop().create_future()
            self.paused.append(waits)
            self.stopped.set()
            await waits
        if plan.dies == place:
            raise Killed


OFFERS = {
    DeliveryState.DEFERRED: ["try_now", "cancel"],
    DeliveryState.UNCERTAIN: ["resend", "count_as_sent", "resend"],
    DeliveryState.OVERDUE: ["still_needed", "cancel"],
    DeliveryState.PARTLY_SENT: ["retry_refused"],
}
"""What a card offers in each state; in the others there is at most something to cancel."""


def _place(address: str) -> int:
    return int(address[1])


@cache
def prepared_database() -> Path:
    """A database with the recipe, made once."""
    path = Path(tempfile.mkdtemp()) / "gonets.db"

    async def prepare() -> None:
        async with open_office(path, PlannedServer()) as office:
            # The configuration is known to work: letters go side by side.
            await office.letter("r0@firma.local")
            await office.send()
            await models.Report.all().delete()
            await models.Recipient.all().delete()
            await models.Delivery.all().delete()

    asyncio.run(prepare())
    return path


class Letters(RuleBasedStateMachine):
    """One office whose workers, server, people and clock do as they please."""

    letters: Bundle[int] = Bundle("letters")

    def __init__(self) -> None:
        super().__init__()
        self.home = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.server = PlannedServer()
        shutil.copy(prepared_database(), Path(self.home.name) / "gonets.db")
        self.office: Office = self.run(self._open())
        self.jobs: list[asyncio.Task[None]] = []
        self.records: dict[int, int] = {}
        self.numbers: dict[str, int] = {}
        self.words: Counter[tuple[int, str]] = Counter()
        self.counted: set[tuple[int, str]] = set()
        self.called_off: set[int] = set()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    async def _open(self) -> Office:
        return await self.stack.enter_async_context(open_office(Path(self.home.name) / "gonets.db", self.server))

    @initialize(target=letters, recipients=st.integers(1, 3))
    def first_press(self, recipients: int) -> int:
        return int(self.run(self._press(recipients)))

    @rule(target=letters, recipients=st.integers(1, 3))
    def press(self, recipients: int) -> int:
        return int(self.run(self._press(recipients)))

    async def _press(self, recipients: int) -> int:
        office = self.office
        (scenario,) = await office.configuration.scenarios()
        (connection,) = await office.configuration.connections()
        record = await office.records.add(office.record.template_id, 7, {}, office.clock())
        run, _ = await office.runs.begin(NewRun(record.id, 1, 0, 7, scenario, {}, office.clock()))
        await office.runs.set_status(run.id, RunStatus.DELIVERING, None)
        addresses = [f"r{place}@firma.local" for place in range(recipients)]
        new = new_letter(connection, run.id, addresses, office.clock(), content=str(run.id).encode())
        number = await office.deliveries.add(run.id, new, office.clock())
        self.records[number] = record.id
        self.numbers[str(run.id)] = number
        return number

    @rule(plans=st.lists(PLANS, min_size=1, max_size=5), wait=st.sampled_from([0, 0, 70, 400, 2000]))
    def letters_that_are_due_are_tried(self, plans: list[Plan], wait: int) -> None:
        self.office.clock.move(seconds=wait)
        self.run(self.office.probe_due())
        for plan in plans:
            self.run(self._attempt(plan))

    @rule(target=letters, recipients=st.integers(1, 3), plan=PLANS)
    def a_press_is_tried_at_once(self, recipients: int, plan: Plan) -> int:
        number = int(self.run(self._press(recipients)))
        self.run(self._attempt(plan))
        return number

    @rule(
        target=letters,
        recipients=st.integers(1, 3),
        sleeps=SLEEPING,
        then=st.lists(PLANS, max_size=2),
        wakes=st.booleans(),
    )
    def a_worker_sleeps_past_its_lease(self, recipients: int, sleeps: Plan, then: list[Plan], wakes: bool) -> int:
        """Another worker goes on with the same store; the first wakes up now or later, or is killed."""
        number = int(self.run(self._press(recipients)))
        self.run(self._attempt(sleeps))
        self.office.clock.move(seconds=130)
        for plan in then:
            self.run(self._attempt(plan))
        if wakes and self.server.paused:
            self.run(self._go_on())
        return number

    @rule(target=letters, word=st.sampled_from(["cancel", "try_now"]), sleeps=SLEEPING)
    def a_person_presses_while_a_worker_is_slow(self, word: str, sleeps: Plan) -> int:
        number = int(self.run(self._press(1)))
        self.run(self._attempt(sleeps))
        if self.run(self._say(number, word)) and word == "cancel":
            self.called_off.add(number)
        if self.server.paused:
            self.run(self._go_on())
        return number

    async def _attempt(self, plan: Plan) -> None:
        self.server.plan = plan
        letters, _ = await self.office.outbox.take(self.office.clock(), LEASE, 1)
        for letter in letters:
            self.server.stopped.clear()
            job = asyncio.get_running_loop().create_task(self._work(self.office.attempt(letter)))
            self.jobs.append(job)
            stopped = asyncio.get_running_loop().create_task(self.server.stopped.wait())
            await asyncio.wait([job, stopped], return_when=asyncio.FIRST_COMPLETED)
            stopped.cancel()
        self._look_at_jobs()

    async def _work(self, attempt: Coroutine[Any, Any, None]) -> None:
        with suppress(LostClaim, Killed):
            await attempt

    @precondition(lambda self: self.server.paused)
    @rule()
    def a_slow_worker_goes_on(self) -> None:
        self.run(self._go_on())

    async def _go_on(self) -> None:
        self.server.paused.pop(0).set_result(None)
        self.server.stopped.clear()
        stopped = asyncio.get_running_loop().create_task(self.server.stopped.wait())
        await asyncio.wait([*self.jobs, stopped], return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        self._look_at_jobs()

    def _look_at_jobs(self) -> None:
        """What a worker fails with is a failure of the test."""
        for job in self.jobs:
            if job.done() and not job.cancelled():
                job.result()
        self.jobs = [job for job in self.jobs if not job.done()]

    @rule(seconds=st.sampled_from([5, 70, 130, 400, 4000, 90_000, -100]))
    def time_passes(self, seconds: int) -> None:
        self.office.clock.move(seconds=seconds)

    @rule()
    def the_process_is_killed_and_starts_again(self) -> None:
        self.run(self._restart())

    async def _restart(self) -> None:
        for job in self.jobs:
            job.cancel()
        if self.jobs:
            await asyncio.wait(self.jobs)
        self.jobs, self.server.paused = [], []
        await self.office.outbox.take_up(self.office.clock())
        await self.office.work.release_all()
        assert not await models.Delivery.filter(state="transmitting").exists()

    @rule(wrong=st.booleans())
    def the_password_expires_or_is_mended(self, wrong: bool) -> None:
        self.server.wrong_password = wrong

    @rule(number=letters, choice=st.integers(0, 5))
    def the_person_presses_what_the_card_offers(self, number: int, choice: int) -> None:
        letter = self.letter(number)
        offers = OFFERS.get(letter.state, ["nothing"])
        word = offers[choice % len(offers)]
        if word == "nothing" or not self.run(self._say(number, word)):
            return
        asked = [(number, item.address) for item in letter.recipients if item.state is RecipientState.UNCERTAIN]
        if word == "resend":
            self.words.update(asked)
        elif word == "count_as_sent":
            self.counted.update(asked)
        elif word == "cancel":
            self.called_off.add(number)

    @rule(number=letters, word=st.sampled_from(["try_now", "still_needed", "retry_refused", "cancel"]))
    def an_old_card_is_pressed(self, number: int, word: str) -> None:
        if self.run(self._say(number, word)) and word == "cancel":
            self.called_off.add(number)

    async def _say(self, number: int, word: str) -> bool:
        with suppress(NothingToDo, TooLateToCancel):
            asked = (await self.office.delivery(number)).attempts_made
            tries = (asked,) if word in {"resend", "count_as_sent"} else ()
            await getattr(self.office.steer, word)(self.office.person, self.records[number], *tries)
            return True
        return False

    def letter(self, number: int) -> Delivery:
        return self.run(self.office.delivery(number))

    def accepted(self) -> Counter[tuple[int, str]]:
        counted = self.server.accepted.items()
        return Counter({(self.numbers[content], address): times for (content, address), times in counted})

    @invariant()
    def nobody_gets_a_letter_twice_without_a_word(self) -> None:
        for (number, address), times in self.accepted().items():
            assert times <= 1 + self.words[number, address], (number, address)

    @invariant()
    def what_was_accepted_is_never_called_undelivered(self) -> None:
        accepted = self.accepted()
        for number in self.records:
            letter = self.letter(number)
            for item in letter.recipients:
                known = accepted[number, item.address]
                word = (number, item.address) in self.counted or self.words[number, item.address]
                if item.state is RecipientState.SENT:
                    assert known or word, (number, item)
                elif known and not word:
                    assert item.state in {RecipientState.TRANSMITTING, RecipientState.UNCERTAIN}, (number, item)

    @invariant()
    def a_letter_is_what_its_recipients_are(self) -> None:
        for number in self.records:
            letter = self.letter(number)
            if letter.state is not DeliveryState.CONNECTING:
                assert letter.state is state_of(letter.recipients, letter.attempts_made)

    @invariant()
    def every_end_and_every_question_has_its_report(self) -> None:
        self.run(self._reported())

    async def _reported(self) -> None:
        told: dict[int, list[str]] = {}
        for number, news in await models.Report.all().order_by("id").values_list("delivery_id", "news"):
            told.setdefault(number, []).append(str(news))
        for letter in await models.Delivery.all():
            if letter.state in {"sent", "failed", "partly_sent", "uncertain", "overdue"} and not self.counted:
                wanted = {"sent": {"sent", "sent_after_all"}}.get(letter.state, {letter.state})
                assert wanted & set(told.get(letter.id, [])), (letter.id, letter.state, told.get(letter.id))

    def teardown(self) -> None:
        try:
            self.run(self._all_well_again())
        finally:
            self.run(self.stack.aclose())
            self.runner.close()
            self.home.cleanup()

    async def _all_well_again(self) -> None:
        """With every fault gone, each letter comes to an end or to a question, and none is forgotten."""
        await self._restart()
        self.server.plan, self.server.wrong_password = Plan(), False
        for _ in range(60):
            self.office.clock.move(minutes=31)
            await self.office.probe_due()
            letters, _ = await self.office.outbox.take(self.office.clock(), LEASE, 100)
            for letter in letters:
                await self.office.attempt(letter)
            open_ = await models.Delivery.filter(
                state__in=["queued", "connecting", "transmitting", "deferred"]
            ).values_list("id", flat=True)
            if not open_:
                break
        assert open_ == []
        for number in self.records:
            letter = await self.office.delivery(number)
            if letter.state is DeliveryState.SENT:
                known = {address for (accepted, address) in self.accepted() if accepted == number}
                known |= {address for (counted, address) in self.counted if counted == number}
                assert known == {item.address for item in letter.recipients}
            if letter.state is DeliveryState.CANCELLED:
                assert number in self.called_off


LettersTest = Letters.TestCase
LettersTest.settings = settings(
    max_examples=40,
    stateful_step_count=40,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
