"""A burst of letters: everything that the product does for them, against other programs at the same servers.

Needs Debian's `postfix`, for Postfix with logins `sasl2-bin` and root, and Node.js with npm for nodemailer. Rounds take
turns, so that a busy moment slows everybody: compare ratios. Of each figure the median and the extremes are given.
"""

import asyncio
import shutil
import statistics
import sys
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from benchmarks.sending.peers import CONNECTIONS, SMTP_SOURCE_CONNECTIONS, Target, aiosmtplib, nodemailer, smtp_source
from benchmarks.sending.product import burst
from benchmarks.sending.servers import PATH, delayed, sink
from tests.mail.postfix_server import PASSWORD, USER, running_postfix, why_not

ROUNDS = 3
ROUND_TRIP = 0.020
LETTERS, FAR_LETTERS, LOGIN_LETTERS, PEERS_LETTERS = 1_000, 500, 300, 3_000

Measure = Callable[[], Awaitable[float | None]]
Rows = list[tuple[str, str]]


def run() -> Rows:
    """Send the bursts."""
    if not all(shutil.which(name, path=PATH) for name in ("smtp-sink", "smtp-source")):
        return [("left out: smtp-sink and smtp-source are in Debian's package postfix", "—")]
    rows = asyncio.run(_to_the_sink())
    reason = why_not()
    return rows + ([(f"left out: Postfix with TLS and a login: {reason}", "—")] if reason else _to_postfix())


async def _to_the_sink() -> Rows:
    async with sink() as port, delayed(port, ROUND_TRIP / 2) as far:
        near = Target(port)
        rows = await _compared(
            "smtp-sink",
            {
                **_ours(LETTERS, near, SMTP_SOURCE_CONNECTIONS),
                f"smtp-source -d -s {SMTP_SOURCE_CONNECTIONS}": lambda: smtp_source(PEERS_LETTERS * 10, near),
                f"nodemailer, pool of {CONNECTIONS}": lambda: nodemailer(PEERS_LETTERS, near),
                f"aiosmtplib alone, {CONNECTIONS} kept": lambda: aiosmtplib(PEERS_LETTERS, near),
            },
        )
        away = Target(far)
        return rows + await _compared(
            f"smtp-sink {ROUND_TRIP * 1000:.0f} ms away",
            {
                **_ours(FAR_LETTERS, away, SMTP_SOURCE_CONNECTIONS),
                f"smtp-source -d -s {SMTP_SOURCE_CONNECTIONS}": lambda: smtp_source(FAR_LETTERS, away),
                f"nodemailer, pool of {CONNECTIONS}": lambda: nodemailer(FAR_LETTERS, away),
                f"aiosmtplib alone, {CONNECTIONS} kept": lambda: aiosmtplib(FAR_LETTERS, away),
            },
        )


def _to_postfix() -> Rows:
    with running_postfix() as postfix:
        target = Target(postfix.ports.submission, "localhost", "ivanov@firma.test", postfix.ca_file, USER, PASSWORD)
        return asyncio.run(
            _compared(
                "Postfix with TLS and a login",
                {
                    **_ours(LOGIN_LETTERS, target, CONNECTIONS),
                    f"nodemailer, pool of {CONNECTIONS}": lambda: nodemailer(LOGIN_LETTERS, target),
                    f"aiosmtplib alone, {CONNECTIONS} kept": lambda: aiosmtplib(LOGIN_LETTERS, target),
                },
            )
        )


OURS = "the product, a press a letter"


def _ours(letters: int, target: Target, connections: int) -> Mapping[str, Measure]:
    """Return two measures of one burst: until the last letter is accepted, and until the last outcome is told."""
    connection: dict[str, Any] = {"host": target.host, "port": target.port, "max_connections": connections}
    if target.user is not None:
        connection |= {"encryption": "starttls", "authentication": "basic", "username": target.user}
        connection |= {"ca_file": target.ca_file}
    told: list[float] = []

    async def accepted() -> float:
        rates = await burst(letters, connection, target.password or "")
        told.append(rates.told)
        return rates.accepted

    async def and_told() -> float:
        return told[-1]

    return {OURS: accepted, "... until each outcome is told on its card": and_told}


async def _compared(server: str, measures: Mapping[str, Measure]) -> Rows:
    """Measure in turns; return letters a second and what part of each other's rate ours is."""
    found: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(ROUNDS):
        for name, measure in measures.items():
            rate = await measure()
            if rate is not None:
                found[name].append(rate)
    ours = statistics.median(found[OURS])
    rows = [(f"To {server}, letters a second", "")]
    for name, rates in found.items():
        if not rates:
            rows.append((f"  {name}", "left out"))
            continue
        middle = statistics.median(rates)
        ratio = "" if name == OURS else f"   ours is {ours / middle:.2f} of it"
        told = name.startswith("...")
        rows.append((f"  {name}", f"{middle:.0f} ({min(rates):.0f} to {max(rates):.0f}){'' if told else ratio}"))
    return rows


if __name__ == "__main__":
    if len(sys.argv) > 1:
        ROUNDS = int(sys.argv[1])
    for title, figure in run():
        print(f"{title:<60} {figure}")
