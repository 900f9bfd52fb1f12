"""`/healthz`, `/readyz` and `/metrics`."""

import logging
from collections.abc import Sequence
from functools import partial

from aiohttp import web

from bot.operating.exposition import Exposition
from bot.operating.looking import PATIENCE, Looking
from bot.operating.readiness import Readiness
from domain.clock import Clock
from domain.errors import DatabaseTrouble
from domain.operating.figures import Figures, ReadsFigures

log = logging.getLogger(__name__)

METRICS = "text/plain; version=0.0.4; charset=utf-8"
"""The text format of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/)."""


class OperatorsDoor:
    """Answers those who watch the product."""

    def __init__(
        self, ready: Readiness, exposition: Exposition, rows: ReadsFigures, clock: Clock, patience: float = PATIENCE
    ) -> None:
        self._ready = ready
        self._exposition = exposition
        self._clock = clock
        self._rows = Looking(partial(_read, rows, clock), patience)

    async def close(self) -> None:
        """Wait for what looks at the database."""
        await self._ready.close()
        await self._rows.close()

    def routes(self) -> Sequence[web.RouteDef]:
        """Return what is asked where."""
        return [
            web.get("/healthz", self._healthz),
            web.get("/readyz", self._readyz),
            web.get("/metrics", self._metrics),
        ]

    async def _healthz(self, _: web.Request) -> web.Response:
        """It answers: the loop that does all the work is not stuck."""
        return web.Response(text="ok\n")

    async def _readyz(self, _: web.Request) -> web.Response:
        reasons = await self._ready()
        if reasons:
            return web.Response(status=503, text="".join(f"not ready: {reason}\n" for reason in reasons))
        return web.Response(text="ok\n")

    async def _metrics(self, _: web.Request) -> web.Response:
        now = self._clock()
        written = self._exposition.write(await self._figures(), now)
        return web.Response(body=written, headers={"Content-Type": METRICS})

    async def _figures(self) -> Figures | None:
        try:
            return await self._rows()
        except TimeoutError:
            log.info("the metrics say nothing of rows: the database does not answer in time")
            return None


async def _read(rows: ReadsFigures, clock: Clock) -> Figures | None:
    try:
        return await rows.figures(clock())
    except DatabaseTrouble as trouble:
        log.info("the metrics say nothing of rows: %s", trouble.detail)
        return None
