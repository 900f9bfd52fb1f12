import asyncio
import json
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from sandbox import MailFault, Sandbox
from sandbox.manners import MAILBOX_DISABLED, NO_PASSWORDS, SMTP_AUTH_DISABLED, TokenAnswer

MAILBOX = "notify@firma.ru"


class Line:
    """One SMTP connection, line by line."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def says(self) -> str:
        lines = [(await self._reader.readline()).decode().rstrip("\r\n")]
        while lines[-1][3:4] == "-":
            lines.append((await self._reader.readline()).decode().rstrip("\r\n"))
        return "\n".join(lines)

    async def __call__(self, line: str) -> str:
        self._writer.write(f"{line}\r\n".encode())
        return await self.says()


@asynccontextmanager
async def connected(sandbox: Sandbox) -> AsyncIterator[tuple[Line, str]]:
    reader, writer = await asyncio.open_connection(sandbox.smtp_host, sandbox.smtp_port)
    line = Line(reader, writer)
    try:
        assert (await line.says()).startswith("220 ")
        yield line, await line("EHLO test")
    finally:
        writer.close()


def xoauth2(user: str, token: str) -> str:
    return b64encode(f"user={user}\x01auth=Bearer {token}\x01\x01".encode()).decode()


def bearer(user: str, token: str) -> str:
    named = user.replace("=", "=3D").replace(",", "=2C")
    return b64encode(f"n,a={named},\x01host=mail\x01port=587\x01auth=Bearer {token}\x01\x01".encode()).decode()


WAYS = {"XOAUTH2": xoauth2, "OAUTHBEARER": bearer}


async def login(line: Line, mechanism: str, user: str, token: str) -> str:
    assert await line(f"AUTH {mechanism}") == "334 "
    return await line(WAYS[mechanism](user, token))


async def test_both_mechanisms_are_offered(sandbox: Sandbox) -> None:
    async with connected(sandbox) as (_, offer):
        assert "250-AUTH LOGIN OAUTHBEARER PLAIN XOAUTH2" in offer
    sandbox.mail.mechanisms = frozenset({"XOAUTH2"})
    async with connected(sandbox) as (line, offer):
        assert "250-AUTH XOAUTH2" in offer
        assert (await line("AUTH PLAIN AGEAYg==")).startswith("504 ")


@pytest.mark.parametrize("mechanism", WAYS)
async def test_a_token_opens_its_mailbox(sandbox: Sandbox, mechanism: str) -> None:
    sandbox.mail.token_needed = True
    for user in (MAILBOX, "NOTIFY@firma.ru", "a,b=c@firma.ru"):
        token = sandbox.identity.access_token("google", user)
        async with connected(sandbox) as (line, _):
            assert (await line("MAIL FROM:<a@b.example>")).startswith("530 ")
            blob = WAYS[mechanism](user, token)
            assert (await line(f"AUTH {mechanism} {blob}")).startswith("235 ")
            assert (await line("MAIL FROM:<a@b.example>")).startswith("250 ")
    assert ("AUTH", mechanism) in sandbox.mail.commands
    assert token not in str(sandbox.mail.commands)


@pytest.mark.parametrize("mechanism", WAYS)
async def test_a_long_token_goes_on_a_line_of_its_own(sandbox: Sandbox, mechanism: str) -> None:
    sandbox.mail.token_needed = True
    token = sandbox.identity.access_token("microsoft", MAILBOX)
    async with connected(sandbox) as (line, _):
        blob = WAYS[mechanism](MAILBOX, token)
        assert (await line(f"AUTH {mechanism} {blob}")).startswith("500 ")
        assert (await login(line, mechanism, MAILBOX, token)).startswith("235 ")


async def test_a_line_beyond_all_bounds_ends_the_connection(sandbox: Sandbox) -> None:
    async with connected(sandbox) as (line, _):
        assert await line("AUTH XOAUTH2") == "334 "
        with pytest.raises((ConnectionResetError, BrokenPipeError, AssertionError)):
            assert await line("x" * 50_000)


@pytest.mark.parametrize(
    ("mechanism", "why", "nothing"),
    [
        ("XOAUTH2", {"status": "400", "schemes": "Bearer", "scope": "https://mail.google.com/"}, ""),
        (
            "OAUTHBEARER",
            {"status": "invalid_token", "scope": "https://mail.google.com/", "schemes": "bearer"},
            "AQ==",
        ),
    ],
)
async def test_a_wrong_token_is_explained_as_gmail_does(
    sandbox: Sandbox, mechanism: str, why: dict, nothing: str
) -> None:
    sandbox.mail.token_needed = True
    async with connected(sandbox) as (line, _):
        challenge = await login(line, mechanism, MAILBOX, "ya29.wrong")
        assert json.loads(b64decode(challenge.removeprefix("334 "))) == why
        assert (await line(nothing)).split("\n") == [
            "535-5.7.8 Username and Password not accepted. For more information, go to",
            "535 5.7.8  https://support.google.com/mail/?p=BadCredentials sandbox - gsmtp",
        ]
        await login(line, mechanism, MAILBOX, "ya29.wrong")
        assert (await line("*")).startswith("501 ")
        good = sandbox.identity.access_token("google", MAILBOX)
        assert (await login(line, mechanism, MAILBOX, good)).startswith("235 ")


async def test_oauthbearers_error_is_answered_by_one_octet(sandbox: Sandbox) -> None:
    sandbox.mail.token_needed = True
    async with connected(sandbox) as (line, _):
        await login(line, "OAUTHBEARER", MAILBOX, "wrong")
        assert (await line("")).startswith("501 ")


@pytest.mark.parametrize("mechanism", WAYS)
async def test_a_wrong_token_is_refused_at_once_as_exchange_does(sandbox: Sandbox, mechanism: str) -> None:
    sandbox.mail.token_needed, sandbox.mail.token_answer = True, TokenAnswer.EXCHANGE
    async with connected(sandbox) as (line, _):
        assert await login(line, mechanism, MAILBOX, "wrong") == "535 5.7.3 Authentication unsuccessful"


async def test_what_has_ended_or_is_for_others_opens_nothing(sandbox: Sandbox) -> None:
    sandbox.mail.token_needed, sandbox.mail.token_answer = True, TokenAnswer.EXCHANGE
    identity = sandbox.identity
    token = identity.access_token("google", MAILBOX)
    async with connected(sandbox) as (line, _):
        assert (await login(line, "XOAUTH2", "other@firma.ru", token)).startswith("535 ")
        no_mail = identity.access_token("google", MAILBOX, ["openid"])
        assert (await login(line, "XOAUTH2", MAILBOX, no_mail)).startswith("535 ")
        identity.pass_time(3600)
        assert (await login(line, "XOAUTH2", MAILBOX, token)).startswith("535 ")
        ended = identity.access_token("google", MAILBOX)
        identity.end_access_tokens()
        assert (await login(line, "XOAUTH2", MAILBOX, ended)).startswith("535 ")


@pytest.mark.parametrize("reply", [SMTP_AUTH_DISABLED, MAILBOX_DISABLED])
async def test_the_tenant_or_the_mailbox_may_have_logins_switched_off(sandbox: Sandbox, reply: str) -> None:
    sandbox.mail.token_needed, sandbox.mail.token_refusal = True, reply
    token = sandbox.identity.access_token("google", MAILBOX)
    async with connected(sandbox) as (line, _):
        assert await login(line, "XOAUTH2", MAILBOX, token) == reply
        assert reply.startswith(
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the "
        )
        sandbox.mail.reset()
        assert (await login(line, "XOAUTH2", MAILBOX, token)).startswith("235 ")


async def test_passwords_and_tokens_are_let_in_apart(sandbox: Sandbox) -> None:
    plain = f"AUTH PLAIN {b64encode(f'{chr(0)}{MAILBOX}{chr(0)}secret'.encode()).decode()}"
    token = sandbox.identity.access_token("google", MAILBOX)
    sandbox.mail.token_needed = True
    async with connected(sandbox) as (line, _):
        assert (await line(plain)).startswith("535 ")
    sandbox.mail.user, sandbox.mail.password = MAILBOX, "secret"
    async with connected(sandbox) as (line, _):
        assert (await line(plain)).startswith("235 ")
    sandbox.mail.password_refusal = NO_PASSWORDS
    async with connected(sandbox) as (line, _):
        assert await line(plain) == NO_PASSWORDS
        assert (await login(line, "XOAUTH2", MAILBOX, token)).startswith("235 ")


@pytest.mark.parametrize("mechanism", WAYS)
@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"user=a@b.example",
        b"user=a@b.example\x01auth=Bearer x\x01",
        b"user=\x01auth=Bearer x\x01\x01",
        b"n,,\x01auth=Bearer x\x01\x01",
        b"y,a=a@b.example,\x01auth=Bearer x\x01\x01",
        b"n,a=a@b.example,\x01host=x\x01\x01",
        b"n,a=a@b.example,\x01auth=Basic x\x01\x01",
        b"n,a=a,b,\x01auth=Bearer x\x01\x01",
        b"\x00a\x00b",
    ],
)
async def test_an_exchange_that_says_something_else_is_refused(sandbox: Sandbox, mechanism: str, given: bytes) -> None:
    async with connected(sandbox) as (line, _):
        assert (await line(f"AUTH {mechanism} {b64encode(given).decode() or '='}")).startswith("501 ")


async def test_an_exchange_that_is_no_base64_or_is_given_up_is_refused(sandbox: Sandbox) -> None:
    async with connected(sandbox) as (line, _):
        assert (await line("AUTH XOAUTH2 !!!!")).startswith("501 ")
        assert await line("AUTH XOAUTH2") == "334 "
        assert (await line("!!!!")).startswith("501 ")
        assert await line("AUTH OAUTHBEARER") == "334 "
        assert (await line("*")).startswith("501 ")
        assert (await login(line, "XOAUTH2", MAILBOX, "any")).startswith("235 ")


async def test_the_fault_of_a_wrong_password_meets_tokens_as_well(sandbox: Sandbox) -> None:
    sandbox.mail.token_answer = TokenAnswer.EXCHANGE
    sandbox.switch_mail(MailFault.WRONG_PASSWORD, times=1)
    async with connected(sandbox) as (line, _):
        assert (await login(line, "XOAUTH2", MAILBOX, "any")).startswith("535 ")
    async with connected(sandbox) as (line, _):
        assert (await login(line, "XOAUTH2", MAILBOX, "any")).startswith("235 ")
