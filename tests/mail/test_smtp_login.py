"""Logging in: one login for one password, passwords of any letters, and nothing of them in any word of ours."""

import base64
from dataclasses import replace

import pytest
import trustme
from pydantic import SecretStr
from scripted_smtp import (
    DROP,
    ENVELOPE,
    LETTER,
    RESET,
    ScriptedServer,
    Serve,
    agree,
    server_context,
    settings_for,
)

from domain.messages.answers import Judgement, Verdict, judge
from domain.messages.causes import Cause
from domain.messages.sending import Failure, Phase, SmtpSettings
from mail.smtp_sender import SmtpSender

PASSWORD = "пароль №1 с пробелом"
USER = "почтальон@firma.test"


def login_settings(port: int, password: str = PASSWORD) -> SmtpSettings:
    return settings_for(port, authentication="basic", username=USER, password=SecretStr(password))


@pytest.mark.parametrize(
    ("offer", "used"),
    [
        ("AUTH CRAM-MD5 LOGIN PLAIN", "PLAIN"),
        ("AUTH CRAM-MD5 LOGIN", "LOGIN"),
        ("AUTH=LOGIN", "LOGIN"),
        ("AUTH CRAM-MD5", "CRAM-MD5"),
    ],
)
async def test_the_best_mechanism_alone_is_used_and_any_letters_work(
    serve: Serve, sender: SmtpSender, offer: str, used: str
) -> None:
    server = await serve(login=(USER, PASSWORD), offers=(offer, "PIPELINING"))
    receipt = await sender.send(login_settings(server.port), ENVELOPE, LETTER, agree)
    assert receipt.phase is Phase.DONE
    assert [command.split(" ")[1] for command in server.commands if command.startswith("AUTH")] == [used]


@pytest.mark.parametrize("offer", ["AUTH PLAIN LOGIN CRAM-MD5", "AUTH LOGIN", "AUTH CRAM-MD5"])
async def test_a_wrong_password_is_tried_once_and_is_a_fault_of_the_connection(
    serve: Serve, sender: SmtpSender, offer: str
) -> None:
    server = await serve(login=(USER, "another"), offers=(offer,))
    receipt = await sender.send(login_settings(server.port), ENVELOPE, LETTER, agree)
    assert (receipt.phase, receipt.failure) == (Phase.LOGIN, Failure.LOGIN_REFUSED)
    judged = judge(receipt.failure, receipt.reply)
    assert (judged.verdict, judged.cause) == (Verdict.CONNECTION_FAULT, Cause.AUTHENTICATION)
    assert server.verbs().count("AUTH") == 1


async def test_a_server_that_cannot_look_passwords_up_now_is_tried_again(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"AUTH": "454 4.7.0 Temporary authentication failure"}, login=(USER, PASSWORD))
    receipt = await sender.send(login_settings(server.port), ENVELOPE, LETTER, agree)
    assert judge(receipt.failure, receipt.reply).verdict is Verdict.TEMPORARY
    assert server.verbs().count("AUTH") == 1


@pytest.mark.parametrize("offers", [(), ("AUTH XOAUTH2 GSSAPI",)])
async def test_a_server_without_a_mechanism_that_we_know_is_named(
    serve: Serve, sender: SmtpSender, offers: tuple[str, ...]
) -> None:
    server = await serve(offers=offers)
    receipt = await sender.send(login_settings(server.port), ENVELOPE, LETTER, agree)
    assert receipt.failure is Failure.NO_AUTH_OFFERED
    assert "AUTH" not in server.verbs()


async def test_what_a_server_repeats_of_the_password_is_struck_out(serve: Serve, sender: SmtpSender) -> None:
    plain = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
    alone = base64.b64encode(PASSWORD.encode()).decode()
    server = await serve({"AUTH": f"535 5.7.8 Wrong: {PASSWORD} {alone} {plain}"}, login=(USER, PASSWORD))
    settings = login_settings(server.port)
    receipt = await sender.send(settings, ENVELOPE, LETTER, agree)
    shown = f"{receipt!r} {settings!r} {[step async for step in sender.check(settings)]!r}"
    assert "Wrong: *** *** ***" in shown
    for secret in (PASSWORD, alone, plain):
        assert secret not in shown


