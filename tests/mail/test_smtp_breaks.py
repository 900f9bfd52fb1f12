"""Whatever breaks before the mark is told with its phase, and has certainly sent nothing."""

import asyncio
import socket

import pytest
from scripted_smtp import ENVELOPE, LETTER, SILENCE, Serve, agree, settings_for

from domain.messages.answers import Verdict, judge
from domain.messages.causes import Cause
from domain.messages.sending import Envelope, Failure, Phase, Receipt, Reply
from mail.breakage import breakage_of
from mail.smtp_sender import SmtpSender

PIPELINED = ("PIPELINING",)


def verdict(receipt: Receipt) -> tuple[Verdict, Cause]:
    judged = judge(receipt.failure, receipt.reply, uncertain=receipt.uncertain)
    return judged.verdict, judged.cause


async def never(*_: object) -> bool:
    raise AssertionError("marked although nothing could be sent")


@pytest.mark.parametrize("offers", [PIPELINED, ()], ids=["pipelining", "one by one"])
@pytest.mark.parametrize(
    ("verb", "phase"),
    [
        ("CONNECT", Phase.GREETING),
        ("EHLO", Phase.EHLO),
        ("MAIL", Phase.MAIL),
        ("RCPT", Phase.RCPT),
        ("DATA", Phase.DATA),
    ],
)
async def test_421_anywhere_closes_the_connection_and_tells_the_servers_words(
    serve: Serve, sender: SmtpSender, verb: str, phase: Phase, offers: tuple[str, ...]
) -> None:
    server = await serve({verb: "421 4.3.2 Shutting down"}, offers=offers)
    receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, never)
    assert (receipt.phase, receipt.reply) == (phase, Reply(421, "4.3.2", "Shutting down"))
    assert verdict(receipt) == (Verdict.TEMPORARY, Cause.UNAVAILABLE)
    await server.until(lambda: server.closed == server.connections)
    assert "QUIT" not in server.verbs()


@pytest.mark.parametrize("offers", [PIPELINED, ()], ids=["pipelining", "one by one"])
async def test_all_recipients_refused_means_no_content(
    serve: Serve, sender: SmtpSender, offers: tuple[str, ...]
) -> None:
    server = await serve({"RCPT": "550 5.1.1 User unknown", "DATA": "503 5.5.1 No recipients"}, offers=offers)
    envelope = Envelope("robot@firma.test", ("a@firma.test", "b@firma.test"))
    receipt = await sender.send(settings_for(server.port), envelope, LETTER, never)
    assert receipt.phase is Phase.RCPT
    assert receipt.accepted == {}
    assert set(receipt.refused) == set(envelope.recipients)
    assert verdict(receipt) == (Verdict.PERMANENT, Cause.UNKNOWN_USER)
    assert server.verbs()[-1] == "RSET"
    assert ("DATA" in server.verbs()) is bool(offers)


async def test_a_server_that_wants_content_for_nobody_is_left(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"RCPT": "550 5.1.1 User unknown", "DATA": "354 go on"})
    receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, never)
    await server.until(lambda: server.closed == 1)
    assert receipt.phase is Phase.RCPT
    assert server.letters == []


@pytest.mark.parametrize("offers", [PIPELINED, ()], ids=["pipelining", "one by one"])
async def test_a_refused_sender_is_told_as_such(serve: Serve, sender: SmtpSender, offers: tuple[str, ...]) -> None:
    rest = {"RCPT": "503 5.5.1 No sender", "DATA": "503 5.5.1 No sender"}
    server = await serve({"MAIL": "550 5.7.1 Not your address", **rest}, offers=offers)
    receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, never)
    assert (receipt.phase, receipt.failure) == (Phase.MAIL, Failure.SENDER_REFUSED)
    assert verdict(receipt)[0] is Verdict.PERMANENT
    assert receipt.refused == {}


async def test_a_name_that_cannot_exist_is_a_fault_of_the_connection(sender: SmtpSender) -> None:
    receipt = await sender.send(settings_for(25, host="a" * 64 + ".test"), ENVELOPE, LETTER, never)
    assert (receipt.phase, receipt.failure) == (Phase.RESOLVE, Failure.NAME_NOT_FOUND)
    assert verdict(receipt) == (Verdict.CONNECTION_FAULT, Cause.NAME_NOT_FOUND)


@pytest.mark.parametrize(
    ("number", "failure"), [(socket.EAI_NONAME, Failure.NAME_NOT_FOUND), (socket.EAI_AGAIN, Failure.DNS_TROUBLE)]
)
def test_a_missing_name_and_a_silent_name_server_are_told_apart(number: int, failure: Failure) -> None:
    assert breakage_of(socket.gaierror(number, "no"), Phase.RESOLVE).failure is failure


async def test_a_server_that_does_not_want_us_is_no_fault_of_the_letter(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"CONNECT": "554 5.7.1 Your address is blocked using a list"})
    receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, never)
    assert (receipt.phase, receipt.failure) == (Phase.GREETING, Failure.SERVER_REFUSED)
    assert verdict(receipt)[0] is Verdict.CONNECTION_FAULT


async def test_an_old_server_without_ehlo_is_greeted_with_helo(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"EHLO": "502 5.5.1 What?"})
    receipt = await sender.send(settings_for(server.port, local_hostname="bot.firma.test"), ENVELOPE, LETTER, agree)
    assert receipt.phase is Phase.DONE
    assert server.commands[:2] == ["EHLO bot.firma.test", "HELO bot.firma.test"]


async def test_our_name_is_a_full_name_or_an_address_literal(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)
    name = server.commands[0].removeprefix("EHLO ")
    assert name == "[127.0.0.1]" or "." in name.strip("[]")


