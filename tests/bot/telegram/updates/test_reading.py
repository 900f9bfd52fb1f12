"""One update is read, or refused with a reason in which nobody's text stands."""

import json
from contextlib import suppress
from typing import Any

import pytest
from aiogram import Bot
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.groups import FromGroup
from bot.telegram.updates import Unreadable, read_update
from tests.bot.telegram.updates.shapes import Shapes

BOT = Bot("42:DEMO")
TEXT = "тайна моя"
USER = {"id": 77, "is_bot": False, "first_name": TEXT}
MESSAGE = {"message_id": 5, "date": 1764400000, "chat": {"id": 77, "type": "private"}, "from": USER, "text": TEXT}


def body(**fields: Any) -> bytes:
    return json.dumps({"update_id": 1, **fields}, ensure_ascii=False).encode()


def with_message(**fields: Any) -> bytes:
    return body(message=MESSAGE | fields)


UNREADABLE = {
    "sealed with another key": None,
    "empty": b"",
    "no JSON": TEXT.encode(),
    "half of it": with_message()[:-9],
    "no UTF-8": TEXT.encode("cp1251"),
    "a list": b"[1]",
    "a text": json.dumps(TEXT).encode(),
    "a number": b"5",
    "too deep": b'{"update_id":1,"message":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "a message that is a text": body(message=TEXT),
    "a press that is from nobody": body(callback_query={"id": "1", "data": TEXT}),
    "a press that cannot be answered": body(
        callback_query={"id": "", "from": USER, "chat_instance": "1", "data": TEXT}
    ),
    "a sender that is a text": with_message(**{"from": TEXT}),
    "a sender whose number is a text": with_message(**{"from": USER | {"id": "77"}}),
    "a sender whose number is text at all": with_message(**{"from": USER | {"id": TEXT}}),
    "a sender whose number is true": with_message(**{"from": USER | {"id": True}}),
    "a sender whose number is inexact": with_message(**{"from": USER | {"id": 77.0}}),
    "a sender below zero": with_message(**{"from": USER | {"id": -77}}),
    "a sender beyond 64 bits": with_message(**{"from": USER | {"id": 10**30}}),
    "a chat beyond 64 bits": with_message(chat={"id": 2**63, "type": "private"}),
    "a message number beyond 64 bits": with_message(message_id=-(2**63) - 1),
    "a date that no calendar has": with_message(date=2**62),
    "a nameless hidden author": with_message(forward_origin={"type": "hidden_user", "date": 1}),
    "an unknown origin": with_message(forward_origin={"type": TEXT, "date": 1}),
    "an empty story": with_message(story={}),
    "a text of another type": with_message(text={"a": TEXT}),
    "half a character": with_message(text="x").replace(b'"x"', b'"\\ud83d"'),
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_refused_without_its_text(content: bytes | None) -> None:
    with pytest.raises(Unreadable) as refused:
        read_update(content, BOT)
    chain = [refused.value, refused.value.__cause__, refused.value.__context__]
    assert refused.value.reason
    assert all("тайн" not in f"{error!r} {error}" for error in chain if error is not None)


NOT_FOR_US = {
    "no event": body(),
    "an event that is null": body(message=None),
    "a kind that nobody knows": body(brand_new={"from": USER}),
    "a kind that is not asked for": body(poll={"id": "1"}),
    "a message of a channel": body(message={key: value for key, value in MESSAGE.items() if key != "from"}),
}


@pytest.mark.parametrize("content", NOT_FOR_US.values(), ids=NOT_FOR_US.keys())
def test_what_is_not_for_us_is_no_mistake(content: bytes) -> None:
    assert read_update(content, BOT) is None


def test_fields_that_nobody_knows_are_no_mistake() -> None:
    update = read_update(with_message(brand_new={"of": [10**30]}, text="привет"), BOT)
    assert update is not None
    assert update.message is not None
    assert update.message.text == "привет"


@given(st.integers(0, 2**32 - 1))
def test_every_shape_is_read_or_refused(seed: int) -> None:
    with suppress(Unreadable, FromGroup):
        read_update(json.dumps({"update_id": 1, **Shapes(seed, [77]).update()}).encode(), BOT)
