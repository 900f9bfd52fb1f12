"""`python -m tests.workers.quick worker`: leases of seconds, so that what a dead process had in hand goes on soon."""

import sys
from datetime import timedelta

from bot.workers import hands

LEASE_SECONDS = 4
LEASE = timedelta(seconds=LEASE_SECONDS)


def make_leases_short(*, of_a_bot: bool) -> None:
    """Let whoever imports the leases from now on import short ones, and what has run out be found at once."""
    hands.LEASE = hands.LocalHands.lease = LEASE
    from bot.workers import worker

    worker.LONGEST_SLEEP = LEASE_SECONDS / 4
    if of_a_bot:  # a worker has no inbox, and must not import what only a bot does
        from bot.telegram import shared_inbox

        shared_inbox.LEASE, shared_inbox.RENEWED_EVERY = LEASE, LEASE_SECONDS / 3
        shared_inbox.LOOKED_AT_EVERY = LEASE_SECONDS / 8


def prepare() -> None:
    """Prepare what copies of any command are made of, before it imports more."""
    make_leases_short(of_a_bot=True)


if __name__ == "__main__":
    make_leases_short(of_a_bot="run" in sys.argv)
    from bot.__main__ import main

    main()
