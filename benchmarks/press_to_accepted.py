"""From the press to the letter's acceptance, and the memory of the product at rest."""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from bot.demo.play import BUTTON, RECIPIENT
from bot.demo.stage import STAFF, demo_stage
from sandbox import User
from storage import models

PRESSES = 30


def run() -> list[tuple[str, str]]:
    """Press the button of thirty records, one after another, on an idle machine."""
    return asyncio.run(_run())


async def _run() -> list[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as home:
        async with demo_stage(Path(home)) as (sandbox, _app):
            user = sandbox.user(STAFF)
            total = []
            for number in range(1, PRESSES + 1):
                await compose(user, number)
                started = time.perf_counter()
                await user.press(BUTTON)
                await sandbox.mailbox.wait_for(number, timeout=30)
                total.append((time.perf_counter() - started) * 1000)
                await user.wait_for(lambda chat, number=number: is_sent(chat, number))
            inside = await _inside()
    return [
        ("press in the chat to the letter kept, median", f"{statistics.median(total):.1f} ms"),
        (
            "press committed to the letter accepted, median (ours and the server's)",
            f"{statistics.median(inside):.1f} ms",
        ),
        ("... slowest of thirty", f"{max(inside):.1f} ms"),
        ("memory of the whole demonstration, sandbox included", f"{_memory():.0f} MB"),
    ]


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


async def _inside() -> list[float]:
    runs = {row.id: row.started_at for row in await models.ScenarioRun.all()}
    ended = await models.Delivery.all().values("run_id", "ended_at")
    return [(row["ended_at"] - runs[row["run_id"]]).total_seconds() * 1000 for row in ended]


def _memory() -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    for name, figure in run():
        print(f"{name}: {figure}")
