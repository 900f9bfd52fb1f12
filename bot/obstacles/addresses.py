"""Addresses of what holds staff up: telling administrators, and what they do about it."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.addresses import Number, PersonNumber
from bot.telegram.costs import costly, safe
from domain.runs.obstacle import Obstacle, ObstacleKind

KINDS = tuple(ObstacleKind)
"""By their positions in addresses: new ones stand at the end."""


@costly
class TellAdministrator(CallbackData, prefix="ob"):
    """Tell administrators what holds a record up."""

    record: Number


@costly
class TellOfOwnAccount(CallbackData, prefix="oba"):
    """Tell administrators that one's own account is missing or of no use."""


@safe
class MendObstacle(CallbackData, prefix="Xm"):
    """The page where an obstacle is mended, in a message of its own; `kind` is its position in KINDS."""

    kind: Number
    subject: PersonNumber


@costly
class ObstacleDone(CallbackData, prefix="Xd"):
    """An administrator says that it is mended."""

    obstacle: Number


def way_to(obstacle: Obstacle) -> MendObstacle:
    """Return where an obstacle is mended."""
    return MendObstacle(kind=KINDS.index(obstacle.kind), subject=obstacle.subject)
