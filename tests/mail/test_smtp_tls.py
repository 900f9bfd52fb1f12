"""TLS: only with a certificate that is trusted and fits, and never silently without."""

import ssl
from datetime import date

import pytest
import trustme
from pydantic import SecretStr
from scripted_smtp import ENVELOPE, LETTER, Serve, agree, server_context, settings_for

from domain.messages.answers import Verdict, judge
from domain.messages.causes import Cause
from domain.messages.sending import Failure, Phase, Receipt
from mail.smtp_sender import SmtpSender

Authority = tuple[trustme.CA, str]


def verdict(receipt: Receipt) -> tuple[Verdict, Cause]:
    judged = judge(receipt.failure, receipt.reply, uncertain=receipt.uncertain)
    return judged.verdict, judged.cause


async def start(serve: Serve, encryption: str, context: ssl.SSLContext) -> int:
    server = await (serve(tls=context) if encryption == "ssl" else serve(start_tls=context))
    return server.port


@pytest.mark.parametrize("encryption", ["ssl", "starttls"])
async def test_a_letter_goes_under_a_trusted_certificate(
    serve: Serve, sender: SmtpSender, authority: Authority, encryption: str
) -> None:
    ca, path = authority
    port = await start(serve, encryption, server_context(ca, "localhost"))
    settings = settings_for(port, host="localhost", encryption=encryption, ca_file=path)
    for _ in range(2):
        assert (await sender.send(settings, ENVELOPE, LETTER, agree)).phase is Phase.DONE


@pytest.mark.parametrize("encryption", ["ssl", "starttls"])
async def test_the_wrong_name_in_a_certificate_is_a_fault_of_the_connection(
    serve: Serve, sender: SmtpSender, authority: Authority, encryption: str
) -> None:
    ca, path = authority
    port = await start(serve, encryption, server_context(ca, "mail.example.com"))
    settings = settings_for(port, host="localhost", encryption=encryption, ca_file=path)
    receipt = await sender.send(settings, ENVELOPE, LETTER, agree)
    assert (receipt.phase, receipt.failure) == (Phase.TLS, Failure.CERTIFICATE)
    assert verdict(receipt) == (Verdict.CONNECTION_FAULT, Cause.CERTIFICATE)
    assert "localhost" in receipt.detail


@pytest.mark.parametrize("encryption", ["ssl", "starttls"])
async def test_an_unknown_authority_is_refused_unless_checking_is_off(
    serve: Serve, sender: SmtpSender, authority: Authority, encryption: str
) -> None:
    port = await start(serve, encryption, server_context(authority[0], "localhost"))
    receipt = await sender.send(settings_for(port, host="localhost", encryption=encryption), ENVELOPE, LETTER, agree)
    assert receipt.failure is Failure.CERTIFICATE
    port = await start(serve, encryption, server_context(authority[0], "mail.example.com"))
    unchecked = settings_for(port, host="localhost", encryption=encryption, verify_certificate=False)
    assert (await sender.send(unchecked, ENVELOPE, LETTER, agree)).phase is Phase.DONE


async def test_what_is_said_behind_the_go_on_to_tls_is_not_read_as_said_under_it(
    serve: Serve, sender: SmtpSender, authority: Authority
) -> None:
    """Whoever is between the two sides could offer a login there (RFC 3207 section 4.2)."""
    ca, path = authority
    forged = "220 go on\r\n250-scripted.test\r\n250 AUTH PLAIN"
    server = await serve({"STARTTLS": forged}, start_tls=server_context(ca, "localhost"))
    login = {"authentication": "basic", "username": "robot", "password": SecretStr("secret")}
    settings = settings_for(server.port, host="localhost", encryption="starttls", ca_file=path, **login)
    receipt = await sender.send(settings, ENVELOPE, LETTER, agree)
    assert receipt.failure is Failure.NO_AUTH_OFFERED
    assert server.verbs() == ["EHLO", "STARTTLS", "EHLO"]


