"""Where answers to a letter go, and where a report that it could not be delivered would arrive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.accounts.account import Account, Accounts
from domain.configuration.configured import Configured
from domain.deliveries.delivery import OWN_COPY, Delivery
from domain.people import Person
from domain.records.entity import referred_accounts
from domain.records.record import Record
from domain.records.template import StoredTemplate
from domain.scenarios.actions.body import Sends
from domain.scenarios.message import address_of
from domain.scenarios.walking import walk


@dataclass(frozen=True, slots=True)
class Answers:
    """`reports` is the sender's address, `to` where an answer goes, `copy` the author's own address if a copy goes."""

    to: str
    reports: str
    copy: str | None = None


class WhereAnswersGo:
    """Tells it of letters that were made, from what their run has noted, and of drafts, from the configuration."""

    def __init__(self, configured: Configured, accounts: Accounts) -> None:
        self._configured = configured
        self._accounts = accounts

    async def __call__(
        self,
        person: Person,
        record: Record,
        stored: StoredTemplate,
        letters: Sequence[Delivery],
        noted: Mapping[str, Any] | None,
    ) -> Answers | None:
        """Return it; None where nobody can know: nothing is to be sent, or what the letters' run `noted` is erased."""
        if letters and not record.status.is_editable:
            return None if noted is None else _of_letter(letters[0], noted)
        return await self._of_draft(person, record, stored)

    async def _of_draft(self, person: Person, record: Record, stored: StoredTemplate) -> Answers | None:
        send = await self._first_send(stored)
        if send is None:
            return None
        routes = {item.document.system_name: item.document for item in await self._configured.routes()}
        connections = {item.document.system_name: item.document for item in await self._configured.connections()}
        route, connection = routes.get(send.route), connections.get(send.connection)
        if route is None or connection is None:
            return None
        account = await self._account(person)
        own = address_of(account)
        to = own.address if own is not None and route.reply_to == "author" else connection.sender_address
        is_recipient = account is not None and account.id in referred_accounts(stored.document, record.values)
        wants_copy = own is not None and person.copy_to_self and not is_recipient
        return Answers(to, connection.sender_address, own.address if own is not None and wants_copy else None)

    async def _first_send(self, stored: StoredTemplate) -> Sends | None:
        for button in stored.document.form_buttons:
            scenario = await self._configured.scenario_for_button(stored.document.system_name, button.system_name)
            for spot in walk(scenario.document.actions) if scenario else ():
                sends = spot.action.body.sends()
                if sends is not None:
                    return sends
        return None

    async def _account(self, person: Person) -> Account | None:
        if person.account_id is None:
            return None
        return (await self._accounts.get_many({person.account_id})).get(person.account_id)


def _of_letter(letter: Delivery, noted: Mapping[str, Any]) -> Answers:
    copy = next((item.address for item in letter.recipients if item.kind == OWN_COPY), None)
    return Answers(noted["reply_to"] or letter.sender, letter.sender, copy)
