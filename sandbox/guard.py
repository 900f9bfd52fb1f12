"""Keeps other web sites out: a page of somebody else's must not drive the sandbox through the visitor's browser."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web

LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def only_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses a foreign Host (DNS rebinding) and a foreign Origin (cross-site requests)."""
    host = request.headers.get("Host", "")
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "none")
    opened = request.method == "GET" and request.path == "/"
    foreign = name not in LOOPBACK or origin not in (None, f"http://{host}")
    if foreign or (site not in ("none", "same-origin") and not opened):
        return web.Response(status=HTTPStatus.FORBIDDEN, text="The sandbox answers its own page only.")
    return await handler(request)
