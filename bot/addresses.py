"""What inline buttons carry: the address of a page or of an act, in integers, at most 64 bytes (Bot API).

Nothing here is trusted: every act checks the person, the owner and the revision by itself.
"""

from aiogram.filters.callback_data import CallbackData


class StartPage(CallbackData, prefix="h"):
    """The first page."""


class HelpPage(CallbackData, prefix="help"):
    """What the bot does and how."""


class NewRecord(CallbackData, prefix="n"):
    """Begin a record; template 0 is the choice among templates. `fresh` passes over an open draft."""

    template: int = 0
    fresh: int = 0


class ResumeDraft(CallbackData, prefix="r"):
    """Go on with a draft."""

    record: int


class PickAccount(CallbackData, prefix="a"):
    """Answer an account question."""

    record: int
    attribute: int
    account: int


class SearchPage(CallbackData, prefix="s"):
    """Another page of the accounts that were found."""

    record: int
    attribute: int
    page: int


class FinishQuestion(CallbackData, prefix="f"):
    """Pass over a question, or go on from one that takes many values."""

    record: int
    attribute: int


class ClearAnswer(CallbackData, prefix="x"):
    """Empty an answer."""

    record: int
    attribute: int


class StopAsking(CallbackData, prefix="q"):
    """Leave the open question."""


class CardPage(CallbackData, prefix="c"):
    """A record's card."""

    record: int


class FieldsPage(CallbackData, prefix="e"):
    """Which field to change."""

    record: int


class ChangeField(CallbackData, prefix="g"):
    """Ask for one field again."""

    record: int
    attribute: int


class FullText(CallbackData, prefix="t"):
    """A long value, a page at a time."""

    record: int
    attribute: int
    page: int = 0


class PressRecordButton(CallbackData, prefix="p"):
    """Press a record's button; revision and turn are those of the card that carries it."""

    record: int
    button: int
    revision: int
    turn: int
    sure: int = 0


class CopyRecord(CallbackData, prefix="y"):
    """A new record with the same values."""

    record: int


class DeleteRecord(CallbackData, prefix="d"):
    """Delete a record; asks first."""

    record: int
    sure: int = 0


class TryNow(CallbackData, prefix="ln"):
    """Try waiting letters at once."""

    record: int


class CancelLetters(CallbackData, prefix="lc"):
    """Cancel what has not gone; `fix` opens the fields afterwards."""

    record: int
    fix: int = 0


class ResolveUncertain(CallbackData, prefix="lu"):
    """Say what an uncertain letter is: `resend` 1 sends it again."""

    record: int
    resend: int


class ListPage(CallbackData, prefix="i"):
    """A person's records; `show` 0 is all, 1 drafts, 2 waiting, 3 not sent."""

    show: int = 0
    page: int = 0
