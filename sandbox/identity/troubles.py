"""Bad days of an identity provider, made to order: refusals for no reason of its own, and answers that are none."""

from dataclasses import dataclass
from enum import Enum

from sandbox.identity.refusals import Refusal
from sandbox.signals import Signal


class Trouble(Enum):
    """What becomes of a request instead of an answer."""

    TOO_MANY_REQUESTS = "429 with Retry-After"
    UNAVAILABLE = "503"
    NOT_JSON = "200 with a page"
    HANGING = "no answer, ever"
    SLOW = "an answer byte by byte that never ends"
    RESET = "the connection is broken before anything happens"
    ANSWER_LOST = "the connection is broken when everything has happened"
    REDIRECT = "the client is sent elsewhere"
    HUGE = "an answer of many megabytes"


@dataclass
class Planned:
    """A trouble that waits for its requests; `endpoint` is "token" or "device", None for both."""

    fault: Refusal | Trouble
    times: int | None
    endpoint: str | None


class Troubles:
    """Met in the order in which they were planned."""

    def __init__(self, changed: Signal) -> None:
        self._planned: list[Planned] = []
        self.changed = changed
        self.met = 0

    @property
    def lasting(self) -> Refusal | Trouble | None:
        """What is on until somebody ends it."""
        return next((one.fault for one in self._planned if one.times is None), None)

    def plan(self, planned: Planned) -> None:
        """Puts one on."""
        self._planned.append(planned)
        self.changed.fire()

    def forget(self) -> None:
        """Makes everything well again."""
        self._planned.clear()
        self.changed.fire()

    def meet(self, endpoint: str) -> Planned | None:
        """Takes the first that is for this endpoint."""
        for planned in self._planned:
            if planned.endpoint in (None, endpoint):
                self.met += 1
                if planned.times is not None:
                    planned.times -= 1
                    if planned.times <= 0:
                        self._planned.remove(planned)
                return planned
        return None
