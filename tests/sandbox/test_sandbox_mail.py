import asyncio
import smtplib
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage

import aiosmtplib
import pytest
import trustme

from sandbox import MailFault, Sandbox

RAW = b"From: a@example.com\r\nTo: b@example.com\r\nSubject: Hi\r\n\r\n.dot\r\n..two\r\n\xff\xfe raw\r\n"


@asynccontextmanager
async def client(sandbox: Sandbox, **options) -> AsyncIterator[aiosmtplib.SMTP]:
    options = {"start_tls": False, "timeout": 10, "local_hostname": "test", **options}
    smtp = aiosmtplib.SMTP(hostname=sandbox.smtp_host, port=sandbox.smtp_port, **options)
    await smtp.connect()
    try:
        yield smtp
    finally:
        smtp.close()


async def send(sandbox: Sandbox, *recipients: str, **options) -> tuple[dict, str]:
    async with client(sandbox, **options) as smtp:
        return await smtp.sendmail("a@example.com", list(recipients or ["b@example.com"]), RAW)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def contexts(authority: trustme.CA) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(server)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    return server, trusting


async def test_a_letter_is_kept_exactly_as_it_came(sandbox: Sandbox) -> None:
    await send(sandbox, "b@example.com", "c@example.com")
    (letter,) = await sandbox.mailbox.wait_for()
    assert letter.raw == RAW
    assert (letter.mail_from, letter.rcpt_to) == ("a@example.com", ["b@example.com", "c@example.com"])
    assert (letter.id, letter.subject, letter.authenticated_as, letter.encrypted) == (1, "Hi", None, False)
    assert letter.peer.startswith("127.0.0.1:")


async def test_a_letter_is_read_by_its_parts(sandbox: Sandbox) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Тема", "a@example.com", "почта@пример.рф"
    message.set_content("Текст\n")
    message.add_alternative("<p>Текст</p>\n", subtype="html")
    message.add_attachment(b"data", maintype="application", subtype="pdf", filename="счёт.pdf")
    async with client(sandbox) as smtp:
        await smtp.send_message(message)
    (letter,) = await sandbox.mailbox.wait_for(to="почта@пример.рф")
    assert (letter.subject, letter.text, letter.html) == ("Тема", "Текст\n", "<p>Текст</p>\n")
    assert [(one.name, one.mime_type, one.data) for one in letter.attachments] == [
        ("счёт.pdf", "application/pdf", b"data")
    ]
    sandbox.mailbox.clear()
    assert sandbox.mailbox.letters == []


async def test_the_standard_client_can_send_too(sandbox: Sandbox) -> None:
    def by_smtplib() -> dict:
        with smtplib.SMTP(sandbox.smtp_host, sandbox.smtp_port, local_hostname="test", timeout=10) as smtp:
            return smtp.sendmail("a@example.com", ["b@example.com"], RAW, mail_options=["BODY=8BITMIME"])

    assert await asyncio.to_thread(by_smtplib) == {}
    assert len(await sandbox.mailbox.wait_for()) == 1


async def test_what_the_server_can_do_is_announced(sandbox: Sandbox) -> None:
    async with client(sandbox) as smtp:
        await smtp.ehlo()
        extensions = {"8bitmime", "smtputf8", "pipelining", "enhancedstatuscodes", "size", "auth"}
        assert extensions <= set(smtp.esmtp_extensions)
        assert "starttls" not in smtp.esmtp_extensions


async def test_later_is_said_as_often_as_told_and_counted_by_transactions(sandbox: Sandbox) -> None:
    sandbox.mail.fault, sandbox.mail.times = MailFault.LATER, 1
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as caught:
        await send(sandbox, "b@example.com", "c@example.com")
    assert [(one.code, one.message) for one in caught.value.recipients] == [
        (451, "4.7.1 Greylisted, try again later")
    ] * 2
    await send(sandbox)
    assert len(sandbox.mailbox.letters) == 1


async def test_a_refusal_can_come_after_the_letter(sandbox: Sandbox) -> None:
    sandbox.mail.fault, sandbox.mail.at = MailFault.REFUSE, "DATA_END"
    with pytest.raises(aiosmtplib.SMTPDataError) as caught:
        await send(sandbox)
    assert caught.value.code == 550
    assert sandbox.mailbox.letters == []


async def test_one_recipient_can_be_refused(sandbox: Sandbox) -> None:
    sandbox.mail.refuse_recipient("X@example.com", "550 5.1.1 No such user")
    errors, _ = await send(sandbox, "x@example.com", "y@example.com")
    assert errors["x@example.com"].code == 550
    assert sandbox.mailbox.letters[0].rcpt_to == ["y@example.com"]


async def test_a_silent_server_keeps_the_letter_and_holds_the_connection(sandbox: Sandbox) -> None:
    sandbox.mail.fault, sandbox.mail.times = MailFault.SILENT, 1
    with pytest.raises(aiosmtplib.SMTPReadTimeoutError):
        await send(sandbox, timeout=0.3)
    assert len(sandbox.mailbox.letters) == 1
    await send(sandbox)
    assert len(sandbox.mailbox.letters) == 2


async def test_a_dropping_server_may_lose_the_letter(sandbox: Sandbox) -> None:
    sandbox.mail.fault, sandbox.mail.keep_unanswered = MailFault.DROPPED, False
    with pytest.raises(aiosmtplib.SMTPServerDisconnected):
        await send(sandbox)
    assert sandbox.mailbox.letters == []


