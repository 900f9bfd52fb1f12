"""Addresses of files that administrators sent: looking, applying, cancelling."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.addresses import Number
from bot.telegram.costs import costly, safe


@safe
class UploadPage(CallbackData, prefix="U"):
    """What a file would change or how far it has come, a screen of it."""

    upload: Number
    page: Number = 0


@costly
class ApplyUploadNow(CallbackData, prefix="Ua"):
    """Apply a file as work of its own."""

    upload: Number


@costly
class ApplyConfigurationNow(CallbackData, prefix="Uf"):
    """Apply a file of configuration at once, if it still does what was seen."""

    upload: Number


@safe
class ReadUploadAs(CallbackData, prefix="Ur"):
    """Read a file of accounts in one of the encodings that its page shows."""

    upload: Number
    reading: Number


@costly
class CancelUpload(CallbackData, prefix="Uc"):
    """Do not apply a file."""

    upload: Number
