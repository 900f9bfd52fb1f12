"""Addresses of the directory's pages. `mark` is that of the value that a page shows (`domain.accounts.fields`)."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.addresses import Number, Start
from bot.telegram.costs import costly, costly_when_sure, safe


@safe
class DirectoryPage(CallbackData, prefix="Dp"):
    """Accounts of a list; `start` is a `Turn`; `found` is the mark of the words that they were found by, 0 for all."""

    which: Number = 0
    start: Start = 0
    found: Number = 0


@safe
class AccountPage(CallbackData, prefix="Da"):
    """One account."""

    account: Number


@safe
class FieldsOfAccount(CallbackData, prefix="De"):
    """Which field of an account to change."""

    account: Number


@safe
class AskAccountField(CallbackData, prefix="Df"):
    """Ask for one field of an account."""

    account: Number
    field: Number


@costly
class SetAccountField(CallbackData, prefix="Dc"):
    """Give a field one of the values that its page offers; 0 empties it."""

    account: Number
    field: Number
    choice: Number
    mark: Number


@safe
class ManagersPage(CallbackData, prefix="Dg"):
    """Who could be the manager, of those that were found; `start` is a `Turn`."""

    account: Number
    start: Start
    found: Number


@safe
class PickManager(CallbackData, prefix="Dm"):
    """Make somebody the manager of an account."""

    account: Number
    manager: Number
    mark: Number


@costly
class SetAccountActive(CallbackData, prefix="Dx"):
    """Archive an account, or restore it."""

    account: Number
    active: Number


@costly_when_sure
class EraseAccountData(CallbackData, prefix="Dr"):
    """Erase a person's data; asks first."""

    account: Number
    sure: Number = 0


@safe
class AddAccount(CallbackData, prefix="Dn"):
    """Begin a new account."""


@costly
class AddWithSharedAddress(CallbackData, prefix="Ds"):
    """Add the account that was typed although another one has its address; `found` is the mark of that address."""

    found: Number


@safe
class AccountFilesPage(CallbackData, prefix="Dh"):
    """How accounts come from files."""


@safe
class ExportDirectory(CallbackData, prefix="Dv"):
    """Send the directory as a file."""


@safe
class WrongLines(CallbackData, prefix="Dw"):
    """Send the wrong lines of a file that was looked at."""

    upload: Number


@safe
class AskCardAddress(CallbackData, prefix="Dk"):
    """Ask for the address that a contact lacks."""

    upload: Number


@costly
class AddRequested(CallbackData, prefix="Dy"):
    """Add whom somebody has asked for."""

    request: Number


@safe
class CorrectRequested(CallbackData, prefix="Dz"):
    """Put right what somebody has asked for, then add it."""

    request: Number


@costly
class DeclineRequested(CallbackData, prefix="Dd"):
    """Decline what somebody has asked for."""

    request: Number


@costly
class AskForAddress(CallbackData, prefix="aw"):
    """Ask the administrators for the address of somebody who has none; an administrator writes it in."""

    record: Number
    attribute: Number
    account: Number


@safe
class WriteTo(CallbackData, prefix="wr"):
    """Write to somebody who was asked for: the draft that waited goes on."""

    request: Number


@safe
class AskForAccount(CallbackData, prefix="ar"):
    """Ask the administrators for somebody whom an account question has not found."""

    record: Number
    attribute: Number