async def test_an_overloaded_server_turns_away_at_the_door(sandbox: Sandbox) -> None:
    sandbox.mail.fault = MailFault.OVERLOADED
    with pytest.raises(aiosmtplib.SMTPConnectResponseError) as caught:
        await send(sandbox)
    assert caught.value.code == 421


async def test_own_replies_are_given_to_any_command(sandbox: Sandbox) -> None:
    sandbox.mail.replies["MAIL"] = "452 4.3.1 Insufficient storage"
    sandbox.mail.times = 1
    with pytest.raises(aiosmtplib.SMTPSenderRefused) as caught:
        await send(sandbox)
    assert (caught.value.code, caught.value.message) == (452, "4.3.1 Insufficient storage")
    sandbox.mail.replies["DATA_END"] = "554 5.7.1 Spam"
    with pytest.raises(aiosmtplib.SMTPDataError):
        await send(sandbox)
    sandbox.mail.reset()
    await send(sandbox)
    assert len(sandbox.mailbox.letters) == 1


@pytest.mark.parametrize("method", ["auth_plain", "auth_login"])
async def test_a_login_is_checked_and_never_logged(sandbox: Sandbox, method: str) -> None:
    sandbox.mail.user, sandbox.mail.password = "почтальон", "s3cret"
    with pytest.raises(aiosmtplib.SMTPSenderRefused) as refused:
        await send(sandbox)
    assert refused.value.code == 530
    async with client(sandbox) as smtp:
        await smtp.ehlo()
        with pytest.raises(aiosmtplib.SMTPAuthenticationError) as caught:
            await getattr(smtp, method)("почтальон", "wrong")
        assert caught.value.code == 535
        await getattr(smtp, method)("почтальон", "s3cret")
        await smtp.sendmail("a@example.com", ["b@example.com"], RAW)
    assert sandbox.mailbox.letters[0].authenticated_as == "почтальон"
    mechanism = method.removeprefix("auth_").upper()
    assert [one for one in sandbox.mail.commands if one[0] == "AUTH"] == [("AUTH", mechanism)] * 2
    assert len(sandbox.mail.sessions) == 2


async def test_a_wrong_password_can_be_ordered(sandbox: Sandbox) -> None:
    sandbox.mail.fault, sandbox.mail.times = MailFault.WRONG_PASSWORD, 1
    with pytest.raises(aiosmtplib.SMTPAuthenticationError):
        await send(sandbox, username="a", password="b")
    await send(sandbox, username="a", password="b")
    assert sandbox.mailbox.letters[0].authenticated_as == "a"


async def test_a_token_logs_in(sandbox: Sandbox) -> None:
    sandbox.mail.user, sandbox.mail.password = "user@example.com", "token"
    async with client(sandbox) as smtp:
        await smtp.ehlo()
        assert (await smtp.auth_xoauth2("user@example.com", "token")).code == 235


@pytest.mark.parametrize(
    ("encryption", "options"), [("starttls", {"start_tls": True}), ("ssl", {"use_tls": True, "start_tls": None})]
)
async def test_letters_come_over_tls(authority: trustme.CA, encryption: str, options: dict) -> None:
    server, trusting = contexts(authority)
    async with Sandbox(smtp_tls=server, smtp_encryption=encryption) as sandbox:
        await send(sandbox, username="a", password="b", tls_context=trusting, **options)
        (letter,) = await sandbox.mailbox.wait_for()
    assert (letter.encrypted, letter.authenticated_as, letter.raw) == (True, "a", RAW)


async def test_starttls_is_insisted_on(authority: trustme.CA) -> None:
    server, _ = contexts(authority)
    async with Sandbox(smtp_tls=server, smtp_encryption="starttls") as sandbox:
        with pytest.raises(aiosmtplib.SMTPSenderRefused) as caught:
            await send(sandbox)
    assert caught.value.code == 530


async def test_a_letter_over_the_limit_is_refused_and_one_below_is_taken(sandbox: Sandbox) -> None:
    line = b"x" * 76 + b"\r\n"
    async with client(sandbox, timeout=60) as smtp:
        with pytest.raises(aiosmtplib.SMTPSenderRefused) as caught:
            await smtp.sendmail("a@example.com", ["b@example.com"], line * 500_000)
        assert caught.value.code == 552
        await smtp.sendmail("a@example.com", ["b@example.com"], line * 50_000)
    assert len(sandbox.mailbox.letters[0].raw) == len(line) * 50_000


async def test_open_connections_end_with_the_sandbox() -> None:
    async with Sandbox() as sandbox:
        place = (sandbox.smtp_host, sandbox.smtp_port)
        reader, writer = await asyncio.open_connection(*place)
        assert (await reader.readline()).startswith(b"220 ")
    assert await reader.read() == b""
    writer.close()
    with pytest.raises(ConnectionRefusedError), socket.create_connection(place, timeout=2):
        pass


async def test_waiting_in_vain_says_what_came(sandbox: Sandbox) -> None:
    await send(sandbox)
    with pytest.raises(AssertionError, match=r"писем 1, а ждали 2: \['a@example.com → b@example.com: Hi'\]"):
        await sandbox.mailbox.wait_for(n=2, timeout=0.01)
