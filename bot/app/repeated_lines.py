"""The same trouble again and again: its first line is written as it is, the others are counted.

While a database, Telegram or a mail server is away, everybody who waits for it has the same to say. A disk that fills
up with that is the next trouble.
"""

import logging
import re
import threading
import time
from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass

EVERY = 60.0
"""Seconds between two lines about one trouble, and how long it is quiet when it is over."""

MOST_KINDS = 500
"""Troubles that are kept apart at once; lines of any other one are written as they come."""

WRITTEN_ALWAYS = "domain.faults"
"""The logger of what has a number by which people ask for it."""

_NUMBER = re.compile(r"0x[0-9a-f]+|\d+")

Alarm = Callable[[float, Callable[[], None]], None]
"""Calls something once, after so many seconds."""


def after(seconds: float, what: Callable[[], None]) -> None:
    """Call it from a thread that holds up no end of the process: a loop may be what is stuck."""
    timer = threading.Timer(seconds, what)
    timer.daemon = True
    timer.start()


@dataclass(slots=True)
class Trouble:
    """What is said again and again: its first words, the newest, and how many came since one was written."""

    logger: str
    level: int
    first: str
    newest: str
    written_at: float
    more: int = 0
    in_all: int = 1


class OnceAMinute(logging.Handler):
    """Hands lines on to another handler; of lines about the same trouble one a minute.

    Two are the same that differ in nothing but numbers. What is below WARNING goes on at once. When a trouble that came
    again has been quiet for a minute, a last line says so.
    """

    def __init__(
        self,
        to: logging.Handler,
        every: float = EVERY,
        now: Callable[[], float] = time.monotonic,
        alarm: Alarm = after,
    ) -> None:
        super().__init__()
        self._to = to
        self._every = every
        self._now = now
        self._alarm = alarm
        self._is_set = False
        self._troubles: dict[object, Trouble] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Write it, or count it."""
        self._tell_what_is_due()
        kind = _kind_of(record)
        known = self._troubles.get(kind)
        if known is not None:
            known.newest, known.more, known.in_all = _words_of(record), known.more + 1, known.in_all + 1
            self._set_alarm()
            return
        if kind is not None and len(self._troubles) < MOST_KINDS:
            words = _words_of(record)
            self._troubles[kind] = Trouble(record.name, record.levelno, words, words, self._now())
        self._to.handle(record)

    def tell(self) -> None:
        """Say what it is time to say, whether or not a line comes."""
        self.acquire()
        try:
            self._is_set = False
            self._tell_what_is_due()
            if any(trouble.in_all > 1 for trouble in self._troubles.values()):
                self._set_alarm()
        finally:
            self.release()

    def close(self) -> None:
        """Say what was counted and not told yet: the process ends."""
        self.acquire()
        try:
            for trouble in self._troubles.values():
                if trouble.more:
                    self._tell_more(trouble)
            self._troubles.clear()
        finally:
            self.release()
        self._to.close()
        super().close()

    def _tell_what_is_due(self) -> None:
        now = self._now()
        due = [item for item in self._troubles.items() if now - item[1].written_at >= self._every]
        for kind, trouble in due:
            if trouble.more:
                self._tell_more(trouble)
                trouble.written_at, trouble.more = now, 0
                continue
            del self._troubles[kind]
            if trouble.in_all > 1:
                words = f"quiet for a minute, {trouble.in_all} times in all: {trouble.first}"
                self._write(trouble.logger, logging.INFO, words)

    def _tell_more(self, trouble: Trouble) -> None:
        words = f"{trouble.newest} (the same {trouble.more} times more in a minute)"
        self._write(trouble.logger, trouble.level, words)

    def _write(self, logger: str, level: int, words: str) -> None:
        """Write a line of our own, which is about nobody who happens to be served at the moment."""
        Context().run(self._to.handle, logging.LogRecord(logger, level, __file__, 0, words, (), None))

    def _set_alarm(self) -> None:
        if not self._is_set:
            self._is_set = True
            self._alarm(self._every, self.tell)


def _kind_of(record: logging.LogRecord) -> object:
    """Return what lines about the same trouble have in common; None for a line that is always written."""
    if record.levelno < logging.WARNING or record.name == WRITTEN_ALWAYS:
        return None
    try:
        error = record.exc_info[1] if record.exc_info else None
        words = _NUMBER.sub("0", f"{record.getMessage()}\0{error or ''}")
    except Exception:  # noqa: BLE001 - the line is wrong in itself: whoever writes it says so
        return None
    return record.name, record.levelno, type(error), _raised_at(error), words


def _raised_at(error: BaseException | None) -> tuple[str, int] | None:
    trace = None if error is None else error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return None if trace is None else (trace.tb_frame.f_code.co_filename, trace.tb_lineno)


def _words_of(record: logging.LogRecord) -> str:
    """Return a line without what a traceback holds on to; its error is named."""
    error = record.exc_info[1] if record.exc_info else None
    words = record.getMessage()
    return words if error is None else f"{words}: {type(error).__name__}"
