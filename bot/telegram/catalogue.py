"""Every address that there is, by the prefix that its callback data begins with."""

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from aiogram.filters.callback_data import CallbackData

import bot


@cache
def addresses() -> Mapping[str, type[CallbackData]]:
    """Return them all; two of one prefix would answer each other's presses, and are a mistake."""
    found: dict[str, type[CallbackData]] = {}
    for name in _modules():
        for kind in vars(import_module(name)).values():
            if isinstance(kind, type) and issubclass(kind, CallbackData) and kind.__module__ == name:
                if kind.__prefix__ in found:
                    raise ValueError(f"{kind.__name__} and {found[kind.__prefix__].__name__} share {kind.__prefix__!r}")
                found[kind.__prefix__] = kind
    return found


def _modules() -> Iterator[str]:
    """Yield the modules in which the rooms keep their addresses."""
    for room in pkgutil.iter_modules(bot.__path__, "bot."):
        inside = import_module(room.name).__path__ if room.ispkg else ()
        if any(file.name == "addresses" for file in pkgutil.iter_modules(inside)):
            yield f"{room.name}.addresses"
