"""The whole configuration, for who reads several sections of it."""

from typing import Protocol

from domain.configured.stored import SecretNames, StoredConnections, StoredRoutes
from domain.records.stored_templates import StoredTemplates
from domain.scenarios.stored_scenarios import StoredScenarios


class Configured(StoredConnections, SecretNames, StoredRoutes, StoredTemplates, StoredScenarios, Protocol):
    """The configuration, to be read: no secrets, only their names."""
