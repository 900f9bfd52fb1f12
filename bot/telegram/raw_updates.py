"""Updates as Telegram wrote them: a batch is taken apart without judging it, so that no update spoils another."""

import json
import re
from dataclasses import dataclass
from typing import Any

from aiogram.methods import TelegramMethod

_SPACE = re.compile(r"[ \t\r\n]*")
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_NUMBER_FIRST = re.compile(r'\{\s*"update_id"\s*:\s*(\d{1,10})\s*[,}]')

LARGEST_NUMBER = 2**31 - 2
"""Telegram counts updates in 32 bits, and the next offset must fit as well. A larger number would hide all others."""


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """One update of a batch: its JSON as it came, and what that says; None where it is too deep to be decoded."""

    text: str
    content: Any

    @property
    def number(self) -> int | None:
        """The update's number; None for one that cannot be kept or confirmed."""
        number = self.content.get("update_id") if isinstance(self.content, dict) else None
        if self.content is None and (first := _NUMBER_FIRST.match(self.text)) is not None:
            number = int(first[1])
        usable = isinstance(number, int) and not isinstance(number, bool) and 0 < number <= LARGEST_NUMBER
        return number if usable else None


class FetchUpdates(TelegramMethod[list[RawUpdate]]):
    """Bot API: getUpdates, answered with the updates as they came. Aiogram's own refuses a batch for one of them."""

    __returning__ = list[RawUpdate]
    __api_method__ = "getUpdates"

    offset: int | None
    timeout: int
    allowed_updates: list[str]


def decoder() -> json.JSONDecoder:
    """Return what reads JSON as others do: a whole number that no 64 bits hold is an inexact one."""
    return json.JSONDecoder(parse_int=_whole)


def updates_of(answer: str) -> list[RawUpdate] | None:
    """Return the updates of an answer of getUpdates; None where it is no list of updates."""
    read = decoder()
    ok, updates = None, None
    try:
        at = _after("{", answer, 0)
        while True:
            name, at = read.raw_decode(answer, at)
            at = _after(":", answer, at)
            if name == "result" and answer[at] == "[":
                updates, at = _items(read, answer, at)
            else:
                value, at = read.raw_decode(answer, at)
                ok = value if name == "ok" else ok
            at = _past_space(answer, at)
            if answer[at] == "}":
                return updates if ok is True else None
            at = _after(",", answer, at)
    except (ValueError, IndexError, RecursionError):
        return None


def _items(read: json.JSONDecoder, answer: str, at: int) -> tuple[list[RawUpdate], int]:
    """Return the updates of the list that begins here, and where it ends."""
    found: list[RawUpdate] = []
    at = _after("[", answer, at)
    while answer[at] != "]":
        if found:
            at = _after(",", answer, at)
        try:
            content, end = read.raw_decode(answer, at)
        except RecursionError:
            content, end = None, _end_of(answer, at)
        found.append(RawUpdate(answer[at:end], content))
        at = _past_space(answer, end)
    return found, at + 1


def _after(sign: str, answer: str, at: int) -> int:
    """Return where what follows the sign begins; raises ValueError where something else stands."""
    at = _past_space(answer, at)
    if answer[at] != sign:
        raise ValueError
    return _past_space(answer, at + 1)


def _past_space(answer: str, at: int) -> int:
    space = _SPACE.match(answer, at)
    return at if space is None else space.end()


def _end_of(answer: str, at: int) -> int:
    """Return where the object or list that begins here ends, however deep it is."""
    depth = 0
    for piece in _PIECE.finditer(answer, at):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(piece[0], 0)
        if depth == 0:
            return piece.end()
    raise ValueError


def _whole(digits: str) -> int | float:
    if len(digits) <= 20 and -(2**63) <= (number := int(digits)) < 2**63:
        return number
    return float(digits)
