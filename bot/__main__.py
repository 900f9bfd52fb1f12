"""The command `gonets`."""

import sys

from bot.cli import run_command


def main() -> None:
    """Run the command line and end with its status."""
    sys.exit(run_command(sys.argv[1:]))


if __name__ == "__main__":
    main()
