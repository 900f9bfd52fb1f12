"""What the command line says, in GONETS_LANGUAGE."""

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

from bot.texts import DEFAULT, LANGUAGES, Texts, load_texts

VARIABLE = "GONETS_LANGUAGE"
OWN = "cli_*.ftl"
"""The files that help is made of: `--help` reads no other, and is quick."""


@cache
def language() -> str:
    """Return GONETS_LANGUAGE; Russian where it is wrong, for somebody must be told that it is wrong."""
    wanted = next((value for name, value in os.environ.items() if name.upper() == VARIABLE), None)
    if wanted is None and Path(".env").is_file():
        from dotenv import dotenv_values

        with suppress(OSError, ValueError):
            wanted = dotenv_values(".env").get(VARIABLE)
    return wanted if wanted in LANGUAGES else DEFAULT


def command_texts() -> Texts:
    """Return all texts of the product, those of the chat included."""
    return load_texts(language())


def text(key: str, /, **params: str | int) -> str:
    """Return a text of the command line by its key, or one of the chat."""
    own = load_texts(language(), OWN)
    return own(key, **params) if own.has(key) else command_texts()(key, **params)
