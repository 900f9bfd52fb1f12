"""A provider of tokens for tests, over real HTTP: it answers by a script, and remembers what it was asked."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Answer = Callable[[Mapping[str, str]], web.StreamResponse]


@dataclass
class TokenEndpoint:
    """Gives `token-1`, `token-2` and so on; `answers` come first. `hold` makes it wait, `came` tells that it does."""

    answers: list[Answer] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    rotates: bool = False
    lives: Any = 3600
    hold: asyncio.Event | None = None
    came: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""
    given: int = 0
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> "TokenEndpoint":
        app = web.Application()
        app.router.add_post("/token", self._post)
        app.router.add_post("/device", self._post)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        server: Any = site._server
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        if self.hold is not None:
            self.hold.set()
        await self._runner.cleanup()

    async def _post(self, request: web.Request) -> web.StreamResponse:
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(form)
        self.came.set()
        if self.hold is not None:
            await self.hold.wait()
        if self.answers:
            return self.answers.pop(0)(form)
        self.given += 1
        body: dict[str, Any] = {"access_token": f"token-{self.given}", "token_type": "Bearer"}
        if self.lives is not None:
            body["expires_in"] = self.lives
        if self.rotates:
            body["refresh_token"] = f"refresh-{self.given}"
        return web.json_response(body)


def says(status: int, body: Mapping[str, Any]) -> Answer:
    """Answer with JSON."""
    return lambda _: web.json_response(dict(body), status=status)


def says_text(status: int, text: str, **headers: str) -> Answer:
    """Answer with something that is no JSON."""
    return lambda _: web.Response(text=text, status=status, headers=headers)


def refuses(error: str, description: str = "", status: int = 400, **more: Any) -> Answer:
    """Refuse as RFC 6749 section 5.2 says."""
    return says(status, {"error": error, "error_description": description, **more})
