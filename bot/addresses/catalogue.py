"""Every address that there is, by the prefix that its callback data begins with."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from aiogram.filters.callback_data import CallbackData

import bot.addresses


@cache
def addresses() -> Mapping[str, type[CallbackData]]:
    """Return them all; two of one prefix would answer each other's presses, and are a mistake."""
    found: dict[str, type[CallbackData]] = {}
    for module in pkgutil.iter_modules(bot.addresses.__path__, f"{bot.addresses.__name__}."):
        for kind in vars(import_module(module.name)).values():
            if isinstance(kind, type) and issubclass(kind, CallbackData) and kind.__module__ == module.name:
                if kind.__prefix__ in found:
                    raise ValueError(f"{kind.__name__} and {found[kind.__prefix__].__name__} share {kind.__prefix__!r}")
                found[kind.__prefix__] = kind
    return found
