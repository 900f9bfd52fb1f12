"""What first steps ask."""

from typing import ClassVar

from bot.telegram.asking import Question


class OwnAddress(Question):
    """The administrator's own address."""

    topic: ClassVar = "own_address"
