"""A run of 10,000 letters: what the end of one of them costs, and reading all of them for its card."""

import asyncio
import tempfile
import time
from pathlib import Path

from domain.deliveries.delivery import DeliveryState
from storage import models
from storage.transactions import atomically
from tests.domain.deliveries.conftest import Office, ToldSender, open_office

SIZES = (100, 1_000, 10_000)
ENDS = 200
READINGS = 3


def run() -> list[tuple[str, str]]:
    """Measure with few letters, and with many."""
    found = []
    for size in SIZES:
        end, reading = asyncio.run(_measured(size))
        found.append((f"{size} letters: the end of one of them", f"{end * 1000:.2f} ms"))
        found.append((f"{size} letters: reading all with their attempts", f"{reading * 1000:.0f} ms"))
    return found


async def _measured(size: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as home:
        async with open_office(Path(home) / "gonets.db", ToldSender()) as office:

            async def make() -> None:
                for _ in range(size):
                    await office.letter()
                ended = models.Delivery.filter(run_id=office.run_id, id__lte=size // 2)
                await ended.update(state=DeliveryState.SENT, ended_at=office.clock(), due_at=None)

            await atomically(make)
            began = time.perf_counter()
            for _ in range(ENDS):
                await atomically(lambda: office.deliveries.settle(office.run_id, office.clock()))
            end = (time.perf_counter() - began) / ENDS
            began = time.perf_counter()
            for _ in range(READINGS):
                await _read(office)
            return end, (time.perf_counter() - began) / READINGS


async def _read(office: Office) -> None:
    letters = await office.deliveries.of_run(office.run_id)
    await office.deliveries.attempts_of([letter.id for letter in letters])


if __name__ == "__main__":
    for name, figure in run():
        print(f"{name:<60} {figure}")
