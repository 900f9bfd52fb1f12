"""Addresses of what a person sets for themselves."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.addresses import Number
from bot.telegram.costs import safe


@safe
class OwnSettingsPage(CallbackData, prefix="me"):
    """The person's own settings."""


@safe
class ChooseLanguage(CallbackData, prefix="mel"):
    """Speak this language: its position in `bot.texts.LANGUAGES`."""

    language: Number


@safe
class TimeZonePage(CallbackData, prefix="mez"):
    """Which time zone is theirs; asks for it to be typed as well."""


@safe
class ChooseTimeZone(CallbackData, prefix="met"):
    """Live by this zone's clock: its position in `domain.time_zones.ZONES`."""

    zone: Number


@safe
class CopyToSelf(CallbackData, prefix="mec"):
    """Have a copy of each letter sent to oneself, or not."""

    wanted: Number
