"""Several `gonets worker` on one database, killed and frozen: no letter is lost, and none goes out twice."""

import asyncio
import signal
from collections.abc import Awaitable, Callable

import pytest

from storage.database import open_database
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox
from tests.workers.office import KEY, LETTERS, PATIENCE, Office


async def kill(_: Office, worker: asyncio.subprocess.Process) -> None:
    """As when its machine loses power."""
    worker.kill()
    await worker.wait()


async def freeze(office: Office, worker: asyncio.subprocess.Process) -> None:
    """It sleeps past its leases, and wakes up when others have done its work."""
    worker.send_signal(signal.SIGSTOP)
    await office.until_quiet()
    worker.send_signal(signal.SIGCONT)
    await ask_to_stop(office, worker)  # what it has to say, it has said by then


async def ask_to_stop(_: Office, worker: asyncio.subprocess.Process) -> None:
    """It finishes what is being transmitted, and leaves the rest to the others."""
    worker.terminate()
    assert await worker.wait() == 0


@pytest.mark.parametrize("strike", [kill, freeze, ask_to_stop], ids=lambda strike: strike.__name__)
async def test_no_letter_is_lost_and_none_goes_out_twice(
    office: Office, strike: Callable[[Office, asyncio.subprocess.Process], Awaitable[None]]
) -> None:
    first, _ = await asyncio.gather(office.begin_worker(), office.begin_worker())
    await office.press()
    await office.sandbox.mailbox.wait_for(5, PATIENCE)
    await strike(office, first)
    await office.until_quiet()
    await office.check(LETTERS)


async def test_a_server_s_limit_holds_over_all_of_them(office: Office) -> None:
    async with open_database(office.url):
        configured = ConfigurationRepository(SecretBox(KEY))
        (stored,) = await configured.connections()
        await configured.save_connection(stored.document.model_copy(update={"max_connections": 3}))
    await asyncio.gather(office.begin_worker(), office.begin_worker())
    await office.press()
    await office.until_quiet()
    await office.check(LETTERS)
    assert office.sandbox.mail.most_open <= 3
