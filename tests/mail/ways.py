"""The four ways through the connection of an office: a check, a probe, a test letter and a letter."""

from contextlib import aclosing
from typing import Any

from pydantic import SecretStr

from domain.checking.check_connection import Checkable
from domain.checking.send_test_letter import ByHand, Outcome, SendTestLetter
from domain.clock import system_clock
from domain.configured.connection import Connection
from domain.deliveries.delivery import Delivery, NewDelivery, NewRecipient
from domain.documents import Stored
from domain.messages.sending import SmtpSettings, Step
from domain.people import Person, Role
from domain.scenarios.message import make_message
from mail.compose import MimeComposer
from storage.repositories.audit import AuditRepository
from storage.transactions import atomically
from tests.domain.deliveries.conftest import Office

ADMIN = Person(1, "Алиса", Role.ADMIN)
TO = "ivan@firma.test"


class Ways:
    """Goes them as the product does; whoever is written to is TO unless a test says otherwise."""

    def __init__(self, office: Office) -> None:
        self.office = office

    async def configure(self, password: str, **fields: Any) -> None:
        """Change the connection, with its password; it rests no more, whatever went wrong before."""
        await self.office.change_connection(**fields)
        stored = await self.stored()
        await self.office.configuration.save_connection(stored.document, {"password": SecretStr(password)})
        stored, now = await self.stored(), self.office.clock()
        await self.office.outbox.note(stored, lambda state: state.probed(now, stored.revision), now)

    async def stored(self) -> Stored[Connection]:
        (stored,) = await self.office.configuration.connections()
        return stored

    async def settings(self) -> SmtpSettings:
        return await self.office.settings(await self.stored())

    async def check(self) -> list[Step]:
        """Return its steps."""
        async with aclosing(self.office.sender.check(await self.settings())) as steps:
            return [step async for step in steps]

    async def probe(self) -> list[Step]:
        """Suspend the connection and probe it."""
        stored, now = await self.stored(), self.office.clock()
        await self.office.outbox.note(
            stored, lambda state: state.faulted(now, "authentication", None, lambda at: at), now
        )
        claim = await self.office.outbox.claim_probe(stored.id, now)
        assert claim is not None
        told: list[Step] = []

        async def tell(step: Step) -> None:
            told.append(step)

        await self.office.probe(claim, tell)
        assert told
        return told

    async def test_letter(self, to: str = TO, body: str = "Работает") -> Outcome:
        stored = await self.stored()
        send = SendTestLetter(
            outbox=self.office.outbox,
            sender=self.office.sender,
            composer=MimeComposer(),
            audit=AuditRepository(),
            clock=system_clock,
            atomically=atomically,
        )
        what = Checkable(stored.document.title, await self.settings(), stored)
        return await send(ADMIN, what, ByHand(to, "Проверка", body))

    async def letter(self, to: str = TO, body: str = "y") -> Delivery:
        """Send one as a route makes it, and return what became of it."""
        stored = await self.stored()
        (route,) = await self.office.configuration.routes()
        made = make_message(
            route.document.model_copy(update={"request": (), "subject": "x", "body": body, "to": (to,)}),
            stored.document,
            {},
            now=self.office.clock(),
        )
        new = NewDelivery(
            connection_id=stored.id,
            message_id=made.letter.message_id,
            sender=made.letter.sender.address,
            subject=made.letter.subject,
            smtputf8=False,
            content=MimeComposer().compose(made.letter),
            recipients=(NewRecipient(to, "", "to"),),
            give_up_at=self.office.clock() + stored.document.give_up_after,
            author_id=7,
        )
        number = await self.office.deliveries.add(self.office.run_id, new, self.office.clock())
        await self.office.send()
        return await self.office.delivery(number)
