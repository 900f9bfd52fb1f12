"""Finding what stands between a record and its sending that its author cannot mend, from the rows as they are now."""

import json
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.accounts.account import Account, Accounts
from domain.accounts.folding import fold
from domain.configuration.configured import Configured
from domain.configuration.placeholders import check_holes
from domain.configuration.while_unchanged import WhileUnchanged
from domain.configured.route import Route
from domain.deliveries.delivery import Delivery, RecipientState
from domain.deliveries.restoring import CutOff
from domain.documents import Stored
from domain.errors import DatabaseTrouble, GonetsError
from domain.faults import InternalFault
from domain.journal.stop_run import StoppedByAdministrator
from domain.messages.causes import Cause
from domain.obstacles.hindrance import Hindrance, Lack
from domain.people import Person
from domain.records.entity import referred_accounts
from domain.records.record import Record, Status
from domain.records.template import Button, StoredTemplate
from domain.runs.awaited_letter import LetterNotAccepted
from domain.runs.foresee_recipients import Foreseen
from domain.runs.may_begin import CannotBegin, MayBegin
from domain.runs.obstacle import Obstacle, ObstacleKind
from domain.runs.run import Run
from domain.scenarios.actions.check import CheckFailed
from domain.scenarios.compose_letter import FilesErased
from domain.scenarios.document import Scenario
from domain.scenarios.interpreter import BrokeOff
from domain.scenarios.message import (
    AttributeMissing,
    BadRecipient,
    NoRecipient,
    TooManyRecipients,
    UnfitValue,
    address_of,
)
from domain.scenarios.walking import ROOT
from domain.sections import Section

OF_ADDRESS = frozenset({Cause.UNKNOWN_USER, Cause.BAD_ADDRESS, Cause.NEEDS_SMTPUTF8})
OF_CONNECTION = frozenset(
    {
        Cause.SENDER_REFUSED,
        Cause.SENDER_UNUSABLE,
        Cause.RELAYING_DENIED,
        Cause.POLICY,
        Cause.OTHER_PERMANENT,
        Cause.AUTHENTICATION,
        Cause.SECRET_UNREADABLE,
        Cause.CERTIFICATE,
        Cause.NAME_NOT_FOUND,
        Cause.NO_TLS_OFFERED,
        Cause.NO_AUTH_OFFERED,
        Cause.TLS_REQUIRED,
        Cause.PASSWORDS_ENDED,
        Cause.LOGIN_SWITCHED_OFF,
        *(cause for cause in Cause if cause.value.startswith("token-")),
    }
)
"""Refusals for which a card sends its author to an administrator."""

_NOT_THE_SCENARIO = frozenset(
    {
        InternalFault.key,
        BrokeOff.key,
        CutOff.key,
        StoppedByAdministrator.key,
        LetterNotAccepted.key,
        FilesErased.key,
        TooManyRecipients.key,
        CheckFailed.key,
    }
)
"""Ends of runs that say nothing against the scenario, or that administrators hear of anyway."""

_OF_WHAT_IS_LEFT_EMPTY = frozenset({NoRecipient.key, AttributeMissing.key})
_OF_WHAT_IS_FILLED_IN = frozenset({BadRecipient.key, UnfitValue.key})
"""Ends of runs that may come of what the author has left empty, or filled in."""

_LOOKED_AT = frozenset({Status.DRAFT, Status.FAILED, Status.CANCELLED, Status.PARTLY_SENT})
_USER = re.compile(r"\bUSER\s*\(", re.IGNORECASE)


def is_template_fault(error: Mapping[str, Any]) -> bool:
    """Whether a run's end surely comes of how the template was set up."""
    return error["key"] not in _NOT_THE_SCENARIO | _OF_WHAT_IS_LEFT_EMPTY | _OF_WHAT_IS_FILLED_IN


async def nobody_knows(obstacle: Obstacle) -> bool:  # noqa: ARG001
    """Say that administrators were told of nothing."""
    return False


