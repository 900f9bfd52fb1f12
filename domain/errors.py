"""What can go wrong, in types: each error names a text for the person and keeps the detail for the log."""

from typing import ClassVar


class GonetsError(Exception):
    """Something that a person is told about.

    `key` names the text in `bot/texts/` (`error-stale-card`), `params` are that text's variables, `detail` is for the
    log only, and `temporary` says whether the same thing may succeed when it is tried again.
    """

    key: str = "error-unknown"
    temporary: ClassVar[bool] = False

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


class NotYours(GonetsError):
    """The person may not see or change this."""

    key = "error-not-yours"


class DatabaseTrouble(GonetsError):
    """Nothing was written: the disk is full, the file is locked, read-only or damaged; `kind` says which."""

    key = "error-database-trouble"
