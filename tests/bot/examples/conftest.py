"""What the tests of examples stand on: the command line, and a running product."""

from tests.bot.cli.conftest import gonets
from tests.e2e.conftest import product

__all__ = ["gonets", "product"]
