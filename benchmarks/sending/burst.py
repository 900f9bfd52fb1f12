"""A burst of letters: everything that the product does for them, against other programs at the same servers.

Needs Debian's `postfix`, for Postfix with logins `sasl2-bin` and root, and Node.js with npm for nodemailer. Rounds take
turns, so that a busy moment slows everybody: compare ratios. Of each figure the median and the extremes are given.
"""

import asyncio
import shutil
import sys
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from benchmarks.figures import Figures, ratio
from benchmarks.sending.peers import CONNECTIONS, SMTP_SOURCE_CONNECTIONS, Target, aiosmtplib, nodemailer, smtp_source
from benchmarks.sending.product import alone, burst, press_once
from benchmarks.sending.servers import PATH, delayed, sink
from tests.mail.postfix_server import PASSWORD, USER, running_postfix, why_not

ROUNDS = 3
ROUND_TRIP = 0.020
LETTERS, FAR_LETTERS, LOGIN_LETTERS, PEERS_LETTERS = 1_000, 500, 300, 3_000

OURS = "the product, a press a letter"
TOLD = "... until each outcome is told on its card"
ONE_PRESS = "the product, one press with as many letters, until it is told"
ALONE = "... of it the sending alone, of letters composed before"
SMTP_SOURCE = f"smtp-source -d -s {SMTP_SOURCE_CONNECTIONS}"
NODEMAILER = f"nodemailer, pool of {CONNECTIONS}"
AIOSMTPLIB = f"aiosmtplib alone, {CONNECTIONS} kept"

Measure = Callable[[], Awaitable[float | None]]
Found = dict[str, list[float]]
"""Letters a second of each program, of each round."""

Rows = list[tuple[str, str]]


def run() -> Rows:
    """Send the bursts."""
    if reason := why_no_sink():
        return [(f"left out: {reason}", "—")]
    rows = rows_of("smtp-sink", to_the_sink()) + rows_of(f"smtp-sink {ROUND_TRIP * 1000:.0f} ms away", from_afar())
    reason = why_not()
    if reason:
        return [*rows, (f"left out: Postfix with TLS and a login: {reason}", "—")]
    return rows + rows_of("Postfix with TLS and a login", to_postfix())


def why_no_sink() -> str:
    """Say what is lacking for the sink, or nothing."""
    there = all(shutil.which(name, path=PATH) for name in ("smtp-sink", "smtp-source"))
    return "" if there else "smtp-sink and smtp-source are in Debian's package postfix"


def to_the_sink() -> Found:
    """Send bursts to a server that keeps nothing."""

    async def measured() -> Found:
        async with sink() as port:
            return await _compared(_all(Target(port), LETTERS, PEERS_LETTERS, PEERS_LETTERS * 10))

    return asyncio.run(measured())


def from_afar() -> Found:
    """Send bursts to the same over a way that takes time."""

    async def measured() -> Found:
        async with sink() as port, delayed(port, ROUND_TRIP / 2) as far:
            return await _compared(_all(Target(far), FAR_LETTERS, FAR_LETTERS, FAR_LETTERS))

    return asyncio.run(measured())


def to_postfix() -> Found:
    """Send bursts to a real Postfix, with TLS and a login; smtp-source cannot log in."""
    with running_postfix() as postfix:
        target = Target(postfix.ports.submission, "localhost", "ivanov@firma.test", postfix.ca_file, USER, PASSWORD)
        return asyncio.run(
            _compared(
                {
                    **_ours(LOGIN_LETTERS, target, CONNECTIONS),
                    NODEMAILER: lambda: nodemailer(LOGIN_LETTERS, target),
                    AIOSMTPLIB: lambda: aiosmtplib(LOGIN_LETTERS, target),
                }
            )
        )


def _all(target: Target, ours: int, theirs: int, source: int) -> dict[str, Measure]:
    return {
        **_ours(ours, target, SMTP_SOURCE_CONNECTIONS),
        ALONE: lambda: alone(ours, _connection(target, SMTP_SOURCE_CONNECTIONS)),
        SMTP_SOURCE: lambda: smtp_source(source, target),
        NODEMAILER: lambda: nodemailer(theirs, target),
        AIOSMTPLIB: lambda: aiosmtplib(theirs, target),
    }


def _ours(letters: int, target: Target, connections: int) -> dict[str, Measure]:
    """Return measures of a burst, until the last letter is accepted and until the last outcome is told, and of a press.

    That one makes as many letters.
    """
    connection = _connection(target, connections)
    told: list[float] = []

    async def accepted() -> float:
        rates = await burst(letters, connection, target.password or "")
        told.append(rates.told)
        return rates.accepted

    async def and_told() -> float:
        return told[-1]

    async def of_one_press() -> float:
        return (await burst(letters, connection, target.password or "", presses=press_once)).told

    return {OURS: accepted, TOLD: and_told, ONE_PRESS: of_one_press}


def _connection(target: Target, connections: int) -> dict[str, Any]:
    connection: dict[str, Any] = {"host": target.host, "port": target.port, "max_connections": connections}
    if target.user is not None:
        connection |= {"encryption": "starttls", "authentication": "basic", "username": target.user}
        connection |= {"ca_file": target.ca_file}
    return connection


async def _compared(measures: Mapping[str, Measure]) -> Found:
    """Measure in turns; what the machine lacks is left out."""
    found: Found = {name: [] for name in measures}
    for _ in range(ROUNDS):
        for name, measure in measures.items():
            rate = await measure()
            if rate is not None:
                found[name].append(rate)
    return found


def rows_of(server: str, found: Found) -> Rows:
    """Return each program's letters a second, and what part of them ours are until all is told."""
    rows = [(f"To {server}, letters a second", "")]
    for name, rates in found.items():
        if not rates:
            rows.append((f"  {name}", "left out"))
        elif name in {OURS, TOLD, ONE_PRESS, ALONE}:
            rows.append((f"  {name}", str(Figures(tuple(rates)))))
        else:
            part = f"ours is {ratio(found[TOLD], rates)} of it"
            rows.append((f"  {name}", f"{Figures(tuple(rates))}; {part}"))
    return rows


if __name__ == "__main__":
    if len(sys.argv) > 1:
        ROUNDS = int(sys.argv[1])
    for title, figure in run():
        print(f"{title:<60} {figure}")