class FindObstacle:
    """Looks at what a press would be refused for, then at what the last one has come to, then at the author."""

    def __init__(
        self,
        configured: Configured,
        accounts: Accounts,
        may_begin: MayBegin,
        known: Callable[[Obstacle], Awaitable[bool]] = nobody_knows,
    ) -> None:
        self._known = known
        self._configured = configured
        self._accounts = accounts
        self._may_begin = may_begin
        self._kept: WhileUnchanged[_Letters] = WhileUnchanged(configured)

    async def __call__(
        self,
        person: Person,
        record: Record,
        stored: StoredTemplate,
        run: Run | None,
        letters: Sequence[Delivery],
        foreseen: Sequence[Foreseen] = (),
    ) -> Hindrance | None:
        """Return it; None where nothing is in the way, or the author can mend it.

        `foreseen` is what presses would come to.
        """
        found = await self._look(person, record, stored, run, letters, foreseen)
        return None if found is None else replace(found, known=await self._known(found.obstacle))

    async def _look(
        self,
        person: Person,
        record: Record,
        stored: StoredTemplate,
        run: Run | None,
        letters: Sequence[Delivery],
        foreseen: Sequence[Foreseen],
    ) -> Hindrance | None:
        looked_at = record.status in _LOOKED_AT
        has_failed_apart = run is not None and run.is_apart and run.error is not None
        if record.disabled or not record.is_complete(stored.document) or not (looked_at or has_failed_apart):
            return None
        buttons = [item for item in stored.document.form_buttons if item.starts_scenario]
        if record.status.is_editable:
            for button in buttons:
                refused = await self._refused(record, stored, button)
                if refused is not None:
                    return refused
        if record.status is not Status.DRAFT and run is not None:
            failed = await self._failed(person, record, stored, run, letters)
            if failed is not None or not looked_at:
                return failed
        for item in foreseen if record.status.is_editable else ():
            if item.error is not None and item.error.key not in _NOT_THE_SCENARIO:
                ran, error = item.scenario, item.error
                found = await self._of_error(person, record, stored, ran.document, ran, error.key, error.params)
                return None if found is None else replace(found, error=error)
        letters_of = await self._kept((stored.id, stored.revision), lambda: self._letters_of(stored, buttons))
        if letters_of.holes is not None:
            return letters_of.holes
        own = await self.of_person(person)
        lack = None if own is None else letters_of.lack(person)
        return None if own is None or lack is None else Hindrance(own, lack=lack)

    async def _letters_of(self, stored: StoredTemplate, buttons: Iterable[Button]) -> "_Letters":
        """Return what is known of a template's letters before anybody has filled it in."""
        name = stored.document.system_name
        found = [await self._configured.scenario_for_button(name, button.system_name) for button in buttons]
        scenarios = [scenario for scenario in found if scenario is not None]
        routes = {item.document.system_name: item.document for item in await self._configured.routes()}
        named = {name for item in scenarios for name in item.document.refers_to(Section.ROUTES)}
        return _Letters(
            holes=_holes(scenarios, routes),
            ask_who=any(_asks_who(item.document, stored) for item in scenarios),
            answered_by_author=any(routes[name].reply_to == "author" for name in named & routes.keys()),
            there_are_some=bool(scenarios),
        )

    async def of_person(self, person: Person) -> Obstacle | None:
        """Return what keeps answers and copies from a person: no account, or one without a usable address."""
        account = None if person.account_id is None else await self._accounts.get(person.account_id)
        if account is None or account.is_erased:
            return Obstacle(ObstacleKind.PERSON, person.telegram_id)
        return None if address_of(account) is not None else Obstacle(ObstacleKind.ACCOUNT, account.id)

    async def _refused(self, record: Record, stored: StoredTemplate, button: Button) -> Hindrance | None:
        try:
            await self._may_begin(record, stored, button)
        except DatabaseTrouble:
            raise
        except CannotBegin as error:
            return None if error.obstacle is None else Hindrance(error.obstacle, error)
        except GonetsError as error:
            for account in await self._named(record, stored):
                if not account.is_erased and not (account.active and account.is_reachable):
                    return Hindrance(Obstacle(ObstacleKind.ACCOUNT, account.id), error)
        return None

    async def _failed(
        self, person: Person, record: Record, stored: StoredTemplate, run: Run, letters: Sequence[Delivery]
    ) -> Hindrance | None:
        if run.error is not None and run.error["key"] not in _NOT_THE_SCENARIO:
            return await self._of_run(person, record, stored, run, run.error)
        for letter in letters:
            for item in letter.recipients:
                if item.state not in {RecipientState.REFUSED, RecipientState.GIVEN_UP}:
                    continue
                cause = item.cause or letter.cause
                if cause in OF_ADDRESS:
                    found = await self._at(item.address, person, record, stored)
                    if found is not None:
                        return Hindrance(found)
                if cause in OF_CONNECTION:
                    return Hindrance(Obstacle(ObstacleKind.CONNECTION, letter.connection_id))
        return None

    async def _of_run(
        self, person: Person, record: Record, stored: StoredTemplate, run: Run, error: Mapping[str, Any]
    ) -> Hindrance | None:
        now = await self._scenario_of(run)
        gone = now is None or now.document != run.scenario or await self._is_changed(run, stored)
        key, params = error["key"], error["params"]
        # Where somebody has been there since, the next press shows whether it works.
        return await self._of_error(person, record, stored, run.scenario, None if gone else now, key, params)

    async def _of_error(
        self,
        person: Person,
        record: Record,
        stored: StoredTemplate,
        ran: Scenario,
        now: Stored[Scenario] | None,
        key: str,
        params: Mapping[str, Any],
    ) -> Hindrance | None:
        """Return what a run's end comes of: an account, the author's own, else its scenario of `now`, if given."""
        address = str(params.get("address", ""))
        if key == BadRecipient.key:
            found = await self._at(address, person, record, stored)
            if found is not None:
                return Hindrance(found)
            if address.strip() and _is_typed(address, record):
                return None
        if key == UnfitValue.key and (value := str(params.get("value", ""))) and _is_typed(value, record):
            return None
        if key in _OF_WHAT_IS_LEFT_EMPTY and _asks_who(ran, stored):
            own = await self.of_person(person)
            if own is not None:
                return Hindrance(own)
        if now is None:
            return None
        unanswered = any(record.values.get(item.system_name) is None for item in stored.document.form_attributes)
        may_mend = key in _OF_WHAT_IS_LEFT_EMPTY and unanswered
        return Hindrance(Obstacle(ObstacleKind.SCENARIO, now.id), may_mend=may_mend)

    async def _scenario_of(self, run: Run) -> Stored[Scenario] | None:
        name = run.scenario.system_name
        scenarios = await self._configured.scenarios()
        return next((item for item in scenarios if item.document.system_name == name), None)

    async def _is_changed(self, run: Run, stored: StoredTemplate) -> bool:
        if run.basis is None:
            return False
        routes = {item.document.system_name: item.revision for item in await self._configured.routes()}
        return stored.revision != run.basis.template or any(
            routes.get(name) != revision for name, revision in run.basis.routes.items()
        )

    async def _named(self, record: Record, stored: StoredTemplate) -> Iterable[Account]:
        found = await self._accounts.get_many(referred_accounts(stored.document, record.values))
        return [found[number] for number in sorted(found)]

    async def _at(self, address: str, person: Person, record: Record, stored: StoredTemplate) -> Obstacle | None:
        """Return the account that has an address still: whoever the record names, else its author."""
        own = None if person.account_id is None else await self._accounts.get(person.account_id)
        for account in [*await self._named(record, stored), *([] if own is None else [own])]:
            if account.mbox and fold(account.mbox.strip()) == fold(address.strip()):
                return Obstacle(ObstacleKind.ACCOUNT, account.id)
        return None


