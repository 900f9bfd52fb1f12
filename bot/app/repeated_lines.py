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
from copy import copy
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
    """What is said again and again: its first line, the newest, and how many came since one was written."""

    first: logging.LogRecord
    newest: logging.LogRecord
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
        if kind is None or (known is None and len(self._troubles) >= MOST_KINDS):
            self._to.handle(record)
        elif known is None:
            self._troubles[kind] = Trouble(_light(record), _light(record), self._now())
            self._to.handle(record)
        else:
            known.newest, known.more, known.in_all = _light(record), known.more + 1, known.in_all + 1
            self._set_alarm()

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
                trouble.written_at = now
                continue
            del self._troubles[kind]
            if trouble.in_all > 1:
                words = f"quiet for a minute, {trouble.in_all} times in all: {trouble.first.msg}"
                self._hand_on(trouble.first, words, logging.INFO)

    def _tell_more(self, trouble: Trouble) -> None:
        if trouble.more:
            words = f"{trouble.newest.msg} (the same {trouble.more} times more in a minute)"
            self._hand_on(trouble.newest, words, trouble.newest.levelno)
            trouble.more = 0

    def _hand_on(self, about: logging.LogRecord, words: str, level: int) -> None:
        """Write a line of our own, which is about nobody who happens to be served at the moment."""
        line = copy(about)
        line.msg, line.levelno, line.levelname = words, level, logging.getLevelName(level)
        line.created = time.time()
        line.msecs = int(line.created % 1 * 1000)
        Context().run(self._to.handle, line)

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


def _light(record: logging.LogRecord) -> logging.LogRecord:
    """Return a line without what a traceback holds on to; its error is named."""
    light, words = copy(record), record.getMessage()
    if record.exc_info and record.exc_info[1] is not None:
        words = f"{words}: {type(record.exc_info[1]).__name__}"
    light.msg, light.args, light.exc_info, light.exc_text, light.stack_info = words, (), None, None, None
    return light
