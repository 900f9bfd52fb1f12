"""Whether a press may become a run: the button's scenario, its connections and the accounts that the record names."""

from collections.abc import Awaitable, Callable, Sequence

from domain.accounts.account import Accounts
from domain.accounts.entity import KnownAccounts
from domain.configuration.configured import Configured
from domain.documents import Stored
from domain.errors import GonetsError, Redraw
from domain.records.entity import referred_accounts
from domain.records.record import Record
from domain.records.template import Button, StoredTemplate
from domain.runs.obstacle import Obstacle, ObstacleKind
from domain.scenarios.document import Scenario
from domain.sections import Section

CheckScenario = Callable[[Scenario], Awaitable[Sequence[object]]]
"""Returns what is wrong with a scenario as the configuration is now."""


class CannotBegin(GonetsError):
    """An administrator has to mend `obstacle` first."""

    redraw = Redraw.CARD
    obstacle: Obstacle | None = None

    def stopped_by(self, kind: ObstacleKind, subject: int) -> "CannotBegin":
        """Return the error with what is to be mended."""
        self.obstacle = Obstacle(kind, subject)
        return self


class NoScenario(CannotBegin):
    """Nothing is set up to happen at this button."""

    key = "error-no-scenario"


class ScenarioInvalid(CannotBegin):
    """The scenario behind the button does not fit the configuration any more."""

    key = "error-scenario-invalid"


class ConnectionNotReady(CannotBegin):
    """The mail server that the letter would go through is not set up."""

    key = "error-connection-not-ready"


class MayBegin:
    """Looks before anything is written."""

    def __init__(self, configured: Configured, accounts: Accounts, check: CheckScenario) -> None:
        self._configured = configured
        self._accounts = accounts
        self._check = check

    async def __call__(self, record: Record, stored: StoredTemplate, button: Button) -> Stored[Scenario]:
        """Return the button's scenario.

        Raises NoScenario, ScenarioInvalid, ConnectionNotReady, AccountArchived or AccountWithoutAddress.
        """
        found = await self._configured.scenario_for_button(stored.document.system_name, button.system_name)
        if found is None:
            raise NoScenario(button=button.title).stopped_by(ObstacleKind.TEMPLATE, stored.id)
        await self._check_scenario(found)
        await self._check_values(record, stored)
        return found

    async def _check_scenario(self, found: Stored[Scenario]) -> None:
        scenario = found.document
        mistakes = await self._check(scenario)
        if mistakes:
            error = ScenarioInvalid("; ".join(map(str, mistakes)), title=scenario.title)
            raise error.stopped_by(ObstacleKind.SCENARIO, found.id)
        by_name = {item.document.system_name: item for item in await self._configured.connections()}
        for name in scenario.refers_to(Section.CONNECTIONS):
            stored = by_name.get(name)
            if stored is None:
                raise ConnectionNotReady(title=name).stopped_by(ObstacleKind.SCENARIO, found.id)
            connection = stored.document
            if not connection.enabled or connection.lacks(await self._configured.kept_secrets(name)):
                raise ConnectionNotReady(title=connection.title).stopped_by(ObstacleKind.CONNECTION, stored.id)

    async def _check_values(self, record: Record, stored: StoredTemplate) -> None:
        accounts = KnownAccounts(await self._accounts.get_many(referred_accounts(stored.document, record.values)))
        for attribute in stored.document.form_attributes:
            value = record.values.get(attribute.system_name)
            if value is not None:
                try:
                    attribute.check(value, accounts)
                except GonetsError as error:
                    error.redraw = Redraw.CARD  # the card says what is to be done about it
                    raise
