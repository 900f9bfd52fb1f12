"""The address of another page of what typed words have found, whatever the list is."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.addresses import Number


class FoundPage(CallbackData, prefix="fp"):
    """From so many on; `found` is the mark of the words."""

    start: Number
    found: Number
