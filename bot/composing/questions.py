"""What the lists of one's own records ask."""

from typing import ClassVar

from bot.telegram.picking import Search

LONGEST_SEARCH = 100


class RecordSearch(Search):
    """Which of one's own records to look for, on a page of the list `show` (`ListTurn`).

    A longer text is no search, but something written.
    """

    topic: ClassVar = "records"
    for_admins: ClassVar = False
    lets_pass: ClassVar = True
    show: int = 0
    at: int = 0
    record: int = 0
    newer: int = 0

    def takes(self, text: str) -> bool:
        """Whether words that were typed are looked for."""
        return len(text) <= LONGEST_SEARCH and "\n" not in text.strip()
