import asyncio
import re
import signal
import sys

from aiohttp import ClientSession


async def test_it_starts_alone_and_says_where_it_is(http: ClientSession) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "--page-port", "0", "--smtp-port", "0"), stdout=asyncio.subprocess.PIPE
    )
    lines = [(await asyncio.wait_for(process.stdout.readline(), 60)).decode() for _ in range(5)]
    page = re.search(r"http://\S+", lines[0]).group()
    async with http.get(page) as response:
        assert "Гонец — песочница" in await response.text()
    device = re.search(r"http://\S+", lines[3]).group()
    async with http.post(device, data={"client_id": "gonets"}) as response:
        assert (await response.json())["user_code"]
    process.send_signal(signal.SIGINT)
    assert await asyncio.wait_for(process.wait(), 60) == 0
