"""Addresses of what scenarios have besides: dry runs, and help for formulas."""

from aiogram.filters.callback_data import CallbackData

from bot.objects.addresses import Token
from bot.telegram.addresses import Number


class ChooseRecord(CallbackData, prefix="M"):
    """Choose a record for a dry run of a scenario, or of its draft, from so many on."""

    scenario: Number
    draft: Number
    start: Number = 0


class TryOnRecord(CallbackData, prefix="Mt"):
    """The dry run on a record; `letter` shows one of its letters, counted from 1."""

    scenario: Number
    draft: Number
    record: Number
    letter: Number = 0


class FunctionsPage(CallbackData, prefix="Mu"):
    """The functions that formulas know, from so many on, for a formula at a place of a draft."""

    draft: Number
    token: Token
    start: Number = 0
