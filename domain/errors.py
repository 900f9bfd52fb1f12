"""What can go wrong, in types: each error names a text for the person and keeps the detail for the log."""

from enum import Enum
from typing import ClassVar


class Redraw(Enum):
    """What is shown in place of a button that could not do what it says."""

    RECORD = 1
    """The record that the button is about, as the person left it."""
    CARD = 2
    """The record's card, which is not as the person has seen it."""
    QUESTION = 3
    """The question that is open now, else the card."""
    WHERE_THEY_ARE = 4
    """What the button was about is not there any more."""


class GonetsError(Exception):
    """Something that a person is told about.

    `key` names the text in `bot/texts/` (`error-stale-card`), `params` are that text's variables, `detail` is for the
    log only, `temporary` says whether the same thing may succeed when it is tried again, and `redraw` what is
    shown in place of a button that ran into it. `ends_run`: no action of a scenario goes on in spite of it.
    """

    key: str = "error-unknown"
    temporary: ClassVar[bool] = False
    redraw: Redraw = Redraw.RECORD
    ends_run: bool = False

    def __init__(self, detail: str = "", **params: str | int) -> None:
        super().__init__(detail or self.__class__.__doc__ or self.key)
        self.detail = detail
        self.params = params


class Unfit(ValueError):
    """A value of a document that does not fit, for pydantic's validators: `key` names the text that says why.

    `at` is the field that is wrong, where a validator looks at several.
    """

    def __init__(self, key: str, *, at: str = "", **params: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.at = at
        self.params = params


class NotFound(GonetsError):
    """What was asked for does not exist (any more)."""

    key = "error-not-found"
    redraw = Redraw.WHERE_THEY_ARE


class NotYours(GonetsError):
    """The person may not see or change this."""

    key = "error-not-yours"
    redraw = Redraw.WHERE_THEY_ARE


class DatabaseTrouble(GonetsError):
    """Nothing was written: the disk is full, the file is locked, read-only or damaged; `kind` says which."""

    key = "error-database-trouble"
    ends_run = True


class AlreadyApplied(Exception):
    """The effect of this update is in the database already: a restart came between the effect and its showing."""
