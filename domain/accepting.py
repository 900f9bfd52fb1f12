"""What is accepted: rules for what people write, in a file or in the chat, and not for what is stored already.

An object that was saved by an earlier version is read and run by the rules of that time (`Document.from_stored`).
"""

import re
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, Strict, ValidationInfo

from domain.errors import Unfit
from domain.messages.addresses import InvalidAddress, parse_address
from domain.one_line import STORED
from domain.visible import visible

Value = TypeVar("Value")

Whole = Annotated[int, Strict()]
"""A whole number: neither a text of digits nor true."""

Truth = Annotated[bool, Strict()]
"""True or false: neither a word nor a number."""

_BROKEN = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def is_accepting(info: ValidationInfo) -> bool:
    """Whether what is read was written just now, and is not stored already."""
    return info.context != STORED


def when_accepted(check: Callable[[Value], Value]) -> AfterValidator:
    """Hold what people write to a rule; `check` returns the value as it is kept, or raises Unfit."""

    def validate(value: Value, info: ValidationInfo) -> Value:
        return check(value) if is_accepting(info) else value

    return AfterValidator(validate)


def has_broken_characters(text: str) -> bool:
    """Whether the text has control characters or halves of characters."""
    return _BROKEN.search(text) is not None


def replace_broken_characters(text: str) -> str:
    """Return the text with a replacement character for each that no page can show."""
    return _BROKEN.sub("\ufffd", text)


def check_characters(text: str) -> str:
    """Return the text; raises Unfit where it has characters that no letter and no page can show."""
    found = _BROKEN.search(text)
    if found is not None:
        raise Unfit("config-character", code=f"U+{ord(found[0]):04X}")
    return text


def _address(text: str) -> str:
    if "<" in text or ">" in text:
        raise Unfit("config-address-with-name")
    try:
        parse_address(text)
    except InvalidAddress as error:
        raise Unfit("config-wrong-address") from error
    return visible(text)


def _seen(text: str) -> str:
    if text and not visible(text):
        raise Unfit("config-empty")
    return text


def at_most(limit: int) -> AfterValidator:
    """Hold a text or a collection to a length."""

    def check(value: Any) -> Any:
        if len(value) > limit:
            raise Unfit("config-too-long" if isinstance(value, str) else "config-too-many", limit=limit)
        return value

    return when_accepted(check)


Clean = when_accepted(check_characters)
"""Of a text inside of a list or a mapping; a document's own texts are held to it by themselves."""

MailAddress = when_accepted(_address)
"""Of a text that is one e-mail address and nothing besides."""

Seen = when_accepted(_seen)
"""Of a text that shows something where it is given: no spaces alone."""


def _exactly_one(value: Any) -> Any:
    """True and 1.0 equal 1, and are no number of a version."""
    if type(value) is not int:
        raise Unfit("config-not-a-choice", choices="1")
    return value


ExactlyWhole = BeforeValidator(_exactly_one)
"""Of a choice among whole numbers."""
