"""Many people at once: a hundred of staff with a message each, and an administrator beside 2,000 waiting strangers.

The product runs in a process of its own, as `gonets run` does. The sandbox has no flood limits.
"""

import asyncio
import statistics
import time

from benchmarks.apart import running_apart
from benchmarks.figures import p95
from bot.cards.addresses import HelpPage, StartPage
from bot.demo.stage import ADMIN, fill
from domain.people import Role
from sandbox import Sandbox, User
from storage.repositories.people import PersonRepository
from storage.secrets import SecretBox

PEOPLE = 100
STRANGERS = 2_000
PRESSES = 5
LONGEST = 120.0


def run() -> list[tuple[str, str]]:
    """Write to a product on the sandbox, and look how long each waits for an answer."""
    at_once, beside = asyncio.run(_run())
    return [
        (f"{PEOPLE} people write at once: median of the answer", f"{statistics.median(at_once):.2f} s"),
        ("... p95 (aim: 2 s; never over 4 s)", f"{p95(at_once):.2f} s"),
        ("... the last", f"{at_once[-1]:.2f} s"),
        (f"an administrator's press behind {STRANGERS} messages of strangers", f"{beside[0]:.2f} s"),
        (f"... the slowest of {PRESSES} presses (aim: under 1 s)", f"{max(beside):.2f} s"),
    ]


def all_at_once() -> float:
    """Return how long it takes until 95 of a hundred people have their answers, in seconds."""

    async def measured() -> list[float]:
        async with running_apart(_let_in) as apart:
            return await _at_once(apart.sandbox)

    return p95(asyncio.run(measured()))


async def _run() -> tuple[list[float], list[float]]:
    async with running_apart(_let_in) as apart:
        return await _at_once(apart.sandbox), await _beside_strangers(apart.sandbox)


async def _let_in(sandbox: Sandbox, box: SecretBox) -> None:
    await fill(sandbox, box)
    people = PersonRepository()
    for user in _people(sandbox):
        await people.let_in(user.id, Role.STAFF, user.name)


def _people(sandbox: Sandbox) -> list[User]:
    return [sandbox.user(5_000 + number, first_name=f"Сотрудник {number}") for number in range(PEOPLE)]


async def _at_once(sandbox: Sandbox) -> list[float]:
    """Return how long each has waited for the first question, the quickest first."""
    users = _people(sandbox)
    await users[0].send("/help")  # what is loaded once is loaded before
    await users[0].wait_for_text("/new", timeout=LONGEST)
    async with asyncio.TaskGroup() as group:
        waits = [group.create_task(_answered(user)) for user in users]
    return sorted(wait.result() for wait in waits)


async def _answered(user: User) -> float:
    began = time.perf_counter()
    await user.send("/new")
    await user.wait_for_text("Получатель (1 из 3)", timeout=LONGEST)
    return time.perf_counter() - began


async def _beside_strangers(sandbox: Sandbox) -> list[float]:
    """Return how long an administrator waits for the answers to presses, strangers writing before the first."""
    admin = sandbox.user(ADMIN)
    await admin.send("/start")
    page = await admin.wait_for_text("Здравствуйте")
    await asyncio.sleep(0.5)  # the command menu that follows is none of what is measured
    for number in range(STRANGERS):
        await sandbox.user(10_000 + number, first_name=f"Чужой {number}").send("Здравствуйте!")
    waits = []
    for _ in range(PRESSES):
        began = time.perf_counter()
        answer = await admin.press_data(page, HelpPage().pack(), LONGEST)
        assert answer.answered
        waits.append(time.perf_counter() - began)
        await admin.press_data(page, StartPage().pack(), LONGEST)
    return waits


if __name__ == "__main__":
    for name, figure in run():
        print(f"{name}: {figure}")
