"""Signs of kinds of actions and events for the picture of a scenario: strokes on a square of 24 by 24."""

import math
from dataclasses import dataclass

Point = tuple[float, float]
Stroke = tuple[Point, ...]
"""A line through its points; one point alone is a dot."""


@dataclass(frozen=True, slots=True)
class Icon:
    """A sign in white on a colour."""

    colour: str
    strokes: tuple[Stroke, ...]


def arc(x: float, y: float, radius: float, start: float = 0, end: float = 360) -> Stroke:
    """Return a part of a circle as a stroke; degrees go clockwise from the right."""
    steps = max(2, round(abs(end - start) / 15))
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return tuple((x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles)


UNKNOWN = Icon("#6b7280", (arc(12, 9, 4, 180, 400), ((15, 11.5), (12, 14), (12, 16)), ((12, 19.5),)))
"""A question mark, for a kind that has no sign of its own."""
LIGHTNING = Icon("#16a34a", (((13, 3), (6, 13), (12, 13), (10, 21), (18, 10), (12, 10), (13, 3)),))
ENVELOPE = Icon("#2563eb", (((3, 6), (21, 6), (21, 18), (3, 18), (3, 6)), ((3, 7), (12, 14), (21, 7))))
PENCIL = Icon("#7c3aed", (((4, 20), (5, 16), (16, 5), (19, 8), (8, 19), (4, 20)), ((14, 7), (17, 10))))
CARD = Icon("#0891b2", (((5, 3), (19, 3), (19, 21), (5, 21), (5, 3)), ((8, 9), (16, 9)), ((8, 13), (16, 13))))
TICK = Icon("#d97706", (((4, 12), (10, 18), (20, 6)),))
FORK = Icon("#db2777", (((12, 3), (12, 9)), ((12, 9), (5, 15), (5, 21)), ((12, 9), (19, 15), (19, 21))))
CIRCLING = Icon(
    "#0d9488", (arc(12, 12, 8, -60, 120), ((8.5, 15.5), (8, 19), (11.5, 19.6)), arc(12, 12, 8, 120, 235),
    ((15.5, 8.5), (16, 5), (12.5, 4.4)))
)  # fmt: skip
EACH = Icon("#0d9488", (((9, 6), (21, 6)), ((9, 12), (21, 12)), ((9, 18), (21, 18)), ((4, 6),), ((4, 12),), ((4, 18),)))
DIAMOND = Icon("#db2777", (((12, 3), (21, 12), (12, 21), (3, 12), (12, 3)),))
EMPTY = Icon("#9ca3af", (((12, 5), (12, 19)), ((5, 12), (19, 12))))
_NIB = ((12, 20), (13, 16.5), (20, 9), (22, 11), (15, 18.5), (12, 20))
FIELD = Icon("#9333ea", (((3, 5), (14, 5)), ((3, 10), (14, 10)), ((3, 15), (9, 15)), _NIB))
NEW_CARD = Icon(
    "#0284c7", (((4, 3), (18, 3), (18, 10)), ((4, 3), (4, 21), (10, 21)), ((17, 14), (17, 22)), ((13, 18), (21, 18)))
)
TWO_CARDS = Icon("#0369a1", (((8, 8), (20, 8), (20, 21), (8, 21), (8, 8)), ((4, 16), (4, 3), (16, 3))))
APART = Icon("#4f46e5", (((4, 4), (4, 20)), ((4, 12), (20, 12)), ((15, 7), (20, 12), (15, 17))))
