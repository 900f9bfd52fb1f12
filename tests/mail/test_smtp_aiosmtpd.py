"""The whole way to a server that somebody else wrote: STARTTLS, login, letter."""

import asyncio
import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from pydantic import SecretStr
from scripted_smtp import agree, server_context, settings_for

from domain.messages.addresses import Address
from domain.messages.letter import Attachment, Letter
from domain.messages.rich_text import RichText
from domain.messages.sending import Envelope, Failure, Phase
from mail.compose import MimeComposer
from mail.smtp_sender import SmtpSender

TEXT = ".\n..точка\nхвост \n" + "ё" * 2000


class Mailbox:
    """Keeps what aiosmtpd took."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, list[str], bytes]] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address.startswith("nobody"):
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.letters.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 2.0.0 Ok"


def authenticate(server: Any, session: Any, envelope: Any, mechanism: str, given: LoginPassword) -> AuthResult:
    return AuthResult(success=given == LoginPassword("почтальон".encode(), "секрет".encode()), handled=False)


async def test_letters_go_through_aiosmtpd_and_arrive_as_typed(
    sender: SmtpSender, authority: tuple[trustme.CA, str]
) -> None:
    mailbox = Mailbox()
    context = server_context(authority[0], "localhost")

    def protocol() -> SMTP:
        return SMTP(
            mailbox,
            tls_context=context,
            require_starttls=True,
            authenticator=authenticate,
            auth_required=True,
            enable_SMTPUTF8=True,
        )

    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
    settings = settings_for(
        server.sockets[0].getsockname()[1],
        host="localhost",
        encryption="starttls",
        ca_file=authority[1],
        authentication="basic",
        username="почтальон",
        password=SecretStr("секрет"),
    )
    letter = Letter(
        message_id="<1.2@firma.test>",
        date=datetime.now(UTC),
        sender=Address("Гонец", "robot@firma.test"),
        to=(Address("Иван", "иван@почта.рф"),),
        subject="{{ 7*7 }} <b> &",
        body=RichText(TEXT),
        attachments=(Attachment("а.bin", "application/octet-stream", bytes(range(256)) * 8000),),
    )
    envelope = Envelope("robot@firma.test", ("иван@почта.рф", "nobody@firma.test"))
    async with server:
        for _ in range(2):
            receipt = await sender.send(settings, envelope, MimeComposer().compose(letter), agree)
            assert (receipt.phase, receipt.failure) == (Phase.DONE, None)
            assert list(receipt.refused) == ["nobody@firma.test"]
        wrong = replace(settings, password=SecretStr("не тот"))
        assert (await sender.send(wrong, envelope, b"", agree)).failure is Failure.LOGIN_REFUSED
        await sender.close()

    assert len(mailbox.letters) == 2
    for mail_from, rcpt_tos, content in mailbox.letters:
        assert (mail_from, rcpt_tos) == ("robot@firma.test", ["иван@почта.рф"])
        message: Any = email.message_from_string(content.decode(), policy=email.policy.default)
        assert message["Subject"] == "{{ 7*7 }} <b> &"
        assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == TEXT
        (file,) = message.iter_attachments()
        assert file.get_content() == bytes(range(256)) * 8000
