"""What an administrator is advised when a check fails, with servers that are bad in each way that people meet."""

from typing import Any

import pytest
import trustme
from pydantic import SecretStr
from scripted_smtp import (
    DROP,
    NOBODY,
    RESET,
    SILENCE,
    Serve,
    jump,
    jump_at_the_next_connect,
    server_context,
    settings_for,
)

from bot.texts import LANGUAGES, load_texts
from domain.checking.advice import TABLE, Advice, advice_params, advise, expected_steps
from domain.messages.sending import Failure, Reply, SmtpSettings, Step
from mail.smtp_sender import SmtpSender

Authority = tuple[trustme.CA, str]
LOGIN = {"authentication": "basic", "username": "robot@firma.test", "password": SecretStr("a password")}


async def advice_of(sender: SmtpSender, settings: SmtpSettings) -> Advice | None:
    return advise(settings, [step async for step in sender.check(settings)])


async def named(sender: SmtpSender, settings: SmtpSettings) -> str:
    advice = await advice_of(sender, settings)
    return "" if advice is None else advice.name


def failed(name: str, failure: Failure, reply: Reply | None = None, **detail: str) -> list[Step]:
    return [Step(name, ok=False, seconds=0, detail=detail, failure=failure, reply=reply)]


async def test_a_check_that_passes_needs_no_advice(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    assert await advice_of(sender, settings_for(server.port)) is None


@pytest.mark.parametrize("encryption", ["none", "starttls", "ssl"])
@pytest.mark.parametrize("login", [False, True])
async def test_the_expected_steps_are_those_that_a_check_goes_through(
    serve: Serve, sender: SmtpSender, authority: Authority, encryption: str, login: bool
) -> None:
    context = server_context(authority[0], "localhost")
    server = await serve(
        tls=context if encryption == "ssl" else None,
        start_tls=context if encryption == "starttls" else None,
        login=("robot@firma.test", "a password") if login else None,
    )
    more = LOGIN if login else {}
    settings = settings_for(server.port, host="localhost", encryption=encryption, ca_file=authority[1], **more)
    assert [step.name async for step in sender.check(settings)] == expected_steps(settings)


async def test_a_name_that_is_nowhere(sender: SmtpSender) -> None:
    assert await named(sender, settings_for(465, host="smtp.nowhere.invalid")) in {"host-unknown", "dns"}
    nowhere = failed("resolve", Failure.NAME_NOT_FOUND)
    assert advise(settings_for(465), nowhere) == Advice("host-unknown", ("host",))


async def test_a_port_on_which_nobody_listens(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"LISTEN": NOBODY})
    assert await named(sender, settings_for(server.port)) == "port-closed"


