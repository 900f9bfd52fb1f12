"""What was promised, and what is measured now: ratios of the same rounds, the median before the extremes.

`python -m benchmarks.promises` prints the table; `python -m benchmarks.promises 100000` has so many letters of history
instead of a million (which takes twice 4 GB in the temporary folder).
"""

import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks import command_line, history, many_people, press_to_accepted
from benchmarks.figures import Figures, ratio
from benchmarks.sending import burst
from tests.mail.postfix_server import why_not

ROUNDS = 3
HISTORY = 1_000_000


@dataclass(frozen=True, slots=True)
class Promise:
    """One line of the table. `least` and `wanted` are ratios or figures; `more`: the more the better.

    `figures` is None where the machine lacks what it takes, as `command` says when it is run alone.
    """

    work: str
    figures: Figures | None
    least: float
    wanted: float
    command: str
    more: bool = False

    def line(self) -> str:
        """Return it as a line of a Markdown table."""
        measured, kept = "left out", ""
        if self.figures is not None:
            measured, kept = str(self.figures), self._kept(self.figures.middle)
        unit = self.figures.unit if self.figures is not None else ""
        cells = (self.work, measured, f"{self.least:g}{unit}", f"{self.wanted:g}{unit}", kept, f"`{self.command}`")
        return f"| {' | '.join(cells)} |"

    def _kept(self, middle: float) -> str:
        for bound, word in ((self.wanted, "as wanted"), (self.least, "yes")):
            if middle >= bound if self.more else middle <= bound:
                return word
        return "no"


HEAD = "| Work | Now (extremes) | At least | Wanted | Reached | Alone by |\n| --- | --- | --- | --- | --- | --- |"


def promises(letters: int = HISTORY) -> Iterator[Promise]:
    """Measure each."""
    command = "python -m benchmarks.sending.burst"
    near = far = login = None
    if not burst.why_no_sink():
        near, far = burst.to_the_sink(), burst.from_afar()
    if not why_not():
        login = burst.to_postfix()
    yield Promise(
        "A burst, everything counted, to `smtp-sink`, against `smtp-source -d -s 20`",
        *(_against(near, burst.SMTP_SOURCE), 0.15, 0.2, command, True),
    )
    yield Promise("... against nodemailer's pool", _against(near, burst.NODEMAILER), 1, 2, command, more=True)
    yield Promise("... 20 ms away, against `smtp-source`", _against(far, burst.SMTP_SOURCE), 1.9, 3, command, more=True)
    yield Promise(
        "... Postfix with TLS and a login, against nodemailer with the same",
        *(_against(login, burst.NODEMAILER), 1, 1.5, command, True),
    )
    yield Promise(
        "A press committed to its letter accepted, one at a time, median",
        _each(lambda: statistics.median(press_to_accepted.measured()[0]), " ms"),
        *(15, 10, "python -m benchmarks.press_to_accepted"),
    )
    yield Promise(
        f"A press kept and answered with {letters:,} letters of history, against an empty database",
        history.press_ratio(letters),
        *(1.2, 1.05, f"python -m benchmarks.history {letters}"),
    )
    yield Promise(
        "100 people with one message each at once, p95 of the answer",
        *(_each(many_people.all_at_once, " s"), 2, 1, "python -m benchmarks.many_people"),
    )
    yield Promise(
        "`gonets run` at rest",
        *(_each(command_line.at_rest, " MB"), 150, 135, "python -m benchmarks.command_line"),
    )


def _against(found: burst.Found | None, other: str) -> Figures | None:
    if found is None or not found[other]:
        return None
    return ratio(found[burst.TOLD], found[other])


def _each(measure: Callable[[], float], unit: str) -> Figures:
    return Figures(tuple(measure() for _ in range(ROUNDS)), unit)


def main(letters: int = HISTORY) -> None:
    """Print the table, each line when it is known."""
    print(HEAD)
    for promise in promises(letters):
        print(promise.line(), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else HISTORY)
