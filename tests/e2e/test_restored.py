"""A database that comes back from a copy: what was under way is its author's question, and nothing goes twice."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.demo.stage import STAFF
from domain.runs.runs import NewRun
from sandbox.manners import MailFault
from storage import models
from storage.database import open_database
from storage.repositories.inbox import InboxRepository
from storage.repositories.runs import RunRepository
from storage.secrets import SecretBox
from storage.sqlite.copies import take_copy
from tests.bot.cli.conftest import start
from tests.e2e.conftest import BUTTON, Product, eventually

Compose = Callable[..., Any]


async def restore(home: Path, copy: Path, *more: str) -> str:
    process = (await start("restore", str(copy), *more, GONETS_HOME=str(home))).process
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return out.decode()


@asynccontextmanager
async def moved(product: Product, copy: Path) -> AsyncIterator[Product]:
    """The product on another machine, from a copy; the old one is gone."""
    home = product.home / "another"
    await restore(home, copy)
    another = Product(product.sandbox, home)
    async with open_database(another.url):
        await another.start()
        try:
            yield another
        finally:
            await another.stop()


async def test_a_letter_that_went_after_the_copy_does_not_go_again_and_its_author_is_asked(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    product.sandbox.mail.fault = MailFault.LATER
    await compose(staff)
    await staff.press(BUTTON)
    await staff.wait_for_text("Следующая попытка")
    copy = product.home / "copy.db"
    take_copy(product.home / "gonets.db", copy)
    product.sandbox.mail.reset()
    await staff.press("Повторить сейчас")
    (first,) = await product.sandbox.mailbox.wait_for(1)
    await staff.wait_for_text("сервер принял письмо")
    await product.stop()
    async with moved(product, copy):
        told = await staff.wait_for(lambda chat: chat.last if "резервной копии" in chat.last.text else None)
        assert "❓ Неизвестно, ушло ли" in told.text
        assert "Номер письма" in told.text
        assert len(product.sandbox.mailbox.letters) == 1
        await staff.send("/list")
        await staff.wait_for(lambda chat: "Не ушли (1)" in chat.last.labels)
        card = next(item for item in reversed(staff.messages) if "Отправить ещё раз" in item.labels)
        await staff.press("Отправить ещё раз", card)
        _, second = await product.sandbox.mailbox.wait_for(2)
        assert first.message["Message-ID"] == second.message["Message-ID"]


async def test_a_letter_that_was_open_may_be_counted_as_sent(product: Product, compose: Compose) -> None:
    staff = product.staff
    product.sandbox.mail.fault = MailFault.LATER
    await compose(staff)
    await staff.press(BUTTON)
    await staff.wait_for_text("Следующая попытка")
    copy = product.home / "copy.db"
    take_copy(product.home / "gonets.db", copy)
    await product.stop()
    product.sandbox.mail.reset()
    async with moved(product, copy):
        await staff.wait_for(lambda chat: chat.last if "резервной копии" in chat.last.text else None)
        card = next(item for item in reversed(staff.messages) if "Считать отправленным" in item.labels)
        await staff.press("Считать отправленным", card)
        await staff.wait_for_text("✅ Отправлено")
    assert product.sandbox.mailbox.letters == []


async def test_a_repeat_that_is_cancelled_does_not_hide_that_the_letter_may_have_gone_after_the_copy(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    product.sandbox.mail.fault = MailFault.LATER
    await compose(staff)
    await staff.press(BUTTON)
    await staff.wait_for_text("Следующая попытка")
    copy = product.home / "copy.db"
    take_copy(product.home / "gonets.db", copy)
    await product.stop()
    async with moved(product, copy) as another:
        await staff.wait_for(lambda chat: chat.last if "резервной копии" in chat.last.text else None)
        await another.change_connection(enabled=False)
        card = next(item for item in reversed(staff.messages) if "Отправить ещё раз" in item.labels)
        await staff.press("Отправить ещё раз", card)
        await staff.press("Отменить", card)
        told = await staff.wait_for_text("Повтор отменён")
        assert "Прежняя попытка могла дойти" in told.text


async def test_a_press_that_was_no_letter_yet_goes_no_further_and_its_author_is_told(
    product: Product, compose: Compose
) -> None:
    staff = product.staff
    await compose(staff)
    await product.stop()
    record = await models.Record.get()
    scenario = await product.configuration.scenario_for_button("Uvedomleniya", "Otpravituvedomlenie")
    (template,) = await product.configuration.templates()
    assert scenario is not None
    button = template.numbers["Otpravituvedomlenie"]
    now = datetime.now(UTC)
    await RunRepository().begin(NewRun(record.id, button, 0, STAFF, scenario, record.values, now))
    copy = product.home / "copy.db"
    take_copy(product.home / "gonets.db", copy)
    async with moved(product, copy):
        told = await staff.wait_for(lambda chat: chat.last if "вернули из резервной копии" in chat.last.text else None)
        assert "письмо могло уйти" in told.text
        assert "Письмо не отправлено" not in told.text
        await eventually(lambda: models.ScenarioRun.filter(status="failed", due_at=None).exists())
    assert product.sandbox.mailbox.letters == []


async def test_what_the_copy_had_not_handled_yet_is_never_handled(product: Product, compose: Compose) -> None:
    staff = product.staff
    await compose(staff)
    card = staff.last
    await product.stop()
    newest = await models.Update.all().order_by("-id").first()
    assert newest is not None
    data = next(button.data for row in card.buttons for button in row if button.label == BUTTON)
    body = {
        "update_id": newest.id,
        "callback_query": {
            "id": "1",
            "from": staff.chat.person(),
            "chat_instance": "1",
            "data": data,
            "message": staff.chat.messages[card.id].body(product.sandbox.messenger.bot()),
        },
    }
    await models.Update.filter(id=newest.id).update(body=body, applied_at=None, done_at=None)
    copy = product.home / "copy.db"
    take_copy(product.home / "gonets.db", copy)
    async with moved(product, copy):
        assert await InboxRepository(SecretBox.for_home(product.home)).open_people() == []
        kept = await InboxRepository(SecretBox.for_home(product.home)).newest()
        assert kept is not None
        assert kept[0] == newest.id
        await product.admin.send("/start")
        await product.admin.wait_for_text("Здравствуйте")
        assert await models.ScenarioRun.all().count() == 0
