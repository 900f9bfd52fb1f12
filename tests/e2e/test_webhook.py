"""The product with a webhook: Telegram sends updates, one that comes again changes nothing, polling is a way back."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from storage import models
from tests.commands import free_port
from tests.e2e.conftest import BUTTON, Product

Compose = Callable[..., Any]


async def test_a_letter_is_sent_by_webhook_and_polling_takes_it_away_again(
    product: Product, compose: Compose, caplog: pytest.LogCaptureFixture
) -> None:
    updates = product.sandbox.messenger.updates
    await product.stop()
    product.webhook_port = free_port()
    await product.start()
    async with asyncio.TaskGroup() as group:
        sending = group.create_task(product.sandbox.deliver_webhooks())
        staff = product.staff
        await compose(staff, subject="Вебхук", text="Письмо")
        await staff.press(BUTTON)
        await product.sandbox.mailbox.wait_for(1)
        await staff.wait_for_text("сервер принял письмо")
        sending.cancel()
    kept = await models.Update.all().count()
    product.webhook_port = None
    await product.restart()
    await staff.send("/start")
    await staff.wait_for_text("Здравствуйте")
    assert updates.webhook is None
    assert await models.Update.all().count() == kept + 1
    assert len(product.sandbox.mailbox.letters) == 1
    assert "it was taken away" in caplog.text
