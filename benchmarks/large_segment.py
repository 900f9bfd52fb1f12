"""A `for_each` over 10,000 records sends a letter for each: how long it takes, what it holds, how long others wait."""

import asyncio
import tempfile
import time
import tracemalloc
from datetime import timedelta
from pathlib import Path

from domain.deliveries.delivery import DeliveryState
from domain.runs.run import RunStatus
from storage import models
from tests.domain.deliveries.conftest import Office, ToldSender, open_office
from tests.domain.scenarios.long_runs import FILL, begin, go_on, send

SIZES = (1_000, 10_000)
EACH = "from x in db->Uvedomleniya where x->_creationDate > $_creationDate select x"
PAUSE = 0.02


def run() -> list[tuple[str, str]]:
    """Make them, without and with a look at the memory, which makes everything slower."""
    found = []
    for size in SIZES:
        seconds, waits, _ = asyncio.run(_segment(size))
        found.append((f"{size} records, a letter for each", f"{seconds:.1f} s"))
        found.append(("... others' writes meanwhile: median", f"{waits[len(waits) // 2] * 1000:.0f} ms"))
        found.append(("... p99", f"{waits[round(len(waits) * 0.99) - 1] * 1000:.0f} ms"))
        found.append(("... the slowest (the one that waits for all to go live)", f"{waits[-1] * 1000:.0f} ms"))
    for size in SIZES:
        _, _, peak = asyncio.run(_segment(size, traced=True))
        found.append((f"{size} records, a letter for each: memory at most", f"{peak / 1e6:.1f} MB"))
    return found


async def _records(office: Office, count: int) -> None:
    """Write records of the same person, made behind the one of the run."""
    mine, at = office.record, office.clock() + timedelta(minutes=1)
    made = [
        models.Record(
            template_id=mine.template_id, creator_id=mine.creator_id, values={}, revision=2, status="sent",
            created_at=at, modified_at=at, saved_at=at,
        )
        for _ in range(count)
    ]  # fmt: skip
    await models.Record.bulk_create(made, batch_size=1_000)


async def _segment(size: int, *, traced: bool = False) -> tuple[float, list[float], int]:
    """Return for how many seconds it works, how long others' writes wait, and how much memory it takes."""
    waits: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        async with open_office(Path(home) / "gonets.db", ToldSender()) as office:

            async def write() -> None:
                while True:
                    began = time.perf_counter()
                    await office.letter()
                    waits.append(time.perf_counter() - began)
                    await asyncio.sleep(PAUSE)

            await _records(office, size)
            others = office.run_id
            await begin(
                office, FILL, {"for_each": {"values": {"formula": EACH}, "variable": "one", "actions": [send()]}}
            )
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
