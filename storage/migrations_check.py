"""Checks that the migrations lead to the models: `makemigrations` must find nothing to do. For CI."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Return 1 when a migration is missing, and take what was generated away again."""
    directory = Path(__file__).parent / "migrations"
    before = {path.name for path in directory.glob("[0-9]*.py")}
    command = [sys.executable, "-m", "tortoise", "-c", "storage.database.TORTOISE_ORM", "makemigrations"]
    with tempfile.TemporaryDirectory() as kept:
        shutil.copytree(directory, Path(kept) / "migrations")
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own interpreter
        new = {path.name for path in directory.glob("[0-9]*.py")} - before
        for name in new:
            (directory / name).unlink()
    if done.returncode or new:
        sys.stderr.write(f"{done.stdout}{done.stderr}The models have changed: make a migration.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
