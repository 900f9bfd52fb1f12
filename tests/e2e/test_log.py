"""The log tells an administrator the story of one letter under one number, and holds no text of it and no secret."""

import io
import json
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.app.logs import Masked
from sandbox.manners import MailFault
from tests.e2e.conftest import BUTTON, Product, all_told, eventually

Compose = Callable[..., Any]
OURS = ("bot", "domain", "storage", "mail")


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the product itself said: the sandbox's mail server logs, too."""
    return [
        item.getMessage() for item in caplog.records if item.name.partition(".")[0] in OURS and item.name != "mail.log"
    ]


async def test_the_story_of_one_letter_stands_under_its_run(
    product: Product, compose: Compose, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    written = io.StringIO()
    as_json = logging.StreamHandler(written)
    as_json.setFormatter(Masked([], as_json=True))
    logging.getLogger().addHandler(as_json)
    staff = product.staff
    await product.change_connection(timeout=timedelta(seconds=1), retry_after=(timedelta(hours=1),))
    product.sandbox.mail.fault, product.sandbox.mail.times = MailFault.LATER, 1
    await compose(staff, subject="Тайная тема", text="Тайный текст")
    card = staff.last
    await staff.press(BUTTON, card)
    await staff.wait_for_text("Ждёт отправки")
    product.sandbox.mail.fault, product.sandbox.mail.times = MailFault.DROPPED, 1
    await staff.press("Повторить сейчас", card)
    await staff.wait_for_text("Неизвестно, ушло ли")
    await staff.press("Отправить ещё раз", card)
    await eventually(all_told)
    logging.getLogger().removeHandler(as_json)
    story = [line for line in lines(caplog) if line.startswith("run 1")]
    words = (
        "pressed a button",
        "written for 1",
        "attempt 1",
        "attempt 2",
        "is uncertain",
        "person's word",
        "attempt 3",
    )
    places = [next(number for number, line in enumerate(story) if word in line) for word in words]
    assert places == sorted(places)
    assert any("told to" in line for line in story)
    told = [json.loads(line) for line in written.getvalue().splitlines()]
    of_run = [fields for fields in told if fields.get("run") == 1]
    assert "update" in next(fields for fields in of_run if "pressed a button" in fields["message"])
    assert all(fields["letter"] == 1 for fields in of_run if "attempt" in fields["message"])
    assert any("told to" in fields["message"] for fields in of_run)
    everything = written.getvalue() + "\n".join(lines(caplog))
    assert "Тайн" not in everything
    assert "42:DEMO" not in everything
