"""Logging in: one mechanism, passwords of any letters, and nothing of them in any word of ours."""

import base64

import pytest
from pydantic import SecretStr
from scripted_smtp import ENVELOPE, LETTER, Serve, agree, settings_for

from domain.messages.answers import Verdict, judge
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
