"""Addresses of the way to everything that administrators do, and of how a connection stands."""

from aiogram.filters.callback_data import CallbackData

from bot.addresses import Number


class AdminPage(CallbackData, prefix="A"):
    """The way to everything that administrators do. Addresses of their pages begin with a capital letter."""


class GuidePage(CallbackData, prefix="Ag"):
    """A part of the guide through what an administrator sets up."""

    part: Number = 0


class ConnectionsPage(CallbackData, prefix="C"):
    """The connections to mail servers."""


class AccountsPage(CallbackData, prefix="D"):
    """The directory of accounts, from so many on."""

    start: Number = 0


class PeoplePage(CallbackData, prefix="P"):
    """Everybody who may use the bot, from so many on."""

    start: Number = 0


class JournalPage(CallbackData, prefix="J"):
    """Letters and runs by newest, from so many on."""

    start: Number = 0


class ConfigFilePage(CallbackData, prefix="F"):
    """The configuration as a file: how it goes out and comes back."""


class ExportNow(CallbackData, prefix="Fx"):
    """Send the configuration as a file."""


class StandingPage(CallbackData, prefix="K"):
    """How a connection stands. For administrators."""

    connection: Number


class ProbeNow(CallbackData, prefix="Kp"):
    """Check a suspended connection now. For administrators."""

    connection: Number


class SendWaiting(CallbackData, prefix="Ks"):
    """Let all letters go that waited for a connection. For administrators."""

    connection: Number
