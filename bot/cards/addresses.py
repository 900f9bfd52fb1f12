"""Addresses of people's own records, and of the first pages."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.addresses import Micros, Number, Start
from bot.telegram.costs import costly, costly_when_sure, safe


@safe
class StartPage(CallbackData, prefix="h"):
    """The first page."""


@safe
class HelpPage(CallbackData, prefix="help"):
    """What the bot does and how."""


@safe
class NewRecord(CallbackData, prefix="n"):
    """Begin a record; template 0 is the choice among templates. `fresh` passes over an open draft."""

    template: Number = 0
    fresh: Number = 0


@safe
class ResumeDraft(CallbackData, prefix="r"):
    """Go on with a draft."""

    record: Number


@safe
class PickAccount(CallbackData, prefix="a"):
    """Answer a question by a choice: `account` is its number, that of an account where one is asked for."""

    record: Number
    attribute: Number
    account: Number


@safe
class SearchPage(CallbackData, prefix="s"):
    """Another page of what a question offers."""

    record: Number
    attribute: Number
    page: Number


@safe
class FinishQuestion(CallbackData, prefix="f"):
    """Pass over a question, or go on from one that takes many values."""

    record: Number
    attribute: Number


@costly
class ClearAnswer(CallbackData, prefix="x"):
    """Empty an answer."""

    record: Number
    attribute: Number


@safe
class ChosenPage(CallbackData, prefix="ac"):
    """The values of an answer that takes many, a page at a time: each can be taken out."""

    record: Number
    attribute: Number
    page: Number = 0


@costly
class TakeValueOut(CallbackData, prefix="at"):
    """Take one of many values out: which one it is, and what stands for it (`mark_of_item`)."""

    record: Number
    attribute: Number
    index: Number
    mark: Number


@safe
class QuestionBack(CallbackData, prefix="qb"):
    """The question before this one, its answer kept; from the first one the first page."""

    record: Number
    attribute: Number


@safe
class FullAnswer(CallbackData, prefix="ta"):
    """The answer that a question changes, whole, a page at a time."""

    record: Number
    attribute: Number
    page: Number = 0


@safe
class StopAsking(CallbackData, prefix="q"):
    """Leave the open question."""


@safe
class CardPage(CallbackData, prefix="c"):
    """A record's card."""

    record: Number


@safe
class FieldsPage(CallbackData, prefix="e"):
    """Which field to change."""

    record: Number


@safe
class ChangeField(CallbackData, prefix="g"):
    """Ask for one field again."""

    record: Number
    attribute: Number


@safe
class FullText(CallbackData, prefix="t"):
    """A long value, a page at a time."""

    record: Number
    attribute: Number
    page: Number = 0


@costly
class PressRecordButton(CallbackData, prefix="p"):
    """Press a record's button; revision and turn are those of the card that carries it."""

    record: Number
    button: Number
    revision: Number
    turn: Number
    sure: Number = 0


@safe
class CopyRecord(CallbackData, prefix="y"):
    """A new record with the same values."""

    record: Number


@safe
class CopyCorrected(CallbackData, prefix="ye"):
    """A new record with the same values, and what an edited message says in one of them."""

    record: Number
    message: Number


@safe
class TakeOutRecord(CallbackData, prefix="v"):
    """Bring a record back from the archive."""

    record: Number


@costly_when_sure
class DeleteRecord(CallbackData, prefix="d"):
    """Delete a record; asks first."""

    record: Number
    sure: Number = 0


@safe
class DeletedPage(CallbackData, prefix="dp"):
    """What a person has deleted and can take back. Other pages than 0 are of a former version's buttons."""

    page: Number = 0


@safe
class DeletedTurn(CallbackData, prefix="dt"):
    """A page of it: behind the record that was deleted at that moment, or with `newer` before it."""

    at: Micros
    record: Number
    newer: Number = 0
    page: Number = 0


@safe
class TakeBack(CallbackData, prefix="dv"):
    """Bring a deleted record back."""

    record: Number


@costly
class TryNow(CallbackData, prefix="ln"):
    """Try waiting letters at once."""

    record: Number


@costly
class CancelLetters(CallbackData, prefix="lc"):
    """Cancel what has not gone; `fix` opens the fields afterwards."""

    record: Number
    fix: Number = 0


@costly
class ResolveUncertain(CallbackData, prefix="lu"):
    """Say what an uncertain letter is: `resend` 1 sends it again.

    `tries` is how often it had been tried when the card was drawn: a second press of the same button does nothing more.
    """

    record: Number
    resend: Number
    tries: Number


@costly
class LetWait(CallbackData, prefix="lw"):
    """A letter that has waited too long for its connection is still needed."""

    record: Number


@costly
class RetryRefused(CallbackData, prefix="lr"):
    """Send a letter to those alone whom it has not reached."""

    record: Number


@safe
class DetailsPage(CallbackData, prefix="ld"):
    """What servers said about a record's letters, a page at a time."""

    record: Number
    page: Number = 0


@safe
class LettersPage(CallbackData, prefix="ll"):
    """The letters that a record's card counts; `only` 1 shows those that need somebody.

    `page` is a `Turn`, or 0 for the first page.
    """

    record: Number
    only: Number = 0
    page: Start = 0


@safe
class LetterOfRecord(CallbackData, prefix="lo"):
    """One of them, and the list that it was chosen from."""

    record: Number
    letter: Number
    only: Number = 0
    page: Start = 0


@safe
class ListPage(CallbackData, prefix="i"):
    """A person's records; `show` 0 is all, 1 drafts, 2 waiting, 3 not sent, 4 the archive, 5 sent.

    A `page` other than 0 is of a former version's button: it counted records from the newest one.
    """

    show: Number = 0
    page: Number = 0


@safe
class ListTurn(CallbackData, prefix="it"):
    """A page of them: behind the record of that number, which was changed at that moment, or with `newer` before it."""

    show: Number
    at: Micros
    record: Number
    newer: Number = 0
    page: Number = 0


@safe
class FoundRecordsPage(CallbackData, prefix="if"):
    """A person's records that a kept search finds: behind a record, or with `newer` before it; 0 is the newest."""

    search: Number
    record: Number = 0
    newer: Number = 0
