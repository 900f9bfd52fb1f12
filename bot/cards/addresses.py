"""Addresses of people's own records, and of the first pages."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.addresses import Number


class StartPage(CallbackData, prefix="h"):
    """The first page."""


class HelpPage(CallbackData, prefix="help"):
    """What the bot does and how."""


class NewRecord(CallbackData, prefix="n"):
    """Begin a record; template 0 is the choice among templates. `fresh` passes over an open draft."""

    template: Number = 0
    fresh: Number = 0


class ResumeDraft(CallbackData, prefix="r"):
    """Go on with a draft."""

    record: Number


class PickAccount(CallbackData, prefix="a"):
    """Answer a question by a choice: `account` is its number, that of an account where one is asked for."""

    record: Number
    attribute: Number
    account: Number


class SearchPage(CallbackData, prefix="s"):
    """Another page of what a question offers."""

    record: Number
    attribute: Number
    page: Number


class FinishQuestion(CallbackData, prefix="f"):
    """Pass over a question, or go on from one that takes many values."""

    record: Number
    attribute: Number


class ClearAnswer(CallbackData, prefix="x"):
    """Empty an answer."""

    record: Number
    attribute: Number


class QuestionBack(CallbackData, prefix="qb"):
    """The question before this one, its answer kept; from the first one the first page."""

    record: Number
    attribute: Number


class FullAnswer(CallbackData, prefix="ta"):
    """The answer that a question changes, whole, a page at a time."""

    record: Number
    attribute: Number
    page: Number = 0


class StopAsking(CallbackData, prefix="q"):
    """Leave the open question."""


class CardPage(CallbackData, prefix="c"):
    """A record's card."""

    record: Number


class FieldsPage(CallbackData, prefix="e"):
    """Which field to change."""

    record: Number


class ChangeField(CallbackData, prefix="g"):
    """Ask for one field again."""

    record: Number
    attribute: Number


class FullText(CallbackData, prefix="t"):
    """A long value, a page at a time."""

    record: Number
    attribute: Number
    page: Number = 0


class PressRecordButton(CallbackData, prefix="p"):
    """Press a record's button; revision and turn are those of the card that carries it."""

    record: Number
    button: Number
    revision: Number
    turn: Number
    sure: Number = 0


class CopyRecord(CallbackData, prefix="y"):
    """A new record with the same values."""

    record: Number


class CopyCorrected(CallbackData, prefix="ye"):
    """A new record with the same values, and what an edited message says in one of them."""

    record: Number
    message: Number


class TakeOutRecord(CallbackData, prefix="v"):
    """Bring a record back from the archive."""

    record: Number


class DeleteRecord(CallbackData, prefix="d"):
    """Delete a record; asks first."""

    record: Number
    sure: Number = 0


class DeletedPage(CallbackData, prefix="dp"):
    """What a person has deleted and can take back."""

    page: Number = 0


class TakeBack(CallbackData, prefix="dv"):
    """Bring a deleted record back."""

    record: Number


class TryNow(CallbackData, prefix="ln"):
    """Try waiting letters at once."""

    record: Number


class CancelLetters(CallbackData, prefix="lc"):
    """Cancel what has not gone; `fix` opens the fields afterwards."""

    record: Number
    fix: Number = 0


class ResolveUncertain(CallbackData, prefix="lu"):
    """Say what an uncertain letter is: `resend` 1 sends it again.

    `tries` is how often it had been tried when the card was drawn: a second press of the same button does nothing more.
    """

    record: Number
    resend: Number
    tries: Number


class LetWait(CallbackData, prefix="lw"):
    """A letter that has waited too long for its connection is still needed."""

    record: Number


class RetryRefused(CallbackData, prefix="lr"):
    """Send a letter to those alone whom it has not reached."""

    record: Number


class DetailsPage(CallbackData, prefix="ld"):
    """What servers said about a record's letters, a page at a time."""

    record: Number
    page: Number = 0


class ListPage(CallbackData, prefix="i"):
    """A person's records; `show` 0 is all, 1 drafts, 2 waiting, 3 not sent, 4 the archive, 5 sent."""

    show: Number = 0
    page: Number = 0


class FoundRecordsPage(CallbackData, prefix="if"):
    """A person's records that a kept search finds: behind a record, or with `newer` before it; 0 is the newest."""

    search: Number
    record: Number = 0
    newer: Number = 0
