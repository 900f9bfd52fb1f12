"""The whole configuration, for who reads several sections of it."""

from typing import Protocol

from domain.configuration.while_unchanged import Marked
from domain.configured.stored import SecretNames, StoredConnections, StoredRoutes
from domain.records.stored_templates import StoredTemplates
from domain.scenarios.stored_scenarios import StoredScenarios


class Configured(StoredConnections, SecretNames, StoredRoutes, StoredTemplates, StoredScenarios, Marked, Protocol):
    """The configuration, to be read: no secrets, only their names."""
