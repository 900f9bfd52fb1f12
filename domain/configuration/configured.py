"""The whole configuration, for who reads several sections of it."""

from typing import Protocol

from domain.configured.stored import ConnectionsAndSecrets, StoredRoutes, Versions
from domain.records.stored_templates import StoredTemplates
from domain.scenarios.stored_scenarios import StoredScenarios


class Configured(ConnectionsAndSecrets, StoredRoutes, StoredTemplates, StoredScenarios, Versions, Protocol):
    """The configuration, to be read."""
