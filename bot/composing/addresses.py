"""Addresses of what was kept until somebody says what it is for."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.addresses import Number
from bot.telegram.costs import costly, costly_when_sure, safe


@safe
class KeptPage(CallbackData, prefix="ko"):
    """What was kept, and where it could go."""

    bundle: Number


@safe
class AddKept(CallbackData, prefix="ka"):
    """Add it to a draft: words to its text, files to its attachments."""

    record: Number
    bundle: Number


@costly
class ReplaceWithKept(CallbackData, prefix="kr"):
    """Put its words in the place of a draft's text."""

    record: Number
    bundle: Number


@safe
class NewFromKept(CallbackData, prefix="kn"):
    """Begin a notification with it; template 0 asks which where there are several."""

    bundle: Number
    template: Number = 0


@safe
class TakeCaption(CallbackData, prefix="kc"):
    """Take its words as the answer to the open question."""

    record: Number
    bundle: Number


@costly_when_sure
class DropKept(CallbackData, prefix="kd"):
    """Throw it away; asks first."""

    bundle: Number
    sure: Number = 0
