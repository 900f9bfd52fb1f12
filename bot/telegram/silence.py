"""Pauses while Telegram does not answer: for as long as it takes, since nothing is wrong with what is to be told."""

from datetime import timedelta

LONGEST_PAUSE = timedelta(minutes=10)


class Silence:
    """Counts how often each thing could not be told since Telegram answered last."""

    def __init__(self, shortest: timedelta) -> None:
        self._shortest = shortest
        self._tries: dict[int, int] = {}

    def pause(self, number: int) -> timedelta:
        """Return how long to wait before that thing is tried again: longer each time."""
        tries = self._tries.get(number, 0)
        self._tries[number] = tries + 1
        return min(self._shortest * int(2 ** min(tries, 10)), LONGEST_PAUSE)

    def is_over(self, number: int | None = None) -> None:
        """Telegram answers: about that thing, or about any where none is named."""
        if number is None:
            self._tries.clear()
        else:
            self._tries.pop(number, None)
