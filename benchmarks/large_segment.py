"""One run makes 10,000 letters in one segment: how long it takes, what it holds, and how long others wait meanwhile.

The action that does what stands inside again and again is the one that the tests make up.
"""

import asyncio
import tempfile
import time
import tracemalloc
from pathlib import Path

from domain.deliveries.delivery import DeliveryState
from domain.runs.run import RunStatus
from storage import models
from tests.domain.deliveries.conftest import ToldSender, open_office
from tests.domain.scenarios.long_runs import FILL, again, begin, go_on, send
from tests.domain.scenarios.looping import looping

SIZES = (1_000, 10_000)
PAUSE = 0.02


def run() -> list[tuple[str, str]]:
    """Make them, without and with a look at the memory, which makes everything slower."""
    found = []
    for size in SIZES:
        seconds, waits, _ = asyncio.run(_segment(size))
        found.append((f"{size} letters of one segment", f"{seconds:.1f} s"))
        found.append(("... others' writes meanwhile: median", f"{waits[len(waits) // 2] * 1000:.0f} ms"))
        found.append(("... p99", f"{waits[round(len(waits) * 0.99) - 1] * 1000:.0f} ms"))
        found.append(("... the slowest (the one that waits for all to go live)", f"{waits[-1] * 1000:.0f} ms"))
    for size in SIZES:
        _, _, peak = asyncio.run(_segment(size, traced=True))
        found.append((f"{size} letters of one segment: memory at most", f"{peak / 1e6:.1f} MB"))
    return found


async def _segment(size: int, *, traced: bool = False) -> tuple[float, list[float], int]:
    """Return for how many seconds it works, how long others' writes wait, and how much memory it takes."""
    waits: list[float] = []
    with tempfile.TemporaryDirectory() as home, looping():
        async with open_office(Path(home) / "gonets.db", ToldSender()) as office:

            async def write() -> None:
                while True:
                    began = time.perf_counter()
                    await office.letter()
                    waits.append(time.perf_counter() - began)
                    await asyncio.sleep(PAUSE)

            others = office.run_id
            await begin(office, FILL, again(size, send()))
            mine, office.run_id = office.run_id, others
            if traced:
                tracemalloc.start()
            began = time.perf_counter()
            async with asyncio.TaskGroup() as group:
                writes = group.create_task(write())
                await go_on(office)
                writes.cancel()
            seconds = time.perf_counter() - began
            peak = tracemalloc.get_traced_memory()[1] if traced else 0
            tracemalloc.stop()
            made = await models.Delivery.filter(run_id=mine, state=DeliveryState.QUEUED).count()
            run_ = await office.runs.get(mine)
            if made != size or run_ is None or run_.status is not RunStatus.DELIVERING:
                raise RuntimeError(f"{made} letters of {size}")
    return seconds, sorted(waits), peak


if __name__ == "__main__":
    for name, figure in run():
        print(f"{name:<60} {figure}")
