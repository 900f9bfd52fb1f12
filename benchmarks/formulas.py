"""Formulas: evaluating the recipe's own and a longer one, and compiling and checking new ones."""

import itertools
import timeit
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

from bot.files.config_file import recipe_file
from domain.accounts.account import Account
from domain.accounts.entity import AccountEntity, KnownAccounts
from domain.configuration.schema import schema_of
from domain.formulas import Formula, compile_formula
from domain.formulas.searches import Found, Search

RECIPE = "$Poluchatel->mbox"
LONGER = (
    "IF(EMPTY($Poluchatel->phone), 'Без телефона', "
    "CONCAT('Телефон: ', $Poluchatel->phone, ', ', FORMATLOC(ADDDAYS(NOW(), 3), 'd MMMM yyyy')))"
)
(TEMPLATE,) = recipe_file().templates
PETROV = AccountEntity(Account(1, "petrov", "Петров Пётр", "petrov@firma.test", "+79000000000"), KnownAccounts())


class Record:
    """A record of the recipe's template."""

    identity = "1"

    def get(self, name: str) -> Any:
        """Return an attribute."""
        return {"Poluchatel": PETROV}.get(name)


@dataclass
class View:
    """What the formulas read."""

    record: Any = field(default_factory=Record)
    variables: dict[str, Any] = field(default_factory=dict)
    user: Any = PETROV
    now: datetime = datetime(2026, 11, 30, tzinfo=UTC)
    time_zone: tzinfo = UTC

    def find(self, search: Search) -> Found | None:  # noqa: ARG002 - these formulas ask for none
        """There are no records."""
        return None


def _a_second(work: Callable[[], object], rounds: int) -> str:
    return f"{rounds / min(timeit.repeat(work, number=rounds, repeat=5)):,.0f} a second"


def run() -> list[tuple[str, str]]:
    """Measure each at its best of five."""
    schema = schema_of(TEMPLATE)
    numbers = itertools.count()
    view = View()

    def compiled_anew() -> None:
        Formula(f"{LONGER} + '{next(numbers)}'").check(schema)

    def recipe_anew() -> None:
        Formula(f"{RECIPE} + {next(numbers)}").check(schema)

    return [
        ("formulas: the recipe's, evaluated", _a_second(lambda: compile_formula(RECIPE).evaluate(view), 2_000)),
        ("formulas: one of 120 characters, evaluated", _a_second(lambda: compile_formula(LONGER).evaluate(view), 500)),
        ("formulas: as the recipe's, compiled and checked", _a_second(recipe_anew, 200)),
        ("formulas: one of 120 characters, compiled and checked", _a_second(compiled_anew, 100)),
    ]


if __name__ == "__main__":
    for name, figure in run():
        print(f"{name}: {figure}")
