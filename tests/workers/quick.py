"""`python -m tests.workers.quick worker`: leases of seconds, so that what a dead process had in hand is free soon."""

from datetime import timedelta

from bot.workers import hands

hands.LEASE = hands.LocalHands.lease = timedelta(seconds=4)

from bot.__main__ import main  # noqa: E402 - whoever imports the lease imports the short one

if __name__ == "__main__":
    main()