async def test_a_firewall_that_swallows_everything(
    serve: Serve, sender: SmtpSender, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = await serve({"LISTEN": SILENCE})
    jump_at_the_next_connect(monkeypatch)
    assert await named(sender, settings_for(server.port)) == "firewall"
    assert advise(settings_for(25), failed("connect", Failure.TIMED_OUT)) == Advice("port-25", ("port", "encryption"))


async def test_ssl_on_a_port_for_starttls(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    advice = await advice_of(sender, settings_for(server.port, encryption="ssl"))
    assert advice == Advice("ssl-where-starttls", ("encryption", "port"))


async def test_starttls_on_a_port_for_ssl(serve: Serve, sender: SmtpSender, monkeypatch: pytest.MonkeyPatch) -> None:
    # Such a port says nothing before a TLS handshake.
    server = await serve({"CONNECT": SILENCE})
    server.on_silence = lambda: jump(monkeypatch)
    assert await named(sender, settings_for(server.port, encryption="starttls")) == "no-greeting"
    silent = failed("greeting", Failure.TIMED_OUT)
    for encryption in ("starttls", "none"):
        assert advise(settings_for(465, encryption=encryption), silent) == Advice(
            "starttls-where-ssl", ("encryption", "port")
        )


async def test_starttls_that_the_server_does_not_offer(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    assert await named(sender, settings_for(server.port, encryption="starttls")) == "starttls-refused"


async def test_certificates_of_another_name_of_an_unknown_authority_and_an_unreadable_file(
    serve: Serve, sender: SmtpSender, authority: Authority
) -> None:
    server = await serve(tls=server_context(authority[0], "mail.example.com"))
    settings = settings_for(server.port, host="localhost", encryption="ssl", ca_file=authority[1])
    assert await named(sender, settings) == "certificate-name"
    server = await serve(start_tls=server_context(authority[0], "localhost"))
    settings = settings_for(server.port, host="localhost", encryption="starttls")
    assert await named(sender, settings) == "certificate-own"
    settings = settings_for(server.port, host="localhost", encryption="starttls", ca_file="nowhere.pem")
    assert await named(sender, settings) == "ca-file"
    expired = failed("tls", Failure.CERTIFICATE, what="tls: certificate has expired")
    assert advise(settings_for(465), expired) == Advice("certificate-expired")


@pytest.mark.parametrize(
    ("answers", "named_"),
    [
        ({"CONNECT": "554 5.7.1 No"}, "not-welcome"),
        ({"CONNECT": SILENCE}, "no-greeting"),
        ({"EHLO": "550 5.7.1 Bad HELO"}, "hello-refused"),
        ({"EHLO": DROP}, "cut-off"),
        ({"EHLO": SILENCE}, "slow"),
        ({"AUTH": "535 5.7.8 No"}, "login-refused"),
        ({"AUTH": "534 5.7.9 Application-specific password required"}, "password-application"),
        ({"AUTH": "535 5.7.139 SmtpClientAuthentication is disabled for the Tenant"}, "microsoft-login"),
        ({"AUTH": "535 5.7.8 This user does not have access rights to this service"}, "yandex-access"),
        ({"AUTH": "454 4.7.0 Temporary authentication failure"}, "login-later"),
        ({"AUTH": "530 5.7.0 Must issue a STARTTLS command first"}, "tls-required"),
        ({"CONNECT": "421 4.7.0 Too many connections"}, "later"),
        ({"MAIL": "530 5.7.0 Must issue a STARTTLS command first"}, "tls-required"),
        ({"MAIL": "553 5.7.1 Sender address rejected: not owned by auth user."}, "sender-refused"),
        ({"MAIL": "550 No thanks"}, "sender-refused"),
        ({"MAIL": "500 5.5.2 What?"}, "sender-maybe"),
        ({"MAIL": "501 Syntax error"}, "sender-maybe"),
        ({"MAIL": "554 5.7.1 Access denied"}, "sender-maybe"),
        ({"AUTH": "504 5.5.4 Unrecognized authentication type"}, "login-other-way"),
        ({"AUTH": "503 5.5.1 Error: authentication not enabled"}, "login-other-way"),
        ({"AUTH": "538 5.7.11 Encryption required for requested authentication mechanism"}, "tls-required"),
        ({"AUTH": DROP}, "login-cut-off"),
        ({"MAIL": "451 4.7.1 Later"}, "later"),
        ({"MAIL": RESET}, "cut-off"),
    ],
)
async def test_answers_at_each_step(
    serve: Serve, sender: SmtpSender, answers: dict[str, str], named_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = await serve(answers, login=("robot@firma.test", "a password"))
    server.on_silence = lambda: jump(monkeypatch)
    assert await named(sender, settings_for(server.port, **LOGIN)) == named_


async def test_a_sender_that_is_not_the_user(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"MAIL": "553 5.7.1 Not owned"}, login=("other@firma.test", "a password"))
    settings = settings_for(server.port, **{**LOGIN, "username": "other@firma.test"})
    assert await named(sender, settings) == "sender-is-user"


async def test_a_login_that_is_not_offered_is_offered_behind_starttls_or_is_needed(
    serve: Serve, sender: SmtpSender
) -> None:
    server = await serve()
    assert await named(sender, settings_for(server.port, **LOGIN)) == "login-not-offered"
    server = await serve(offers=("STARTTLS",))
    assert await named(sender, settings_for(server.port, **LOGIN)) == "login-behind-starttls"
    server = await serve({"MAIL": "530 5.7.0 Authentication required"})
    assert await named(sender, settings_for(server.port)) == "login-needed"


@pytest.mark.parametrize(
    ("host", "named_"),
    [
        ("smtp.yandex.ru", "password-yandex"),
        ("smtp.mail.ru", "password-mail-ru"),
        ("smtp.gmail.com", "password-gmail"),
        ("smtp.office365.com", "microsoft-login"),
        ("mail.notyandex.example", "login-refused"),
    ],
)
def test_known_providers_want_passwords_of_their_own_kind(host: str, named_: str) -> None:
    refused = failed("login", Failure.LOGIN_REFUSED, Reply(535, "5.7.8", "No"))
    advice = advise(settings_for(465, host=host, **LOGIN), refused)
    assert advice is not None
    assert advice.name == named_


def test_whatever_fails_there_is_an_advice_and_each_has_a_text_in_every_language() -> None:
    settings = settings_for(2525, **LOGIN)
    for failure in Failure:
        for name in [*expected_steps(settings), "tls"]:
            assert advise(settings, failed(name, failure)) is not None
    for language in LANGUAGES:
        texts = load_texts(language)
        for line in TABLE:
            assert texts.has(line.advice.key), line.advice.key
            shown = texts(line.advice.key, **advice_params(settings))
            assert "<" not in shown
            assert len(shown) < 420, line.advice.key


def test_no_advice_names_a_field_that_a_connection_does_not_have() -> None:
    from domain.configured.connection import Connection
    from domain.logins.kinds import SECRET_PATHS

    fields: Any = {*Connection.model_fields, *SECRET_PATHS}
    assert {field for line in TABLE for field in line.advice.fields} <= fields


@pytest.mark.parametrize(
    "name", ["starttls-where-ssl", "ssl-where-starttls", "no-greeting", "login-not-offered", "sender-maybe"]
)
def test_advice_that_only_guesses_says_so(name: str) -> None:
    shown = {
        language: load_texts(language)(f"advice-{name}", **advice_params(settings_for(465))) for language in LANGUAGES
    }
    assert "озможно" in shown["ru"]
    assert "erhaps" in shown["en"]