async def test_a_ca_file_that_is_not_there_is_a_fault_of_the_connection(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    settings = settings_for(server.port, encryption="ssl", ca_file="nowhere.pem")
    receipt = await sender.send(settings, ENVELOPE, LETTER, agree)
    assert receipt.failure is Failure.CERTIFICATE
    assert "ca_file" in receipt.detail


async def test_a_plain_port_with_ssl_is_told_as_such(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    receipt = await sender.send(settings_for(server.port, encryption="ssl"), ENVELOPE, LETTER, agree)
    assert (receipt.phase, receipt.failure) == (Phase.TLS, Failure.NO_TLS_OFFERED)
    assert verdict(receipt) == (Verdict.CONNECTION_FAULT, Cause.NO_TLS_OFFERED)


@pytest.mark.parametrize(
    ("answer", "meant"),
    [("554 5.7.0 No", Verdict.CONNECTION_FAULT), ("454 4.7.0 Later", Verdict.TEMPORARY), ("600 Hm", Verdict.TEMPORARY)],
)
async def test_only_a_refusal_of_starttls_for_good_is_a_fault_of_the_connection(
    serve: Serve, sender: SmtpSender, answer: str, meant: Verdict
) -> None:
    server = await serve({"STARTTLS": answer}, offers=("STARTTLS",))
    receipt = await sender.send(settings_for(server.port, encryption="starttls"), ENVELOPE, LETTER, agree)
    assert (receipt.phase, verdict(receipt)[0]) == (Phase.TLS, meant)


async def test_starttls_that_is_not_offered_is_never_done_without(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    receipt = await sender.send(settings_for(server.port, encryption="starttls"), ENVELOPE, LETTER, agree)
    assert (receipt.phase, receipt.failure) == (Phase.TLS, Failure.NO_TLS_OFFERED)
    assert server.verbs() == ["EHLO"]


async def test_words_slipped_in_before_the_handshake_are_not_believed(
    serve: Serve, sender: SmtpSender, authority: Authority
) -> None:
    server = await serve(
        {"STARTTLS": "220 go on\r\n250-evil\r\n250 AUTH PLAIN"}, start_tls=server_context(authority[0], "localhost")
    )
    settings = settings_for(server.port, host="localhost", encryption="starttls", ca_file=authority[1])
    steps = [step async for step in sender.check(settings)]
    assert not any("evil" in value or "PLAIN" in value for step in steps for value in step.detail.values())


async def test_a_check_shows_whose_certificate_it_is(serve: Serve, sender: SmtpSender, authority: Authority) -> None:
    server = await serve(tls=server_context(authority[0], "localhost"))
    settings = settings_for(server.port, host="localhost", encryption="ssl", ca_file=authority[1])
    steps = {step.name: step async for step in sender.check(settings)}
    assert list(steps) == ["resolve", "connect", "tls", "greeting", "ehlo", "mail", "quit"]
    assert steps["tls"].detail["issuer"] == "Проверка"
    assert steps["tls"].detail["names"] == "localhost"
    assert date.fromisoformat(steps["tls"].detail["expires"]) > date.today()  # noqa: DTZ011
    assert steps["tls"].detail["version"].startswith("TLSv1.")


async def test_a_check_asks_anew_under_tls_what_is_offered(
    serve: Serve, sender: SmtpSender, authority: Authority
) -> None:
    server = await serve(start_tls=server_context(authority[0], "localhost"))
    settings = settings_for(server.port, host="localhost", encryption="starttls", ca_file=authority[1])
    steps = [step.name async for step in sender.check(settings)]
    assert steps == ["resolve", "connect", "greeting", "ehlo", "tls", "ehlo", "mail", "quit"]


@pytest.mark.parametrize("encryption", ["ssl", "starttls"])
@pytest.mark.parametrize("verify", [True, False])
async def test_a_check_shows_a_certificate_that_is_not_trusted_as_well(
    serve: Serve, sender: SmtpSender, authority: Authority, encryption: str, verify: bool
) -> None:
    port = await start(serve, encryption, server_context(authority[0], "localhost", "mail.example.com"))
    settings = settings_for(port, host="localhost", encryption=encryption, verify_certificate=verify)
    steps = {step.name: step async for step in sender.check(settings)}
    tls = steps["tls"]
    assert tls.ok is not verify
    assert tls.failure == (Failure.CERTIFICATE if verify else None)
    assert tls.detail["issuer"] == "Проверка"
    assert tls.detail["names"] == "localhost, mail.example.com"
    assert date.fromisoformat(tls.detail["expires"]) > date.today()  # noqa: DTZ011
