"""Addresses of what scenarios have besides: dry runs."""

from aiogram.filters.callback_data import CallbackData

from bot.addresses import Number


class ChooseRecord(CallbackData, prefix="T"):
    """Choose a record for a dry run of a scenario, or of its draft, from so many on."""

    scenario: Number
    draft: Number
    start: Number = 0


class TryOnRecord(CallbackData, prefix="Tr"):
    """The dry run on a record; `letter` shows one of its letters, counted from 1."""

    scenario: Number
    draft: Number
    record: Number
    letter: Number = 0
