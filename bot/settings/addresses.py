"""Addresses of what a person sets for themselves."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.addresses import Number


class OwnSettingsPage(CallbackData, prefix="me"):
    """The person's own settings."""


class ChooseLanguage(CallbackData, prefix="mel"):
    """Speak this language: its place in `bot.texts.LANGUAGES`."""

    language: Number


class TimeZonePage(CallbackData, prefix="mez"):
    """Which time zone is theirs; asks for it to be typed as well."""


class ChooseTimeZone(CallbackData, prefix="met"):
    """Live by this zone's clock: its place in `domain.time_zones.ZONES`."""

    zone: Number


class CopyToSelf(CallbackData, prefix="mec"):
    """Have a copy of each letter sent to oneself, or not."""

    wanted: Number
