"""Answers to a letter reach its author; a copy goes to them if they want one, and the card says so."""

from collections.abc import Callable
from email.utils import parseaddr
from typing import Any

from bot.demo.stage import STAFF
from storage import models
from tests.e2e.conftest import BUTTON, Product

Compose = Callable[..., Any]
OWN = "boris@firma.local"
SENDER = "notify@firma.local"


async def link(product: Product, mbox: str = OWN, *, copy: bool = False) -> None:
    """Say which account the member of staff is."""
    account = await product.add_account("Борисов Борис", mbox)
    await models.Person.filter(telegram_id=STAFF).update(account_id=account.id)
    await product.people.set_copy_to_self(STAFF, copy)


async def send(product: Product, compose: Compose, **fields: str) -> str:
    """Compose and send; return what the card says before it."""
    await compose(product.staff, **fields)
    before = product.staff.last.text
    await product.staff.press(BUTTON)
    return before


async def test_answers_go_to_the_account_that_the_author_is(product: Product, compose: Compose) -> None:
    await link(product)
    card = await send(product, compose)
    assert f"Ответы приходят вам: {OWN}. Отчёт о недоставке придёт на {SENDER}." in card
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert parseaddr(letter.message["Reply-To"]) == ("Борисов Борис", OWN)
    card = (await product.staff.wait_for_text("✅ Отправлено")).text
    assert f"Ответы приходят вам: {OWN}" in card
    assert "Копия" not in card


async def test_without_an_account_or_an_address_answers_go_to_the_sender(product: Product, compose: Compose) -> None:
    card = await send(product, compose)
    assert f"Ответы и отчёт о недоставке приходят на адрес отправителя: {SENDER}." in card
    await product.sandbox.mailbox.wait_for(1)
    for number, mbox in enumerate(("", "не адрес", "борис@firma.local"), 2):
        await models.Account.filter(full_name="Борисов Борис").delete()
        await link(product, mbox, copy=True)
        await send(product, compose, subject=f"Тема {number}")
        await product.sandbox.mailbox.wait_for(number)
    for letter in product.sandbox.mailbox.letters:
        assert letter.message["Reply-To"] is None
        assert letter.rcpt_to == ["ivanov@firma.local"]


async def test_a_copy_goes_to_the_author_who_wants_one_in_no_header(product: Product, compose: Compose) -> None:
    await link(product, copy=True)
    card = await send(product, compose)
    assert f"Копия — вам: {OWN}." in card
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.rcpt_to == ["ivanov@firma.local", OWN]
    assert OWN not in f"{letter.message['To']} {letter.message['Cc']} {letter.message['Bcc']}"
    card = (await product.staff.wait_for_text("✅ Отправлено")).text
    assert f"Копия — вам: {OWN}." in card


async def test_no_second_copy_goes_to_an_author_who_is_a_recipient(product: Product, compose: Compose) -> None:
    account = await product.accounts.by_username("ivanov")
    assert account is not None
    await models.Person.filter(telegram_id=STAFF).update(account_id=account.id, copy_to_self=True)
    card = await send(product, compose)
    assert "Копия" not in card
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.rcpt_to == ["ivanov@firma.local"]


async def test_a_copy_that_is_refused_makes_no_noise_and_the_letter_is_sent(product: Product, compose: Compose) -> None:
    await link(product, copy=True)
    product.sandbox.mail.refuse_recipient(OWN)
    await send(product, compose)
    card = await product.staff.wait_for_text("✅ Отправлено")
    assert f"а копию вам ({OWN}) сервер не принял" in card.text
    assert not any(message.reply_to == card.id for message in product.staff.messages)
    (letter,) = await product.sandbox.mailbox.wait_for(1)
    assert letter.rcpt_to == ["ivanov@firma.local"]


async def test_a_copy_alone_is_never_tried_again(product: Product, compose: Compose) -> None:
    await link(product, copy=True)
    product.sandbox.mail.refuse_recipient(OWN, "450 4.2.1 Later")
    await send(product, compose)
    card = await product.staff.wait_for_text("✅ Отправлено")
    assert f"а копию вам ({OWN}) сервер не принял" in card.text
    (letter,) = await models.Delivery.all()
    assert (letter.state, letter.due_at, letter.attempts_made) == ("sent", None, 1)


async def test_a_letter_that_nobody_but_its_author_has_got_is_not_sent(product: Product, compose: Compose) -> None:
    await link(product, copy=True)
    product.sandbox.mail.refuse_recipient("ivanov@firma.local")
    await send(product, compose)
    card = await product.staff.wait_for_text("❌ Не отправлено")
    assert "ivanov@firma.local" in card.text
