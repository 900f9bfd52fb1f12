"""Made-up callback data: every address with numbers of others, out of range, cut short, or of another role."""

from collections.abc import Sequence
from random import Random

from aiogram.filters.callback_data import CallbackData

from bot.telegram.catalogue import addresses

NUMBERS = (0, 1, 2, 3, 5, 10, 11, 99, 2**31 - 1)
PLACES = ("", "00", "01", "0000", "0102", "zz", "0", "00zz00", "01" * 23, "01" * 30)
"""What stands for a place in a document, and what does not."""
WRONG = ("2147483648", "-1", "9" * 30, "x", "", " 1", "1.5", "٣", "+1", "0x1", "1e3", "None")
GARBAGE = (
    "",
    ":",
    "::::",
    "мусор",
    "c",
    "c:",
    ":1",
    "n:0:0:0:0:0",
    "🙂" * 16,
    "\u202ec:1",
    "C :1",
    "a" * 64,
    "__init__",
    "%s",
)


def made_up(luck: Random, seen: Sequence[str], numbers: Sequence[int]) -> str:
    """Return callback data that no button of this person need ever have carried.

    `seen` is what anybody's buttons have carried, `numbers` are those of rows that exist.
    """
    chance = luck.random()
    if chance < 0.1:
        return luck.choice(GARBAGE) or "-"
    if chance < 0.3 and seen:
        return luck.choice(seen)
    if chance < 0.45 and seen:
        return changed(luck, luck.choice(seen))
    kind = luck.choice(list(addresses().values()))
    fields = [field.annotation is int for field in kind.model_fields.values()]
    parts = [kind.__prefix__, *(str(_number(luck, numbers)) if number else luck.choice(PLACES) for number in fields)]
    return ":".join(parts) if luck.random() < 0.6 else changed(luck, ":".join(parts))


def changed(luck: Random, data: str) -> str:
    """Return the data with one thing changed: a number, its length, its prefix."""
    parts = data.split(":")
    match luck.randrange(6):
        case 0:
            parts = parts[: luck.randint(1, len(parts))]
        case 1:
            parts.append(luck.choice(WRONG))
        case 2 if len(parts) > 1:
            parts[luck.randrange(1, len(parts))] = luck.choice(WRONG)
        case 3:
            parts[0] = luck.choice(list(addresses()))
        case 4:
            parts[0] = parts[0].swapcase()
        case _ if len(parts) > 1:
            place = luck.randrange(1, len(parts))
            parts[place] = str(int(parts[place]) + luck.choice((-1, 1))) if parts[place].isdecimal() else "7"
    return (":".join(parts) or "-").encode()[:64].decode(errors="ignore")


def read(data: str) -> CallbackData | None:
    """Return what the data means, or None when it means nothing."""
    kind = addresses().get(data.partition(":")[0])
    try:
        return None if kind is None else kind.unpack(data)
    except (TypeError, ValueError):
        return None


def kind_of(data: str) -> str:
    """Return what an address is called in the report."""
    kind = addresses().get(data.partition(":")[0])
    return data.partition(":")[0] if kind is None else kind.__name__


def _number(luck: Random, numbers: Sequence[int]) -> int:
    return luck.choice(numbers) if numbers and luck.random() < 0.6 else luck.choice(NUMBERS)
