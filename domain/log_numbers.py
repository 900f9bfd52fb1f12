"""What a line of the log is about: one number leads from a press to its report.

The number is the run's. Until a press has begun a run, its lines carry the number of the update that it came by; a
letter's lines have the letter's and the run's.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_about: ContextVar[Mapping[str, int]] = ContextVar("log_numbers", default={})  # noqa: B039 - never changed in place
_NAMED = re.compile(r"\s*(?:and )?(update|run|letter|report) (\d+)(?=[\s:,]|$)")


@contextmanager
def about(**numbers: int | None) -> Iterator[None]:
    """Give these numbers to all that is logged inside, and in the tasks that are begun there; None is no number."""
    known = {name: number for name, number in numbers.items() if number is not None}
    token = _about.set({**_about.get(), **known})
    try:
        yield
    finally:
        _about.reset(token)


def log_numbers(message: str) -> dict[str, int]:
    """Return what a line is about: where it stands, and what it begins with (`run 5 letter 7: …`), which counts first.

    So a line that is written for many letters together names each by its first words alone.
    """
    named: dict[str, int] = {}
    place = 0
    while (found := _NAMED.match(message, place)) is not None:
        named.setdefault(found[1], int(found[2]))
        place = found.end()
    around = dict(_about.get())
    if "run" in named and named["run"] != around.get("run"):
        around.pop("letter", None)
    if "letter" in named and "letter" in around and named["letter"] != around["letter"]:
        around.pop("run", None)  # that one's
    return {**around, **named}
