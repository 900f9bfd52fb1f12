"""Addresses of the way to everything that administrators do, of first steps, and of how a connection stands."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.telegram.addresses import Number, PersonNumber, PersonStart, Start
from bot.telegram.costs import costly, costly_when_sure, safe


@safe
class AdminPage(CallbackData, prefix="A"):
    """The way to everything that administrators do. Addresses of their pages begin with a capital letter."""


@costly_when_sure
class HoldPage(CallbackData, prefix="Ah"):
    """Hold everything back, or let it go, as it was the other way at `revision`; asks first."""

    revision: Number
    sure: Number = 0


@safe
class UndoPage(CallbackData, prefix="Au"):
    """For how long a sending can be undone."""


@safe
class ChooseUndo(CallbackData, prefix="Auc"):
    """Set it."""

    seconds: Number


@safe
class GuidePage(CallbackData, prefix="Ag"):
    """A part of the guide through what an administrator sets up."""

    part: Number = 0


@safe
class ConnectionsPage(CallbackData, prefix="C"):
    """The connections to mail servers."""


@safe
class AccountsPage(CallbackData, prefix="D"):
    """The directory of accounts, from so many on."""

    start: Number = 0


@safe
class PeoplePage(CallbackData, prefix="P"):
    """Everybody who may use the bot; `start` is a `Turn`, or 0 for the first page."""

    start: PersonStart = 0


Short = Annotated[int, Field(ge=0, lt=10**6)]
"""A number in an address that has many of them: all together must fit into 64 bytes."""


@safe
class JournalPage(CallbackData, prefix="J"):
    """Letters and runs by newest, and what is asked for: 0 does not matter.

    `start` is a `Turn`, or 0 for the first page.

    `group` is the position of what became of them in `domain.journal.journal.Group`, from 1; `day` is a date's ordinal;
    `search` the number of a text that was typed.
    """

    start: Start = 0
    group: Annotated[int, Field(ge=0, lt=10)] = 0
    person: PersonNumber = 0
    connection: Short = 0
    day: Annotated[int, Field(ge=0, lt=10**7)] = 0
    search: Annotated[int, Field(ge=0, lt=10**7)] = 0
    scenario: Short = 0


@safe
class ConfigFilePage(CallbackData, prefix="X"):
    """The configuration as a file: how it goes out and comes back."""


@safe
class ExportNow(CallbackData, prefix="Xe"):
    """Send the configuration as a file."""


@safe
class StandingPage(CallbackData, prefix="K"):
    """How a connection stands. For administrators."""

    connection: Number


@costly
class ProbeNow(CallbackData, prefix="Kp"):
    """Check a suspended connection now. For administrators."""

    connection: Number


@costly
class SendWaiting(CallbackData, prefix="Ks"):
    """Let all letters go that waited for a connection. For administrators."""

    connection: Number


@safe
class FirstStepsPage(CallbackData, prefix="F"):
    """What is done and what is next."""


@safe
class HideFirstSteps(CallbackData, prefix="Fh"):
    """Lead this person no longer, or again."""

    hidden: Number


@safe
class FirstAccounts(CallbackData, prefix="Fa"):
    """How recipients come into the directory."""


@costly
class AddMe(CallbackData, prefix="Fm"):
    """Put the administrator into the directory: 0 asks for the address, others are those that are offered."""

    address: Number = 0


@safe
class FirstPeople(CallbackData, prefix="Fp"):
    """How others are let in."""
