"""What people are asked about themselves."""

from typing import ClassVar

from bot.telegram.asking import Question


class OwnZone(Question):
    """In which time zone they live."""

    topic: ClassVar = "time-zone"
    for_admins: ClassVar = False