async def test_a_changed_password_never_uses_the_old_connection(serve: Serve, sender: SmtpSender) -> None:
    server = await serve(login=(USER, PASSWORD))
    assert (await sender.send(login_settings(server.port), ENVELOPE, LETTER, agree)).phase is Phase.DONE
    receipt = await sender.send(login_settings(server.port, "wrong"), ENVELOPE, LETTER, agree)
    assert receipt.failure is Failure.LOGIN_REFUSED


def logins(server: ScriptedServer) -> list[str]:
    """The mechanisms that were begun, in order."""
    return [command.split(" ")[1] for command in server.commands if command.startswith("AUTH")]


MECHANISM_ANSWERS = [
    "504 5.7.4 Unrecognized authentication type",
    "504 5.5.4 Unrecognized authentication type",
    "504 Unknown AUTH LOGIN or PLAIN mechanism",
    "504-5.5.4 Not supported\r\n504 5.5.4 here",
    "534 5.7.9 Authentication mechanism is too weak",
    "534 5.7.9 mechanism is too weak",
    "501 5.5.4 Syntax: AUTH mechanism",
    "501 5.5.2 Cannot decode response",
    "501 Syntax error in parameters or arguments",
    "502 5.5.1 Unrecognized command",
    "500 5.5.1 Command unrecognized",
    "500 What?",
    "550 5.7.4 Security features not supported",
    "553 5.5.4 AUTH PLAIN is disabled here, choose another mechanism",
    "432 4.7.12 A password transition is needed",
]


@pytest.mark.parametrize("answer", MECHANISM_ANSWERS)
@pytest.mark.parametrize(
    ("offer", "used"),
    [("AUTH LOGIN PLAIN", "LOGIN"), ("AUTH plain cram-md5", "CRAM-MD5"), ("AUTH=PLAIN LOGIN", "LOGIN")],
)
async def test_where_a_mechanism_is_not_to_be_had_the_next_is_tried_on_the_same_connection(
    serve: Serve, sender: SmtpSender, answer: str, offer: str, used: str
) -> None:
    server = await serve({"AUTH PLAIN": answer}, login=(USER, PASSWORD), offers=(offer, "PIPELINING"))
    receipt = await sender.send(login_settings(server.port), ENVELOPE, LETTER, agree)
    assert receipt.phase is Phase.DONE
    assert (logins(server), server.connections) == (["PLAIN", used], 1)


PASSWORD_ANSWERS = [
    "535 5.7.8 Authentication credentials invalid",
    "535 Authentication failed",
    "535-5.7.8 Username and Password not accepted.\r\n535 5.7.8 Learn more at https://support.google.com",
    "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect",
    "535 5.7.4 Mechanism not supported",
    "534-5.7.9 Application-specific password required. Learn more at\r\n534 5.7.9 https://support.google.com/mail",
    "534-5.7.14 <https://accounts.google.com/signin> Please log in via\r\n534 5.7.14 your web browser",
    "534 5.7.9 This mechanism wants an application password",
    "534 5.7.9",
    "534 No",
    "501 5.7.8 Authentication failed: bad password",
    "504 Invalid username or password",
    "500 5.7.8 Error: authentication failed",
    "525 5.7.13 User account disabled",
    "530 5.7.0 Authentication required",
    "550 5.7.1 Access denied",
    "554 5.7.0 Too many failed logins",
]


@pytest.mark.parametrize("answer", PASSWORD_ANSWERS)
async def test_a_refused_password_is_the_end_and_so_is_whatever_may_be_one(
    serve: Serve, sender: SmtpSender, answer: str
) -> None:
    server = await serve({"AUTH PLAIN": answer}, login=(USER, PASSWORD), offers=("AUTH LOGIN PLAIN CRAM-MD5",))
    receipt = await sender.send(login_settings(server.port), ENVELOPE, LETTER, agree)
    assert (receipt.phase, receipt.failure, logins(server)) == (Phase.LOGIN, Failure.LOGIN_REFUSED, ["PLAIN"])
    judged = judge(receipt.failure, receipt.reply)
    assert (judged.verdict, judged.cause) == (Verdict.CONNECTION_FAULT, Cause.AUTHENTICATION)


CLOSED = [
    ("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant", "switched-off"),
    ("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox", "switched-off"),
    ("535 5.7.139 Authentication unsuccessful, basic authentication is disabled", "ended"),
    ("550 5.7.30 Basic authentication is not supported for Client Submission", "ended"),
    ("535 5.7.30 Basic authentication is not supported for Client Submission", "ended"),
]


