"""From the press to the letter's acceptance, one after the other.

The product runs in a process of its own, as `gonets run` does; the sandbox and its mail server are in another.
"""

import asyncio
import sqlite3
import statistics
import time
from contextlib import closing
from functools import partial

from benchmarks.apart import running_apart
from bot.demo.sample import BUTTON, RECIPIENT
from bot.demo.stage import STAFF
from sandbox import User

PRESSES = 30


def run() -> list[tuple[str, str]]:
    """Press the button of thirty records, one after another, on an idle machine."""
    inside, total = measured()
    return [
        ("press in the chat to the letter kept, median", f"{statistics.median(total):.1f} ms"),
        (
            "press committed to the letter accepted, median (ours and the server's)",
            f"{statistics.median(inside):.1f} ms",
        ),
        ("... slowest of thirty", f"{max(inside):.1f} ms"),
    ]


def measured() -> tuple[list[float], list[float]]:
    """Return the milliseconds from the committed presses to acceptance, and from the chat to the mailbox."""
    return asyncio.run(_measured())


async def _measured() -> tuple[list[float], list[float]]:
    async with running_apart() as apart:
        user = apart.sandbox.user(STAFF)
        await user.send("/help")
        await user.wait_for_text("/new", timeout=60)
        total = []
        for number in range(1, PRESSES + 1):
            await compose(user, number)
            started = time.perf_counter()
            await user.press(BUTTON)
            await apart.sandbox.mailbox.wait_for(number, timeout=30)
            total.append((time.perf_counter() - started) * 1000)
            await user.wait_for(partial(is_sent, number=number))
        with closing(sqlite3.connect(apart.database)) as database:
            inside = [row[0] for row in database.execute(_INSIDE)]
    return inside, total


_INSIDE = (
    "SELECT (julianday(letter.ended_at) - julianday(run.started_at)) * 86400000 "
    "FROM scenario_run run JOIN delivery letter ON letter.run_id = run.id WHERE letter.ended_at IS NOT NULL"
)


async def compose(user: User, number: int) -> None:
    """Write the notification of that number, up to its button."""
    await user.send("/new")
    await user.wait_for_text("Получатель (1 из 3)")
    await user.press(RECIPIENT)
    await user.wait_for_text("Тема уведомления (2 из 3)")
    await user.send(f"Письмо {number}")
    await user.wait_for_text("Текст уведомления (3 из 3)")
    await user.send("Текст")
    await user.wait_for(lambda chat: BUTTON in chat.last.labels)


def is_sent(user: User, number: int) -> bool:
    """Whether a card says that the server has accepted it."""
    return any(f"Письмо {number}\n" in item.text and "принял" in item.text for item in user.messages)


if __name__ == "__main__":
    for name, figure in run():
        print(f"{name}: {figure}")
