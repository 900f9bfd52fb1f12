"""`make walk`: a long walk at random over everything that can be pressed and typed."""

import argparse
import secrets
import time
from contextlib import nullcontext

from tests.databases import running_on
from tests.walk.walk import walk
from tests.with_postgres import of_our_own


def main() -> int:
    """Walk and print; status 1 when something is not as promised."""
    parser = argparse.ArgumentParser(prog="python -m tests.walk", description=__doc__)
    parser.add_argument("--steps", type=int, default=20_000, help="how many steps to take")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="after how long to stop")
    parser.add_argument("--seed", default=None, help="what all chance comes from; a new one unless given")
    parser.add_argument("--first", type=int, default=0, help="number of the walk to begin with, to see a problem again")
    parser.add_argument("--problems", type=int, default=5, help="after how many problems to stop")
    parser.add_argument("--postgres", action="store_true", help="keep all on a PostgreSQL of its own")
    options = parser.parse_args()
    seed = options.seed or secrets.token_hex(4)
    print(f"seed {seed}", flush=True)
    began = time.monotonic()
    with of_our_own() if options.postgres else nullcontext():
        running_on["database"] = "postgres" if options.postgres else "sqlite"
        bounds = {"seconds": options.seconds, "first": options.first, "most_problems": options.problems}
        outcome = walk(seed, options.steps, **bounds)
    print(outcome)
    print(f"{outcome.met.steps / (time.monotonic() - began):.0f} steps a second")
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