@pytest.mark.parametrize(("answer", "why"), CLOSED)
async def test_a_login_that_is_closed_to_passwords_is_no_wrong_password(
    serve: Serve, sender: SmtpSender, answer: str, why: str
) -> None:
    server = await serve({"AUTH PLAIN": answer}, login=(USER, PASSWORD), offers=("AUTH LOGIN PLAIN",))
    receipt = await sender.send(login_settings(server.port), ENVELOPE, LETTER, agree)
    assert logins(server) == ["PLAIN"]
    judged = judge(receipt.failure, receipt.reply)
    cause = {"switched-off": Cause.LOGIN_SWITCHED_OFF, "ended": Cause.PASSWORDS_ENDED}[why]
    assert (judged.verdict, judged.cause) == (Verdict.CONNECTION_FAULT, cause)


async def test_the_second_mechanism_s_refusal_of_the_password_is_the_end(serve: Serve, sender: SmtpSender) -> None:
    server = await serve(
        {"AUTH PLAIN": "504 5.5.4 No", "AUTH LOGIN": "535 5.7.8 No"},
        login=(USER, PASSWORD),
        offers=("AUTH PLAIN LOGIN CRAM-MD5",),
    )
    receipt = await sender.send(login_settings(server.port), ENVELOPE, LETTER, agree)
    assert (receipt.failure, logins(server)) == (Failure.LOGIN_REFUSED, ["PLAIN", "LOGIN"])
    assert judge(receipt.failure, receipt.reply).cause is Cause.AUTHENTICATION


async def test_where_none_of_them_is_to_be_had_nobody_is_asked_for_a_password(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"AUTH PLAIN": "504 5.5.4 No", "AUTH LOGIN": "534 5.7.9 mechanism is too weak"})
    server.offers = ("AUTH PLAIN LOGIN",)
    receipt = await sender.send(login_settings(server.port), ENVELOPE, LETTER, agree)
    assert receipt.failure is Failure.NO_AUTH_OFFERED
    assert receipt.reply is not None
    judged = judge(receipt.failure, receipt.reply)
    assert (judged.verdict, judged.cause) == (Verdict.CONNECTION_FAULT, Cause.NO_AUTH_OFFERED)


@pytest.mark.parametrize(
    "answer",
    [
        "538 5.7.11 Encryption required for requested authentication mechanism",
        "538 Encryption required",
        "554 5.7.11 Not over plain text",
        "530 5.7.0 Must issue a STARTTLS command first",
        "535 5.7.8 Logging in requires TLS",
        "503 5.5.1 AUTH is allowed only over SSL",
    ],
)
async def test_a_login_that_wants_encryption_says_so_and_the_password_is_not_sent_again(
    serve: Serve, sender: SmtpSender, answer: str
) -> None:
    server = await serve({"AUTH PLAIN": answer}, login=(USER, PASSWORD), offers=("AUTH PLAIN LOGIN",))
    receipt = await sender.send(login_settings(server.port), ENVELOPE, LETTER, agree)
    assert logins(server) == ["PLAIN"]
    judged = judge(receipt.failure, receipt.reply)
    assert (judged.verdict, judged.cause) == (Verdict.CONNECTION_FAULT, Cause.TLS_REQUIRED)


async def test_a_mechanism_that_hides_the_password_needs_no_encryption(serve: Serve, sender: SmtpSender) -> None:
    server = await serve(
        {"AUTH PLAIN": "538 5.7.11 Encryption required for requested authentication mechanism"},
        login=(USER, PASSWORD),
        offers=("AUTH PLAIN LOGIN CRAM-MD5",),
    )
    assert (await sender.send(login_settings(server.port), ENVELOPE, LETTER, agree)).phase is Phase.DONE
    assert logins(server) == ["PLAIN", "CRAM-MD5"]


@pytest.mark.parametrize("asks", ["334", "334 ", "334 VXNlcm5hbWU6", "334 Go on, please", "334 =", "334-\r\n334 x"])
async def test_an_initial_response_that_is_passed_over_is_said_once_more(
    serve: Serve, sender: SmtpSender, asks: str
) -> None:
    server = await serve({"AUTH PLAIN": [asks]}, login=(USER, PASSWORD), offers=("AUTH PLAIN",))
    assert (await sender.send(login_settings(server.port), ENVELOPE, LETTER, agree)).phase is Phase.DONE
    (first, initial), second = server.commands[1].rsplit(" ", 1), server.commands[2]
    assert (first, second) == ("AUTH PLAIN", initial)


