"""`make soak`: how long a promise lasts when everything around it breaks."""

import argparse
import asyncio
import secrets
import tempfile
from pathlib import Path

from tests.soak.kill_soak import Soak


def main() -> int:
    """Run and print; status 1 when something is not as promised."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--presses", type=int, default=300, help="how many presses to make")
    parser.add_argument("--people", type=int, default=24, help="how many people press")
    parser.add_argument("--seconds", type=float, default=1800, help="after how long to stop pressing")
    parser.add_argument("--seed", default=None, help="what all chance comes from; a new one unless given")
    options = parser.parse_args()
    seed = options.seed or secrets.token_hex(4)
    print(f"seed {seed}", flush=True)
    home = Path(tempfile.mkdtemp(prefix="gonets-soak-"))
    outcome = asyncio.run(Soak(home, seed, options.presses, options.seconds, options.people).run())
    print(outcome)
    print(f"  everything is kept in {home}")
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
