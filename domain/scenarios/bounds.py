"""What one run may do at the most: passing a bound ends it in words, never in a hang."""

from domain.errors import GonetsError
from domain.scenarios.segment import Segment
from domain.scenarios.world import World

MAX_STEPS = 200_000
"""How many actions one run may do: a loop over many values ends in words, never in a hang."""

MAX_LETTERS = 10_000
"""How many letters one run may make: as many as a whole company has people."""

MAX_RECORDS = 10_000
"""How many records one run may make."""

MAX_WORK = 600
"""Seconds that a run may work between two waits."""

MAX_APART = 1_000
"""How many runs of their own one run may begin."""


class TooManySteps(GonetsError):
    """The scenario does too much in one run."""

    key = "error-scenario-too-many-steps"
    ends_run = True


class TooManyRecords(GonetsError):
    """The scenario makes too many records in one run."""

    key = "error-scenario-too-many-records"
    ends_run = True


class WorksTooLong(GonetsError):
    """The scenario works for too long without waiting for anything."""

    key = "error-scenario-works-too-long"
    ends_run = True


class TooManyApart(GonetsError):
    """The scenario begins too many runs of their own."""

    key = "error-scenario-too-many-apart"
    ends_run = True


class TooManyLetters(GonetsError):
    """The scenario makes too many letters in one run."""

    key = "error-scenario-too-many-letters"
    ends_run = True


def passed_bound(segment: Segment, world: World) -> GonetsError | None:
    """Return which of its bounds the run has passed."""
    if segment.state.letters + segment.made > MAX_LETTERS:
        return TooManyLetters(limit=MAX_LETTERS)
    if segment.state.records + world.at_hand.new > MAX_RECORDS:
        return TooManyRecords(limit=MAX_RECORDS)
    if segment.state.apart + len(segment.apart) > MAX_APART:
        return TooManyApart(limit=MAX_APART)
    return None


def begun_at_birth(segment: Segment) -> int:
    """Return how many runs apart count as begun by each that the segment begins: what is left is shared by them.

    So one segment comes to no more than the bound, however deep they are nested. A run that begins others in segment
    after segment, with letters that it waits for in between, shares anew each time: with them it may come to more.
    """
    left = MAX_APART - segment.state.apart
    return MAX_APART - left // max(1, len(segment.apart))
