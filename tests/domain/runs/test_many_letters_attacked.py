"""Many letters of one press while servers refuse, processes are killed, and the author presses everything.

Whatever happens nobody gets a letter twice whose author has not said so, and card, record and letters say the same.
"""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from domain.deliveries.delivery import DeliveryState
from domain.deliveries.take_up import TakeUp
from domain.deliveries.tally import Tally
from domain.messages.sending import Envelope, Failure, Phase, Receipt, SmtpSettings
from domain.records.record import Status
from domain.runs import cancel_run, steer_letters
from domain.runs.run import GOING, RunStatus, status_of
from domain.runs.steer_letters import LetterErased, NothingToDo, TooLateToCancel
from domain.work import WorkKind
from storage import models
from tests.domain.deliveries.conftest import (
    LEASE,
    Mark,
    Office,
    ToldSender,
    accepted,
    answers,
    breaks,
    open_office,
    refuses,
)
from tests.domain.scenarios.long_runs import FILL, advancing, begin, meddle, send
from tests.domain.scenarios.meddling import Meddle
from tests.domain.scenarios.test_control import repeat
from tests.domain.scenarios.test_run_apart import apart

pytestmark = pytest.mark.usefixtures("meddling")

LETTERS = int(os.environ.get("GONETS_ATTACKED_LETTERS", "12"))
SEEDS = int(os.environ.get("GONETS_ATTACKED_SEEDS", "2"))
TO = {
    "change_variables": {
        "set": "n",
        "variables": {"To": {"Address": {"formula": "'r' + $$pass + '@firma.local'"}}},
    }
}
WAITED = send(success_variable="yes", ignore_errors=True)
KINDS: dict[str, tuple[int, list[dict[str, Any]]]] = {
    "in one segment": (1, [TO, send()]),
    "each waited for": (1, [TO, meddle(), send(success_variable="yes", error_variable="no")]),
    "each apart": (1, [TO, apart(meddle(), send())]),
    "each apart and waited for": (2, [TO, apart(meddle(), send(success_variable="yes"), send())]),
    "apart within apart": (2, [apart(TO, meddle(), send(), apart(WAITED))]),
}
"""What is done for each, with how many letters each of them gets."""


class Killed(SystemExit):
    """The process ends here."""


class Server(ToldSender):
    """A mail server that takes letters, refuses them or falls silent; the process may be killed at any moment."""

    def __init__(self, luck: Random) -> None:
        super().__init__()
        self.luck = luck
        self.had: Counter[str] = Counter()
        self.trouble = 0.5
        self.before = self.between = self.killed

    async def killed(self) -> None:
        if self.luck.random() < self.trouble / 8:
            raise Killed

    async def send(self, settings: SmtpSettings, envelope: Envelope, content: bytes, mark: Mark) -> Receipt:
        self.answers[:] = [self._answer()]
        dots = self.dots
        receipt = await super().send(settings, envelope, content, mark)
        kept = receipt.failure is None or (receipt.uncertain and self.luck.random() < 0.5)
        if self.dots > dots and kept:
            self.had.update(envelope.recipients)
        await self.killed()
        return receipt

    def _answer(self) -> Callable[[Envelope], Receipt]:
        choice = self.luck.random()
        if choice >= self.trouble:
            return accepted
        if choice < self.trouble / 4:
            return breaks(Phase.MARKED, Failure.TIMED_OUT, uncertain=True)
        return self.luck.choice(
            [
                answers(550, "5.1.1"),
                answers(450, "4.2.0"),
                breaks(Phase.RCPT, Failure.DROPPED),
                refuses("r0@firma.local"),
            ]
        )


