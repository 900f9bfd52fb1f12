"""What Tortoise is told about our tables, whichever database they are in, and what their migrations are."""

from pathlib import Path
from typing import Any

from tortoise.backends.base.executor import EXECUTOR_CACHE

from domain.errors import GonetsError

APP = "models"
APP_CONFIG: dict[str, Any] = {
    "models": ["storage.models"],
    "default_connection": "default",
    "migrations": "storage.migrations",
}


class DatabaseTooNew(GonetsError):
    """A newer version has changed the database: what it keeps there this one would not understand."""

    key = "error-database-too-new"


def our_migrations() -> set[str]:
    """Return the names of the migrations that this version has."""
    return {file.stem for file in Path(__file__).with_name("migrations").glob("[0-9]*.py")}


_statements_of: list[str] = []


def statements_of(dialect: str) -> None:
    """Have Tortoise write its statements anew where this process had a database of another kind open before."""
    if _statements_of != [dialect]:
        EXECUTOR_CACHE.clear()
        _statements_of[:] = [dialect]
