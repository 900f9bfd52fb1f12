"""The functions of formulas, a room for each group. Going over all of them is going over TABLE."""

from domain.formulas.evaluation import Function
from domain.formulas.functions import (  # noqa: F401 - a room files its functions as it is read
    comparing_dates,
    date_parts,
    date_steps,
    dates,
    durations,
    formatting,
    lists,
    literals,
    logic,
    numbers,
    people,
    records,
    searching,
    texts,
    working_days,
    working_hours,
)
from domain.formulas.table import MOST_ARGUMENTS, TABLE, KnownFunction

FUNCTIONS: dict[str, Function] = {name: known.call for name, known in TABLE.items()}
ARITY: dict[str, tuple[int, int]] = {name: known.arity for name, known in TABLE.items()}
ANY = MOST_ARGUMENTS

__all__ = ["ANY", "ARITY", "FUNCTIONS", "TABLE", "KnownFunction"]
