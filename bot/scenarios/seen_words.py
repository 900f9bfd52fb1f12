"""A value that an action saw in a dry run, in words: the chat and the command line say it alike."""

from collections.abc import Callable, Mapping
from typing import Any


def seen_words(say: Callable[..., str], value: Any) -> str:
    """Return the value in one line; `say` returns a text of the product without markup."""
    if value is None or value in ("", [], ()):
        return say("trial-empty")
    if isinstance(value, bool):
        return say("chain-yes-no", value="yes" if value else "no")
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {seen_words(say, item)}" for name, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(seen_words(say, item) for item in value)
    return " ".join(str(value).split())
