"""Walks one after the other, each on a product of its own, and what all of them have met."""

import asyncio
import shutil
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from bot.telegram.catalogue import addresses
from tests import postgres
from tests.walk.episode import Broken, Episode, Met
from tests.walk.offline import offline

A_WALK = 250
"""Steps on one product: long enough to get deep, short enough to get out of what an administrator has broken."""


@dataclass
class Outcome:
    """What was met, and what of it should not have been."""

    seed: str
    met: Met
    problems: dict[str, str] = field(default_factory=dict)
    broken: int = 0
    """How many walks a problem has ended; some of them are one and the same."""

    def __str__(self) -> str:
        met = self.met
        lines = [f"seed {self.seed}: {met.steps} steps, {met.restarts} restarts, {met.slow} slower than a second"]
        lines.append("pages and acts: " + _counts(met.pressed))
        lines.append("typed for: " + _counts(met.typed))
        lines.append("made up: " + _counts(met.made_up))
        never = [kind.__name__ for kind in addresses().values() if not met.pressed[kind.__name__]]
        lines.append("never pressed: " + (", ".join(never) or "none"))
        return "\n".join([*lines, *(f"PROBLEM {what}\n{story}" for what, story in self.problems.items())])


def walk(seed: str, steps: int, *, seconds: float = float("inf"), first: int = 0, most_problems: int = 1) -> Outcome:
    """Walk so many steps, or for so long; a problem ends its walk, and so many problems end them all."""
    until = time.monotonic() + seconds
    outcome = Outcome(seed, Met())
    home = Path(tempfile.mkdtemp(prefix="gonets-walk-"))
    try:
        number = first
        while outcome.met.steps < steps and outcome.broken < most_problems and time.monotonic() < until:
            _one(outcome, home, number, min(A_WALK, steps - outcome.met.steps), until)
            postgres.leave_nothing()
            number += 1
    finally:
        shutil.rmtree(home, ignore_errors=True)
        postgres.drop_all()
    return outcome


def _one(outcome: Outcome, home: Path, number: int, steps: int, until: float) -> None:
    place = home / str(number)
    place.mkdir()
    episode = Episode(place, f"{outcome.seed}/{number}", outcome.met)
    began = outcome.met.steps
    try:
        with offline():
            asyncio.run(episode.run(steps, until))
    except Broken as broken:
        what = broken.problems
    except BaseExceptionGroup as group:
        what = _broken_in(group) or _told(group)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told with the steps that led to it
        what = _told(error)
    else:
        shutil.rmtree(place, ignore_errors=True)
        return
    outcome.broken += 1
    story = "\n".join(
        [
            f"  in walk {number} after {outcome.met.steps - began} steps; the last of them:",
            *(f"    {line}" for line in episode.trail),
            *(f"  what is wrong: {line}" for line in what),
            *(f"  chat: {line}" for line in _last_of_chat(episode)),
        ]
    )
    outcome.problems.setdefault(what[0][:100], story)


def _told(error: BaseException) -> list[str]:
    lines = traceback.format_exception(error)
    return [lines[-1].strip().splitlines()[0], "".join(lines)[-5000:]]


def _broken_in(group: BaseExceptionGroup[BaseException]) -> list[str]:
    found = group.subgroup(Broken)
    while isinstance(found, BaseExceptionGroup):
        found = found.exceptions[0]
    return found.problems if isinstance(found, Broken) else []


def _last_of_chat(episode: Episode) -> list[str]:
    name = (episode.trail[-1] if episode.trail else "").partition(" (")[0]
    user = next((user for user in episode.sandbox.users if user.name == name), None)
    return [] if user is None else user.as_text().splitlines()[-25:]


def _counts(counter: "dict[str, int]") -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counter.items(), key=lambda item: -item[1]))