async def test_the_size_is_told_where_the_server_asks_for_it(serve: Serve, sender: SmtpSender) -> None:
    server = await serve(offers=("SIZE 1000",))
    await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)
    assert f"MAIL FROM:<robot@firma.test> SIZE={len(LETTER)}" in server.commands


async def test_long_words_of_a_server_are_cut_and_made_safe(serve: Serve, sender: SmtpSender) -> None:
    answer = "550-5.7.1 Policy\x1b[31m\r\n550 5.7.1 " + "слово " * 200
    server = await serve({"RCPT": answer, "DATA": "503 no"})
    receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, never)
    assert receipt.reply is not None
    assert (receipt.reply.code, receipt.reply.enhanced) == (550, "5.7.1")
    assert receipt.reply.text.startswith("Policy [31m слово слово")
    assert len(receipt.reply.text) <= 500


async def test_an_enhanced_code_is_found_where_qmail_puts_it(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"RCPT": "550 sorry, no mailbox here by that name. (#5.1.1)"})
    receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, never)
    assert receipt.reply is not None
    assert receipt.reply.enhanced == "5.1.1"
    assert verdict(receipt) == (Verdict.PERMANENT, Cause.UNKNOWN_USER)


async def test_an_endless_answer_is_no_smtp(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"CONNECT": "220-" + "x" * 100_000})
    receipt = await sender.send(settings_for(server.port), ENVELOPE, LETTER, never)
    assert receipt.failure is Failure.DROPPED


async def test_a_recipient_beyond_ascii_fails_alone_where_smtputf8_is_not_offered(
    serve: Serve, sender: SmtpSender
) -> None:
    server = await serve()
    envelope = Envelope("robot@firma.test", ("иван@почта.рф", "anna@почта.рф"))
    letter = "To: =?utf-8?b?0JjQstCw0L0=?= <иван@почта.рф>,\r\n anna@xn--80a1acny.xn--p1ai\r\n\r\nx\r\n".encode()
    receipt = await sender.send(settings_for(server.port), envelope, letter, agree)
    assert receipt.phase is Phase.DONE
    assert list(receipt.accepted) == ["anna@почта.рф"]
    assert judge(Failure.REPLY, receipt.refused["иван@почта.рф"]).cause is Cause.NEEDS_SMTPUTF8
    assert "RCPT TO:<anna@xn--80a1acny.xn--p1ai>" in server.commands
    assert server.letters[0].isascii()
    assert server.letters[0].startswith(b"To: =?utf-8?b?0JjQstCw0L0=?= =?utf-8?b?")


async def test_a_sender_beyond_ascii_is_what_is_wrong_where_smtputf8_is_not_offered(
    serve: Serve, sender: SmtpSender
) -> None:
    server = await serve()
    for recipients in (("anna@firma.test",), ("иван@почта.рф",), ("anna@firma.test", "иван@почта.рф")):
        envelope = Envelope("робот@firma.test", recipients)
        receipt = await sender.send(settings_for(server.port), envelope, LETTER, never)
        assert verdict(receipt) == (Verdict.PERMANENT, Cause.SENDER_REFUSED)
    assert not {"MAIL", "RCPT"} & set(server.verbs())


async def test_it_says_that_smtputf8_is_needed_where_nobody_can_be_reached(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    envelope = Envelope("robot@firma.test", ("иван@почта.рф",))
    receipt = await sender.send(settings_for(server.port), envelope, LETTER, never)
    assert receipt.failure is Failure.NEEDS_SMTPUTF8
    assert verdict(receipt) == (Verdict.PERMANENT, Cause.NEEDS_SMTPUTF8)
    assert not {"MAIL", "RCPT"} & set(server.verbs())


async def test_smtputf8_is_asked_for_where_it_is_offered_and_needed(serve: Serve, sender: SmtpSender) -> None:
    server = await serve(offers=("SMTPUTF8", "8BITMIME", "PIPELINING"))
    envelope = Envelope("robot@firma.test", ("иван@почта.рф",))
    receipt = await sender.send(settings_for(server.port), envelope, "To: <иван@почта.рф>\r\n\r\nx".encode(), agree)
    assert receipt.phase is Phase.DONE
    assert "MAIL FROM:<robot@firma.test> BODY=8BITMIME SMTPUTF8" in server.commands
    assert "RCPT TO:<иван@почта.рф>" in server.commands
    await sender.send(settings_for(server.port), ENVELOPE, LETTER, agree)
    assert "MAIL FROM:<robot@firma.test>" in server.commands


async def test_nothing_is_left_open_after_a_cancelled_connect(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"CONNECT": SILENCE})
    async with asyncio.TaskGroup() as group:
        sending = group.create_task(sender.send(settings_for(server.port), ENVELOPE, LETTER, never))
        await server.until(lambda: server.connections == 1)
        sending.cancel()
    await server.until(lambda: server.closed == 1)


@pytest.mark.parametrize(
    ("answer", "accepted"),
    [
        ("251 2.1.5 User not local; will forward", True),
        ("252 2.1.5 Cannot verify", True),
        ("551 5.7.1 User not local; please try elsewhere", False),
        ("354 go on", False),
    ],
)
async def test_a_recipient_is_taken_by_any_answer_of_success_and_by_no_other(
    serve: Serve, sender: SmtpSender, answer: str, accepted: bool
) -> None:
    server = await serve({"RCPT anna@firma.test": answer})
    envelope = Envelope("robot@firma.test", ("ivan@firma.test", "anna@firma.test"))
    receipt = await sender.send(settings_for(server.port), envelope, LETTER, agree)
    assert receipt.phase is Phase.DONE
    assert ("anna@firma.test" in receipt.accepted, "anna@firma.test" in receipt.refused) == (accepted, not accepted)
