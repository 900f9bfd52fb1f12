"""`python -m tests.workers.quick_bot run`: as `quick`, and what a dead bot had of the inbox is free soon, too."""

from datetime import timedelta

from bot.telegram import shared_inbox

shared_inbox.LEASE, shared_inbox.RENEWED_EVERY, shared_inbox.LOOKED_AT_EVERY = timedelta(seconds=3), 1.0, 0.5

from tests.workers.quick import main  # noqa: E402 - whoever imports the lease imports the short one

if __name__ == "__main__":
    main()