class Attack:
    """One press and everything that happens to it, by chance."""

    def __init__(self, office: Office, server: Server, luck: Random) -> None:
        self.office = office
        self.server = server
        self.luck = luck
        self.may_have: Counter[str] = Counter()

    async def advance(self) -> None:
        for claim in await self.office.work.claim(WorkKind.RUN, self.office.clock(), LEASE, self.luck.randint(1, 5)):
            try:
                await advancing(self.office)(claim)
            except Killed:
                await self.start_again()
                return

    async def deliver(self) -> None:
        office = self.office
        for taken in (await office.outbox.take(office.clock(), LEASE, self.luck.randint(1, 5)))[0]:
            try:
                await office.attempt(taken)
            except Killed:
                await self.start_again()
                return

    async def start_again(self) -> None:
        office = self.office
        await TakeUp(outbox=office.outbox, work=office.work, clock=office.clock)()

    async def numbers(self) -> tuple[int, ...]:
        runs = await self.office.runs.of_card(self.office.record.id)
        assert runs is not None
        return runs.numbers

    async def steer(self, act: str) -> None:
        office, more = self.office, ()
        numbers = await self.numbers()
        if act in {"resend", "count_as_sent"}:
            more = (await office.deliveries.question_number(numbers),)
        asking = await office.deliveries.of_run(numbers, states=(DeliveryState.UNCERTAIN,))
        try:
            await getattr(office.steer, act)(office.person, office.record.id, *more)
        except (NothingToDo, TooLateToCancel, LetterErased):
            return
        if act == "resend":
            unknown = [item.address for one in asking for item in one.recipients]
            self.may_have.update(unknown)

    async def press(self) -> None:
        """Press where the card would let one."""
        record = await self.office.records.get(self.office.record.id)
        assert record is not None
        if not record.status.is_busy:
            self.may_have.update({f"r{number}@firma.local": self.each for number in range(LETTERS)})
            await begin(self.office, *self.actions)
            await self.office.records.set_status(record.id, Status.SENDING)

    async def settled(self) -> None:
        """Everything is let come to its end: nothing breaks any more, and questions are answered."""
        self.server.trouble = 0.0
        for _ in range(40 * LETTERS):
            self.office.clock.move(minutes=20)
            await self.advance()
            await self.deliver()
            await self.steer("count_as_sent")
            letters = await self.office.deliveries.of_run(await self.numbers())
            runs = [await self.office.runs.get(number) for number in await self.numbers()]
            if all(one.state.is_ended for one in letters) and all(run and run.status not in GOING for run in runs):
                return
        raise AssertionError("it comes to no end")

    async def check(self) -> None:
        """What the record says is what its letters and runs say, at any moment."""
        office = self.office
        numbers = await self.numbers()
        letters = await office.deliveries.of_run(numbers)
        runs = [run for number in numbers if (run := await office.runs.get(number)) is not None]
        going = any(run.status in GOING for run in runs)
        states = {letter.state for letter in letters}
        lead = await office.runs.get(numbers[0])
        assert lead is not None
        expected = status_of(RunStatus.RUNNING if going else lead.status, states)
        record = await office.records.get(office.record.id)
        assert record is not None
        # A letter that is taken up again after a while is known to be under way by its row alone.
        same = record.status is expected or (record.status.is_underway and expected.is_underway)
        undone = record.status in {Status.DRAFT, Status.CANCELLED} and not states
        assert same or undone, (record.status, expected, states, lead.status)
        assert await office.deliveries.tally(numbers) == Tally.of_letters(letters)
        for address, count in self.server.had.items():
            assert count <= self.may_have[address], f"{address} has {count} letters"

    async def run(self, each: int, actions: list[dict[str, Any]], steps: int) -> None:
        self.each, self.actions = each, actions
        await self.press()
        acts = ["try_now", "resend", "count_as_sent", "retry_refused", "still_needed"]
        for _ in range(steps):
            self.office.clock.move(seconds=self.luck.choice((1, 1, 60, 900)))
            happens = self.luck.random()
            if happens < 0.45:
                await self.deliver()
            elif happens < 0.8:
                await self.advance()
            elif happens < 0.94:
                await self.steer(self.luck.choice(acts))
            elif happens < 0.96:
                await self.steer("cancel")
            elif happens < 0.98:
                await self.start_again()
            else:
                await self.press()
            await self.check()
        await self.settled()
        await self.check()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(SEEDS))
async def test_nobody_gets_a_letter_twice_unasked_and_all_that_is_said_agrees(
    tmp_path: Path, kind: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (cancel_run, steer_letters):
        monkeypatch.setattr(module, "LOT", 5)
    luck = Random(f"{kind}/{seed}")
    server = Server(luck)
    Meddle.acts.update(dict.fromkeys(range(1, 100 * LETTERS), server.killed))
    each, inside = KINDS[kind]
    async with open_office(tmp_path / "gonets.db", server) as office:
        await Attack(office, server, luck).run(each, [FILL, repeat(str(LETTERS), *inside)], 8 * LETTERS)
        assert not await models.Delivery.filter(state="staged").exists()
