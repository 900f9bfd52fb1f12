"""Where a browser is led back to after a consent: one answer on this machine's own address (RFC 8252 section 7.3)."""

import asyncio
import html
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.cli.words import language, text

PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{brand}</title></head><body><h1>{title}</h1><p role="status">{words}</p></body></html>
"""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
SECONDS_TO_SAY_IT = 5.0


class PortTaken(Exception):
    """Another program listens at the port, or this one may not."""


class Redirect:
    """Listens on 127.0.0.1 for the browser. What comes is written nowhere: the provider's code is in the address."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._answer: asyncio.Future[Mapping[str, str]] | None = None
        self._outcome: asyncio.Future[bool] | None = None
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        """Listen; raises PortTaken."""
        loop = asyncio.get_running_loop()
        self._answer, self._outcome = loop.create_future(), loop.create_future()
        app = web.Application()
        app.router.add_get("/", self._come, allow_head=False)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=SECONDS_TO_SAY_IT)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        except (OSError, OverflowError) as error:
            await self._runner.cleanup()
            raise PortTaken(str(self.port)) from error
        self.port = self._runner.addresses[0][1]
        return self

    async def answer(self, seconds: float) -> Mapping[str, str]:
        """Wait for the browser and return what the provider has put into the address; raises TimeoutError."""
        assert self._answer is not None  # noqa: S101 - it listens
        async with asyncio.timeout(seconds):
            return await asyncio.shield(self._answer)

    def tell(self, *, fine: bool) -> None:
        """Show the browser, which is waiting, what came of it."""
        if self._outcome is not None and not self._outcome.done():
            self._outcome.set_result(fine)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.tell(fine=False)
        if self._runner is not None:
            await self._runner.cleanup()

    async def _come(self, request: web.Request) -> web.Response:
        """Take the first answer; whoever comes again (a page that is loaded anew) sees what came of that one."""
        assert self._answer is not None  # noqa: S101 - it listens
        assert self._outcome is not None  # noqa: S101 - as above
        query = answer_in(request.query.items())
        if query is None:
            return _page(text("redirect-other"), text("redirect-other-words"), 400)
        if not self._answer.done():
            self._answer.set_result(query)
        if await asyncio.shield(self._outcome):
            return _page(text("redirect-fine"), text("redirect-fine-words"))
        return _page(text("redirect-failed"), text("redirect-failed-words"))


def answer_in(parameters: Iterable[tuple[str, str]]) -> Mapping[str, str] | None:
    """Return the parameters of an address if they are an answer: none is there twice (RFC 6749 section 3.1)."""
    pairs = list(parameters)
    answer = dict(pairs)
    return answer if len(answer) == len(pairs) and {"code", "error"} & answer.keys() else None


def _page(title: str, words: str, status: int = 200) -> web.Response:
    page = PAGE.format(
        language=language(), brand=text("redirect-brand"), title=html.escape(title), words=html.escape(words)
    )
    return web.Response(text=page, status=status, content_type="text/html", headers=HEADERS)
