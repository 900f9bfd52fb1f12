"""Addresses of the way to everything that administrators do, of first steps, and of how a connection stands."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.telegram.addresses import Number, PersonNumber


class AdminPage(CallbackData, prefix="A"):
    """The way to everything that administrators do. Addresses of their pages begin with a capital letter."""


class HoldPage(CallbackData, prefix="Ah"):
    """Hold everything back, or let it go, as it was the other way at `revision`; asks first."""

    revision: Number
    sure: Number = 0


class UndoPage(CallbackData, prefix="Au"):
    """For how long a sending can be undone."""


class ChooseUndo(CallbackData, prefix="Auc"):
    """Set it."""

    seconds: Number


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


Short = Annotated[int, Field(ge=0, lt=10**6)]
"""A number in an address that has many of them: all together must fit into 64 bytes."""


class JournalPage(CallbackData, prefix="J"):
    """Letters and runs by newest, from so many on, and what is asked for: 0 does not matter.

    `group` is the place of what became of them in `domain.journal.Group`, from 1; `day` is a date's ordinal;
    `search` the number of a text that was typed.
    """

    start: Short = 0
    group: Annotated[int, Field(ge=0, lt=10)] = 0
    person: PersonNumber = 0
    connection: Short = 0
    day: Annotated[int, Field(ge=0, lt=10**7)] = 0
    search: Annotated[int, Field(ge=0, lt=10**7)] = 0
    scenario: Short = 0


class ConfigFilePage(CallbackData, prefix="X"):
    """The configuration as a file: how it goes out and comes back."""


class ExportNow(CallbackData, prefix="Xe"):
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


class FirstStepsPage(CallbackData, prefix="F"):
    """What is done and what is next."""


class HideFirstSteps(CallbackData, prefix="Fh"):
    """Lead this person no longer, or again."""

    hidden: Number


class FirstAccounts(CallbackData, prefix="Fa"):
    """How recipients come into the directory."""


class AddMe(CallbackData, prefix="Fm"):
    """Put the administrator into the directory: 0 asks for the address, others are those that are offered."""

    address: Number = 0


class FirstPeople(CallbackData, prefix="Fp"):
    """How others are let in."""
