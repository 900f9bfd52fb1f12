"""The doors for HTTP: one that is to stop lets nobody new in, and still answers who is inside."""

import asyncio

import pytest
from aiohttp import ClientConnectionError, ClientSession, web

from bot.operating.listening import CannotListen, listening


async def test_from_its_stop_on_nobody_new_is_let_in_and_who_is_inside_is_answered() -> None:
    stop, asked, may = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def answer(_: web.Request) -> web.Response:
        asked.set()
        await may.wait()
        return web.Response(text="done")

    async with (
        listening("127.0.0.1", 0, [web.get("/", answer)], until=stop) as port,
        ClientSession(f"http://127.0.0.1:{port}") as http,
        asyncio.TaskGroup() as group,
    ):
        inside = group.create_task(_asked(http))
        await asked.wait()
        stop.set()
        with pytest.raises(ClientConnectionError):
            await _knock(port)
        may.set()
        assert await inside == "done"


async def _knock(port: int) -> None:
    """Come anew again and again, until nobody is let in."""
    while True:
        async with ClientSession(f"http://127.0.0.1:{port}") as http:
            await http.head("/nothing")


async def _asked(http: ClientSession) -> str:
    async with http.get("/") as response:
        return await response.text()


async def test_what_fails_inside_is_raised_as_it_is() -> None:
    with pytest.raises(KeyError):
        async with listening("127.0.0.1", 0, []):
            raise KeyError


async def test_a_port_that_is_taken_is_said() -> None:
    async with listening("127.0.0.1", 0, []) as port:
        with pytest.raises(CannotListen):
            async with listening("127.0.0.1", port, []):
                pass
