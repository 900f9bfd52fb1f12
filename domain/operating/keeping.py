"""Keeping for years: letters, attachments and event chains are erased when they have been kept long enough."""

import logging
from datetime import datetime, timedelta
from typing import Protocol

from domain.clock import Clock
from domain.large_contents import OF_NOBODY_FOR
from domain.records.kept import KEEP_PIECES
from domain.records.record import TAKEN_BACK_FOR
from domain.uploads.uploads import KEEP_UPLOADS

log = logging.getLogger(__name__)


class Retained(Protocol):
    """What is kept for a while. Each call forgets a few and returns how many: 0 when there is no more."""

    async def forget_letters(self, before: datetime) -> int:
        """Erase letters whose delivery ended before then; what became of them stays."""
        ...

    async def forget_files(self, before: datetime) -> int:
        """Erase the attachments of records that were sent before then; their names stay."""
        ...

    async def forget_traces(self, before: datetime) -> int:
        """Erase the event chains and variables of runs that ended before then."""
        ...

    async def forget_news(self, before: datetime) -> int:
        """Forget what was told outside records before then, requests for accounts that were decided before then, and
        what could not be told of runs that ended before then.
        """
        ...

    async def forget_deleted(self, before: datetime) -> int:
        """Erase for good the records that were deleted before then."""
        ...

    async def forget_uploads(self, before: datetime) -> int:
        """Forget files that administrators sent before then, those that are being applied excepted."""
        ...

    async def forget_kept(self, before: datetime) -> int:
        """Forget what people sent before then and never found a place for."""
        ...

    async def forget_contents(self, before: datetime) -> int:
        """Take away large contents that were begun before then and that nobody got."""
        ...

    async def forget_spills(self, now: datetime) -> int:
        """Take away what segments of runs have left that came to nothing; runs that somebody has are left alone."""
        ...


class ForgetOld:
    """Erases what is older than it is to be kept, a few rows a commit."""

    def __init__(self, retained: Retained, clock: Clock, *, letters: timedelta, traces: timedelta) -> None:
        self._retained = retained
        self._clock = clock
        self._letters = letters
        self._traces = traces

    async def __call__(self) -> int:
        """Erase all that is old; return how much it was."""
        letters, traces = self._clock() - self._letters, self._clock() - self._traces
        erased = 0
        for forget, before in (
            (self._retained.forget_spills, self._clock()),
            (self._retained.forget_contents, self._clock() - OF_NOBODY_FOR),
            (self._retained.forget_letters, letters),
            (self._retained.forget_files, letters),
            (self._retained.forget_traces, traces),
            (self._retained.forget_news, traces),
            (self._retained.forget_deleted, self._clock() - TAKEN_BACK_FOR),
            (self._retained.forget_uploads, self._clock() - KEEP_UPLOADS),
            (self._retained.forget_kept, self._clock() - KEEP_PIECES),
        ):
            while count := await forget(before):
                erased += count
        if erased:
            log.info("%s old letters, files, event chains, news, uploads and deleted records were erased", erased)
        return erased
