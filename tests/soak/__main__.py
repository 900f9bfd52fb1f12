"""`make soak`: how long a promise lasts when everything around it breaks."""

import argparse
import asyncio
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.soak.installations import Install, over_a_file, over_postgres
from tests.soak.kill_soak import Soak
from tests.with_postgres import of_our_own


def main() -> int:
    """Run and print; status 1 when something is not as promised."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--presses", type=int, default=300, help="how many presses to make")
    parser.add_argument("--people", type=int, default=24, help="how many people press")
    parser.add_argument("--seconds", type=float, default=1800, help="after how long to stop pressing")
    parser.add_argument("--seed", default=None, help="what all chance comes from; a new one unless given")
    parser.add_argument(
        "--postgres", action="store_true", help="a bot and two workers on PostgreSQL, which is restarted, too"
    )
    options = parser.parse_args()
    seed = options.seed or secrets.token_hex(4)
    print(f"seed {seed}", flush=True)
    home = Path(tempfile.mkdtemp(prefix="gonets-soak-"))
    with _on_postgres() if options.postgres else _on_a_file() as install:
        soak = Soak(home, seed, options.presses, options.seconds, options.people, install=install)
        outcome = asyncio.run(soak.run())
    print(outcome)
    print(f"  everything is kept in {home}")
    return 1 if outcome.problems else 0


@contextmanager
def _on_a_file() -> Iterator[Install]:
    yield over_a_file


@contextmanager
def _on_postgres() -> Iterator[Install]:
    """Have a server of our own: it is stopped and started while the processes work on it."""
    with of_our_own() as server:
        yield partial(over_postgres, server=server)


if __name__ == "__main__":
    raise SystemExit(main())
