"""What inline buttons carry: the address of a page or of an act, in integers, at most 64 bytes (Bot API).

Nothing here is trusted: every act checks the person, the owner and the revision by itself. Addresses of
administrators' pages begin with a capital letter, others with a small one and, where they are about one, a record.
"""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.telegram.costs import safe

Number = Annotated[int, Field(ge=0, lt=2**31)]
"""What a made-up address may hold at most: more would not fit into the database's integers."""

PersonNumber = Annotated[int, Field(ge=0, lt=2**52)]
"""A Telegram user, as many bits as their numbers have at most; 0 is nobody."""

Micros = Annotated[int, Field(ge=0, lt=2**52)]
"""An instant in microseconds since 1970 (`bot.telegram.paging`)."""


Start = Annotated[int, Field(ge=0, lt=2**52)]
"""Where a page of a long list begins (`bot.telegram.paging.Turn`)."""

PersonStart = Annotated[int, Field(ge=0, lt=2**63)]
"""The same in a list of people, whose numbers have more bits."""


@safe
class FoundPage(CallbackData, prefix="fp"):
    """A page of them, `start` is a `Turn`; `found` is the mark of the words."""

    start: PersonStart
    found: Number
