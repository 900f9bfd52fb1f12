"""The day with the bot of a release: who is there, what they do, and what is noted of it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import yaml
from aiogram.filters.callback_data import CallbackData

from bot.cards import addresses as cards
from domain.people import Role
from sandbox import Sandbox, User
from sandbox.seen import ChatMessage
from storage import models
from tests.e2e.conftest import Product, eventually

CAROL, VERA, GLEB, LEAVER = 1003, 1004, 1005, 1006
"""Besides ADMIN and STAFF: one who reads English, another administrator, an heir, and one who goes."""
PENDING, DECLINED, LATE = 2001, 2002, 2004
"""Strangers."""


class Moved:
    """A clock that is some time ahead."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Scene:
    """One day with the bot."""

    sandbox: Sandbox
    product: Product
    clock: Moved
    notes: dict[str, Any] = field(default_factory=dict)
    """What the tests must know that the database does not hold or holds hashed."""
    seen: dict[tuple[int, int, str], str] = field(default_factory=dict)
    """Every button that anybody saw: person, message and data, with its label."""

    async def watch(self) -> None:
        while True:
            for user in self.sandbox.users:
                for message in user.messages:
                    for row in message.buttons:
                        for button in row:
                            if button.data is not None:
                                self.seen[user.id, message.id, button.data] = button.label
            await self.sandbox.messenger.changed.wait()

    # How one acts.

    async def go(self, user: User, address: CallbackData) -> ChatMessage:
        """Press a button with that address on the newest message."""
        answer = await user.press_data(user.last, address.pack())
        assert answer.answered, address
        await eventually(self.settled)
        return user.last

    async def say(self, user: User, text: str, then: str | None = None) -> ChatMessage:
        await user.send(text)
        if then is None:
            await eventually(self.settled)
            return user.last
        return await user.wait_for_text(then)

    async def settled(self) -> bool:
        return not self.sandbox.messenger.updates.pending and not await models.Update.filter(done_at=None).exists()

    async def come(self, number: int, role: Role, first: str, last: str = "", language: str = "ru") -> User:
        """Let somebody in."""
        await self.product.people.let_in(number, role, f"{first} {last}".strip())
        user = self.sandbox.user(number, first_name=first, last_name=last or None, language_code=language)
        await self.say(user, "/start")
        return user

    async def number(self, table: Any, **about: Any) -> int:
        return int((await table.get(**about)).id)

    async def template(self, name: str) -> Any:
        return await models.RecordTemplate.get(system_name=name)

    async def begin(self, user: User, name: str) -> models.Record:
        template = await self.template(name)
        await self.go(user, cards.NewRecord(template=template.id, fresh=1))
        record = await models.Record.filter(creator_id=user.id).order_by("-id").first()
        assert record is not None
        return record

    async def pick(self, user: User, record: models.Record, attribute: str, username: str) -> None:
        template = await record.template
        account = await models.Account.get(username=username)
        number = template.numbers[attribute]
        await self.go(user, cards.PickAccount(record=record.id, attribute=number, account=account.id))

    async def compose(self, user: User, name: str, to: str, subject: str, text: str = "Текст письма") -> models.Record:
        """Fill in a form of three questions; return its record, unsent."""
        record = await self.begin(user, name)
        await self.pick(user, record, "Poluchatel", to)
        await self.say(user, subject)
        await self.say(user, text)
        await record.refresh_from_db()
        return record

    async def press(self, user: User, record: models.Record, label: str, *, answered: bool = True) -> None:
        """Press a button of a record's card."""
        await record.refresh_from_db()
        at = record.card_message_id or user.last.id
        # What came of the last press is drawn by the bot's own work.
        await user.wait_for(lambda chat: any(item.id == at and label in item.labels for item in chat.messages))
        await user.press(label, at, answer_within=5.0 if answered else 0.0)
        if answered:
            await eventually(self.settled)

    async def reaches(self, record: models.Record, *states: str) -> None:
        async def check() -> bool:
            found = await models.Delivery.filter(run__record_id=record.id).values_list("state", flat=True)
            return bool(found) and set(found) <= set(states)

        await eventually(check)

    async def told(self) -> None:
        """Wait until nothing is left to be told."""

        async def check() -> bool:
            left = [await table.filter(due_at__isnull=False).count() for table in WORK]
            return not any(left) and not await models.Report.all().exists()

        self.clock.ahead += timedelta(seconds=11)
        self.product.wake()
        await eventually(check)


WORK = (models.Announcement, models.Notice)


async def send_file(scene: Scene, user: User, name: str, document: Any) -> ChatMessage:
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
    sent = await user.send_document(name, text.encode())
    return await user.wait_for(
        lambda chat: chat.last if chat.last.id > sent.id and "Применить" in chat.last.labels else None
    )
