"""What this process has done since its start, counted for whoever watches it. Rows are the truth, these are figures."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from domain.messages.sending import Phase


class Counters:
    """Counts things where they happen, by words of ours alone: nobody's name, address or text stands here."""

    def __init__(self) -> None:
        self.presses = 0
        self.letters: Counter[tuple[str, str]] = Counter()
        """Which state an attempt has left a letter in, or whoever found it left, and for which cause."""
        self.attempts: Counter[tuple[str, str]] = Counter()
        """How far attempts came, and what followed from that."""
        self.bot_api_calls = 0
        self.bot_api_errors: Counter[str] = Counter()
        """Calls of the Bot API that failed, by their kind."""
        self.updates_waiting: int | None = None
        """How many updates wait at Telegram, where it sends them to a webhook and has said so."""
        self.heard_at: datetime | None = None
        """When Telegram has last given us updates, or said that it sends them to us."""

    def pressed(self) -> None:
        """A press has begun a run."""
        self.presses += 1

    def attempted(self, *, phase: str, outcome: str, cause: str, state: str | None) -> None:
        """An attempt has ended; `state` is the letter's since then, None where that had been decided already."""
        self.attempts[phase, outcome] += 1
        if state is not None:
            self.letters[state, cause] += 1

    def left(self, letters: Mapping[tuple[str, str], int], interrupted: int) -> None:
        """Letters were found that another process left, or nobody could carry; so many attempts behind their marks."""
        self.letters.update(letters)
        if interrupted:
            self.attempts[Phase.MARKED, "interrupted"] += interrupted

    def called(self, error: str | None = None) -> None:
        """The Bot API was called; `error` says what was wrong."""
        self.bot_api_calls += 1
        if error is not None:
            self.bot_api_errors[error] += 1

    def heard(self, now: datetime) -> None:
        """Telegram has given us updates, or none, or said that it sends them to us."""
        self.heard_at = now