async def test_a_server_that_goes_on_asking_is_left_and_its_exchange_cancelled(
    serve: Serve, sender: SmtpSender
) -> None:
    server = await serve({"AUTH PLAIN": ["334 "] * 5}, login=(USER, PASSWORD), offers=("AUTH PLAIN LOGIN",))
    receipt = await sender.send(login_settings(server.port), ENVELOPE, LETTER, agree)
    assert server.commands[3] == "*"
    assert logins(server) == ["PLAIN"]
    assert judge(receipt.failure, receipt.reply) == Judgement(Verdict.TEMPORARY, Cause.LOGIN_LATER)


async def test_a_long_password_waits_for_its_turn_so_that_no_command_is_too_long(
    serve: Serve, sender: SmtpSender
) -> None:
    long = "п" * 400
    server = await serve({"AUTH PLAIN": ["334 "]}, login=(USER, long), offers=("AUTH PLAIN",))
    assert (await sender.send(login_settings(server.port, long), ENVELOPE, LETTER, agree)).phase is Phase.DONE
    assert server.commands[1] == "AUTH PLAIN"
    assert server.commands[3].startswith("MAIL")


@pytest.mark.parametrize("challenge", ["334 what?", "334 ", "334 Y"])
async def test_a_challenge_that_cannot_be_read_is_cancelled_and_the_next_mechanism_tried(
    serve: Serve, sender: SmtpSender, challenge: str
) -> None:
    server = await serve(
        {"AUTH PLAIN": "504 5.5.4 No", "AUTH LOGIN": "504 5.5.4 No", "AUTH CRAM-MD5": challenge},
        login=(USER, PASSWORD),
        offers=("AUTH CRAM-MD5 PLAIN LOGIN",),
    )
    receipt = await sender.send(login_settings(server.port), ENVELOPE, LETTER, agree)
    assert receipt.failure is Failure.NO_AUTH_OFFERED
    assert server.commands[-2:] == ["AUTH CRAM-MD5", "*"]


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        ("454 4.7.0 Temporary authentication failure", Cause.LOGIN_LATER),
        ("421 4.3.0 Closing", Cause.LOGIN_LATER),
        ("451 4.3.0 Internal error", Cause.LOGIN_LATER),
        ("432 4.3.2 Concurrent connections limit exceeded", Cause.RATE),
        ("454 4.7.0 Too many login attempts, please try again later", Cause.RATE),
        (DROP, Cause.LOGIN_LATER),
        (RESET, Cause.LOGIN_LATER),
        ("600 5.5.4 Unrecognized authentication type", Cause.LOGIN_LATER),
        ("Кто здесь?", Cause.LOGIN_LATER),
    ],
)
async def test_a_server_that_cannot_log_anybody_in_just_now_is_told_as_such(
    serve: Serve, sender: SmtpSender, answer: str, cause: Cause
) -> None:
    for scripted in ({"AUTH PLAIN": [answer]}, {"AUTH PLAIN": ["334 ", answer]}):
        server = await serve(scripted, login=(USER, PASSWORD), offers=("AUTH PLAIN LOGIN",))
        receipt = await sender.send(login_settings(server.port), ENVELOPE, LETTER, agree)
        assert (receipt.phase, logins(server)) == (Phase.LOGIN, ["PLAIN"])
        assert judge(receipt.failure, receipt.reply) == Judgement(Verdict.TEMPORARY, cause)


async def test_a_login_that_is_offered_only_before_starttls_is_not_offered(
    serve: Serve, sender: SmtpSender, authority: tuple[trustme.CA, str]
) -> None:
    server = await serve(
        {"EHLO TLS": "250-scripted.test\r\n250 PIPELINING"},
        offers=("AUTH PLAIN",),
        start_tls=server_context(authority[0], "localhost"),
    )
    settings = replace(login_settings(server.port), host="localhost", encryption="starttls", ca_file=authority[1])
    receipt = await sender.send(settings, ENVELOPE, LETTER, agree)
    assert (receipt.failure, logins(server)) == (Failure.NO_AUTH_OFFERED, [])
