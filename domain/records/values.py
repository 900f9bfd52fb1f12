"""Values of attributes: checking what a person answered, and what they look like as text."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.accounts.account import Account, AccountErased
from domain.errors import GonetsError
from domain.file_names import file_name
from domain.messages.addresses import InvalidAddress, parse_address
from domain.messages.rich_text import RichText
from domain.one_line import breaks_line, lines_in
from domain.records.template import Attribute

MAX_LINE = 500
MAX_TEXT = 100_000
MAX_FILES = 20
MAX_FILE_BYTES = 20 * 1024 * 1024


class EmptyAnswer(GonetsError):
    """The question must be answered."""

    key = "error-answer-empty"


class OneLineOnly(GonetsError):
    """The answer must be one line."""

    key = "error-answer-one-line"


class AnswerTooLong(GonetsError):
    """The answer is too long."""

    key = "error-answer-too-long"


class TextExpected(GonetsError):
    """A text is expected here, and something else came."""

    key = "error-text-expected"


class AccountExpected(GonetsError):
    """A person of the directory is to be chosen here."""

    key = "error-account-expected"


class FileExpected(GonetsError):
    """A file is expected here, and something else came."""

    key = "error-file-expected"


class AccountArchived(GonetsError):
    """The account is archived."""

    key = "error-account-archived"


class AccountWithoutAddress(GonetsError):
    """The account has no e-mail address that letters can go to."""

    key = "error-account-no-address"


class TooManyFiles(GonetsError):
    """There are too many files, or a file is too large."""

    key = "error-too-many-files"


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file in the database, as a record refers to it."""

    id: int
    name: str
    content_type: str
    size: int

    def to_json(self) -> dict[str, Any]:
        """Return what is kept in the record."""
        return {"file": self.id, "name": self.name, "content_type": self.content_type, "size": self.size}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "FileRef":
        """Read what is kept in the record."""
        return cls(value["file"], file_name(value["name"]), value["content_type"], value["size"])


def text_answer(attribute: Attribute, text: RichText) -> Any:
    """Return the text as it is kept; raises EmptyAnswer, OneLineOnly or AnswerTooLong."""
    if not any(map(_is_seen, text.text)):
        raise EmptyAnswer(title=attribute.title)
    if not (attribute.multiline or attribute.formatted):
        text = RichText(text.text.strip())
        if breaks_line(text.text):
            raise OneLineOnly(title=attribute.title, lines=lines_in(text.text))
    limit = MAX_TEXT if attribute.multiline or attribute.formatted else MAX_LINE
    if len(text.text) > limit:
        raise AnswerTooLong(title=attribute.title, limit=limit, length=len(text.text))
    return text.to_json() if attribute.formatted else RichText(text.text).to_json()


def _is_seen(letter: str) -> bool:
    """Whether a character is more than white space: clients let people send invisible ones (zero width, blanks)."""
    return unicodedata.category(letter)[0] not in "ZC" and letter not in "\u2800\u3164\u115f\u1160\uffa0"


def account_answer(account: Account) -> dict[str, Any]:
    """Return the reference as it is kept; raises AccountErased, AccountArchived or AccountWithoutAddress."""
    if account.is_erased:
        raise AccountErased(f"account {account.id}")
    if not account.active:
        raise AccountArchived(name=account.full_name)
    try:
        parse_address(account.mbox)
    except InvalidAddress as error:
        raise AccountWithoutAddress(name=account.full_name) from error
    return {"account": account.id}


def account_ids(value: Any) -> tuple[int, ...]:
    """Return the accounts that a kept value refers to."""
    items = value if isinstance(value, list) else [value]
    return tuple(item["account"] for item in items if isinstance(item, dict) and "account" in item)


def files_of(value: Any) -> tuple[FileRef, ...]:
    """Return the files that a kept value refers to."""
    items = value if isinstance(value, list) else [value]
    return tuple(FileRef.from_json(item) for item in items if isinstance(item, dict) and "file" in item)


def rich_text_of(value: Any) -> RichText:
    """Return the text that is kept; an empty one for a question that was passed over."""
    return RichText("") if value is None else RichText.from_json(value)
