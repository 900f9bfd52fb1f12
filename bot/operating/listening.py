"""Doors that the product opens for HTTP. The log tells of no request: what is asked may be anybody's."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiohttp import web

STOPS_WITHIN = 3.0
"""Seconds that requests under way have at a stop."""


class CannotListen(Exception):
    """The address is taken, is not of this machine, or may not be used."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"{host}:{port}: {reason}")
        self.reason = reason


@asynccontextmanager
async def listening(
    host: str,
    port: int,
    routes: Sequence[web.RouteDef],
    *,
    largest: int = 1024,
    until: asyncio.Event | None = None,
) -> AsyncIterator[int]:
    """Answer at an address until the end of the block; yields the port, which for 0 is one that was free.

    `largest` is how many bytes a request's body may have. From `until` on nobody new is let in, so that a balancer goes
    to another process at once. Raises CannotListen.
    """
    door = web.Application(client_max_size=largest)
    door.add_routes(routes)
    runner = web.AppRunner(door, access_log=None, shutdown_timeout=STOPS_WITHIN, handle_signals=False)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except (OSError, OverflowError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise CannotListen(host, port, reason) from None
        closing = asyncio.get_running_loop().create_task(_close(site, until or asyncio.Event()))
        try:
            yield next((int(name[1]) for name in runner.addresses), port)
        finally:
            closing.cancel()
            await asyncio.wait([closing])
    finally:
        await runner.cleanup()


async def _close(site: web.TCPSite, until: asyncio.Event) -> None:
    await until.wait()
    await site.stop()
