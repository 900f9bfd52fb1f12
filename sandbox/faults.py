"""Bad days of Telegram, made to order: floods, lost connections, lost answers."""

from dataclasses import dataclass
from enum import Enum

from sandbox.signals import Signal

POLL = "getupdates"


class Fault(Enum):
    """What happens to a call."""

    TOO_MANY_REQUESTS = "too many requests"
    UNREACHABLE = "unreachable"
    ANSWER_LOST = "answer lost"


@dataclass
class Planned:
    """A fault that waits for its calls."""

    fault: Fault
    times: int | None
    method: str | None
    retry_after: int = 0
    polls: bool = False

    def fits(self, method: str) -> bool:
        """Tells whether it meets this call; long polls are met only by name, or by a fault that is for them, too."""
        if self.method is not None:
            return self.method.lower() == method.lower()
        return self.polls or method.lower() != POLL


class TelegramFaults:
    """Which calls fail, and how; faults are met in the order in which they were planned."""

    def __init__(self, changed: Signal | None = None) -> None:
        self._planned: list[Planned] = []
        self._changed = changed or Signal()
        self.met = 0

    @property
    def lasting(self) -> Fault | None:
        """The fault that is on for everything until somebody ends it: what the page's switch shows."""
        fits = (planned.fault for planned in self._planned if planned.times is None and planned.method is None)
        return next(fits, None)

    @property
    def cuts_polls(self) -> bool:
        """Whether long polls break as well, so that the bot hears of nothing."""
        return any(planned.fault is Fault.UNREACHABLE and planned.fits(POLL) for planned in self._planned)

    def too_many_requests(self, retry_after: int, times: int | None = 1, method: str | None = None) -> None:
        """Makes the next calls (of one method, if named) fail with 429; None for all until forget()."""
        self._planned.append(Planned(Fault.TOO_MANY_REQUESTS, times, method, retry_after))

    def unreachable(self, times: int | bool = True, method: str | None = None, *, polls: bool = True) -> None:
        """Breaks the connection before a call is read: True for all calls until forget(), False ends it.

        Without `polls` the bot still hears what people do, and cannot say anything.
        """
        self._planned = [planned for planned in self._planned if planned.fault is not Fault.UNREACHABLE]
        if times is True:
            self._planned.append(Planned(Fault.UNREACHABLE, None, method, polls=polls))
        elif times:
            self._planned.append(Planned(Fault.UNREACHABLE, int(times), method))

    def lose_answers(self, times: int = 1, method: str | None = None) -> None:
        """Breaks the connection after a call has had its effect, so that the bot cannot know."""
        self._planned.append(Planned(Fault.ANSWER_LOST, times, method))

    def forget(self) -> None:
        """Makes everything well again."""
        self._planned.clear()

    def meet(self, method: str) -> Planned | None:
        """Takes the first fault that fits this call."""
        for planned in self._planned:
            if planned.fits(method):
                self.met += 1
                self._changed.fire()
                if planned.times is not None:
                    planned.times -= 1
                    if planned.times <= 0:
                        self._planned.remove(planned)
                return planned
        return None
