"""XOAUTH2 and OAUTHBEARER as servers speak them: what is said, how a refusal is asked for, and what it means."""

import base64
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import SecretStr

from domain.messages.answers import Verdict, judge
from domain.messages.causes import Cause
from domain.messages.sending import AccessToken, Failure, Phase, SmtpSettings, Step
from mail.mechanisms import Login, bearer, xoauth2
from mail.smtp_sender import SmtpSender
from tests.mail.scripted_smtp import DROP, ScriptedServer, settings_for

USER = "notify@firma.test"
ERROR = base64.b64encode(b'{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}').decode()


class Source:
    """Gives a new token each time, and remembers which was refused."""

    def __init__(self, length: int = 10) -> None:
        self.length = length
        self.refused: list[str | None] = []

    async def __call__(self, refused: SecretStr | None = None) -> AccessToken:
        self.refused.append(None if refused is None else refused.get_secret_value())
        value = f"token{len(self.refused)}".ljust(self.length, "x")
        return AccessToken(SecretStr(value), datetime(2030, 1, 1, tzinfo=UTC), "id.test")


def settings(server: ScriptedServer, source: Source | None = None, **more: Any) -> SmtpSettings:
    return settings_for(server.port, authentication="oauth2", username=USER, token=source or Source(), **more)


async def check(server: ScriptedServer, source: Source | None = None, **more: Any) -> list[Step]:
    return [step async for step in SmtpSender().check(settings(server, source, **more))]


def serving(answers: dict[str, Any], offers: str = "AUTH XOAUTH2 OAUTHBEARER") -> ScriptedServer:
    usual: dict[str, Any] = {"AUTH XOAUTH2": [], "AUTH OAUTHBEARER": []}
    return ScriptedServer({**usual, **answers}, offers=("PIPELINING", offers), login=("auth=Bearer token", USER))


def test_what_is_said_is_what_the_mechanisms_are_defined_to_say() -> None:
    login = Login(b"user@example.com", token=b"vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg==", host=b"server", port=143)
    assert bearer(login) == (
        b"n,a=user@example.com,\x01host=server\x01port=143\x01auth=Bearer vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg=="
        b"\x01\x01"
    )
    assert xoauth2(login) == (
        b"user=user@example.com\x01auth=Bearer vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg==\x01\x01"
    )
    assert bearer(replace(login, user=b"a=b,c")).startswith(b"n,a=a=3Db=2Cc,")


@pytest.mark.parametrize(
    ("offers", "used"),
    [
        ("AUTH XOAUTH2 OAUTHBEARER", "OAUTHBEARER"),
        ("AUTH LOGIN XOAUTH2", "XOAUTH2"),
        ("AUTH oauthbearer plain", "OAUTHBEARER"),
        ("AUTH=XOAUTH2", "XOAUTH2"),
    ],
)
async def test_the_standard_is_preferred_where_it_is_offered(offers: str, used: str) -> None:
    async with serving({}, offers) as server:
        steps = await check(server)
    login = next(step for step in steps if step.name == Phase.LOGIN)
    assert (login.ok, login.detail["mechanism"]) == (True, used)
    assert [step.name for step in steps][:2] == [Phase.TOKEN, Phase.RESOLVE]


@pytest.mark.parametrize("length", [10, 2_000, 6_000])
@pytest.mark.parametrize("offers", ["AUTH XOAUTH2", "AUTH OAUTHBEARER"])
async def test_a_token_of_any_length_gets_through(offers: str, length: int) -> None:
    name = offers.split(" ")[1]
    async with serving({f"AUTH {name}": ["334 "] if length > 100 else []}, offers) as server:
        steps = await check(server, Source(length))
        assert steps[-1].ok
        command = next(line for line in server.commands if line.startswith("AUTH"))
    assert len(command) <= 510


@pytest.mark.parametrize(
    ("offers", "asks_on"), [("AUTH XOAUTH2", ""), ("AUTH OAUTHBEARER", base64.b64encode(b"\1").decode())]
)
async def test_a_refusal_that_is_told_in_a_challenge_is_asked_on_and_its_words_are_read(
    offers: str, asks_on: str
) -> None:
    name = offers.split(" ")[1]
    refusal = [f"334 {ERROR}", "535 5.7.8 Bad token"] * 2
    async with serving({f"AUTH {name}": refusal}, offers) as server:
        source = Source()
        steps = await check(server, source)
        assert server.commands.count(asks_on) == 2
    assert (steps[-1].name, steps[-1].failure) == (Phase.LOGIN, Failure.TOKEN_NOT_TAKEN)
    assert steps[-1].reply is not None
    assert steps[-1].reply.text == "Bad token"
    assert source.refused == [None, "token1xxxx"]