def _holes(scenarios: Iterable[Stored[Scenario]], routes: Mapping[str, Route]) -> Hindrance | None:
    """Return the first scenario whose letters have placeholders that nothing fills."""
    for found in scenarios:
        mistakes = check_holes(found.document.stored()[ROOT], routes)
        names = dict.fromkeys(str(mistake.params["attribute"]) for mistake in mistakes)
        if names:
            return Hindrance(Obstacle(ObstacleKind.SCENARIO, found.id), lack=Lack.HOLES, holes=tuple(names))
    return None


@dataclass(frozen=True, slots=True)
class _Letters:
    """What is known of the letters of a template's buttons while the configuration is the same."""

    holes: Hindrance | None
    ask_who: bool
    answered_by_author: bool
    there_are_some: bool

    def lack(self, person: Person) -> Lack | None:
        """Return what they go without where their author has no usable account."""
        if self.ask_who:
            return Lack.LETTER
        if self.answered_by_author:
            return Lack.ANSWERS
        return Lack.COPY if self.there_are_some and person.copy_to_self else None


def _asks_who(scenario: Scenario, stored: StoredTemplate) -> bool:
    """Whether formulas ask for the account of whoever presses."""
    return any(_USER.search(document.model_dump_json()) for document in (scenario, stored.document))


def _is_typed(text: str, record: Record) -> bool:
    """Whether the author has written it themselves."""
    return fold(text.strip()) in fold(json.dumps(record.values, ensure_ascii=False))
