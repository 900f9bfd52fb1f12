"""Migrations that look at one table at a time.

Tortoise makes all models anew before and after each step of a migration: seconds of work, at every first start, which
grow with the square of what there is. A step looks at its own model and at those that this one refers to.
"""

from collections.abc import Iterable
from typing import Self

from tortoise.connection import ConnectionHandler
from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.migration import Migration
from tortoise.migrations.schema_generator.state import ModelState, State
from tortoise.migrations.schema_generator.state_apps import StateApps
from tortoise.models import Model

Key = tuple[str, str]
"""An app and the name of a model."""


class Migrations(MigrationExecutor):
    """Tortoise's own, except for how it comes to the models that a step looks at."""

    async def _project_state(self, applied: set[MigrationKey], *, upto: MigrationKey | None = None) -> State:
        connections = {label: config.get("default_connection", "default") for label, config in self._apps.items()}
        state = Schema({}, Tables({}, connections))
        for key in self._full_plan():
            if key == upto:
                break
            migration = self.loader.graph.nodes[key]
            if key in applied and isinstance(migration, Migration):
                await migration.apply(state, dry_run=True, schema_editor=None)
        return state

    async def _project_state_cache(self, applied: set[MigrationKey]) -> dict[MigrationKey, State]:
        return {key: await self._project_state(applied, upto=key) for key in self._full_plan() if key in applied}

    @property
    def _apps(self) -> dict[str, dict[str, str]]:
        return self.loader.apps_config


class Tables(StateApps):
    """The models of a schema, each made when it is looked at."""

    def __init__(
        self,
        states: dict[Key, ModelState],
        default_connections: dict[str, str],
        connections: ConnectionHandler | None = None,
    ) -> None:
        super().__init__(default_connections, connections)
        self.states = states

    def get_model(self, app_label: str, model_name: str | None = None) -> type[Model]:
        """Make a model and those that it refers to."""
        key = (app_label, model_name) if model_name is not None else self.split_reference(app_label)
        made = StateApps(self._default_connections, self._connections)
        return made.clone({each: self.states[each].clone() for each in self._needed(key)}).get_model(*key)

    def of(self, states: dict[Key, ModelState]) -> Self:
        """Return the same of other models."""
        return type(self)(states, self._default_connections, self._connections)

    def _needed(self, key: Key) -> list[Key]:
        needed = [key]
        for each in needed:  # grows meanwhile
            references = (getattr(field, "model_name", None) for field in self.states[each].fields.values())
            others = [self.split_reference(reference) for reference in references if reference]
            needed += [other for other in dict.fromkeys(others) if other in self.states and other not in needed]
        return needed


class Schema(State):
    """What the tables are at a point between two steps."""

    apps: Tables

    def __init__(self, models: dict[Key, ModelState], apps: Tables) -> None:
        super().__init__(models, apps.of(models))

    def reload_model(self, app_label: str, model_name: str) -> None:
        """Do nothing: models are made from what is known of them when they are looked at."""

    def reload_models(self, model_tuples: Iterable[Key]) -> None:
        """Do nothing, likewise."""

    def clone(self) -> State:
        """Return a copy that later steps do not change."""
        return Schema({key: model.clone() for key, model in self.models.items()}, self.apps)