@pytest.mark.parametrize(
    "challenge", ["not base64!", base64.b64encode(b"{").decode(), base64.b64encode(b"\xff").decode()]
)
@pytest.mark.parametrize("offers", ["AUTH XOAUTH2", "AUTH OAUTHBEARER"])
async def test_a_challenge_that_nobody_can_read_is_asked_on_all_the_same(offers: str, challenge: str) -> None:
    name = offers.split(" ")[1]
    async with serving({f"AUTH {name}": [f"334 {challenge}", "535 5.7.8 Bad token"] * 2}, offers) as server:
        steps = await check(server)
    assert steps[-1].failure is Failure.TOKEN_NOT_TAKEN
    assert steps[-1].reply is not None
    assert steps[-1].reply.text == "Bad token"


def test_a_login_is_quoted_without_its_secrets() -> None:
    assert "very-secret" not in repr(Login(b"me", b"very-secret", b"very-secret"))


async def test_an_initial_response_that_was_passed_over_is_said_again() -> None:
    async with serving({"AUTH XOAUTH2": ["334 "]}, "AUTH XOAUTH2") as server:
        steps = await check(server)
    assert steps[-1].ok


async def test_a_mechanism_that_is_not_known_after_all_costs_no_token() -> None:
    async with serving({"AUTH OAUTHBEARER": "504 5.5.4 Unrecognized authentication type"}) as server:
        source = Source()
        steps = await check(server, source)
    assert steps[-1].ok
    assert source.refused == [None]


ANSWERS = {
    "535 5.7.3 Authentication unsuccessful": (Verdict.CONNECTION_FAULT, Cause.TOKEN_NOT_TAKEN, 2),
    "535 5.7.8 Username and Password not accepted": (Verdict.CONNECTION_FAULT, Cause.TOKEN_NOT_TAKEN, 2),
    "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit x": (
        Verdict.CONNECTION_FAULT,
        Cause.LOGIN_SWITCHED_OFF,
        2,
    ),
    "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit x": (
        Verdict.CONNECTION_FAULT,
        Cause.LOGIN_SWITCHED_OFF,
        2,
    ),
    "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated": (
        Verdict.CONNECTION_FAULT,
        Cause.TOKEN_NOT_TAKEN,
        2,
    ),
    "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy": (
        Verdict.CONNECTION_FAULT,
        Cause.TOKEN_NOT_TAKEN,
        2,
    ),
    "550 5.7.30 Basic authentication is not supported for Client Submission.": (
        Verdict.CONNECTION_FAULT,
        Cause.PASSWORDS_ENDED,
        2,
    ),
    "535 5.7.8 Error: authentication failed: Invalid token": (Verdict.CONNECTION_FAULT, Cause.TOKEN_NOT_TAKEN, 2),
    "534 5.7.9 Application-specific password required": (Verdict.CONNECTION_FAULT, Cause.TOKEN_NOT_TAKEN, 2),
    "504 5.7.4 Unrecognized authentication type": (Verdict.CONNECTION_FAULT, Cause.NO_AUTH_OFFERED, 1),
    "501 5.5.2 Cannot Decode response": (Verdict.CONNECTION_FAULT, Cause.NO_AUTH_OFFERED, 1),
    "500 5.5.6 Line too long": (Verdict.CONNECTION_FAULT, Cause.NO_AUTH_OFFERED, 1),
    "454 4.7.0 Temporary authentication failure": (Verdict.TEMPORARY, Cause.LOGIN_LATER, 1),
    "421 4.7.0 Too many login attempts": (Verdict.TEMPORARY, None, 1),
    "530 5.7.0 Must issue a STARTTLS command first": (Verdict.CONNECTION_FAULT, Cause.TLS_REQUIRED, 1),
}


@pytest.mark.parametrize("answer", ANSWERS)
async def test_a_server_s_answer_to_a_token_means_what_it_says(answer: str) -> None:
    verdict, cause, tokens = ANSWERS[answer]
    async with serving({"AUTH XOAUTH2": answer}, "AUTH XOAUTH2") as server:
        source = Source()
        steps = await check(server, source)
    judged = judge(steps[-1].failure, steps[-1].reply)
    assert judged.verdict is verdict
    assert cause is None or judged.cause is cause
    assert len(source.refused) == tokens


async def test_a_server_without_such_a_login_is_said() -> None:
    async with serving({}, "AUTH PLAIN LOGIN") as server:
        steps = await check(server)
    assert steps[-1].failure is Failure.NO_AUTH_OFFERED


async def test_a_server_that_hangs_up_at_the_token_is_tried_later() -> None:
    async with serving({"AUTH XOAUTH2": DROP}, "AUTH XOAUTH2") as server:
        steps = await check(server)
    assert steps[-1].failure is Failure.LOGIN_BROKEN


async def test_a_server_that_repeats_the_token_is_quoted_without_it() -> None:
    said = base64.b64encode(b"user=" + USER.encode() + b"\1auth=Bearer token2xxxx\1\1").decode()
    async with serving({"AUTH XOAUTH2": f"535 5.7.8 bad: token2xxxx {said}"}, "AUTH XOAUTH2") as server:
        steps = await check(server)
    assert steps[-1].reply is not None
    assert steps[-1].reply.text == "bad: *** ***"
