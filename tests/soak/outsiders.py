"""Those who have no business here: strangers who write whatever can be written, and groups that the bot is added to."""

import asyncio
import random
from contextlib import suppress

from sandbox import Sandbox
from sandbox.groups import Group
from tests.every_message import every_message

STRANGERS, GROUPS = 6, 3
MOST_PENDING = 100
"""Updates that wait for the bot; they send none more then, or a slow machine would do nothing else than hear them."""


class Outsiders:
    """Strangers and groups, as long as it lasts."""

    def __init__(self, sandbox: Sandbox, seed: str) -> None:
        self._sandbox = sandbox
        self._luck = random.Random(f"{seed}/outsiders")
        self.strangers = [sandbox.user(9_000 + number, first_name=f"Чужой {number}") for number in range(STRANGERS)]
        kinds = ("group", "supergroup", "channel")
        self.groups = [sandbox.group(-1_000 - number, kind=kinds[number % 3]) for number in range(GROUPS)]
        self.sent = 0

    async def work(self, over: asyncio.Event) -> None:
        """Write and add until it is over."""
        while not over.is_set():
            if len(self._sandbox.messenger.updates.pending) <= MOST_PENDING:
                if self._luck.random() < 0.15:
                    self._in_a_group(self._luck.choice(self.groups))
                else:
                    await self._write()
                self.sent += 1
            with suppress(TimeoutError):
                async with asyncio.timeout(self._luck.uniform(0, 0.4)):
                    await over.wait()

    def problems(self) -> list[str]:
        """Return what should not have happened to them."""
        found = [f"the bot is still in {group.chat.type} {group.id}" for group in self.groups if group.has_bot]
        found += [
            f"the bot has spoken in {group.id}: {group.said_by_bot}" for group in self.groups if group.said_by_bot
        ]
        for stranger in self.strangers:
            said = {message.text for message in stranger.messages if message.sender == "bot"}
            # While the database cannot be read nobody knows who is a stranger.
            wrong = (text for text in said if str(stranger.id) not in text and "Сервер базы Гонца" not in text)
            found += [f"{stranger.name} was told {text!r}" for text in wrong]
        return found

    async def _write(self) -> None:
        stranger = self._luck.choice(self.strangers)
        if self._luck.random() < 0.3:
            await stranger.send(self._luck.choice(("Здравствуйте", "/start", "/new", "/start " + "x" * 20)))
        else:
            _, fields = self._luck.choice(list(every_message().items()))
            stranger.edit_anything(await stranger.send_anything(fields))

    def _in_a_group(self, group: Group) -> None:
        stranger = self._luck.choice(self.strangers)
        if not group.has_bot:
            group.add_bot(stranger)
        for _ in range(self._luck.randint(0, 20)):
            group.say(stranger, "/start " + "x" * 20)
