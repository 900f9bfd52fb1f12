"""How each type of attribute is asked for and shown, one module each; a test compares the table with the domain's."""

from typing import Any

from bot.cards.types.account import AccountDrawing
from bot.cards.types.boolean import BooleanDrawing
from bot.cards.types.date_time import DateTimeDrawing
from bot.cards.types.document import DocumentDrawing
from bot.cards.types.drawing import Drawing
from bot.cards.types.duration import DurationDrawing
from bot.cards.types.enum import EnumDrawing
from bot.cards.types.number import NumberDrawing
from bot.cards.types.record import RecordDrawing
from bot.cards.types.text import TextDrawing

DRAWINGS: dict[str, Drawing[Any]] = {
    "text": TextDrawing(),
    "account": AccountDrawing(),
    "document": DocumentDrawing(),
    "number": NumberDrawing(),
    "boolean": BooleanDrawing(),
    "duration": DurationDrawing(),
    "enum": EnumDrawing(),
    "date_time": DateTimeDrawing(),
    "record": RecordDrawing(),
}
"""By the names of the domain's types."""
