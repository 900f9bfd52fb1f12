"""Addresses of the ready examples."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.addresses import Number
from bot.telegram.costs import safe


@safe
class ExamplesPage(CallbackData, prefix="Xs"):
    """What there is to choose from."""


@safe
class ExamplePage(CallbackData, prefix="Xp"):
    """What an example does; `example` is its number in the catalogue."""

    example: Number


@safe
class LookAtExample(CallbackData, prefix="Xl"):
    """What applying it would change: nothing is applied yet."""

    example: Number
