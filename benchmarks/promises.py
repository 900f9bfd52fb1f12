"""What was promised, and what is measured now: ratios of the same rounds, the median before the extremes.

`python -m benchmarks.promises` prints the table; `python -m benchmarks.promises 100000` has so many letters of history
instead of a million (which takes twice 4 GB in the temporary folder).
"""

import asyncio
import statistics
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from benchmarks import command_line, commit_to_claim, history, many_people, press_to_accepted, several_workers
from benchmarks.figures import Figures, p95, ratio
from benchmarks.sending import burst
from tests.mail.postfix_server import why_not

ROUNDS = 3
HISTORY = 1_000_000

OnAServer = list[tuple[list[float], list[float]]]
"""Of each round the milliseconds to each press's claim, and to its letter's acceptance."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One line of the table. `least` and `wanted` are ratios or figures of `unit`; `more`: the more the better.

    `measure` gives None where the machine lacks what it takes; `command` measures it alone.
    """

    work: str
    measure: Callable[[], Figures | None]
    least: float
    wanted: float
    command: str
    unit: str = ""
    more: bool = False

    def line(self, measured: str, reached: str) -> str:
        """Return it as a line of a Markdown table."""
        bounds = [f"{bound:g}{self.unit}" for bound in (self.least, self.wanted)]
        return f"| {' | '.join((self.work, measured, *bounds, reached, f'`{self.command}`'))} |"

    def reached(self, middle: float) -> str:
        """Say whether it is kept."""
        for bound, word in ((self.wanted, "as wanted"), (self.least, "yes")):
            if middle >= bound if self.more else middle <= bound:
                return word
        return "no"


HEAD = "| Work | Now (extremes) | At least | Wanted | Reached | Alone by |\n| --- | --- | --- | --- | --- | --- |"


def promises(letters: int = HISTORY) -> tuple[Promise, ...]:
    """Return all of them."""
    near, far, login = map(cache, (_to_the_sink, _from_afar, _to_postfix))
    server = cache(_on_a_server)
    source, pool = burst.SMTP_SOURCE, burst.NODEMAILER
    alone = "python -m benchmarks.sending.burst"
    return (
        Promise(
            "A burst, everything counted, to `smtp-sink`, against `smtp-source -d -s 20`",
            *(lambda: _against(near(), source), 0.15, 0.2, alone),
            more=True,
        ),
        Promise("... against nodemailer's pool", lambda: _against(near(), pool), 1, 2, alone, more=True),
        Promise("... 20 ms away, against `smtp-source`", lambda: _against(far(), source), 1.9, 3, alone, more=True),
        Promise(
            "... Postfix with TLS and a login, against nodemailer with the same",
            *(lambda: _against(login(), pool), 1, 1.5, alone),
            more=True,
        ),
        Promise(
            "A press committed to its letter accepted, one at a time, median",
            lambda: _each(lambda: statistics.median(press_to_accepted.measured()[0]), " ms"),
            *(15, 10, "python -m benchmarks.press_to_accepted", " ms"),
        ),
        Promise(
            "On PostgreSQL, a press committed to its claim by `gonets worker`, p95",
            lambda: _of_each(server(), lambda claimed, _: p95(claimed)),
            *(20, 15, "python -m benchmarks.commit_to_claim", " ms"),
        ),
        Promise(
            "... to its letter accepted, one at a time, median",
            lambda: _of_each(server(), lambda _, accepted: statistics.median(accepted)),
            *(25, 20, "python -m benchmarks.commit_to_claim", " ms"),
        ),
        Promise(
            f"A press kept and answered with {letters:,} letters of history, against an empty database",
            lambda: history.press_ratio(letters),
            *(1.2, 1.05, f"python -m benchmarks.history {letters}"),
        ),
        Promise(
            "100 people with one message each at once, p95 of the answer",
            *(lambda: _each(many_people.all_at_once, " s"), 2, 1, "python -m benchmarks.many_people", " s"),
        ),
        Promise(
            "`gonets run` at rest",
            *(lambda: _each(command_line.at_rest, " MB"), 150, 135, "python -m benchmarks.command_line", " MB"),
        ),
    )


def _to_the_sink() -> burst.Found | None:
    return None if burst.why_no_sink() else burst.to_the_sink()


def _from_afar() -> burst.Found | None:
    return None if burst.why_no_sink() else burst.from_afar()


def _to_postfix() -> burst.Found | None:
    return None if why_not() else burst.to_postfix()


def _against(found: burst.Found | None, other: str) -> Figures | None:
    if found is None or not found[other]:
        return None
    return ratio(found[burst.TOLD], found[other])


def _on_a_server() -> OnAServer | None:
    if several_workers.why_not():
        return None
    return [asyncio.run(commit_to_claim.measured()) for _ in range(ROUNDS)]


def _of_each(rounds: OnAServer | None, figure: Callable[[list[float], list[float]], float]) -> Figures | None:
    return None if rounds is None else Figures(tuple(figure(*one) for one in rounds), " ms")


def _each(measure: Callable[[], float], unit: str) -> Figures:
    return Figures(tuple(measure() for _ in range(ROUNDS)), unit)


def main(letters: int = HISTORY) -> int:
    """Print the table, each line when it is known; return how many could not be measured, though all was there."""
    print(HEAD)
    failed = 0
    for promise in promises(letters):
        try:
            figures = promise.measure()
        except Exception:  # noqa: BLE001 - the other lines are measured all the same
            failed += 1
            traceback.print_exc()
            print(promise.line("could not be measured", ""), flush=True)
        else:
            words = ("left out", "") if figures is None else (str(figures), promise.reached(figures.middle))
            print(promise.line(*words), flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else HISTORY) > 0)
