"""Checks that the migrations lead to the models: `makemigrations` must find nothing to do. For CI."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Return 1 when a migration is missing or two go side by side, and take what was generated away again."""
    directory = Path(__file__).parent / "migrations"
    before = set(directory.glob("[0-9]*.py"))
    command = [sys.executable, "-m", "tortoise", "-c", "storage.database.TORTOISE_ORM", "makemigrations"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own interpreter
    new = set(directory.glob("[0-9]*.py")) - before
    for path in new:
        path.unlink()
    numbers = [path.name[:4] for path in before]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if twice:
        sys.stderr.write(f"Two migrations have the number {', '.join(twice)}: one must go behind the other.\n")
        return 1
    if done.returncode or new:
        sys.stderr.write(f"{done.stdout}{done.stderr}The models have changed: make a migration.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
