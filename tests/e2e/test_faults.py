"""Exceptions that nobody expected, at each seam: author and administrators hear of an outcome, and the bot goes on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot.cards.screen import CardScreen
from bot.workers.announcer import TellAnnouncement
from bot.workers.notifier import TellNotice
from bot.workers.reporter import TellReport
from domain.scenarios.interpreter import Interpreter
from mail.compose import MimeComposer
from mail.smtp_connection import SmtpConnection
from mail.smtp_data import LetterProtocol
from mail.smtp_sender import SmtpSender
from mail.transaction import Transaction
from sandbox import User
from storage import models
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.reports import ReportRepository
from storage.repositories.runs import RunRepository
from storage.repositories.segments import SegmentRepository
from tests.domain.deliveries.test_faults import ERRORS, SECRET
from tests.e2e.conftest import BUTTON, Product, compose_draft

STUMBLED = "споткнулся о сво"
ASKED = "Спросите получателя и выберите"

SEAMS: dict[str, tuple[type, str, str]] = {
    "interpreting": (Interpreter, "__call__", STUMBLED),
    "composing": (MimeComposer, "compose", STUMBLED),
    "writing the letter": (DeliveryRepository, "adding", STUMBLED),
    "writing the run": (SegmentRepository, "_keep", STUMBLED),
    "sending": (SmtpSender, "send", STUMBLED),
    "connecting": (SmtpConnection, "_connect", STUMBLED),
    "the greeting": (SmtpConnection, "_greet", STUMBLED),
    "EHLO": (SmtpConnection, "_ehlo", STUMBLED),
    "the transaction": (Transaction, "_begin", STUMBLED),
    "the mark": (OutboxRepository, "mark", STUMBLED),
    "before the dot": (Transaction, "_finish", STUMBLED),
    "the final dot": (LetterProtocol, "write_dot", ASKED),
    "the settlement": (OutboxRepository, "settle", ASKED),
    "reading the report": (ReportRepository, "get", STUMBLED),
    "drawing the card": (CardScreen, "show_news", STUMBLED),
    "telling": (TellReport, "_tell", STUMBLED),
}

TELLING = (ReportRepository, CardScreen, TellReport)
"""Where the card cannot be drawn a message tells that there is something to be seen."""


@contextmanager
def raising(where: type, name: str, error: Callable[[], BaseException]) -> Iterator[None]:
    """Let a method raise whenever it is called."""
    with pytest.MonkeyPatch.context() as patch:

        def fails(*_: Any, **__: Any) -> Any:
            raise error()

        patch.setattr(where, name, fails)
        yield


@pytest.fixture
async def soon(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next try come at once; the administrator has spoken to the bot before."""
    await product.admin.send("/start")
    await product.admin.wait_for(lambda chat: bool(chat.messages))
    monkeypatch.setattr("domain.faults._PAUSES", (timedelta(milliseconds=1),))


def says(user: User, text: str) -> bool:
    return any(text in message.text for message in user.messages)


@pytest.mark.parametrize("seam", SEAMS)
async def test_an_outcome_is_told_and_the_next_letter_goes(
    product: Product, soon: None, seam: str, caplog: pytest.LogCaptureFixture
) -> None:
    where, name, told = SEAMS[seam]
    errors = list(ERRORS.values())
    error = errors[list(SEAMS).index(seam) % len(errors)]
    await compose_draft(product.staff)
    with raising(where, name, error):
        await product.staff.press(BUTTON)
        await product.staff.wait_for(lambda chat: says(chat, told))
        await product.admin.wait_for(lambda chat: says(chat, STUMBLED))
        if where not in TELLING:
            await product.staff.wait_for(lambda chat: not says(chat, "Отправляется"))
    assert SECRET not in caplog.text
    assert not says(product.staff, SECRET)
    if seam in {"connecting", "the greeting", "EHLO"}:
        # The connection rests, and goes on as soon as a look at it finds nothing wrong.
        await models.ConnectionState.all().update(due_at="2026-01-01T00:00:00+00:00")
        product.wake()
    before = len(product.sandbox.mailbox.letters)
    await compose_draft(product.staff, subject="Следующее")
    await product.staff.press(BUTTON)
    await product.sandbox.mailbox.wait_for(before + 1)
    caplog.get_records("call").clear()


async def test_a_scenario_that_cannot_be_read_any_more_ends_its_run_and_its_card_says_so(
    product: Product, soon: None, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = RunRepository.begin

    async def spoilt(self: RunRepository, new: Any, lease: Any) -> Any:
        run, claim = await begin(self, new, lease)
        await models.ScenarioRun.filter(id=run.id).update(scenario={"title": "Прежний", "steps": ["?"]})
        return run, claim

    await compose_draft(product.staff)
    with monkeypatch.context() as patch:
        patch.setattr(RunRepository, "begin", spoilt)
        await product.staff.press(BUTTON)
        await product.staff.wait_for(lambda chat: says(chat, STUMBLED))
        await product.admin.wait_for(lambda chat: says(chat, "выполнение сценария"))
    assert product.sandbox.mailbox.letters == []
    caplog.get_records("call").clear()


@pytest.mark.parametrize("teller", [TellNotice, TellAnnouncement])
async def test_what_administrators_cannot_be_shown_is_not_tried_for_ever(
    product: Product, soon: None, caplog: pytest.LogCaptureFixture, teller: type
) -> None:
    """Nobody hears of it but the log, where it would tell of itself; or a line tells that there is something."""
    await compose_draft(product.staff)
    with raising(teller, "__call__", ERRORS["key"]), raising(SmtpConnection, "_ehlo", ERRORS["value"]):
        await product.staff.press(BUTTON)
        await product.staff.wait_for(lambda chat: says(chat, STUMBLED))
        await product.admin.wait_for(lambda chat: says(chat, STUMBLED))
    caplog.get_records("call").clear()
