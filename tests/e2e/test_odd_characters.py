"""Characters that a database may refuse hold nobody up, wherever they come in: whoever sends them is answered."""

from typing import Any

import pytest

from bot.cards.addresses import PressRecordButton
from bot.demo.stage import ADMIN, STAFF
from storage import models
from tests.e2e.conftest import Product, eventually

NUL = "до\x00после"
ODD = {
    "nothing": "\x00",
    "nothing inside": NUL,
    "controls": "\x01\x02\x1f\x7f\x85",
    "the last of all": "\U0010ffff\uffff\ufffe",
    "long and random": "".join(chr(0x4E00 + (i * 7919) % 20000) for i in range(4000)),
    "what looks like JSON": '$["a"].b\\u0000 {"$": "\\u0000"}',
    "what looks like a pattern": "%_\\%' -- \";$1 ?",
}
"""As somebody might type it, or a client might let it through."""

STRANGER = 77


class Hand:
    """Lets a person's updates come in as they are, which a client would have tidied up."""

    def __init__(self, product: Product, person: int = STAFF, **others: Any) -> None:
        self._product = product
        self._user = {"id": person, "is_bot": False, "first_name": "Борис", **others}
        self._number = 900_000
        product.sandbox.user(person).chat.started = True

    async def message(self, **content: Any) -> None:
        self._number += 1
        message = {
            "message_id": self._number,
            "date": 1764400000,
            "chat": {**self._user, "type": "private"},
            "from": self._user,
            **content,
        }
        await self._slip({"message": message})

    async def press(self, data: str, message_id: int = 1) -> None:
        self._number += 1
        chat = {**self._user, "type": "private"}
        message = {"message_id": message_id, "date": 1764400000, "chat": chat}
        query = {"id": f"{self._number}", "from": self._user, "chat_instance": "1", "data": data, "message": message}
        await self._slip({"callback_query": query})

    async def _slip(self, update: dict[str, Any]) -> None:
        self._product.sandbox.messenger.updates.slip_in(update)
        await eventually(self._settled)

    async def _settled(self) -> bool:
        waiting = self._product.sandbox.messenger.updates.pending
        return not waiting and not await models.Update.filter(done_at=None).exists()


@pytest.mark.parametrize("odd", ODD)
async def test_what_is_typed_is_answered_wherever_something_is_asked(product: Product, odd: str) -> None:
    staff, hand, text = product.staff, Hand(product), ODD[odd]
    await hand.message(text=text)
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")
    await hand.message(text=text)
    await staff.send("Иванов")
    await staff.press("Иванов Иван Петрович")
    for title in ("Тема уведомления (2 из 3)", "Текст уведомления (3 из 3)"):
        await staff.wait_for_text(title)
        await hand.message(text=text)
        if title in staff.last.text:  # it asks again
            await staff.send("Тема")
    await staff.wait_for_text("черновик")


@pytest.mark.parametrize("odd", [NUL, ODD["the last of all"]])
async def test_whatever_else_of_a_message_has_them_it_is_answered(product: Product, odd: str) -> None:
    staff, hand = product.staff, Hand(product)
    photo = {"photo": [{"file_id": "x", "file_unique_id": "x", "width": 9, "height": 9, "file_size": 9}]}
    document = {"file_id": "x", "file_unique_id": "x", "file_size": 9, "file_name": odd, "mime_type": odd}
    contact = {"phone_number": odd, "first_name": odd, "last_name": odd, "vcard": odd}
    origin = {"type": "hidden_user", "date": 1764400000, "sender_user_name": odd}
    members: list[dict[str, Any]] = [
        {**photo, "caption": odd},
        {"document": document, "caption": odd},
        {"contact": contact},
        {"forward_origin": origin, "text": "переслано"},
        {"text": f"/start {odd}", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]},
        {
            "text": "ссылка",
            "entities": [{"type": "text_link", "offset": 0, "length": 6, "url": f"https://x.test/{odd}"}],
        },
    ]
    for member in members:
        await hand.message(**member)
    await hand.press(odd)
    await hand.press(f"{PressRecordButton.__prefix__}:{odd}")
    await hand.press(f"{PressRecordButton.__prefix__}:{2**63}:1:1:1:0")
    await staff.send("/new")
    await staff.wait_for_text("Получатель (1 из 3)")


async def test_who_is_called_by_them_is_met_and_answered(product: Product) -> None:
    for number, name in enumerate((NUL, "\x00", "\ufffe", "Имя" * 300)):
        hand = Hand(product, STRANGER + number, first_name=name, last_name=name, username=name, language_code=name)
        await hand.message(text="/start")
        await product.sandbox.user(STRANGER + number).wait_for_text("нет доступа")
    staff = Hand(product, first_name=NUL, language_code=NUL)
    await staff.message(text="/new")
    await product.staff.wait_for_text("Получатель (1 из 3)")


async def test_looking_for_them_finds_nothing_and_harms_nothing(product: Product) -> None:
    admin, hand = product.admin, Hand(product, ADMIN)
    for command in ("/accounts", "/list", "/journal", "/new"):
        await admin.send(command)
        for odd in (NUL, ODD["what looks like a pattern"], "9" * 30):
            await hand.message(text=odd)
            await hand.message(text=f"{command} {odd}")
    await admin.send("/new")
    await admin.wait_for_text("Получатель (1 из 3)")


async def test_what_administrators_type_is_answered(product: Product) -> None:
    admin, hand = product.admin, Hand(product, ADMIN)
    ways = (
        ("/connections", "Отправка уведомлений", "Изменить", "Название"),
        ("/scenarios", "Отправка уведомления", "Изменить", "1.1 Изменить", "Переменные", "➕ Cc", "Формула"),
        ("/accounts", "Иванов Иван Петрович", "Изменить", "Телефон"),
    )
    for command, *labels in ways:
        await admin.send(command)
        for label in labels:
            await admin.press(label)
        await hand.message(text=NUL)
        await hand.message(text="9" * 40)
    await admin.send("/new")
    await admin.wait_for_text("Получатель (1 из 3)")
